"""A figure while its clauses are being read."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from luoshi_reader.extract.shares import Share
from luoshi_reader.extract.subjects import Subject
from luoshi_reader.extract.years import Said
from luoshi_reader.facts import Op


@dataclass(slots=True)
class Draft:
    """What is known of a figure so far; offsets are the paragraph's."""

    start: int
    end: int
    subject: Subject
    indicator: str
    depth: int
    op: Op | None = None
    value: Decimal | None = None
    value_to: Decimal | None = None
    unit: str | None = None
    growth_op: Op | None = None
    growth_pct: Decimal | None = None
    hedge: bool = False
    expected: bool = False
    said: Said | None = None
    rounded: bool = False


def draft_of(share: Share, owner: str, what: str, *, hedged: bool) -> Draft:
    """Return the draft of a share of a class, or of what projects come to, in their words."""
    return Draft(
        start=share.start,
        end=share.end,
        subject=Subject(owner, (), narrow=share.narrow),
        indicator=what,
        depth=0,
        op=share.compared.op,
        value=share.quantity.value,
        value_to=share.quantity.value_to,
        unit=share.quantity.unit,
        hedge=hedged,
    )
