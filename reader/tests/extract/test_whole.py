"""What plans of energy and carbon print: things wholly done by a day, sited works, measures."""

import pytest
from luoshi_reader.facts import Cluster, Commitment, Fact, Figure, Organisation, Project
from luoshi_reader.plan import read_plan


def read(text: str) -> list[Fact]:
    return read_plan(f"河南省节能降碳行动方案（2024-2025年）\n一、任务\n{text}\n").facts


def commitments(text: str) -> list[tuple[str, str, str | None]]:
    return [
        (fact.action_text, fact.object_text, fact.due_text)
        for fact in read(text)
        if isinstance(fact, Commitment)
    ]


def projects(text: str) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    return [
        (fact.name_text, fact.owners, fact.places)
        for fact in read(text)
        if isinstance(fact, Project)
    ]


def organisations(text: str) -> list[str]:
    return [fact.name_text for fact in read(text) if isinstance(fact, Organisation)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "到2025年底，建成区燃煤锅炉全部淘汰，农村地区散煤基本清零。",
            [
                ("淘汰", "建成区燃煤锅炉", "到2025年底"),
                ("清零", "农村地区散煤", "到2025年底"),
            ],
        ),
        (
            "2025年前，限制类装备全部完成升级改造，基本淘汰35蒸吨以下锅炉。",
            [
                ("完成", "限制类装备升级改造", "2025年前"),
                ("淘汰", "35蒸吨以下锅炉", "2025年前"),
            ],
        ),
        (
            "到2025年，基准水平以下产能完成技术改造或淘汰退出。",
            [("完成", "基准水平以下产能技术改造或淘汰退出", "到2025年")],
        ),
        (
            "到2025年，新建建筑全面执行绿色建筑标准，实现核发全覆盖。",
            [("执行", "新建建筑绿色建筑标准", "到2025年"), ("实现", "核发全覆盖", "到2025年")],
        ),
        (
            "2025年底前产能完成技术改造或淘汰退出。",
            [("完成", "产能技术改造或淘汰退出", "2025年底前")],
        ),
        # without a day, as a rule, as a level or to no end, nothing is promised
        ("农村地区散煤基本清零，新建建筑全面执行绿色建筑标准。", []),
        ("到2025年，未完成改造的企业应全部退出。", []),
        ("到2025年，绿色建筑占比基本达到30%，治理能力全面提升。", []),
        ("每年全面完成各类检查。", []),
    ],
)
def test_what_is_wholly_done_by_a_day_is_a_promise(
    text: str, found: list[tuple[str, str, str | None]]
) -> None:
    assert commitments(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("在新安县建设天然气制氢项目。", [("天然气制氢项目", (), ("新安县",))]),
        (
            "支持云溪钢铁开展短流程炼钢示范项目。",
            [("短流程炼钢示范项目", ("云溪钢铁",), ())],
        ),
        (
            "以云溪钢铁为试点，建设氢冶金示范工程。",
            [("氢冶金示范工程", ("云溪钢铁",), ())],
        ),
        ("在新安县实施民生工程，支持云溪钢铁实施一批重大项目。", []),
        (
            "推动新安、汝阳等6个县整县屋顶光伏开发试点。",
            [
                ("整县屋顶光伏开发试点", (), ("新安",)),
                ("整县屋顶光伏开发试点", (), ("汝阳",)),
            ],
        ),
        ("推动汝州千万吨级炼化一体化项目。", [("汝州千万吨级炼化一体化项目", (), ("汝州",))]),
        (
            "推动云岭食品新建年产12万吨面粉项目投产。",
            [("云岭食品新建年产12万吨面粉项目", ("云岭食品",), ())],
        ),
    ],
)
def test_a_place_or_a_firm_may_stand_before_the_verb(
    text: str, found: list[tuple[str, tuple[str, ...], tuple[str, ...]]]
) -> None:
    assert projects(text) == found


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("与新乡医学院合作。", ["新乡医学院"]),
        ("做强云溪钢铁、岭川矿业两大龙头企业。", ["云溪钢铁", "岭川矿业"]),
        ("支持一汽、东风、长安三家车企扩能。", ["一汽", "东风", "长安"]),
    ],
)
def test_a_number_may_close_a_list_of_firms(text: str, names: list[str]) -> None:
    assert organisations(text) == names


def test_bare_measures_are_figures() -> None:
    text = "到2025年，新建数据中心电能利用效率不高于1.25，城乡居民收入比缩小到2.1。"
    figures = [fact for fact in read(text) if isinstance(fact, Figure)]
    assert [(each.indicator_text, each.op, str(each.value)) for each in figures] == [
        ("新建数据中心电能利用效率", "<=", "1.25"),
        ("城乡居民收入比", "=", "2.1"),
    ]


def test_a_sum_that_tells_which_firms_are_counted_is_no_figure() -> None:
    facts = read("培育3家以上产值超百亿元、10家以上产值超五十亿元的龙头企业。")
    assert not [fact for fact in facts if isinstance(fact, Figure)]
    assert [fact.count for fact in facts if isinstance(fact, Commitment)] == [3, 10]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "建成充电桩5万个，换电站100座。",
            [("建成", "充电桩", None), ("建成", "换电站", None)],
        ),
        (
            "建设国家级创新中心1家、省级20家。",
            [("建设", "国家级创新中心", None), ("建设", "省级创新中心", None)],
        ),
        ("出台支持民营经济发展30条措施。", [("出台", "支持民营经济发展措施", None)]),
        ("攻克关键技术100项，技术合同成交额突破500亿元。", [("攻克", "关键技术", None)]),
        ("推进云溪集团年出栏100万头生猪、岭川股份肉鸡等项目。", []),
        ("单项冠军企业（产品）新增10户（个）。", [("新增", "单项冠军企业（产品）", None)]),
        ("建立能耗、排放等基础数据库。", [("建立", "能耗、排放等基础数据库", None)]),
    ],
)
def test_what_is_counted_is_told_from_what_is_described(
    text: str, found: list[tuple[str, str, str | None]]
) -> None:
    assert commitments(text) == found


