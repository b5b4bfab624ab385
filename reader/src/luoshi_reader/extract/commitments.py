"""Promises that somebody can tick off: counted things, papers, bodies, events, dated acts."""

from __future__ import annotations

from collections.abc import Iterator

from luoshi_reader.extract.acts import undertaken
from luoshi_reader.extract.counts import counted
from luoshi_reader.extract.dated import dated
from luoshi_reader.extract.governing import promising
from luoshi_reader.facts import Commitment
from luoshi_reader.structure.outline import PlanText


def commitments(plan: PlanText) -> Iterator[Commitment]:
    """Yield every promise of a plan, one for each thing promised.

    培育5个千亿级产业集群 gives 5 个; 制定《…方案》 gives the paper; 10月举办第九届…大会 its date.
    """
    for paragraph in promising(plan):
        found = [*counted(paragraph), *undertaken(paragraph, plan.area_text)]
        found += [act for act in dated(paragraph) if not any(_overlap(act, each) for each in found)]
        yield from found


def _overlap(one: Commitment, other: Commitment) -> bool:
    return one.span.start < other.span.end and other.span.start < one.span.end
