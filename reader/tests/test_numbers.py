"""Numbers and quantities as Chinese texts print them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from luoshi_reader.text.comparators import compare
from luoshi_reader.text.numbers import Number, number_at, numbers, numeral
from luoshi_reader.text.quantities import quantities

from reader.tests.counting import LINEAR, growth


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12500", "12500"),
        ("1,050,000,000", "1050000000"),
        ("10,000.233", "10000.233"),
        ("4.78万亿", "4780000000000"),
        ("3万4000", "34000"),
        ("5亿1万4千6百", "500014600"),
        ("2千零30万", "20300000"),
        ("200亿零四千230", "20000004230"),
        ("〇", "0"),
        ("十", "10"),
        ("一十一", "11"),
        ("一百零一", "101"),
        ("一百一十", "110"),
        ("一百五", "150"),
        ("两千四百五", "2450"),
        ("一万三", "13000"),
        ("一千零五", "1005"),
        ("五亿零六", "500000006"),
        ("一千零一亿一千零一万一千零一", "100110011001"),
        ("四万万", "400000000"),
        ("一万五千亿", "1500000000000"),
        ("三百五十一万亿", "351000000000000"),
        ("十余万", "100000"),
        ("二十几万", "200000"),
        ("二三十", "20"),
        ("万亿", "1000000000000"),
        ("百亿", "10000000000"),
        ("一七二零点一三四", "1720.134"),
        ("零点零零一", "0.001"),
        ("负六点六", "-6.6"),
        ("-10.1万", "-101000"),
        ("二分之一", "0.5"),
        ("五百分之2333", "4.666"),
    ],
)
def test_a_numeral_has_its_value(text: str, value: str) -> None:
    assert numeral(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "负", "点一", "元", "一二三元", "10..1万", "1" * 60, "—5"])
def test_what_is_no_number_is_none(text: str) -> None:
    assert numeral(text) is None


def test_the_scale_words_at_the_end_stay_apart() -> None:
    assert number_at("12500亿元", 0) == Number(0, 6, Decimal(12500), "亿")
    assert number_at("万亿元", 0) == Number(0, 2, Decimal(1), "万亿")
    assert number_at("三百二十万", 0) == Number(0, 5, Decimal(320), "万")
    assert number_at("1亿3千万", 0) == Number(0, 5, Decimal(13000), "万")
    assert number_at("50余万", 0) == Number(0, 4, Decimal(50), "万", more=True)
    assert number_at("万亿三大产业", 0) == Number(0, 2, Decimal(1), "万亿")
    assert number_at("12千米", 0) == Number(0, 2, Decimal(12))


@given(st.decimals(min_value=0, max_value=10**15, places=3))
def test_a_number_printed_and_parsed_back_is_itself(value: Decimal) -> None:
    assert numeral(f"{value}") == value
    assert numeral(f"{value:,}") == value


@given(st.integers(min_value=1, max_value=10**12 - 1))
def test_a_hanzi_numeral_parsed_back_is_itself(value: int) -> None:
    assert numeral(hanzi(value)) == value


@given(st.text(alphabet="0123456789一二十百千万亿零点余多几两分之第年月,.-—%个家元", max_size=60))
def test_every_number_lies_where_it_says(text: str) -> None:
    at = 0
    for number in numbers(text):
        assert at <= number.start < number.end <= len(text)
        at = number.end
    at = 0
    for quantity in quantities(text):
        assert at <= quantity.start < quantity.end <= len(text)
        assert text[quantity.start : quantity.end].endswith(quantity.noun) or "分之" in text
        at = quantity.end


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("主营业务收入达到12500亿元，同比增长9.6%", [("=", "12500", "亿元"), ("=", "9.6", "%")]),
        ("力争突破60万辆，增长7%左右", [(">", "60", "万辆"), ("~", "7", "%")]),
        ("8-10家", [(">=", "8", "家")]),
        ("20%—30%", [(">=", "20", "%")]),
        ("800万-1亿元", [(">=", "0.08", "亿元")]),
        ("提高8个百分点", [("=", "8", "个百分点")]),
        ("下降百分之五以上", [(">=", "5", "%")]),
        ("360万千伏安时", [("=", "360", "万千伏安时")]),
        ("突破万亿元", [(">", "1", "万亿元")]),
        ("近8万辆", [("~", "8", "万辆")]),
        ("最近3年", [("=", "3", "年")]),
        ("控制在3%以内，控制在5.5%左右", [("<=", "3", "%"), ("~", "5.5", "%")]),
        ("不足50家，200余家", [("<", "50", "家"), (">", "200", "家")]),
        ("单耗0.3吨标准煤/万元", [("=", "0.3", "吨标准煤/万元")]),
        ("350万吨/年", [("=", "350", "万吨/年")]),
        ("2016年，2016-2018年，10月，6月30日，第5位", []),
        ("十分重要，一方面", []),
        ("三大千亿产业", [("=", "3", "大"), ("=", "1000", "亿")]),
    ],
)
def test_a_quantity_has_operator_value_and_unit(
    text: str, expected: list[tuple[str, str, str]]
) -> None:
    """GOV-03: a target keeps its qualifier."""
    read = [(compare(text, each).op, str(each.value), each.unit) for each in quantities(text)]

    assert read == expected


def test_a_range_keeps_both_ends() -> None:
    (quantity,) = quantities("20%—30%")

    assert (quantity.value, quantity.value_to) == (20, 30)


def test_reading_grows_with_the_text_and_no_faster() -> None:
    unit = "一二三四五六七八九十百千万亿1,000,000.5点点—-余多几"

    assert growth(lambda text: list(quantities(text)), unit) < LINEAR


def hanzi(value: int) -> str:
    """Write a number below one 万亿 in hanzi, the textbook way."""
    if value >= 10**8:
        high, low = divmod(value, 10**8)
        return hanzi(high) + "亿" + _rest(low, 10**7)
    if value >= 10**4:
        high, low = divmod(value, 10**4)
        return hanzi(high) + "万" + _rest(low, 10**3)
    for size, unit in ((1000, "千"), (100, "百"), (10, "十")):
        if value >= size:
            high, low = divmod(value, size)
            return "零一二三四五六七八九"[high] + unit + _rest(low, size // 10)
    return "零一二三四五六七八九"[value]


def _rest(value: int, size: int) -> str:
    if not value:
        return ""
    return ("零" if value < size else "") + hanzi(value)
