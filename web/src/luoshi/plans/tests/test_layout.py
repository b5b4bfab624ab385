"""The page shows every word of the plan once, at its own offset, whatever overlaps."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from luoshi.plans.rules.layout import LANES, Block, Heads, Place, Run, blocks, lanes
from luoshi.plans.rules.reading import read_text
from luoshi.plans.tests.factories import PLAN

KINDS = ["figure", "project", "organisation", "heading", "assignment"]
TEXTS = st.text("甲乙丙丁　\n\t。（）一、12 ", max_size=80)


@st.composite
def pages(draw: st.DrawFn) -> tuple[str, list[Place]]:
    text = draw(TEXTS)
    places = draw(
        st.lists(st.tuples(st.integers(0, len(text)), st.integers(0, len(text))), max_size=12)
    )
    facts = [
        Place(index, draw(st.sampled_from(KINDS)), min(pair), max(pair))
        for index, pair in enumerate(places)
    ]
    return text, facts


def runs_of(laid: list[Block]) -> list[Run]:
    cells = [run for block in laid for row in block.rows for cell in row for run in cell]
    return sorted([*cells, *(run for block in laid for run in block.runs)], key=lambda r: r.start)


@given(pages())
def test_every_run_is_the_source_at_its_offset_and_no_word_is_lost(
    page: tuple[str, list[Place]],
) -> None:
    text, facts = page
    outline = [
        {"start": fact.start, "end": fact.end, "level": 2}
        for fact in facts
        if fact.kind == "heading"
    ]

    runs = runs_of(blocks(text, (0, len(text)), facts, Heads.of(outline)))

    assert all(text[run.start : run.start + len(run.text)] == run.text for run in runs)
    assert all(one.start + len(one.text) <= two.start for one, two in pairwise(runs))
    shown = "".join(run.text for run in runs)
    assert "".join(shown.split()) == "".join(text.split())


@given(pages())
def test_every_run_names_exactly_the_facts_that_cover_it(page: tuple[str, list[Place]]) -> None:
    text, facts = page

    for run in runs_of(blocks(text, (0, len(text)), facts, Heads.of([]))):
        end = run.start + len(run.text)
        covering = {fact.index for fact in facts if fact.start <= run.start and end <= fact.end}
        touching = {fact.index for fact in facts if fact.start < end and run.start < fact.end}
        assert set(run.facts) == covering == touching


@given(pages())
def test_facts_that_overlap_never_share_an_underline(page: tuple[str, list[Place]]) -> None:
    _, facts = page
    given_lanes = lanes(facts)
    drawn = [fact for fact in facts if fact.index in given_lanes]

    for one in drawn:
        for other in drawn:
            if one.index < other.index and one.start < other.end and other.start < one.end:
                assert given_lanes[one.index] != given_lanes[other.index]
    assert all(0 <= lane < LANES for lane in given_lanes.values())


def test_a_plan_is_titles_headings_paragraphs_and_tables_without_wraps() -> None:
    plan = read_text(PLAN)[0]
    facts = [Place(n, fact.type, fact.start, fact.end) for n, fact in enumerate(plan.facts)]

    laid = blocks(PLAN, (plan.start, plan.end), facts, Heads.of(plan.outline))

    kinds = [block.kind for block in laid]
    assert kinds[:2] == ["title", "byline"]
    assert kinds.count("heading") >= 2
    table = next(block for block in laid if block.kind == "table")
    assert [len(row) for row in table.rows] == [3, 3]
    assert table.head
    wrapped = next(block for block in laid if "智能化" in "".join(run.text for run in block.runs))
    assert "智能化改造" in "".join(run.text for run in wrapped.runs)
