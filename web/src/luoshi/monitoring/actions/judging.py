"""Judging lights: of what an acceptance touches, of a whole period, and for good at its end.

A light keeps the numbers and the version of the rule by which it was judged; once its period is
closed it is frozen, and no later rule changes its colour (GOV-06).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from django.db import transaction

from luoshi.agencies.api import Agency
from luoshi.dispatch.api import Assignment
from luoshi.kernel import clock, jobs
from luoshi.kernel.periods import Period
from luoshi.kernel.trail import record
from luoshi.monitoring.actions.alerting import raise_red
from luoshi.monitoring.actions.telling import tell_red
from luoshi.monitoring.models import Light, LightRule
from luoshi.monitoring.queries.seen import Known, groups, items_of, known_of
from luoshi.monitoring.rules import lights as rules
from luoshi.reporting.api import Cycle, Duty, Submission

JOB: Final = "monitoring.light_period"
FORECAST: Final = "monitoring.forecast_period"
SYSTEM: Final = "系统"
BEGINNING: Final = date(2000, 1, 1)
_FINE: Final = Decimal("0.000001")
_HUNDRED: Final = Decimal(100)
_MONEY: Final = Decimal("0.01")
_WRITTEN: Final = ("colour", "rule", "numbers", "lit_at", "start", "end")
_STANDING: Final = ("item", "colour", "frozen", "lit_at")

Rows = dict[int, Light]


class RuleBook:
    """Which version of the rule holds for a plan on a day; read once."""

    def __init__(self, day: date) -> None:
        """Read every version that holds by the day."""
        self._of_plan: dict[int | None, LightRule] = {}
        for rule in LightRule.objects.filter(since__lte=day).order_by("since", "version"):
            self._of_plan[rule.plan_id] = rule
        if None not in self._of_plan:
            self._of_plan[None] = first_rule()

    def of(self, plan: int) -> LightRule:
        """Return the plan's own rule, or the one for all."""
        return self._of_plan.get(plan) or self._of_plan[None]


def first_rule() -> LightRule:
    """Return the rule that holds before anybody wrote one: gaps of 10 and 30 points.

    It is known by its day: a rule that somebody wrote first never reaches back before its own.
    """
    preset = rules.Preset.YINCHUAN
    written = LightRule.objects.filter(plan=None).exclude(since=BEGINNING).exists()
    defaults = {
        "version": 0 if written else 1,
        "preset": preset.value,
        "thresholds": rules.checked(preset, {}),
        "made_at": clock.now(),
        "made_by": SYSTEM,
    }
    made = LightRule.objects.get_or_create(plan=None, since=BEGINNING, defaults=defaults)
    found: LightRule = made[0]
    return found


def light_up(*, agency: Agency, period: Period, items: Iterable[int] | None = None) -> int:
    """Judge the items an agency answers for at the end of a period; frozen ones stay."""
    return _light_up([agency], period, items)


def _light_up(
    agencies: Sequence[Agency], period: Period, items: Iterable[int] | None = None
) -> int:
    """Judge what agencies answer for, each agency's lights in a transaction of their own.

    What is known is read for all of them before anything is locked, so that a job over the whole
    tree leaves the database to the people in between.
    """
    started = clock.now()
    book = RuleBook(period.end)
    judged = _judged(agencies, period, items, book)
    return sum(_keep(agency, period, rows, book, started) for agency, rows in judged.items())


def _judged(
    agencies: Sequence[Agency], period: Period, items: Iterable[int] | None, book: RuleBook
) -> dict[Agency, Rows]:
    """Return the lights of agencies by item, not yet kept."""
    return {
        agency: {
            one.held.item.pk: _light(one, agency, period, book.of(one.held.item.plan_id))
            for one in found
        }
        for agency, found in known_of(agencies, period, items).items()
    }


@transaction.atomic
def _keep(agency: Agency, period: Period, rows: Rows, book: RuleBook, started: datetime) -> int:
    """Keep an agency's lights, and tell it of those that turned red.

    What somebody else judged since `started` is judged once more, now that nobody else can: an
    older look never replaces a newer one.
    """
    there = Light.objects.filter(agency=agency, end=period.end, period_code=period.code)
    locked = there.select_for_update(no_key=True).order_by("item").values_list(*_STANDING)
    before = {item: standing for item, *standing in locked}
    newer = [item for item, (_c, _f, lit) in before.items() if item in rows and lit > started]
    if newer:
        rows = rows | _judged([agency], period, newer, book)[agency]
    kept = [row for item, row in rows.items() if item not in before or not before[item][1]]
    Light.objects.bulk_create(
        kept,
        batch_size=500,
        update_conflicts=True,
        unique_fields=["item", "agency", "period_code"],
        update_fields=_WRITTEN,
    )
    tell_red(agency, period, kept, {item: colour for item, (colour, *_rest) in before.items()})
    return len(kept)


def _light(one: Known, agency: Agency, period: Period, rule: LightRule) -> Light:
    verdict = rules.judge(rule.preset, rule.thresholds, one.seen)
    return Light(
        item=one.held.item,
        agency=agency,
        period_code=period.code,
        start=period.start,
        end=period.end,
        colour=verdict.colour.value,
        rule=rule,
        numbers=numbers_of(one, rule, verdict),
        lit_at=clock.now(),
    )


