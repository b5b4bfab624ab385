"""Bodies by their short names, and who stands in a list with them."""

import pytest
from luoshi_reader.extract.known import known_bodies


def read(text: str) -> list[tuple[str, str]]:
    return [(text[each.start : each.end], each.category) for each in known_bodies(text, "河南省")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("推动中石化扩大产能", [("中石化", "enterprise")]),
        ("加强与清华、信通院的合作", [("清华", "university"), ("信通院", "institute")]),
        ("由证监会会同海关总署办理", [("证监会", "government"), ("海关总署", "government")]),
        ("支持比亚迪汽车、中车发展", [("比亚迪汽车", "enterprise"), ("中车", "enterprise")]),
        ("办好北航云溪科创中心（无人装备）", [("北航云溪科创中心（无人装备）", "institute")]),
        ("加快科大讯飞人工智能平台建设", [("科大讯飞", "enterprise")]),
        ("推动保利协鑫扩产", [("保利协鑫", "enterprise")]),
    ],
)
def test_a_short_name_that_everybody_knows_is_a_body(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "办好中石化杯技能大赛",
        "建设清华科技园",
        "建成全国网络和集中核心区",
        "推广华为手机",
        "建设环同济知识经济圈",
        "推动苏浙大宗商品走廊建设",
        "打造海尔、云溪等知名品牌",
        "市长包钢作报告",
        "完善西电东送通道",
        "对标世界银行营商环境评估",
    ],
)
def test_what_bears_a_name_or_only_spells_it_is_none(text: str) -> None:
    assert read(text) == []


def test_those_in_a_list_with_a_known_firm_are_firms() -> None:
    found = read("加快云溪、中石化、岭川等扩能改造，发展装备、能源等产业")

    assert sorted(found) == [
        ("中石化", "enterprise"),
        ("云溪", "enterprise"),
        ("岭川", "enterprise"),
    ]


def test_the_last_of_a_list_ends_at_its_verb_and_the_sort_of_firm_is_no_part() -> None:
    found = read("鞍钢、溪凌实现重组，央企云溪、民企赛力斯等扩产")

    assert {name for name, _ in found} >= {"鞍钢", "溪凌", "赛力斯"}
    assert not any("企" in name or "实现" in name for name, _ in found)
