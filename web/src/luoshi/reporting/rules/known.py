"""What is known of a line when it is checked: what is said now, before, after and last year. Pure.

Values are those that stand beside the figure on the form: the period's own (当期), the year's
running total (累计), the period before's, last year's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Final

from luoshi.kernel.periods import Period
from luoshi.reporting.rules import adding
from luoshi.reporting.rules.adding import Entered, Point
from luoshi.reporting.rules.expressions import Of
from luoshi.reporting.rules.grid import How, Said

_DAY: Final = timedelta(days=1)
_NOUGHT: Final = Decimal(0)


@dataclass(frozen=True, slots=True)
class Known:
    """A figure of a content among what its respondent said of the same series.

    `before` and `after` are in order of time; `base` is last year's figure of the same period, as
    the line is typed.
    """

    how: How
    period: Period
    now: Point
    before: Sequence[Said] = ()
    after: Sequence[Said] = ()
    base: Decimal | None = None

    @property
    def typed(self) -> Decimal | None:
        """Return the figure as typed, a quotient for ratios; None for a blank."""
        return self.number(self.now)

    def number(self, point: Point) -> Decimal | None:
        """Return the number that a point of this line stands for."""
        return adding.value_of(self.how.over_time, point, self.how.unit)

    @property
    def said(self) -> Said:
        """Return what is said now, with its period."""
        return Said(self.period.start, self.period.end, self.now)

    @property
    def runs(self) -> bool:
        """Whether a total that runs up through the year is typed."""
        return self.how.entered == Entered.CUMULATIVE and self.how.over_time == adding.How.SUM

    @property
    def own(self) -> Decimal | None:
        """Return the period's own figure; None where it cannot be known."""
        return self.owns[-1]

    @property
    def owns(self) -> list[Decimal | None]:
        """Return every period's own figure, this one's last."""
        sayings = [*self.before, self.said]
        differs = self.how.entered == Entered.CUMULATIVE and self.how.adds
        if not differs:
            return [self.number(said.point) for said in sayings]
        pairs = zip([None, *sayings[:-1]], sayings, strict=True)
        return [self._apart(before, said) for before, said in pairs]

    def _apart(self, before: Said | None, said: Said) -> Decimal | None:
        """Return what a running total grew by in its period; a year begins anew in January."""
        if said.start.month == 1:
            return self.number(said.point)
        if before is None or before.end + _DAY != said.start:
            return None
        entered, points = self.how.entered, (before.point, said.point)
        return self.number(adding.current(self.how.over_time, entered, points))

    @property
    def this_year(self) -> list[Said]:
        """Return what was said in the same year before."""
        return [said for said in self.before if said.end.year == self.period.end.year]

    def total(self, *, now: bool) -> Decimal | None:
        """Return the year's running total to the end of this period, or of the one before.

        What adds up begins the year at nought.
        """
        points = [said.point for said in self.this_year]
        if not now:
            if self.period.start.month == 1:
                return _NOUGHT if self.how.over_time == adding.How.SUM else None
        elif self.now.blank:
            return None
        else:
            points.append(self.now)
        return adding.cumulative(self.how.over_time, self.how.entered, points, self.how.unit)

    @property
    def last(self) -> Decimal | None:
        """Return the own figure of the period right before; None if that one was not reported."""
        if not self.before or self.before[-1].end + _DAY != self.period.start:
            return None
        return self.owns[-2]

    def value(self, of: Of) -> Decimal | None:
        """Return the value that a rule refers to."""
        match of:
            case Of.NOW:
                return self.own
            case Of.LAST:
                return self.last
            case Of.CUMULATIVE:
                return self.total(now=True)
            case Of.LAST_CUMULATIVE:
                return self.total(now=False)
            case Of.LAST_YEAR:
                return self.base