def numbers_of(one: Known, rule: LightRule, verdict: rules.Verdict) -> dict[str, str]:
    """Return what a light keeps of why it is so: decimals as strings, shares in per cent."""
    seen, unit = one.seen, one.held.unit
    step = _MONEY if unit.endswith(("元", "%", "％", "吨")) else Decimal(1)
    need = None
    if verdict.colour in (rules.Colour.RED, rules.Colour.YELLOW):
        need = rules.needed(rule.preset, rule.thresholds, seen, step)
    share = seen.share
    kept: Mapping[str, Any] = {
        "done": seen.done,
        "target": seen.target,
        "rate": None if share is None else share * _HUNDRED,
        "pace": None if seen.target is None else seen.pace * _HUNDRED,
        "gap": seen.gap,
        "growth": seen.growth,
        "plan_growth": seen.plan_growth,
        "number": verdict.number,
        "threshold": verdict.threshold,
        "need": need or None,
    }
    found = {
        key: f"{value.quantize(_FINE).normalize():f}"
        for key, value in kept.items()
        if value is not None
    }
    found["measure"] = verdict.measure.value
    if one.curve:
        found["curve"] = one.curve
    if seen.growth is not None:
        found["basis"] = "comparable" if seen.comparable else "nominal"
    if unit:
        found["unit"] = unit
    if verdict.hedged:
        found["hedged"] = "1"
    if seen.finished_on is not None:
        found["finished_on"] = seen.finished_on.isoformat()
    return found


def light_accepted(
    *, agency: Agency, duty: Duty, before: Submission | None, after: Submission | None
) -> None:
    """Judge again what an acceptance touches: fills the slot `reporting.accepted`.

    The accepting agency's lights, the respondent's own at the first of its chain, and at the top
    those of the departments that lead the items. Alerts of red lights follow at once.
    """
    versions = [one.pk for one in (before, after) if one is not None]
    items = items_of(versions)
    if not items:
        return
    period = Period.parse(duty.cycle.period_code)
    touched: list[tuple[Agency, list[int]]] = [(agency, items)]
    if duty.enterprise_id is None and agency.path == duty.agency.path[: -Agency.steplen]:
        touched.append((duty.agency, items))
    if agency.depth == 1:
        touched += _departments(items, besides=duty.agency_id).items()
    for holder, held in touched:
        light_up(agency=holder, period=period, items=held)
    raise_red([(item, holder.pk) for holder, held in touched for item in held])


def light_reopened(*, duty: Duty, item: int) -> None:
    """Judge again the lights that shone because an item was done: fills `reporting.reopened`."""
    done = Light.objects.filter(
        item=item,
        end__gte=duty.cycle.end,
        frozen=False,
        numbers__measure=rules.Measure.FINISHED.value,
    )
    for light in done.select_related("agency").order_by("agency__path", "end"):
        light_up(agency=light.agency, period=Period.parse(light.period_code), items=[item])


def _departments(items: list[int], *, besides: int) -> dict[Agency, list[int]]:
    """Return the departments that handed items on, with the items."""
    rows = Assignment.objects.filter(
        item__in=items, returned_at=None, withdrawn_at=None, children__isnull=False,
        agency__level__in=(Agency.Level.DEPARTMENT, Agency.Level.OTHER),
    ).exclude(agency=besides)  # fmt: skip
    found: dict[Agency, list[int]] = defaultdict(list)
    for row in rows.select_related("agency").distinct().order_by("agency__path", "item_id"):
        found[row.agency].append(row.item_id)
    return dict(found)


def light_period(*, code: str, freeze: bool = False, plan: int | None = None) -> str:
    """Judge every agency's items for a period, and freeze them where it is closed; a job.

    Each agency in a transaction of its own: people go on writing while this runs, and a run that
    breaks off is simply done again.
    """
    period = Period.parse(code)
    held = Assignment.objects.filter(returned_at=None, withdrawn_at=None)
    if plan is not None:
        held = held.filter(item__plan=plan)
    agencies = Agency.objects.filter(pk__in=held.order_by().values("agency"))
    tops = Agency.objects.filter(depth=1) if held.exists() else Agency.objects.none()
    items = None if plan is None else list(held.values_list("item", flat=True).distinct())
    everybody = sorted({*tops, *agencies}, key=lambda one: one.path)
    lit = sum(_light_up(group, period, items) for group in groups(everybody))
    _end(period, plan, lit, freeze=freeze)
    return f"{code}: {lit}"


@transaction.atomic
def _end(period: Period, plan: int | None, lit: int, *, freeze: bool) -> None:
    """Freeze the lights of a closed period, ask for its forecast, and leave the entry."""
    if freeze:
        rows = Light.objects.filter(end=period.end, period_code=period.code)
        if plan is not None:
            rows = rows.filter(item__plan=plan)
        rows.update(frozen=True)
        jobs.enqueue(FORECAST, code=period.code)
    data = {"period": period.code, "lights": lit, "final": freeze}
    record("monitoring.lights.judged", by=SYSTEM, data=data)


def cycle_closed(*, cycle: Cycle) -> None:
    """Judge a cycle's lights for the last time behind the page: fills `reporting.cycle_closed`."""
    jobs.enqueue(
        JOB,
        key=f"{JOB}:{cycle.pk}:closed",
        code=cycle.period_code,
        freeze=True,
        plan=cycle.form.plan_id,
    )


def light_open() -> str:
    """Judge the periods that are still open, as time passes; a daily job."""
    today = clock.today()
    codes = Cycle.objects.filter(closed_at=None, start__lte=today).order_by("end")
    done = [
        light_period(code=code)
        for code in dict.fromkeys(codes.values_list("period_code", flat=True))
    ]
    return "；".join(done)
