"""Firms at the head of what they build."""

import pytest
from luoshi_reader.extract.sponsors import is_of_all, sponsors


def read(text: str) -> list[str]:
    return [text[each.start : each.end] for each in sponsors(text, "河南省")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("推动岭得高端新材料、溪泰精细化工等项目建设", ["岭得", "溪泰"]),
        ("加快溪岭时代动力电池、郑州溪泰二期等重大项目投产", ["溪岭时代", "郑州溪泰"]),
        ("溪达得厨房电器、岭泰化工60万吨纯碱等项目开工", ["溪达得", "岭泰化工"]),
        ("溪泰半导体芯片材料、岭德微玻纤等产业项目落地", ["溪泰", "岭德"]),
        ("总投资10亿元的溪泰锂电池、韩国岭德面板等项目签约", ["溪泰", "韩国岭德"]),
        ("推进溪泰二期和岭德储能项目", ["溪泰", "岭德"]),
        ("推动中石化催化剂、溪山集团轴承系列等项目建成", ["中石化", "溪山集团"]),
        ("推动溪泰V8芯片等项目建设", ["溪泰"]),
        ("推进潍柴溪泰新能源汽车、溪铝动力电池等项目", ["潍柴溪泰", "溪铝"]),
        ("加快溪泰兴聚芳醚酮等项目建设，人山集团新能源材料等项目落地", ["溪泰兴", "人山集团"]),
        ("布局岭德化工、郑州溪泰等重大项目", ["岭德化工", "郑州溪泰"]),
        ("推动溪泰OLED、溪德能源、岭泰方舟车载卫星等项目签约", ["溪泰", "溪德能源", "岭泰方舟"]),
        ("建设溪泰（郑州）电器自提柜、溪泰临港钢铁等项目", ["溪泰（郑州）电器", "溪泰"]),
        ("推动赛德利纤维、玄武岩纤维等项目投产", ["赛德利"]),
    ],
)
def test_a_strange_word_before_what_is_made_is_a_firm(text: str, expected: list[str]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "加快溪岭湾冰上运动中心、溪泰高速二期等项目建设",
        "推进智能制造、绿色化工等项目建设",
        "推进溪泰3个煤制气等项目",
        "加快溪岭湖输变电、溪泰至岭德铁路等工程建设",
        "加快溪岭矿、溪岭沟煤炭等项目",
        "推动溪岭二期、溪泰三期等煤电项目建设",
        "推动溪泰注射液绿色升级等项目",
        "推动豫西煤炭综合利用等项目",
        "推动全溪10大类民生等项目",
        "推动上市公司募投项目、溪交会促成1023项签约等项目",
        "推动中欧绿色制造等项目",
        "推动溪岭科技城落户项目",
        "发展溪泰精细化工和岭德高端新材料",
    ],
)
def test_places_goods_and_works_of_the_public_are_none(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "owner", "public"),
    [
        ("溪岭湖输变电工程", "溪岭湖", True),
        ("溪泰高速一期", "溪泰", True),
        ("溪泰商业综合体", "溪泰", False),
        ("溪泰储能电站", "溪泰", False),
        ("郑州溪泰储能电站", "郑州溪泰", True),
        ("郑州溪泰商业综合体", "郑州溪泰", True),
        ("溪泰锂电池扩产", "溪泰", False),
    ],
)
def test_what_opens_a_work_of_the_public_is_a_place(text: str, owner: str, *, public: bool) -> None:
    assert is_of_all(text, (0, len(owner)), len(text), "河南省") is public
