"""Rounds: opened with their windows, their duties made by a job, late days, closing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from luoshi.accounts.api import Actor, May, login_of
from luoshi.agencies.api import Agency, cut_off, workdays
from luoshi.dispatch.api import Assignment
from luoshi.enterprises.api import Enterprise
from luoshi.kernel import clock, slots
from luoshi.kernel.periods import Period
from luoshi.kernel.trail import record
from luoshi.reporting.models import Cycle, Duty, Form, Leave, Line, Series, Stage, Window
from luoshi.reporting.refusals import Closed, LeaveWithoutReason, WrongPeriod
from luoshi.reporting.rules import windows
from luoshi.reporting.rules.windows import is_asked


@transaction.atomic
def open_cycle(
    *, form_id: int, period: Period, by: Actor, due: Mapping[str, date] | None = None
) -> Cycle:
    """Open a round with its windows and make its duties; again, the one there is is brought up.

    `due` gives last days by level where they differ from the usual ones; a day ends at 24:00 of
    the office's clock (GOV-10).

    Raises:
        WrongPeriod: the form is not asked for such a period (GOV-13).

    """
    login = login_of(by, May.CYCLE_MANAGE)
    form = Form.objects.select_for_update().get(pk=form_id)
    _guard(form, period)
    cycle, made = Cycle.objects.get_or_create(
        form=form,
        period_code=period.code,
        defaults={"start": period.start, "end": period.end, "opened_at": clock.now()},
    )
    added = _add_windows(cycle, period, due or {})
    if made or added:
        data = {"form": form.title, "period": period.code, **added}
        record("reporting.cycle.opened", by=login, on=cycle, data=data)
    make_duties(cycle_id=cycle.pk)
    return cycle


def _add_windows(cycle: Cycle, period: Period, due: Mapping[str, date]) -> dict[str, str]:
    """Give a round the windows that it lacks; return the last days of the levels that lacked any.

    A deadline that is there stays: moving it is a leave, with its reason.
    """
    known = set(cycle.windows.values_list("level", "stage"))
    days = {**windows.due_days(period.end, workdays().next_working), **due}
    fresh = [
        Window(cycle=cycle, level=level, stage=stage, due_at=cut_off(day))
        for level, last in days.items()
        for stage, day in _stages(cycle.form, period, last)
        if (level, stage) not in known
    ]
    Window.objects.bulk_create(fresh)
    return {row.level: days[row.level].isoformat() for row in fresh}


def _guard(form: Form, period: Period) -> None:
    """Pass when the form is asked for such a period (GOV-13)."""
    if form.retired_at is not None or not is_asked(form.frequency, form.january, period):
        message = _("“%(form)s”没有%(period)s这一期。") % {"form": form, "period": period.label}
        raise WrongPeriod(message, next_step=_("请按报表的频率和1月规定选择期别。"))


def _stages(form: Form, period: Period, last: date) -> list[tuple[str, date]]:
    stages = [(str(Stage.FINAL), last)]
    if form.flash:
        flash = windows.due_day(period.end, windows.FLASH_DAY, workdays().next_working)
        stages.append((str(Stage.FLASH), min(flash, last)))
    return stages


@transaction.atomic
def make_duties(*, cycle_id: int) -> int:
    """Make the duties that a round lacks and return how many; a job that may run any time again.

    The database keeps a respondent from owing the same report twice, whoever runs this at once.
    """
    cycle = Cycle.objects.select_related("form").get(pk=cycle_id)
    if cycle.closed_at is not None:
        return 0
    due = {(row.level, row.stage): row.due_at for row in cycle.windows.all()}
    known = set(cycle.duties.values_list("agency_id", "enterprise_id"))
    firms = cycle.form.said_by == Series.Said.ENTERPRISE
    wanted = _firms(cycle) if firms else _agencies(cycle)
    fresh = [
        Duty(
            cycle=cycle, agency_id=agency_id, enterprise_id=firm_id,
            due_at=due[level, Stage.FINAL], flash_due_at=due.get((level, Stage.FLASH)),
        )
        for agency_id, firm_id, level in wanted
        if (agency_id, firm_id) not in known
    ]  # fmt: skip
    before = cycle.duties.count()
    Duty.objects.bulk_create(fresh, batch_size=1000, ignore_conflicts=True)
    made = cycle.duties.count() - before
    if made:
        data = {"period": cycle.period_code, "duties": made}
        record("reporting.duties.made", by="system", on=cycle, data=data)
    return made


def _agencies(cycle: Cycle) -> list[tuple[int, int | None, str]]:
    """Return who holds something that the form asks about, and existed at the period's end."""
    items = Line.objects.filter(form=cycle.form_id, retired_at=None, item__isnull=False)
    held = Assignment.objects.filter(
        agency=OuterRef("pk"),
        item__in=items.values("item"),
        returned_at=None,
        withdrawn_at=None,
    )
    rows = Agency.objects.filter(
        Q(valid_from=None) | Q(valid_from__lte=cycle.end),
        Q(valid_to=None) | Q(valid_to__gt=cycle.end),
        Exists(held),
    )
    return [(row.pk, None, row.level) for row in rows.order_by("path")]


