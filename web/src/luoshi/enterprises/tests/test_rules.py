"""When printed names are one firm, when a person is asked, and when neither."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.enterprises.rules import Parts, is_firm, is_safe, loosely_alike, parts

REGIONS = frozenset(
    {"河南省", "河南", "郑州市", "郑州", "洛阳市", "洛阳", "民权县", "民权", "淅川县", "淅川"}
)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("郑州甲乙客车股份有限公司", Parts("郑州", "甲乙客车", formal=True)),
        ("甲乙客车公司", Parts("", "甲乙客车", formal=False)),
        ("河南省甲乙丙集团有限公司", Parts("河南", "甲乙丙集团", formal=True)),
        ("淅川减振器公司", Parts("", "淅川减振器", formal=False)),
        ("郑州银行", Parts("", "郑州银行", formal=False)),
        ("甲乙　　客车", Parts("", "甲乙客车", formal=False)),
        ("甲乙(民权)电器", Parts("", "甲乙（民权）电器", formal=False)),
    ],
)
def test_a_name_is_region_core_and_form(name: str, expected: Parts) -> None:
    assert parts(name, REGIONS) == expected


@pytest.mark.parametrize(
    ("new", "known", "safe"),
    [
        ("甲乙客车", ["郑州甲乙客车股份有限公司"], True),
        ("河南甲乙客车有限公司", ["郑州甲乙客车"], True),
        ("洛阳甲乙客车", ["郑州甲乙客车"], False),
        ("洛阳甲乙客车", ["甲乙客车", "郑州甲乙客车"], False),
        ("甲乙集团", ["甲乙"], False),
        ("甲乙（民权）电器", ["甲乙电器"], False),
    ],
)
def test_names_join_by_rule_only_with_one_core_and_no_two_regions(
    new: str, known: list[str], *, safe: bool
) -> None:
    assert is_safe(parts(new, REGIONS), [parts(one, REGIONS) for one in known]) is safe


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("甲乙集团", "甲乙", True),
        ("甲乙（民权）电器", "甲乙电器", True),
        ("甲乙丙", "甲乙丙发展", True),
        ("甲乙", "甲乙发展", True),
        ("甲乙客车", "丙丁客车", False),
    ],
)
def test_looser_likeness_is_only_asked_about(one: str, other: str, *, alike: bool) -> None:
    assert loosely_alike(parts(one, REGIONS), parts(other, REGIONS)) is alike


@pytest.mark.parametrize("name", ["某某大学", "某某市", "某某县政府", "省科技厅", "某某研究院"])
def test_an_owner_that_is_a_body_is_no_firm(name: str) -> None:
    assert not is_firm(name)


@given(st.text(min_size=1, max_size=30))
def test_taking_any_name_apart_leaves_a_core_or_nothing_to_take(name: str) -> None:
    taken = parts(name, REGIONS)

    assert taken.core or not name.strip()
    assert is_safe(taken, [taken])
