"""Promises that somebody can tick off: counted things, papers, bodies, events, dated acts."""

from __future__ import annotations

from collections.abc import Iterator

from luoshi_reader.extract.acts import undertaken
from luoshi_reader.extract.counts import counted
from luoshi_reader.extract.dated import dated
from luoshi_reader.extract.governing import promising, told_as_done
from luoshi_reader.facts import Commitment
from luoshi_reader.structure.outline import PlanText


def commitments(plan: PlanText) -> Iterator[Commitment]:
    """Yield every promise of a plan, one for each thing promised.

    培育5个千亿级产业集群 gives 5 个; 制定《…方案》 gives the paper; 10月举办第九届…大会 its date.
    """
    for paragraph in promising(plan):
        found: list[Commitment] = []
        for some in (counted(paragraph), undertaken(paragraph, plan.area_text), dated(paragraph)):
            found += [new for new in some if not any(_overlap(new, old) for old in found)]
        done = told_as_done(plan, paragraph.text) if found else []
        stretches = [paragraph.folded.back(*stretch) for stretch in done]
        yield from (each for each in found if not any(past.covers(each.span) for past in stretches))


def _overlap(one: Commitment, other: Commitment) -> bool:
    return one.span.start < other.span.end and other.span.start < one.span.end
