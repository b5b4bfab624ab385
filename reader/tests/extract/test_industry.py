"""What plans of industry print: goods that are no firms, systems, routes of power (rows 1 to 8)."""

import pytest
from luoshi_reader.facts import Fact, Heading, Organisation, Project
from luoshi_reader.plan import read_plan


def read(text: str) -> list[Fact]:
    return read_plan(f"河南省工业发展2024年行动计划\n一、任务\n（一）要办。{text}\n").facts


def works(text: str) -> list[str]:
    return [fact.name_text for fact in read(text) if isinstance(fact, Project)]


def bodies(text: str) -> list[str]:
    return [fact.name_text for fact in read(text) if isinstance(fact, Organisation)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("积极布局固态电池、钠离子电池、氢能等新型电池及关键材料项目。", []),
        ("探索压缩空气储能、飞轮储能、液流电池等新型储能示范项目。", []),
        ("推进已批复2400万千瓦新能源项目加快建设。", []),
        ("推进城西“十里清溪”、上饶野生动物世界、国际旅游港等项目。", []),
        ("引导中小企业主动与域内云重、岭车等龙头企业对接。", ["云重", "岭车"]),
        ("支持郑州、洛阳等地与华为公司共建服务器生产基地。", ["华为公司"]),
        ("完成省、市、县三级银行机构业务全覆盖。", []),
        ("依托北京大学洛阳能源研究院推进研究。", ["北京大学洛阳能源研究院"]),
        ("推进沙宁化工20万吨己内酰胺、云溪股份20万吨烧碱项目。", ["沙宁化工", "云溪股份"]),
    ],
)
def test_who_is_a_firm_and_what_is_not(text: str, names: list[str]) -> None:
    assert bodies(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("推进国家第二批大基地800万千瓦新能源项目建设。", ["国家第二批大基地800万千瓦新能源项目"]),
        ("支持10万千瓦以上新能源项目建设。", []),
        ("加快在公交、环卫、物流等领域和机场、园区开展新能源汽车推广应用工程。", []),
        (
            "推动库布齐—豫西输电通道400万千瓦煤电项目尽早列入国家电力发展规划。",
            ["库布齐—豫西输电通道400万千瓦煤电"],
        ),
        (
            "全力推动已纳规的蒙西—豫北、蒙西—豫东输电通道尽早开工。",
            ["蒙西—豫北输电通道", "蒙西—豫东输电通道"],
        ),
        ("加快推进云岭—沙溪特高压直流输电工程建设。", ["云岭—沙溪特高压直流输电工程"]),
        ("推动郑洛高速智慧化改造。", ["郑洛高速智慧化改造"]),
        ("大力建设安全高效煤矿。", []),
        ("推进之岭实验室、沙溪大学等建设。", []),
        (
            (
                "推进特种设备安全风险防范预警系统、食品安全综合治理数字化平台、"
                "全国网络交易监测平台、长三角市场主体数据库等重大项目建设。"
            ),
            [
                "特种设备安全风险防范预警系统",
                "食品安全综合治理数字化平台",
                "全国网络交易监测平台",
                "长三角市场主体数据库",
            ],
        ),
    ],
)
def test_works_of_industry(text: str, names: list[str]) -> None:
    assert works(text) == names


def test_firms_before_a_work_carry_it() -> None:
    facts = read("依托云溪新能源、钠岭新能源等企业，加快钠离子电池及PACK制造项目建设。")
    found = [(fact.name_text, fact.owners) for fact in facts if isinstance(fact, Project)]
    thing = "钠离子电池及PACK制造项目"
    assert found == [(thing, ("云溪新能源",)), (thing, ("钠岭新能源",))]


def test_firms_alone_share_the_goods_that_close_their_list() -> None:
    facts = read("加快推进云溪能、沙渚达、威渚、科溪远、汉渚等锂盐、锰盐等关键原材料项目建设。")
    found = [fact.owners[0] for fact in facts if isinstance(fact, Project)]
    assert found == ["云溪能", "沙渚达", "威渚", "科溪远", "汉渚"]
    assert works("推进电池、芯片、铝材、钢材、陶瓷等锂盐、锰盐等关键原材料项目建设。") == []


