"""Bodies called by their place and a short kind."""

import pytest
from luoshi_reader.extract.abbreviated import abbreviated


def read(text: str) -> list[tuple[str, str]]:
    return [(text[each.start : each.end], each.category) for each in abbreviated(text, "河南省")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("郑州师大入选", [("郑州师大", "university")]),
        ("支持西北农大、洛阳理工合作", [("西北农大", "university"), ("洛阳理工", "university")]),
        ("河南交投增资", [("河南交投", "enterprise")]),
        ("河南医大一附院投用", [("河南医大一附院", "institute")]),
        ("与中国热科院共建", [("中国热科院", "institute")]),
    ],
)
def test_a_place_and_a_kind_name_a_body(text: str, expected: list[tuple[str, str]]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "河南科大规模应用",
        "洛阳财大力支持",
        "全省农投协作",
        "推动理工融合",
        "郑州市建工地",
        "获中国工业大奖",
        "做强河南科技大市场",
    ],
)
def test_other_words_that_spell_one_are_none(text: str) -> None:
    assert read(text) == []
