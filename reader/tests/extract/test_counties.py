"""What reports of cities and counties print: sums for firms, shared numbers, plans in quotes."""

import pytest
from luoshi_reader.facts import (
    Cluster,
    Commitment,
    Fact,
    Figure,
    Organisation,
    Project,
)
from luoshi_reader.plan import read_plan


def read(text: str, title: str = "河南省工业发展2016年行动计划") -> list[Fact]:
    return read_plan(f"{title}\n一、任务\n{text}\n").facts


def organisations(text: str) -> list[str]:
    return [fact.name_text for fact in read(text) if isinstance(fact, Organisation)]


def commitments(text: str) -> list[tuple[str, str, int | None]]:
    return [
        (fact.action_text, fact.object_text, None if fact.count is None else int(fact.count))
        for fact in read(text)
        if isinstance(fact, Commitment)
    ]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "云溪汽车、岭川新能源收入超1000亿元，沙威超500亿元，奥顺达（门窗）、凌岭等企业超1亿元。",
            ["云溪汽车", "岭川新能源", "沙威", "奥顺达", "凌岭"],
        ),
        ("食品饮料业、化工医药业分别达到500亿元。", []),
        (
            "支持云溪生物扩产，推动云溪集团、岭川集团向链主企业攀登。",
            ["云溪生物", "云溪集团", "岭川集团"],
        ),
        ("支持岭川发展，推动岭川集团上市。", ["岭川集团"]),
        ("加强与北京、深圳和中国科学院、中国工程院合作。", ["中国科学院", "中国工程院"]),
        ("新上一批节能技改项目，推广一批新技术。", []),
        ("加快微电网、虚拟电厂、源网荷储一体化项目建设。", []),
        (
            "发挥项目挂图作战指挥部作用，发挥市“人工智能+”专项工作组统筹协调作用。",
            ["项目挂图作战指挥部", "市“人工智能+”专项工作组"],
        ),
        ("与云岭学院人工智能学院合作。", ["云岭学院人工智能学院"]),
        ("完成洛阳市工业设计创新中心建设。", []),
        ("探索产业基金“投早、投小、投硬科技”作用。", []),
    ],
)
def test_firms_of_a_place(text: str, names: list[str]) -> None:
    assert organisations(text) == names


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("实施降低物流成本“七大行动”。", [("实施", "降低物流成本行动", 7)]),
        ("深入实施工业西进、对接京津三大战略。", []),
        ("巩固提升装备制造、康养食品2个优势产业。", []),
        (
            "建设面制品、饮料制造两大千亿产业。",
            [("建设", "千亿产业", 2)],
        ),
        ("引进过亿元项目40个以上。", [("引进", "过亿元项目", 40)]),
        ("争取市级以上科技研发项目5个以上。", [("争取", "市级以上科技研发项目", 5)]),
        ("争创无纸化开户服务改革等4项省级试点。", [("争创", "省级试点", 4)]),
        ("推广大豆玉米复合种植2万亩。", [("推广", "大豆玉米复合种植", 2)]),
        (
            "建成10个全国百强市场，市场数量超过1000个，年交易额超过1000亿元。",
            [("建成", "百强市场", 10)],
        ),
        ("依法关停不达标企业50户。", [("关停", "不达标企业", 50)]),
        ("新增标准厂房200万平方米。", [("新增", "标准厂房", 200)]),
        ("建设公共服务平台：上线市级陶瓷公共服务平台。", [("上线", "市级陶瓷公共服务平台", None)]),
    ],
)
def test_what_counties_promise(text: str, found: list[tuple[str, str, int | None]]) -> None:
    assert commitments(text) == found


def test_one_number_may_be_each_members() -> None:
    facts = read("汽车工业和建材业销售收入分别达到1500亿元以上，游客人次、旅游花费均增长10%。")
    figures = [fact for fact in facts if isinstance(fact, Figure)]
    assert [(each.subject_text, each.indicator_text) for each in figures] == [
        ("汽车工业", "销售收入"),
        ("建材业", "销售收入"),
        (None, "游客人次"),
        (None, "旅游花费"),
    ]


