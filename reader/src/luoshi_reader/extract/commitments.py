"""Promises that somebody can tick off: counted things, papers, bodies, events, dated acts."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import accumulate

from luoshi_reader.extract.act_others import of_others
from luoshi_reader.extract.acts import undertaken
from luoshi_reader.extract.counts import counted
from luoshi_reader.extract.dated import dated, made, times_of
from luoshi_reader.extract.governing import is_within, promising, told_as_done
from luoshi_reader.extract.horizons import Horizons
from luoshi_reader.extract.limits import Waiting
from luoshi_reader.extract.systems import systems
from luoshi_reader.facts import Commitment
from luoshi_reader.structure.outline import Paragraph, PlanText


def commitments(plan: PlanText) -> Iterator[Commitment]:
    """Yield every promise of a plan, one for each thing promised.

    培育5个千亿级产业集群 gives 5 个; 制定《…方案》 gives the paper; 10月举办第九届…大会 its date.
    """
    promises: list[Commitment] = []
    waiting = Waiting(promises)
    horizons = Horizons()
    for paragraph in promising(plan):
        first = len(promises)
        horizons.enter(paragraph)
        found = list(counted(paragraph))
        found += _apart(systems(paragraph), found)
        found += _apart(undertaken(paragraph, plan.area_text), found)
        found += _apart(of_others(paragraph), found)
        said = times_of(paragraph.text)
        found += _apart(dated(paragraph, said), found)
        found += _apart(made(paragraph, said, dated_before=horizons.over(0) is not None), found)
        if found:
            done = told_as_done(plan, paragraph.text)
            past = [(span.start, span.end) for span in (paragraph.folded.back(*s) for s in done)]
            ahead = [each for each in found if not is_within(past, each.span.start)]
            promises += (_with_date(paragraph, each, horizons) for each in ahead)
        waiting.add(paragraph, first)
    yield from promises


def _with_date(paragraph: Paragraph, each: Commitment, horizons: Horizons) -> Commitment:
    """Give a promise without a date of its own the one its list of goals is set for."""
    if each.due_text is not None:
        return each
    goal = horizons.over(bisect_left(paragraph.folded.origins, each.span.start))
    if goal is None:
        return each
    return replace(each, due_text=goal.words, evidence=(*each.evidence, goal.span))


def _apart(new: Iterable[Commitment], old: list[Commitment]) -> list[Commitment]:
    """Return the new promises that do not overlap an old one."""
    if not old:
        return list(new)
    spans = sorted((each.span.start, each.span.end) for each in old)
    starts = [start for start, _ in spans]
    reach = list(accumulate((end for _, end in spans), max))
    kept = []
    for each in new:
        before = bisect_left(starts, each.span.end)
        if before == 0 or reach[before - 1] <= each.span.start:
            kept.append(each)
    return kept
