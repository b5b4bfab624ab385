"""What was read, put into rows in few statements."""

from __future__ import annotations

from typing import Final

from luoshi.plans.models import Doubt, Fact, Plan
from luoshi.plans.rules import reading as rules

BATCH: Final = 500


def store_facts(
    plan: Plan,
    read: list[rules.ReadFact],
    *,
    reading: Fact.Reading = Fact.Reading.CURRENT,
    after: int = 0,
    proposer: str = "",
) -> list[Fact]:
    """Insert a plan's facts in few statements, numbered after those already there.

    With a `proposer` they are what a model of this name proposes.
    """
    second = {"origin": Fact.Origin.SECOND, "state": Fact.State.PROPOSED, "proposer": proposer}
    return Fact.objects.bulk_create(
        [
            Fact(
                plan=plan,
                type=fact.type,
                sequence=sequence,
                start=fact.start,
                end=fact.end,
                quote=fact.quote,
                sentence=fact.sentence,
                fields=fact.fields,
                evidence=fact.evidence,
                key=fact.key,
                confidence=fact.confidence,
                reading=reading,
                **(second if proposer else {}),
            )
            for sequence, fact in enumerate(read, after + 1)
        ],
        batch_size=BATCH,
    )


def store_doubts(plan: Plan, read: list[rules.ReadDoubt], facts: list[Fact]) -> list[Doubt]:
    """Insert a plan's doubts and which facts they touch."""
    doubts = Doubt.objects.bulk_create(
        [
            Doubt(
                plan=plan,
                code=doubt.code,
                severity=doubt.severity,
                message=doubt.message,
                start=doubt.start,
                end=doubt.end,
                related=doubt.related,
                key=doubt.key,
            )
            for doubt in read
        ]
    )
    touch(list(zip(doubts, read, strict=True)), facts)
    return doubts


def touch(doubts: list[tuple[Doubt, rules.ReadDoubt]], facts: list[Fact]) -> None:
    """Write down which facts each doubt touches."""
    through = Doubt.facts.through
    through.objects.bulk_create(
        [
            through(doubt_id=doubt.pk, fact_id=fact.pk)
            for doubt, read in doubts
            for fact in facts
            if read.touches(fact.start, fact.end)
        ],
        batch_size=BATCH,
    )


def touch_stored(plan: Plan, facts: list[Fact]) -> None:
    """Write down which of a plan's doubts touch facts that came after them."""
    through = Doubt.facts.through
    through.objects.bulk_create(
        [
            through(doubt_id=doubt.pk, fact_id=fact.pk)
            for doubt in plan.doubts.filter(current=True)
            for fact in facts
            if rules.touches(fact.start, fact.end, [[doubt.start, doubt.end], *doubt.related])
        ],
        batch_size=BATCH,
        ignore_conflicts=True,
    )
