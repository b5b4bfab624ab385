"""Times as plans print them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from luoshi_reader.text.dates import dates


@pytest.mark.parametrize(
    ("text", "words", "due"),
    [
        ("2016年，全省", "2016年", date(2016, 12, 31)),
        ("2016年上半年建成", "2016年上半年", date(2016, 6, 30)),
        ("2016年年底前", "2016年年底前", date(2016, 12, 31)),
        ("10月组织", "10月", date(2020, 10, 31)),
        ("10月底前完成", "10月底前", date(2020, 10, 31)),
        ("6月30日前", "6月30日前", date(2020, 6, 30)),
        ("到2027年，", "到2027年", date(2027, 12, 31)),
        ("2025—2027年", "2025—2027年", date(2027, 12, 31)),
        ("二〇二五年二月", "二〇二五年二月", date(2025, 2, 28)),
        ("2026年一季度", "2026年一季度", date(2026, 3, 31)),
        ("前三季度", "前三季度", None),
        ("年底前完成", "年底前", date(2020, 12, 31)),
        ("12个月", None, None),
        ("2010-01-29发布", "2010-01-29", date(2010, 1, 29)),
        ("2020/1/2", "2020/1/2", date(2020, 1, 2)),
        ("明年6月底前", "明年6月底前", date(2021, 6, 30)),
        ("去年5月", "去年5月", date(2019, 5, 31)),
        ("7月4日到7月6日", "7月4日到7月6日", date(2020, 7, 6)),
        ("2009年到2010年", "2009年到2010年", date(2010, 12, 31)),
        ("2016年10月至12月", "2016年10月至12月", date(2016, 12, 31)),
        ("2008 年", "2008 年", date(2008, 12, 31)),
    ],
)
def test_a_time_has_its_words_and_its_last_day(
    text: str, words: str | None, due: date | None
) -> None:
    found = list(dates(text))

    assert [text[each.start : each.end] for each in found] == ([words] if words and due else [])
    if due is not None:
        assert found[0].due(2020) == due


def test_a_span_of_years_keeps_both() -> None:
    (when,) = dates("2016-2018年")

    assert (when.year_from, when.year) == (2016, 2018)


@given(st.text(alphabet="0123456789一二十〇年月日底前末初上下半季度至到—-今明本", max_size=40))
def test_every_time_can_be_turned_into_a_day(text: str) -> None:
    for when in dates(text):
        assert 0 <= when.start < when.end <= len(text)
        assert when.due(2020).year >= 1000
