"""Times that print their year, as plans print them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from luoshi_reader.text.spans import Mention, years_named


def last_day(found: Mention) -> date:
    return (found.other or found.one).until - timedelta(1)


@pytest.mark.parametrize(
    ("text", "words", "due"),
    [
        ("2016年，全省", "2016年", date(2016, 12, 31)),
        ("2016年上半年建成", "2016年上半年", date(2016, 6, 30)),
        ("2016年年底前", "2016年年底前", date(2016, 12, 31)),
        ("到2027年，", "2027年", date(2027, 12, 31)),
        ("2025—2027年", "2025—2027年", date(2027, 12, 31)),
        ("2025-2027年", "2025-2027年", date(2027, 12, 31)),
        ("二〇二五年二月", "二〇二五年二月", date(2025, 2, 28)),
        ("2026年一季度", "2026年一季度", date(2026, 3, 31)),
        ("2010-01-29发布", "2010-01-29", date(2010, 1, 29)),
        ("2020/1/2", "2020/1/2", date(2020, 1, 2)),
        ("2009年到2010年", "2009年到2010年", date(2010, 12, 31)),
        ("2016年10月至12月", "2016年10月至12月", date(2016, 12, 31)),
        ("2008 年", "2008 年", date(2008, 12, 31)),
        ("2020年以来", "2020年以来", date(2020, 12, 31)),
    ],
)
def test_a_time_has_its_words_and_its_last_day(text: str, words: str, due: date) -> None:
    (found,) = years_named(text)

    assert text[found.start : found.end] == words
    assert last_day(found) == due


@pytest.mark.parametrize(
    "text",
    ["10月组织", "年底前完成", "12个月", "明年6月底前", "2000—2050平方米", "2010个", "编号2015"],
)
def test_what_prints_no_year_is_none(text: str) -> None:
    assert list(years_named(text)) == []


def test_a_span_of_years_keeps_both() -> None:
    (found,) = years_named("2016-2018年")

    assert found.other is not None
    assert (found.one.first.year, found.other.first.year) == (2016, 2018)


@given(st.text(alphabet="0123456789一二十〇年月日底前末初上下半季度至到—-今明本", max_size=40))
def test_every_time_can_be_turned_into_days(text: str) -> None:
    end = 0
    for found in years_named(text):
        assert end <= found.core[0] < found.end <= len(text)
        assert found.one.first < found.one.until
        end = found.end
