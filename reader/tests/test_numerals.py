"""Numbers, percentages, ranges and sums in every form that texts print."""

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from luoshi_reader.source import Source, Span
from luoshi_reader.text.folding import close, fold
from luoshi_reader.text.money import amount, sums
from luoshi_reader.text.numbers import numeral
from luoshi_reader.text.numerals import Malformed, read_numeral
from luoshi_reader.text.quantities import measures, ratios
from luoshi_reader.text.ranges import ranges
from luoshi_reader.text.standing import ordinals, standing

from reader.tests.counting import LINEAR, growth

_FIGURES = "零一二三四五六七八九"
_CAPITALS = str.maketrans("零一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟")


def written(number: int) -> str:
    """Return a number below ten to the sixteenth as Chinese prints it: 10010 is 一万零一十."""
    if number == 0:
        return "零"
    parts, zero = "", False
    for power, name in ((12, "万亿"), (8, "亿"), (4, "万"), (0, "")):
        section = number // 10**power % 10**4
        if section:
            if parts and (zero or section < 10**3):
                parts += "零"
            parts += _section(section) + name
            zero = False
        else:
            zero = bool(parts)
    return parts


def _section(section: int) -> str:
    printed, zero = "", False
    for power, name in ((3, "千"), (2, "百"), (1, "十"), (0, "")):
        figure = section // 10**power % 10
        if figure:
            printed += ("零" if zero else "") + _FIGURES[figure] + name
        zero = bool(printed) and not figure
    return printed


@given(st.integers(0, 10**12 - 1))
def test_every_number_written_in_hanzi_is_read_back(number: int) -> None:
    """Plain and in capitals, below zero, and with blanks set loose inside."""
    hanzi = written(number)
    assert numeral(hanzi) == number
    assert numeral(hanzi.translate(_CAPITALS)) == number
    assert read_numeral("负" + hanzi) == -number
    loose = " ".join(hanzi)
    assert numeral(close(fold(Source(loose), Span(0, len(loose)))).text) == number


@given(st.integers(0, 10**12 - 1), st.integers(1, 4))
def test_digits_are_read_back_plain_grouped_and_with_scales(number: int, places: int) -> None:
    """12,500 and 1.25万 say what they are."""
    assert numeral(str(number)) == number
    assert numeral(f"{number:,}") == number
    value = Decimal(number) / 10**places
    assert numeral(f"{value:f}万") == value * 10**4


@given(st.integers(0, 10**8 - 1), st.text(alphabet=_FIGURES, min_size=1, max_size=15))
def test_decimals_written_in_hanzi_are_read_back(whole: int, behind: str) -> None:
    """三百点零五 is 300.05."""
    shown = "".join(str(_FIGURES.index(figure)) for figure in behind)
    assert numeral(f"{written(whole)}点{behind}") == Decimal(f"{whole}.{shown}")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("半百", "50"),
        ("三打", "36"),
        ("七兆零三亿", "7000300000000"),
        ("六亿四万", "600040000"),
        (".75", "0.75"),
        ("3.5e3", "3500"),
        ("2 1/2", "2.5"),
        ("3／4", "0.75"),
        ("负四分之三", "-0.75"),
    ],
)
def test_numbers_in_odd_forms(text: str, value: str) -> None:
    """Dozens, fractions behind whole numbers, powers of ten."""
    assert numeral(text) == Decimal(value)


@pytest.mark.parametrize(
    "text",
    ["", "负", "元", "三..五", "三点", "三点点五", "百一", "点三", "十三十四", "3..2万", "八点大"],
)
def test_what_is_no_numeral_is_refused_with_a_sentence(text: str) -> None:
    """The sentence is Chinese and says what to do."""
    with pytest.raises(Malformed, match="请"):
        read_numeral(text)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("四川有三个项目", ["3"]),
        ("一欧元", []),
        ("30千瓦时、七台", ["30", "7"]),
        ("版本2.1.33", ["2", "1", "33"]),
        ("精神十足", []),
        ("千方百计抓好三件实事", ["3"]),
        ("千万不可，投资千万元", ["10000000"]),
        ("五金、零售和百姓", []),
        ("三台设备、六安市、五台山", ["3", "5"]),
    ],
)
def test_figures_inside_words_do_not_stand(text: str, values: list[str]) -> None:
    """A place name is no number."""
    assert [number.whole for number in standing(text)] == [Decimal(value) for value in values]


