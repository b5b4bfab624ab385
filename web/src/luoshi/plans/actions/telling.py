"""What follows from facts that were read or decided, in the same transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, fields
from typing import Final

from luoshi.kernel import slots
from luoshi.plans.models import Comparison, Fact, Type
from luoshi.plans.queries import effective_fields
from luoshi.plans.rules.figures import Compared, compared

_BATCH: Final = 200
_KEPT: Final = tuple(one.name for one in fields(Compared))


def facts_changed(facts: Sequence[Fact], by: str) -> None:
    """Keep what figures are compared by, and tell the higher contexts of all the facts."""
    keep_comparisons(facts)
    slots.call("plans.facts_changed", facts=facts, by=by)


def keep_comparisons(facts: Iterable[Fact]) -> None:
    """Write beside each figure what it is compared by, as it stands; decisions are fetched."""
    rows = [
        Comparison(fact=fact, **asdict(compared(effective_fields(fact))))
        for fact in facts
        if fact.type == Type.FIGURE
    ]
    Comparison.objects.bulk_create(
        rows,
        batch_size=_BATCH,
        update_conflicts=True,
        unique_fields=["fact"],
        update_fields=_KEPT,
    )
