"""Single public works: named by themselves behind a verb of building."""

import pytest
from luoshi_reader.extract.single_works import single_works
from luoshi_reader.facts import Project
from luoshi_reader.plan import read_plan

HENAN = "河南省"


def named(text: str) -> list[str]:
    return [text[slice(*work.name)] for work in single_works(text, HENAN)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("开工建设云岭至沙溪高速，建成农村供水工程。", ["云岭至沙溪高速"]),
        ("推进溯江西供水工程前期工作。", ["溯江西供水工程"]),
        ("建成汝州南坪供水工程。", ["汝州南坪供水工程"]),
        ("启动实施沙溪河综合治理工程。", ["沙溪河综合治理工程"]),
        ("推进云岭灌区现代化改造。", ["云岭灌区现代化改造"]),
        ("开展沙岭输电通道前期工作。", ["沙岭输电通道"]),
        (
            "力争沙岭高铁汝州段贯通，完成石坪庄水库增容工程。",
            ["沙岭高铁汝州段", "石坪庄水库增容工程"],
        ),
        ("抓好沙岭机场迁建和云溪水库扩建进度。", ["沙岭机场迁建", "云溪水库扩建"]),
        ("加快9号线一期北段、12号线延伸线建设。", ["9号线一期北段", "12号线延伸线"]),
        ("打造汝州精品美食街。", ["汝州精品美食街"]),
        ("由云溪集团投资5亿元建设南坪旅游综合体项目。", ["南坪旅游综合体项目"]),
        ("总投资12亿元的南坪抽水蓄能电站开工建设。", ["南坪抽水蓄能电站"]),
        ("推进南坪水库除险加固。", ["南坪水库除险加固"]),
        ("推动沙岭运河，以及云坪水库建设。", ["沙岭运河", "云坪水库"]),
        ("建成地铁9号线一期及延伸线。", ["地铁9号线一期及延伸线"]),
        ("年内开工引云济沙二期工程。", ["引云济沙二期工程"]),
        ("加力推进云坪330千伏输变电工程、沙岭通道建设。", ["云坪330千伏输变电工程", "沙岭通道"]),
        ("云岭至沙溪高速年内建成通车。", ["云岭至沙溪高速"]),
        ("推进沙溪河综合治理和云坪水库等重点水利工程建设。", ["沙溪河综合治理", "云坪水库"]),
        ("推动云溪医院南坪院区等新院区开工建设。", ["云溪医院南坪院区"]),
        ("建成开放汝州大剧院，启动汝州饮用水保供工程。", ["汝州大剧院", "汝州饮用水保供工程"]),
    ],
)
def test_a_work_with_a_name_is_read_out_of_any_list(text: str, expected: list[str]) -> None:
    assert named(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("加快云坪岭、沙溪、南岭等高速公路建设。", ["云坪岭", "沙溪", "南岭"]),
        ("续建云岭至沙溪、石坪至南岭等7个铁路项目。", ["云岭至沙溪", "石坪至南岭"]),
        ("建成石坪、沙岭、云溪等煤矿。", ["石坪", "沙岭", "云溪"]),
        ("加快沙岭、云坪灌区改造。", ["沙岭", "云坪灌区改造"]),
        ("推进9号线、B2、Z3等地铁建设。", ["9号线", "B2", "Z3"]),
    ],
)
def test_members_share_the_noun_that_closes_their_list(text: str, expected: list[str]) -> None:
    assert named(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "推进农村公路建设。",
        "建设一批乡镇卫生院、养老院和农贸市场，新建体育中心。",
        "打造城市综合体，建设区域性批发市场。",
        "加快病险水库除险加固。",
        "推进城市轨道交通建设。",
        "建设现代化机场和高等级公路。",
        "实施城市生命线安全工程。",
        "加快综合交通枢纽建设。",
        "建设虚拟电厂、充电站等设施。",
        "推进16个大中型灌区现代化改造。",
        "深化公立医院改革。",
        "沙岭水库水质明显改善。",
        "推进“一干两支”机场改造升级工程。",
        "推进黄河国家文化公园建设。",
        "实施河南新时代工匠培育工程。",
        "建成一批城市公园。",
        "新建330千伏输变电工程5项。",
        "推进西部陆海新通道建设。",
        "打造面向南亚重要通道。",
        "推进骨干河道整治工程。",
        "加快城市充换电站建设。",
        "实施内河航道整治工程。",
    ],
)
def test_classes_of_works_programmes_and_mere_mentions_are_no_projects(text: str) -> None:
    assert named(text) == []


