"""The numbers behind a light, as it keeps them: strings of decimals, by name. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any


@dataclass(frozen=True, slots=True)
class Numbers:
    """What a light was judged by: rates in per cent, a lead in points, below nought behind."""

    kept: Mapping[str, Any]

    def _decimal(self, key: str) -> Decimal | None:
        raw = self.kept.get(key)
        try:
            return None if raw in (None, "") else Decimal(str(raw))
        except InvalidOperation:
            return None

    @property
    def done(self) -> Decimal | None:
        """Return what was reached."""
        return self._decimal("done")

    @property
    def target(self) -> Decimal | None:
        """Return what is to be reached."""
        return self._decimal("target")

    @property
    def unit(self) -> str:
        """Return the unit of both."""
        return str(self.kept.get("unit", ""))

    @property
    def rate(self) -> Decimal | None:
        """Return which share is done."""
        return self._decimal("rate")

    @property
    def pace(self) -> Decimal | None:
        """Return which share was expected."""
        return self._decimal("pace")

    @property
    def lead(self) -> Decimal | None:
        """Return by how much it is ahead of its pace."""
        return self._decimal("gap")

    @property
    def measure(self) -> str:
        """Return by what the light was decided."""
        return str(self.kept.get("measure", ""))

    @property
    def number(self) -> Decimal | None:
        """Return the number that decided."""
        return self._decimal("number")

    @property
    def threshold(self) -> Decimal | None:
        """Return what the number was held against."""
        return self._decimal("threshold")

    @property
    def curve(self) -> str:
        """Return the kind and version of the curve behind the pace; empty for none."""
        return str(self.kept.get("curve", ""))

    @property
    def comparable(self) -> bool:
        """Whether a growth that decided is on last year as adjusted (GOV-15)."""
        return self.kept.get("basis") == "comparable"

    @property
    def need(self) -> Decimal | None:
        """Return the least that would turn the light green."""
        return self._decimal("need")

    @property
    def hedged(self) -> bool:
        """Whether it would be red if the promise were not hedged (力争)."""
        return bool(self.kept.get("hedged"))

    @property
    def finished_on(self) -> date | None:
        """Return the day on which all of it was done, as accepted."""
        said = self.kept.get("finished_on")
        return date.fromisoformat(str(said)) if said else None

    @property
    def behind(self) -> Decimal:
        """Return by how much it is behind, for sorting: unknown is not behind."""
        return -(self.lead or Decimal(0))
