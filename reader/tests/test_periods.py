"""Days, months, periods and durations seen from a day of reference."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from luoshi_reader.peers.answers import answer
from luoshi_reader.text.spans import Mention, Stretch, mentions

from reader.tests.counting import LINEAR, growth

_REFERENCE = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("text", "first", "until"),
    [
        ("2019-03-08", "2019-03-08", "2019-03-09"),
        ("8/3/2019", "2019-03-08", "2019-03-09"),
        ("19-3-8", "2019-03-08", "2019-03-09"),
        ("九八年三月八号", "1998-03-08", "1998-03-09"),
        ("前年第二季度", "2024-04-01", "2024-07-01"),
        ("2023年前五个月", "2023-01-01", "2023-06-01"),
        ("下个月", "2026-12-01", "2027-01-01"),
        ("上季度", "2026-07-01", "2026-10-01"),
        ("上半年", "2026-01-01", "2026-07-01"),
        ("上世纪60年代", "1960-01-01", "1970-01-01"),
        ("去年的最后3个月", "2025-10-01", "2026-01-01"),
        ("本月前三天", "2026-11-01", "2026-11-04"),
        ("昨天", "2026-11-25", "2026-11-26"),
    ],
)
def test_times_seen_from_a_day(text: str, first: str, until: str) -> None:
    """The first day and the day after the last."""
    (found,) = mentions(text, _REFERENCE)
    assert isinstance(found, Mention)
    assert (found.end, str(found.one.first), str(found.one.until)) == (len(text), first, until)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("从三月五日到九日", "2026-03-05", "2026-03-09"),
        ("11月至2月", "2026-11-01", "2027-02-01"),
        ("2021年与2024年间", "2021-01-01", "2024-01-01"),
        ("5月2号，3号，4号", "2026-05-02", "2026-05-04"),
        ("2022年3——6月", "2022-03-01", "2022-06-01"),
    ],
)
def test_spans_have_two_ends(text: str, first: str, last: str) -> None:
    """The later end takes year and month from the earlier."""
    (found,) = mentions(text, _REFERENCE)
    assert isinstance(found, Mention)
    assert found.other is not None
    assert (found.start, found.end) == (0, len(text))
    assert (str(found.one.first), str(found.other.first)) == (first, last)


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("2025年以前", "before"),
        ("2025年6月1日及以前", "until"),
        ("2025年之后", "after"),
        ("自2025年以来", "since"),
        ("截止到2025年", "before"),
    ],
)
def test_words_that_bound_a_time(text: str, bound: str) -> None:
    """They belong to the mention, not to the time itself."""
    (found,) = mentions(text, _REFERENCE)
    assert isinstance(found, Mention)
    assert (found.bound, found.start, found.end) == (bound, 0, len(text))


@pytest.mark.parametrize(
    ("text", "length", "way"),
    [
        ("四年", "P4Y", 0),
        ("三天又两个月", "P2M3D", 0),
        ("两年半", "P2.5Y", 0),
        ("过去五年", "P5Y", -1),
        ("未来3个月", "P3M", 1),
    ],
)
def test_stretches_are_counted(text: str, length: str, way: int) -> None:
    """过去 counts back, 未来 on."""
    (found,) = mentions(text, _REFERENCE)
    assert isinstance(found, Stretch)
    assert (found.length, found.way) == (length, way)


@pytest.mark.parametrize("text", ["请检查10.20.30.40", "编号140302197706220124", "1234只"])
def test_other_numbers_are_no_times(text: str) -> None:
    """Addresses and identity numbers name no day."""
    assert list(mentions(text, _REFERENCE)) == []


@given(st.dates(date(1950, 1, 1), date(2049, 12, 31)))
def test_every_day_is_read_in_every_form(on: date) -> None:
    """With bars, strokes and points, with 年月日 and as eight figures."""
    forms = (f"{on}", f"{on:%Y/%m/%d}", f"{on:%Y.%m.%d}", f"{on:%Y%m%d}")
    for text in (*forms, f"{on.year}年{on.month}月{on.day}日", f"{on:%y}年{on.month}月{on.day}日"):
        (found,) = mentions(text, _REFERENCE)
        assert isinstance(found, Mention)
        assert (found.one.first, found.one.until) == (on, on + timedelta(1)), text


@given(
    st.text(
        alphabet="0123456789年月日号前后上下半个季度初末底至到-./第一二十几近过去未来，天周代世纪"
    )
)
def test_no_text_is_too_odd(text: str) -> None:
    """Whatever stands there, mentions lie in it, in order, none over another."""
    end = 0
    for found in mentions(text, _REFERENCE):
        assert end <= found.start < found.end <= len(text)
        end = found.end


@pytest.mark.parametrize(
    "piece",
    ["2019年", "1月2日，", "1月2日至", "3", "一", "最近", "前", "1-", "2019.", "十年又", "去年"],
)
def test_work_grows_with_the_length(piece: str) -> None:
    assert growth(lambda text: list(mentions(text, _REFERENCE)), piece) < LINEAR


@pytest.mark.parametrize(
    ("suite", "text", "want"),
    [
        ("cn2an-error", "十二十三", {"value": None}),
        ("money-parse", "三百五十块六角", {"value": "350.60"}),
        ("date", "见2024/5/6", {"entities": [{"start": 1, "end": 9, "timex": "2024-05-06"}]}),
        (
            "time-parse",
            "明年底前",
            {"value": ["2026-11-26 00:00:00", "2027-12-31 23:59:59"]},
        ),
    ],
)
def test_answers_have_the_form_that_is_scored(
    suite: str, text: str, want: dict[str, object]
) -> None:
    """The expected answer of a row is never looked at."""
    row = {"id": f"peer/{suite}/1", "input": text, "reference": "2026-11-26T00:00:00"}
    assert answer({**row, "expected": "nothing", "entities": []}) == {"id": row["id"], **want}
