"""Fields are checked in one place, and what is shown in the form comes back as it was."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.plans.rules.fields import FieldError, as_typed, clean, number_text
from luoshi.plans.rules.kinds import FIELDS

WORDS = st.text("甲乙丙丁省市公司0123456789A（）、", min_size=1, max_size=12)
NUMBERS = st.integers(0, 10**9) | st.decimals(0, 99999, places=2).map(float)
MAYBE = {
    "text": WORDS | st.none(),
    "number": NUMBERS | st.none(),
    "integer": st.integers(0, 999) | st.none(),
    "year": st.integers(1990, 2050) | st.none(),
    "flag": st.booleans(),
    "list": st.lists(WORDS, max_size=4),
    "capacities": st.lists(
        st.fixed_dictionaries({"value": NUMBERS, "unit": WORDS, "product_text": WORDS | st.none()}),
        max_size=3,
    ),
    "money": st.none() | st.fixed_dictionaries({"value": NUMBERS, "unit": WORDS}),
    "headings": st.lists(
        st.tuples(st.integers(1, 9), st.integers(1, 9) | st.none()).map(list), max_size=3
    ),
}


@st.composite
def facts(draw: st.DrawFn) -> tuple[str, dict[str, Any]]:
    kind = draw(st.sampled_from(sorted(FIELDS)))
    fields = {}
    for field in FIELDS[kind]:
        options = st.sampled_from([key for key, _ in field.choices]) | st.none()
        fields[field.name] = draw(options if field.choices else MAYBE[field.kind])
    return kind, fields


@given(facts())
def test_what_passes_is_shown_in_the_form_and_taken_back_unchanged(
    given_fact: tuple[str, dict[str, Any]],
) -> None:
    """SEC-28: the API's values and the form's words are the same fields."""
    kind, fields = given_fact
    try:
        cleaned = clean(kind, fields)
    except FieldError:
        return

    assert clean(kind, as_typed(kind, cleaned)) == cleaned
    assert clean(kind, cleaned) == cleaned


@given(st.sampled_from(sorted(FIELDS)), st.dictionaries(st.text(max_size=8), st.text(max_size=30)))
def test_any_words_are_taken_or_refused_with_a_sentence(kind: str, raw: dict[str, str]) -> None:
    named = {field.name: value for field, value in zip(FIELDS[kind], raw.values(), strict=False)}
    errors, cleaned = {}, {}
    try:
        cleaned = clean(kind, named)
    except FieldError as error:
        errors = error.errors

    assert bool(cleaned) != bool(errors)
    assert all(errors.values())
    assert set(cleaned) <= {field.name for field in FIELDS[kind]}


FIGURE = {"kind": "target", "indicator_text": "产值", "scope": "province"}


@pytest.mark.parametrize(
    ("kind", "fields", "name"),
    [
        ("figure", FIGURE, "value"),
        ("figure", {**FIGURE, "value": "12,500", "op": "="}, "unit"),
        ("figure", {**FIGURE, "value": "12500", "unit": "亿元"}, "op"),
        ("figure", {**FIGURE, "value": "一万", "unit": "亿元", "op": "="}, "value"),
        ("figure", {**FIGURE, "value": "inf", "unit": "亿元", "op": "="}, "value"),
        ("figure", {**FIGURE, "value": 5, "value_to": 3, "unit": "家", "op": ">="}, "value_to"),
        ("figure", {**FIGURE, "growth_pct": 5, "growth_op": "!"}, "growth_op"),
        ("figure", {**FIGURE, "growth_pct": True, "growth_op": "="}, "growth_pct"),
        ("figure", {**FIGURE, "growth_pct": 5, "growth_op": "=", "year": 16}, "year"),
        ("commitment", {"action_text": "培育", "object_text": "中心", "count": 5}, "count"),
        ("heading", {"level": 9}, "level"),
        ("organisation", {"name_text": "  ", "category": "government"}, "name_text"),
        ("organisation", {"name_text": ["甲"], "category": "government"}, "name_text"),
        ("chain", {"links": "\n \n"}, "links"),
        ("project", {"name_text": "甲", "capacities": "二十万吨"}, "capacities"),
        ("project", {"name_text": "甲", "investment": "11.3 亿元 左右"}, "investment"),
        ("link", {"assignment": 1, "headings": "2.1.3"}, "headings"),
        ("cluster", {"name_text": "甲", "kind": "base", "scale_yi": 100}, "scale_op"),
        ("nonsense", {}, "type"),
    ],
)
def test_what_cannot_stand_is_refused_at_its_field(
    kind: str, fields: dict[str, Any], name: str
) -> None:
    with pytest.raises(FieldError) as caught:
        clean(kind, fields)

    assert name in caught.value.errors


def test_full_width_digits_and_commas_are_numbers() -> None:
    fields = clean("figure", {**FIGURE, "value": "１２，５００．５", "unit": "亿元", "op": "="})

    assert fields["value"] == 12500.5
    assert "value_to" not in fields


def test_fields_nobody_lists_are_ignored() -> None:
    """SEC-15."""
    fields = clean("citation", {"title_text": "纲要", "state": "accepted", "by": "我"})

    assert set(fields) == {"title_text", "doc_no"}


def test_numbers_are_written_without_exponent_or_needless_zero() -> None:
    assert [number_text(each) for each in (None, 5, 5.0, 9.6, 12500)] == [
        "",
        "5",
        "5",
        "9.6",
        "12500",
    ]
