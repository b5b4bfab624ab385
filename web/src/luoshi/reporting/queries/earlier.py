"""What a respondent said before: its reports of earlier periods, as they stand now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, QuerySet

from luoshi.kernel.periods import Period
from luoshi.reporting.models import Acceptance, Duty, Figure, Form, Progress
from luoshi.reporting.rules.adding import Point
from luoshi.reporting.rules.content import PROGRESS_COLUMNS
from luoshi.reporting.rules.grid import Said


class Earlier(NamedTuple):
    """Of a version that stands: its period, its form's plan and frequency, whether it counts."""

    code: str
    start: date
    end: date
    plan: int | None
    frequency: str
    accepted: bool


Told = Mapping[int, Earlier]
"""The versions that stand of a respondent's earlier periods by their keys, in order of time."""


class Words(NamedTuple):
    """What was said of an item in an earlier period."""

    done: str
    problems: str
    next_steps: str
    finished_on: date | None
    period: str


def earlier_of(duty: Duty) -> Told:
    """Return what a duty's respondent sent for earlier periods; what it said is read by the keys.

    The forms are asked of first, which changes nothing: most reports are those of firms, among
    which a database would otherwise look for an agency's.
    """
    rows = Duty.objects.filter(
        agency=duty.agency_id,
        enterprise=duty.enterprise_id,
        current__isnull=False,
        cycle__end__lt=duty.cycle.start,
        cycle__form__said_by=duty.cycle.form.said_by,
    )
    accepted = Acceptance.objects.filter(submission=OuterRef("current"))
    found = rows.annotate(accepted=Exists(accepted)).order_by("cycle__end", "current")
    of = (f"cycle__{name}" for name in ("period_code", "start", "end", "form__plan"))
    columns = ("current", *of, "cycle__form__frequency", "accepted")
    return {version: Earlier(*told) for version, *told in found.values_list(*columns)}


def of_the_plan(told: Told, form: Form, frequency: str = "") -> Told:
    """Return the versions of a form's plan, which alone speak of its items."""
    return {
        version: one
        for version, one in told.items()
        if one.plan == form.plan_id and frequency in ("", one.frequency)
    }


def in_order(rows: QuerySet[Any], told: Told, *columns: str) -> Iterable[tuple[Any, ...]]:
    """Return columns of what earlier versions say in order of time; the first is the version."""
    place = {version: number for number, version in enumerate(told)}
    found = rows.filter(submission__in=list(told)).order_by("pk")
    return sorted(found.values_list("submission", *columns), key=lambda row: place[row[0]])


def figures_before(told: Told) -> Mapping[int | None, list[Said]]:
    """Return what was said of series, by series, in order of time."""
    columns = ("series", "value", "numerator", "denominator", "base")
    found: defaultdict[int | None, list[Said]] = defaultdict(list)
    for version, series, *values, base in in_order(Figure.objects.all(), told, *columns):
        found[series].append(Said(told[version].start, told[version].end, Point(*values), base))
    return found


def words_before(told: Told, items: Collection[int]) -> tuple[dict[int, Words], dict[int, Words]]:
    """Return by item what was said last, and with what it was accepted as done."""
    if not items:
        return {}, {}
    last: dict[int, int] = {}
    done: dict[int, int] = {}
    # A year's words are many: which are the last is asked of the keys alone.
    rows = in_order(Progress.objects.all(), told, "item", "pk", "finished_on", "reopening")
    for version, item, pk, finished, reopened in rows:
        if item in items:
            last[item] = pk
            if finished and told[version].accepted and reopened is None:
                done[item] = pk
    words = _words({*last.values(), *done.values()}, told)
    return (
        {item: words[pk] for item, pk in last.items()},
        {item: words[pk] for item, pk in done.items()},
    )


def _words(wanted: Collection[int], told: Told) -> dict[int, Words]:
    rows = Progress.objects.filter(pk__in=wanted).values_list("pk", "submission", *PROGRESS_COLUMNS)
    return {
        pk: Words(done, problems, following, finished, Period.parse(told[version].code).label)
        for pk, version, done, problems, following, finished in rows
    }