def test_a_page_whose_parts_have_titles_alone_is_a_plan() -> None:
    text = (
        "工作要点近日出台，明确了总体安排。\n大力推进技术突破\n1、实施强基工程\n推进实验室建设。\n2、实施攻关工程\n突破核心技术。\n"
        "打造经济升级版\n1、做强新兴产业\n培育5家企业。\n2、壮大基础产业\n建设产业基地。\n"
    )
    title = "深化数字云溪建设，2020年工作要点来啦"
    found = [fact for fact in read_plan(f"{title}\n{text}").facts if isinstance(fact, Heading)]
    assert found[0].title_text == title
    assert [fact.number for fact in found[1:]] == [None, 1, 2, None, 1, 2]
    assert len(read_plan(text).plans) == 1
    assert read_plan("1、买菜\n做饭。\n2、扫地\n休息。\n").plans == ()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "完成新疾控中心、发热门诊、沙溪第一中学建设。",
            ["新疾控中心", "发热门诊", "沙溪第一中学"],
        ),
        (
            "建设完成便民市场、文化步行街和政务服务大厅。",
            ["便民市场", "文化步行街", "政务服务大厅"],
        ),
        ("新建5所养老院，建设村级文化馆、社区养老院。", []),
        ("加强疾控中心的能力建设。", []),
        ("高标准建设好市民文化中心，启动市图书馆改造。", ["市民文化中心", "市图书馆改造"]),
        ("建设县级融媒体中心、农村敬老院，建成所有县市污水处理厂。", []),
    ],
)
def test_a_town_builds_one_of_each(text: str, names: list[str]) -> None:
    def of(title: str) -> list[str]:
        facts = read_plan(f"{title}\n一、任务\n（一）要办。{text}\n").facts
        return [fact.name_text for fact in facts if isinstance(fact, Project)]

    assert of("兰考县2022年政府工作报告") == of("洛阳市2022年政府工作报告") == names
    assert set(of("河南省2022年政府工作报告")) <= {"沙溪第一中学", "市图书馆改造", "市民文化中心"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "加快中船、中远海运等船舶制造项目建设。",
            [("船舶制造", ("中船",)), ("船舶制造", ("中远海运",))],
        ),
        (
            "加快建设洛阳溪渚生物制药研发生产基地。",
            [("洛阳溪渚生物制药研发生产基地", ("洛阳溪渚生物",))],
        ),
        ("加快建设特色农产品加工基地。", []),
        ("确保溪渚饲料建成投产。", [("溪渚饲料", ("溪渚饲料",))]),
        ("开展引渚济沙前期工作。", [("引渚济沙", ())]),
        ("谋划研究郑州到洛阳绿电输送通道。", [("郑州到洛阳绿电输送通道", ())]),
        ("启动沙渚和四溪扩能等铁路项目。", [("沙渚和四溪扩能", ())]),
    ],
)
def test_works_of_firms_and_lines(text: str, found: list[tuple[str, tuple[str, ...]]]) -> None:
    facts = [fact for fact in read(text) if isinstance(fact, Project)]
    assert [(fact.name_text, fact.owners) for fact in facts] == found


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("建设郑州主数据中心。", "project"),
        ("建成省域空间治理大数据库。", "commitment"),
    ],
)
def test_a_work_is_told_once(text: str, kind: str) -> None:
    assert [fact.type for fact in read(text) if not isinstance(fact, Heading)] == [kind]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "今年计划竣工的云拖中功率柴油机、沙渚集团1万吨铝箔等54个项目，要确保全部投产。",
            ["云拖中功率柴油机", "沙渚集团1万吨铝箔"],
        ),
        ("其他在建的沙渚集团2万吨铝板、云渚公司氧化铝等25个项目，要按期实施。",
         ["沙渚集团2万吨铝板", "云渚公司氧化铝"]),
        ("推进瑞沙渚5万千瓦风力发电和云渚溪30亿只玻璃制品等项目建设。",
         ["瑞沙渚5万千瓦风力发电", "云渚溪30亿只玻璃制品"]),
        ("新建兰考和民权污水处理厂。", ["兰考污水处理厂", "民权污水处理厂"]),
        ("已竣工的企业要加强管理，在建的要抓紧。", []),
    ],
)  # fmt: skip
def test_works_told_by_how_far_they_are(text: str, found: list[str]) -> None:
    assert works(text) == found


def test_a_place_that_makes_is_no_firm() -> None:
    facts = read("推进新密市年产20万吨铝箔、新郑市年产5万吨铜箔、巩义市磷系材料等项目建设。")
    assert not [fact for fact in facts if isinstance(fact, Organisation)]
    found = [(fact.places, fact.owners) for fact in facts if isinstance(fact, Project)]
    assert found == [(("新密市",), ()), (("新郑市",), ()), (("巩义市",), ())]