def test_a_scale_may_be_five_hundred() -> None:
    facts = read("培育新型显示、航空航天两个五百亿级产业集群。")
    assert {fact.scale_yi for fact in facts if isinstance(fact, Cluster)} == {500}


def test_a_change_between_two_years_is_two_figures() -> None:
    text = "研发投入占GDP的比重由2015年的1.57%提高到2020年的2.11%，占比由18%提升至32%。"
    figures = [fact for fact in read(text) if isinstance(fact, Figure)]
    assert [(each.year, str(each.value), each.growth_pct) for each in figures] == [
        (2015, "1.57", None),
        (2020, "2.11", None),
        (2020, "32", None),
    ]


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        ("主营业务收入超过10亿元的企业突破100家。", ["主营业务收入超过10亿元的企业"]),
        ("完成公共机构节能改造面积80万平方米。", []),
        ("主导制定国际标准3项、国家标准20项。", []),
    ],
)
def test_what_is_done_or_counted_is_no_figure(text: str, indicators: list[str]) -> None:
    assert [fact.indicator_text for fact in read(text) if isinstance(fact, Figure)] == indicators


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("加油站设施更新改造约604处。", [("改造", "加油站设施更新", None)]),
        ("燃料电池汽车推广突破2500辆。", [("推广", "燃料电池汽车", None)]),
        ("建设80家（近）零碳工厂。", [("建设", "（近）零碳工厂", None)]),
        ("支持设备更新示范企业10家。", [("支持", "设备更新示范企业", None)]),
        ("给予国家拨付资金最高50％、单个项目最高500万元支持。", []),
        ("结合老旧小区改造、二次供水设施改造等，同步开展。", []),
        (
            "力争3家企业上市，确保30个项目投产。",
            [("力争", "企业上市", None), ("确保", "项目投产", None)],
        ),
        ("到2027年，筹集住房1万套。", [("筹集", "住房", "到2027年")]),
        ("力争到2027年累计更新医疗设备3万台（套）。", [("更新", "医疗设备", "到2027年")]),
        ("启动第三次土壤普查。", [("启动", "第三次土壤普查", None)]),
        ("推进投资50亿元的云鼎新能源电池项目建设。", []),
    ],
)
def test_counts_are_read_by_verbs_on_either_side(
    text: str, found: list[tuple[str, str, str | None]]
) -> None:
    assert commitments(text) == found


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("推进县中医院迁建、第二人民医院扩建工程。", ["县中医院迁建", "第二人民医院扩建工程"]),
        ("开工建设市一中、市人民医院新院区。", ["市一中", "市人民医院新院区"]),
        ("推进中小学新校区建设。", []),
        ("推动地下管网、桥梁隧道、窨井盖等加装感知设备。", []),
    ],
)
def test_schools_and_hospitals_of_a_place_are_works(text: str, names: list[str]) -> None:
    assert [name for name, _, _ in projects(text)] == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("支持温州商会、泉州商会回归投资，发挥商会作用。", ["温州商会", "泉州商会"]),
        ("争取国开行、农发行政策性资金支持。", ["国开行"]),
        (
            "加快浙江大学衢州研究院、电子科技大学长三角研究院建设。",
            ["浙江大学衢州研究院", "电子科技大学长三角研究院"],
        ),
        ("支持有条件的区在化工园区外建设试点项目。", []),
    ],
)
def test_bodies_of_everyday_names(text: str, names: list[str]) -> None:
    assert organisations(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "支持华中科技大学同济医学院、武汉大学中南医院建设。",
            ["华中科技大学同济医学院", "华中科技大学", "武汉大学中南医院"],
        ),
        (
            "以中国船舶集团第七〇四研究所、中国电科第三十八研究所为依托，建设中心。",
            ["中国船舶集团第七〇四研究所", "中国电科第三十八研究所"],
        ),
        ("鼓励天津港集团、山东港口集团与内陆无水港合作。", ["天津港集团", "山东港口集团"]),
    ],
)
def test_a_body_within_a_body_is_told_once(text: str, names: list[str]) -> None:
    assert organisations(text) == names


def test_an_academy_is_an_institute_whatever_closes_its_list() -> None:
    facts = read("深化与中国农科院、江南大学等院校合作。")
    assert [fact.category for fact in facts if isinstance(fact, Organisation)] == [
        "institute",
        "university",
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("建设算力调度平台，搭建安全培训平台。", ["算力调度平台", "安全培训平台"]),
        ("搭建综合性服务平台，建设概念验证平台。", []),
    ],
)
def test_a_platform_is_told_by_its_subject(text: str, found: list[str]) -> None:
    assert [thing for _, thing, _ in commitments(text)] == found


@pytest.mark.parametrize(
    ("title", "kinds"),
    [
        ("某市氢能产业发展规划（2022-2035）", ["target", "actual"]),
        ("某市工业行动方案（2021－2025年）", ["target", "actual"]),
        ("某市“十四五”工业发展规划", ["target", "actual"]),
        ("某市工业发展2024年行动计划", ["actual", "actual"]),
    ],
)
def test_what_is_told_of_a_year_within_the_plan_is_to_come(title: str, kinds: list[str]) -> None:
    text = f"{title}\n一、目标\n2023年建成光伏装机150万千瓦，2018年工业产值50亿元。\n"
    figures = [fact for fact in read_plan(text).facts if isinstance(fact, Figure)]
    assert [fact.kind for fact in figures] == kinds
