"""Waivers: in the text, with a reason, and themselves found when they do nothing (row 101)."""

from __future__ import annotations

import pytest
from luoshi_reader import Document, read_plan
from luoshi_reader.waivers import without_waivers

PLAN = """轻工业2026年行动计划
一、总体要求
（一）形势。收入力争增长8%左右。{end}
{above}（二）思路。办好展会3场。
"""
WAIVER = "【核查豁免 LS502：省委会议原话】"


def codes(document: Document) -> list[str]:
    return [doubt.code for doubt in document.doubts]


def written(end: str = "", above: str = "") -> Document:
    return read_plan(PLAN.format(end=end, above=above))


def test_without_a_waiver_the_finding_stands() -> None:
    assert codes(written()) == ["LS502"]


@pytest.mark.parametrize(
    "waiver",
    [
        WAIVER,
        "<!-- 核查豁免 LS502：省委会议原话 -->",
        "【核查豁免 LS101、LS5:省委会议原话】",
        "<!--核查豁免 LS502 LS101：省委会议原话-->",
    ],
)
def test_a_waiver_at_the_end_of_its_line_answers_with_its_reason(waiver: str) -> None:
    document = written(end=waiver)

    assert codes(document) == []
    ((doubt, found),) = document.waived
    assert (doubt.code, found.reason, found.external) == ("LS502", "省委会议原话", False)


def test_a_waiver_on_a_line_of_its_own_is_about_the_line_below() -> None:
    text = PLAN.format(end="", above="").replace("（一）", f"{WAIVER}\n\n（一）")

    assert codes(read_plan(text)) == []


def test_the_plan_reads_the_same_with_and_without_a_waiver_and_places_do_not_move() -> None:
    bare, waived = written(), written(end=WAIVER)

    assert told(waived) == told(bare)
    assert len(waived.source.text) == len(PLAN.format(end=WAIVER, above=""))
    assert "核查豁免" not in waived.source.text


def told(document: Document) -> list[tuple[str, str]]:
    return [(fact.type, document.source.quote(fact.span)) for fact in document.facts]


@pytest.mark.parametrize(
    ("waiver", "found", "said"),
    [
        ("【核查豁免 LS502】", ["LS502", "LS010"], "没有写明理由"),
        ("【核查豁免 LS502：】", ["LS502", "LS010"], "没有写明理由"),
        ("【核查豁免 ：省委会议原话】", ["LS502", "LS010"], "没有写明理由"),
        ("【核查豁免 LS999：省委会议原话】", ["LS502", "LS010"], "不存在的代码LS999"),
        ("【核查豁免 LS101：省委会议原话】", ["LS502", "LS011"], "没有对应的问题"),
    ],
)
def test_a_waiver_without_reason_or_work_is_itself_found(
    waiver: str, found: list[str], said: str
) -> None:
    document = written(end=waiver)

    assert codes(document) == found
    assert said in document.doubts[-1].message


def test_a_waiver_on_another_line_does_not_reach() -> None:
    assert codes(written(above=f"（三）形式。办展会。{WAIVER}\n")) == [
        "LS502",
        "LS003",
        "LS003",
        "LS011",
    ]


def test_a_text_full_of_waivers_is_taken_apart_once() -> None:
    text = f"字{WAIVER}\n" * 5000

    bare, waivers = without_waivers(text)

    assert (len(bare), len(waivers)) == (len(text), 5000)
    assert not bare.replace("\u3000", "").replace("字\n", "")
