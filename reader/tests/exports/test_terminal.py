"""Text tables and marks that stay in step under Chinese characters."""

from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from luoshi_reader import Doubt, Source, Span, read_plan
from luoshi_reader.exports.findings import describe
from luoshi_reader.exports.records import Reading
from luoshi_reader.exports.table import write
from luoshi_reader.exports.width import clip, pad, width

SMALL = "纺织产业2016年度行动计划\n（2016年3月）\n一、总体要求\n二、重点工作\n"


@pytest.mark.parametrize(
    ("text", "columns"), [("abc", 3), ("达到", 4), ("4975亿元", 8), ("（）", 4), ("e\u0301", 1)]
)
def test_a_chinese_character_takes_two_columns(text: str, columns: int) -> None:
    assert width(text) == columns


@given(st.text(), st.integers(min_value=2, max_value=40))
def test_a_clipped_text_fits_and_a_padded_one_fills(text: str, columns: int) -> None:
    clipped = clip(text, columns)

    assert width(clipped) <= columns
    assert width(pad(clipped, columns)) == columns


def test_a_table_says_what_it_lists_and_keeps_to_the_width(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    out = BytesIO()

    write([Reading("计划.txt", read_plan(SMALL))], out)

    lines = out.getvalue().decode().splitlines()
    assert lines[0] == "标题　纺织产业2016年度行动计划　共 3 条"
    assert lines[1].split() == ["级别", "序号", "名称", "行", "位置", "原文"]
    assert len(lines) == 7
    assert all(width(line) <= 80 for line in lines)


def marks(text: str, start: int, end: int) -> tuple[str, str]:
    doubt = Doubt(code="LS999", severity="note", message="。", span=Span(start, end))
    _, shown, marked, *_ = describe("x", [doubt], Source(text), colour=False).splitlines()
    return shown, marked


@given(st.text(alphabet="a中（\n\t9　", min_size=1), st.data())
def test_marks_stand_under_the_words_in_question(text: str, data: st.DataObject) -> None:
    places = [at for at, char in enumerate(text) if char not in "\n\t　"]
    if not places:
        return
    at = data.draw(st.sampled_from(places))

    shown, marked = marks(text, at, at + 1)

    under = width(marked[:-1])
    found = next(i for i in range(len(shown)) if width(shown[:i]) == under)
    assert shown[found] == text[at]
    assert width(marked[-1]) == width(text[at])


def test_a_long_line_is_cut_around_the_words() -> None:
    shown, marked = marks("甲" * 100 + "错" + "乙" * 100, 100, 101)

    assert shown == "    …" + "甲" * 24 + "错" + "乙" * 24 + "…"
    assert marked.endswith("＾")


def test_words_over_several_lines_are_marked_to_the_end_of_the_first() -> None:
    shown, marked = marks("甲乙\n丙丁\n", 1, 5)

    assert shown == "    甲乙"
    assert marked == "    　＾…"


def test_words_of_the_file_cannot_command_the_terminal() -> None:
    shown, _ = marks("甲\x1b[31m乙", 0, 1)

    assert "\x1b" not in shown