def test_new_loans_are_a_figure() -> None:
    (figure,) = (fact for fact in read("新增制造业贷款200亿元。") if isinstance(fact, Figure))
    assert figure.indicator_text == "新增制造业贷款"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("提升云溪芯港、飞机园等特色产业园区能级。", ["云溪芯港", "飞机园"]),
        ("推进云桥企业出海总部集聚区建设。", ["云桥企业出海总部集聚区"]),
        ("深化建设云路电商合作先行区。", ["云路电商合作先行区"]),
        ("优化提升云溪站商务区、南站科技商务区功能。", ["云溪站商务区", "南站科技商务区"]),
        ("加快洛阳陆港等5个物流园区建设。", ["洛阳陆港物流园区"]),
        ("打造一批夜间经济示范区、文旅消费集聚区。", []),
        ("抓好“一城、一基地”建设，打造4.0版园区。", []),
        ("建设中试基地，深化基础研究先行区建设，建设镇街特色工业集聚区。", []),
        (
            "做大做好电力装备、轨道交通等5个千亿级产业集群。",
            ["电力装备千亿级产业集群", "轨道交通千亿级产业集群"],
        ),
    ],
)
def test_parks_by_a_name_of_their_own(text: str, names: list[str]) -> None:
    assert [fact.name_text for fact in read(text) if isinstance(fact, Cluster)] == names


def test_with_whom_one_works_is_no_project() -> None:
    facts = read("推动与北京儿童医院、广安门中医院、天坛医院等深度合作。")
    assert not [fact for fact in facts if isinstance(fact, Project)]


def test_a_district_is_known_in_its_own_province() -> None:
    facts = read("推进定兴、徐水百度云计算中心建设。", "保定市2018年政府工作报告")
    places = [fact.places for fact in facts if isinstance(fact, Project)]
    assert places == [("定兴",), ("徐水",)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "谋划启动大东环、大西环建设，打通药岭路、沙溪大街、康溪街等多条断头路。",
            ["大东环", "大西环", "药岭路", "沙溪大街", "康溪街"],
        ),
        ("打通建设路、人民路，新建农村公路、产业路。", ["建设路", "人民路"]),
        (
            "启动云溪工业园区配套设施提升工程，完成城区雨污分流改造。",
            ["云溪工业园区配套设施提升工程", "城区雨污分流改造"],
        ),
        (
            "加快推进迎溪大街南延和九岭河整修工程，推进云岭公路竣工通车。",
            ["迎溪大街南延", "九岭河整修工程", "云岭公路"],
        ),
        (
            "加快云岭、沙溪110千伏变电站新改建工程。",
            ["云岭110千伏变电站新改建工程", "沙溪110千伏变电站新改建工程"],
        ),
        ("推进思路创新、出路拓展，改造背街小巷、老旧小区。", []),
    ],
)
def test_works_of_a_town_are_told_by_their_names(text: str, names: list[str]) -> None:
    assert [fact.name_text for fact in read(text) if isinstance(fact, Project)] == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "庆岭山旅游度假区，完成云溪古镇、文化主题酒店、民宿建设，打造展示区。",
            ["云溪古镇", "文化主题酒店", "民宿"],
        ),
        ("庆岭山旅游度假区，完成一批项目、若干酒店建设。", []),
        (
            "推进云溪东路、陆家巷等重点商圈改造提升。",
            ["云溪东路商圈改造提升", "陆家巷商圈改造提升"],
        ),
        ("加快推进云溪工业园配套道路和管网建设。", ["云溪工业园配套道路"]),
    ],
)
def test_what_a_scenic_place_or_a_quarter_is_to_have(text: str, names: list[str]) -> None:
    assert [fact.name_text for fact in read(text) if isinstance(fact, Project)] == names
