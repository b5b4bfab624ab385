"""Laws of reading, for any text."""

from __future__ import annotations

import gc
import json
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from luoshi_reader import Document, as_record, read_plan
from luoshi_reader.exports import commented, findings_json, sarif
from luoshi_reader.exports.findings import describe
from luoshi_reader.exports.records import Checked, Reading
from luoshi_reader.exports.summary import summarise
from luoshi_reader.facts import KINDS

from reader.tests.property.strategies import ANY, LAYOUT, PIECES, PLANLIKE

HENAN = (Path(__file__).parents[3] / "examples" / "henan-2016.txt").read_bytes().decode()
TYPES = {kind.type for kind in KINDS}


def holds(text: str) -> None:
    document = read_plan(text)
    for fact in document.facts:
        record = as_record(fact, document.source)
        start = record["start"]
        assert record["quote"]
        assert text[start : start + len(record["quote"])] == record["quote"]
        assert record["type"] in TYPES
        json.dumps(record, allow_nan=False)
    spans = [doubt.span for doubt in document.doubts]
    spans += [span for doubt in document.doubts for span in doubt.related]
    assert all(span.end <= len(text) for span in spans)
    order(document)
    shown(document)


def order(document: Document) -> None:
    """Plans do not overlap, their facts lie inside them and stand in the order of the text."""
    at = 0
    for plan in document.plans:
        assert plan.span.start >= at
        at = plan.span.end
        starts = [fact.span.start for fact in plan.facts]
        assert starts == sorted(starts)
        assert all(plan.span.covers(fact.span) for fact in plan.facts)


def shown(document: Document) -> None:
    summarise(Reading("计划.txt", document))
    describe("计划.txt", document.doubts, document.source, colour=True)
    checked = [Checked("计划.txt", document.source, document.doubts)]
    for form in (findings_json, sarif, commented):
        form.write_findings(checked, BytesIO())


@given(ANY)
def test_any_text_is_read_and_every_quote_is_its_own_words(text: str) -> None:
    holds(text)


@settings(max_examples=300)
@given(PLANLIKE)
def test_broken_plans_are_read_and_every_quote_is_its_own_words(text: str) -> None:
    holds(text)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_the_notice_cut_and_torn_anywhere_is_read(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(HENAN) - 1))
    text = HENAN[start : start + data.draw(st.integers(1, 3000))]
    for _ in range(data.draw(st.integers(0, 3))):
        at = data.draw(st.integers(0, len(text)))
        gone = data.draw(st.integers(0, 20))
        text = text[:at] + data.draw(st.sampled_from([*PIECES, *LAYOUT])) + text[at + gone :]

    holds(text)


def test_reading_the_same_text_twice_gives_the_same() -> None:
    once, again = read_plan(HENAN), read_plan(HENAN)

    assert once.facts == again.facts
    assert once.doubts == again.doubts


@pytest.mark.parametrize("wanted", [True, False])
def test_the_collector_of_garbage_is_left_as_it_was(wanted: bool) -> None:  # noqa: FBT001 - a case
    was = gc.isenabled()
    try:
        (gc.enable if wanted else gc.disable)()
        read_plan(HENAN[:2000])
        assert gc.isenabled() is wanted
    finally:
        (gc.enable if was else gc.disable)()