def test_a_single_work_stands_beside_the_members_of_lists() -> None:
    body = "推进云溪药业年产60万吨饮料建设项目。开工建设沙岭水库。"
    text = f"食品工业2016年度行动计划\n（省工业和信息化委）\n\n一、重点工作\n　　{body}\n"

    projects = [fact for fact in read_plan(text).facts if isinstance(fact, Project)]

    assert [fact.name_text for fact in projects] == ["云溪药业年产60万吨饮料建设项目", "沙岭水库"]


def test_what_has_been_built_is_no_project() -> None:
    past = "一、2025年工作回顾\n　　建成沙岭水库。\n"
    text = f"2026年度行动计划\n\n{past}二、重点工作\n　　开工建设云岭高速。\n"

    projects = [fact for fact in read_plan(text).facts if isinstance(fact, Project)]

    assert [fact.name_text for fact in projects] == ["云岭高速"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("加快建设云岭、沙溪、南坪3座抽水蓄能电站。", ["云岭", "沙溪", "南坪"]),
        (
            "推进云岭、松沙沟等4个750千伏电网工程、渚疆联网通道建设。",
            ["云岭", "松沙沟", "渚疆联网通道"],
        ),
        ("推动甘桂、甘粤绿电外送通道尽早核准开工。", ["甘桂", "甘粤绿电外送通道"]),
        ("全面投运共和机场。", ["共和机场"]),
        ("建成汝州、渚岭支撑调节性火电。", ["汝州", "渚岭支撑调节性火电"]),
        ("推动云岭渚海中学建成招生。", ["云岭渚海中学"]),
        ("力争云岭电厂明年上半年投入运行。", ["云岭电厂"]),
        ("完成云岭高架“年轻化”三期工程。", ["云岭高架“年轻化”三期工程"]),
        ("推动嘉溯线南延伸纳入近期建设规划。", ["嘉溯线南延伸"]),
        ("加快推进溯渚弄水系景观工程。", ["溯渚弄水系景观工程"]),
        ("推动云岭、沙溪铁路纳规。", ["云岭", "沙溪铁路"]),
        ("2027年、2028年分别建成云溯、溯宿高铁。", ["云溯", "溯宿高铁"]),
        ("推进云平湖蓄滞洪区安全建设。", ["云平湖蓄滞洪区"]),
        ("完成云岭水库主体工程，实现沙岭水库蓄水。", ["云岭水库主体工程", "沙岭水库"]),
        ("开工建设汝渚运河与小溯河航道连通工程。", ["汝渚运河与小溯河航道连通工程"]),
        ("开工渚德铁路和云岭至沙溪等高速公路。", ["渚德铁路", "云岭至沙溪"]),
        ("确保渚西高铁、汝州东站和沙岭、渚岭机场建成投运。", ["渚西高铁", "沙岭", "渚岭机场"]),
    ],
)
def test_a_count_or_a_later_member_closes_a_list_of_works(text: str, expected: list[str]) -> None:
    assert named(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "建好云岭世界地质公园。",
        "建设公路干线重型卡车换电站。",
        "推进城镇生活污水处理设施提标扩能改造。",
        "推动市州级医院创建三甲医院。",
    ],
)
def test_parks_of_the_state_kinds_and_what_is_striven_for_are_no_single_works(text: str) -> None:
    assert not named(text)