def test_ordinals_take_their_sign_in() -> None:
    """第二十五 is one ordinal."""
    (found,) = ordinals("排名第二十五位")
    assert (found.start, found.end, found.whole) == (2, 6, 25)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("增长百分之负二点五", ["-2.5"]),
        ("3.5％和六成", ["3.5", "60"]),
        ("成立八成套设备", []),
        ("三四十个百分点", []),
        ("二百分之3", []),
    ],
)
def test_percentages(text: str, values: list[str]) -> None:
    """Two figures side by side say no one percentage."""
    assert [found.value for found in ratios(text)] == [Decimal(value) for value in values]


@pytest.mark.parametrize(
    ("text", "value", "noun"),
    [("四吨半", "4.5", "吨"), ("三千比特", "3", "千比特"), ("负7.5千米", "-7.5", "千米")],
)
def test_measures(text: str, value: str, noun: str) -> None:
    """千 of 千米 belongs to the unit."""
    (found,) = measures(text)
    assert (found.whole, found.noun) == (Decimal(value), noun)


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("大于5并且小于等于9", [(">", 5), ("<=", 9)]),
        ("介于三十与五十之间", [(">=", 30), ("<=", 50)]),
        ("80以上，90以下", [(">=", 80), ("<=", 90)]),
        ("3-5个", [(">=", 3), ("<=", 5)]),
        ("比四十小", [("<", 40)]),
        ("六百多个", [(None, 600)]),
        ("至少为7", [(">=", 7)]),
    ],
)
def test_ranges_as_the_guide_reads_them(text: str, bounds: list[tuple[str | None, int]]) -> None:
    """以上 takes its number in; 多 compares nothing."""
    (found,) = ranges(text)
    assert list(found.bounds) == [(op, Decimal(value)) for op, value in bounds]


def test_bounds_that_shut_each_other_out_stay_apart() -> None:
    """大于9小于5 is no range."""
    assert [len(found.bounds) for found in ranges("大于9小于5")] == [1, 1]


@pytest.mark.parametrize(
    ("text", "low", "high", "code"),
    [
        ("六块七角五分", "6.75", None, "CNY"),
        ("新台币 30.5 亿元", "3050000000", None, "TWD"),
        ("3万(含)-8万元", "30000", "80000", "CNY"),
        ("四至七万英镑", "40000", "70000", "GBP"),
        ("二三百块", "200", "300", "CNY"),
        ("6000多美元", "6000", "7000", "USD"),
        ("低于60万", "600000", None, "CNY"),
    ],
)
def test_sums_of_money(text: str, low: str, high: str | None, code: str) -> None:
    """The unit and the scale of the upper end hold for the lower."""
    found = amount(text)
    assert found is not None
    assert (found.value, found.value_to) == (Decimal(low), Decimal(high) if high else None)
    assert found.currency == code


@pytest.mark.parametrize("text", ["五角大楼", "元旦有3个节目", "九角度"])
def test_words_that_look_like_money_are_none(text: str) -> None:
    """元旦 is a holiday."""
    assert list(sums(text)) == []


_LONG = [
    "一百万",
    "3",
    "3 ",
    "十",
    "1,234,",
    "分之",
    "1/2",
    "百分之五",
    "大于5",
    "三角",
    "元",
    "点",
    "1.",
    "一 ",
    "5~",
]


@pytest.mark.parametrize("read", [standing, ordinals, ratios, measures, ranges, sums])
@pytest.mark.parametrize("piece", _LONG)
def test_work_grows_with_the_length(read: Callable[[str], Iterable[Any]], piece: str) -> None:
    assert growth(lambda text: list(read(text)), piece) < LINEAR