def _firms(cycle: Cycle) -> list[tuple[int, int | None, str]]:
    """Return the firms above the scale in the period, where their figures count (GOV-17)."""
    rows = Enterprise.objects.filter(
        Q(scale_to=None) | Q(scale_to__gt=cycle.start),
        scale_from__lte=cycle.start,
        agency__isnull=False,
        merged_into=None,
    )
    return [
        (agency_id, pk, windows.ENTERPRISE)
        for agency_id, pk in rows.order_by("pk").values_list("agency_id", "pk")
    ]


@transaction.atomic
def grant_leave(*, duty_id: int, until: datetime | None, reason: str, by: Actor) -> Leave:
    """Let one respondent send later, or (`until` None) not at all, with the reason (REL-11).

    Raises:
        LeaveWithoutReason: there is none, or the new day is no later than the present one.
        Closed: the round is over.

    """
    login = login_of(by, May.CYCLE_MANAGE)
    duty = Duty.objects.select_for_update(of=("self",)).prefetch_related("cycle").get(pk=duty_id)
    if duty.cycle.closed_at is not None:
        raise Closed(_("这一期已关闭，不能延期或免报。"), next_step=_("如有特殊情况，请报修订数。"))
    words = reason.strip()[:300]
    if not words or (until is not None and until <= duty.due_at):
        raise LeaveWithoutReason(
            _("请写明理由，延期的新截止时间须晚于原截止时间。"), next_step=_("请补充后再办理。")
        )
    before = duty.due_at
    if until is None:
        duty.excused = True
    else:
        duty.due_at, duty.excused = until, False
    duty.save(update_fields=["due_at", "excused"])
    leave = Leave.objects.create(duty=duty, until=until, reason=words, by=login, at=clock.now())
    data = {"duty": duty.pk, "from": before.isoformat(), "reason": words}
    data |= {"until": until.isoformat() if until else ""}
    record("reporting.leave.granted", by=login, on=duty, data=data)
    return leave


@transaction.atomic
def close_cycle(*, cycle_id: int, by: Actor) -> Cycle:
    """Close a round: what is missing stays missing, lights of the period are frozen."""
    login = login_of(by, May.CYCLE_MANAGE)
    cycle = Cycle.objects.select_for_update().get(pk=cycle_id)
    if cycle.closed_at is not None:
        return cycle
    cycle.closed_at = clock.now()
    cycle.save(update_fields=["closed_at"])
    record("reporting.cycle.closed", by=login, on=cycle, data={"period": cycle.period_code})
    slots.call("reporting.cycle_closed", cycle=cycle)
    return cycle
