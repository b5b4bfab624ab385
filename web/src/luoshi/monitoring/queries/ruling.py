"""The versions of the light rule, and what another one would change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from luoshi.monitoring.models import LightRule
from luoshi.monitoring.queries.board import Frame, Tally
from luoshi.monitoring.queries.seen import known
from luoshi.monitoring.rules import lights as rules


@dataclass(frozen=True, slots=True)
class Preview:
    """The counts of lights as they are and as they would be, and what changes to what."""

    before: Tally
    after: Tally
    changed: tuple[tuple[str, str, int], ...]

    @property
    def total(self) -> int:
        """Return how many lights would change."""
        return sum(number for _before, _after, number in self.changed)


def versions() -> QuerySet[LightRule]:
    """Return every version, the latest first."""
    rows = LightRule.objects.select_related("plan").defer("plan__outline")
    return rows.order_by("-since", "-version", "-pk")


def in_force(plan: int | None, frame: Frame) -> LightRule | None:
    """Return the version that holds at the end of the period shown."""
    rows = LightRule.objects.filter(plan=plan)
    if frame.period is not None:
        rows = rows.filter(since__lte=frame.period.end)
    return rows.order_by("-since", "-version").first()


def preview(
    frame: Frame, preset: str, thresholds: Mapping[str, object], plan: int | None
) -> Preview | None:
    """Return what a rule would change of the agency's lights in the period; nothing is kept."""
    if frame.period is None:
        return None
    settings = rules.checked(preset, thresholds)
    now = dict(frame.lights().values_list("item", "colour"))
    before, after = Tally(), Tally()
    moved: Counter[tuple[str, str]] = Counter()
    for one in known(frame.agency, frame.period):
        key = one.held.item.pk
        if key not in now or plan not in (None, one.held.item.plan_id):
            continue
        colour = rules.judge(preset, settings, one.seen).colour.value
        before.add(now[key], 1)
        after.add(colour, 1)
        if colour != now[key]:
            moved[now[key], colour] += 1
    changed = tuple((old, new, number) for (old, new), number in sorted(moved.items()))
    return Preview(before, after, changed)
