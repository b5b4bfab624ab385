"""Forms from the ledger, rounds with their windows, duties made once, late days, closing."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection, connections

from luoshi.accounts.api import Person
from luoshi.agencies.api import cut_off, workdays
from luoshi.agencies.models import WorkDay
from luoshi.dispatch.api import dispatch_plan
from luoshi.dispatch.tests.factories import TEXT
from luoshi.enterprises.api import Enterprise
from luoshi.kernel import clock, slots
from luoshi.kernel.models import Entry, Notice
from luoshi.kernel.periods import Period
from luoshi.kernel.refusals import NotPermitted
from luoshi.plans.actions.bulk import accept_these
from luoshi.plans.actions.importing import import_document
from luoshi.plans.api import Plan
from luoshi.plans.models import Fact
from luoshi.reporting import actions
from luoshi.reporting.models import Cycle, Duty, Form, Line, Window
from luoshi.reporting.queries.filling import lines_of
from luoshi.reporting.refusals import Closed, NothingToReport, WrongPeriod
from luoshi.reporting.rules import windows
from luoshi.reporting.tests import factories

SHANGHAI = ZoneInfo("Asia/Shanghai")
JUNE = Period.month(2016, 6)


@pytest.fixture
def plan(cast: Any, settings: Any, tmp_path: Any) -> Plan:
    """Return a plan with targets, reviewed and handed down."""
    settings.MEDIA_ROOT = tmp_path
    made: Plan = import_document(TEXT.encode(), "cars.txt", by="命令行").plans[0]
    accept_these(ids=Fact.objects.filter(plan=made).values_list("pk", flat=True), by=cast.editor)
    dispatch_plan(plan_id=made.pk, client_key=uuid.uuid4(), by=cast.editor, sign_by=None)
    return made


@pytest.fixture
def form(plan: Plan, cast: Any) -> Form:
    """Return the plan's monthly form."""
    return actions.make_form(plan_id=plan.pk, by=cast.editor)


@pytest.fixture
def cycle(form: Form, cast: Any) -> Cycle:
    """Return the round of June 2016."""
    return actions.open_cycle(form_id=form.pk, period=JUNE, by=cast.editor)


# -- forms ----------------------------------------------------------------------------------------


def test_a_form_has_a_figure_for_each_target_and_progress_for_each_item(form: Form) -> None:
    """Row 23: the form is made from the ledger itself."""
    figures = form.lines.filter(kind=Line.Kind.FIGURE)
    progress = form.lines.filter(kind=Line.Kind.PROGRESS)

    assert figures.exists()
    assert {line.item.kind for line in figures if line.item} <= {"target", "commitment"}
    assert set(figures.values_list("item")) < set(progress.values_list("item"))
    assert all(line.series is not None for line in figures)
    assert Entry.objects.filter(action="reporting.form.made").count() == 1


def test_making_a_form_twice_gives_the_same_and_changes_nothing(plan: Plan, cast: Any) -> None:
    one = actions.make_form(plan_id=plan.pk, by=cast.editor)
    lines = list(one.lines.values_list("code", "title"))
    other = actions.make_form(plan_id=plan.pk, by=cast.editor)

    assert one == other
    assert list(other.lines.values_list("code", "title")) == lines
    assert Entry.objects.filter(action="reporting.form.made").count() == 1


def test_a_plan_of_which_nothing_was_handed_down_has_no_form(
    cast: Any, settings: Any, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    plan = import_document(TEXT.encode(), "cars.txt", by="命令行").plans[0]

    with pytest.raises(NothingToReport):
        actions.make_form(plan_id=plan.pk, by=cast.editor)

    assert not Form.objects.exists()


def test_refreshing_keeps_codes_and_retires_what_nobody_holds(form: Form, cast: Any) -> None:
    """Codes stay: what was reported under one is never another line's."""
    codes = dict(form.lines.values_list("pk", "code"))
    line = form.lines.filter(kind=Line.Kind.PROGRESS).first()
    assert line is not None
    assert line.item is not None
    line.item.assignments.update(withdrawn_at=clock.now(), withdraw_reason="合并")

    actions.refresh_form(form_id=form.pk, by=cast.editor)
    actions.refresh_form(form_id=form.pk, by=cast.editor)

    line.refresh_from_db()
    assert line.retired_at is not None
    assert dict(form.lines.values_list("pk", "code")) == codes
    assert Entry.objects.filter(action="reporting.form.refreshed").count() == 1
    assert Entry.objects.get(action="reporting.form.refreshed").data["retired"]


def test_firms_are_asked_the_same_table_with_series_of_their_own(cast: Any) -> None:
    """Row 26: what firms and agencies say of one indicator is never added together."""
    form = actions.make_firm_form(by=cast.editor)

    assert actions.make_firm_form(by=cast.editor) == form
    assert {line.series.said_by for line in form.lines.all() if line.series} == {"enterprise"}
    assert not form.lines.filter(item__isnull=False).exists()


# -- windows --------------------------------------------------------------------------------------


def test_a_last_day_off_moves_to_the_next_that_is_worked(form: Form, cast: Any) -> None:
    """GOV-10: what is due on 8 October, a Saturday that is worked in 2016, is due then."""
    for day, working in ((7, False), (8, True), *((one, False) for one in range(1, 7))):
        WorkDay.objects.create(on=date(2016, 10, day), working=working, name="国庆节")
    september = Period.month(2016, 9)

    cycle = actions.open_cycle(form_id=form.pk, period=september, by=cast.editor)

    due = {row.level: row.due_at for row in cycle.windows.all()}
    assert workdays().knows(2016)
    assert due["city"] == due["county"] == cut_off(date(2016, 10, 8))


def test_each_level_has_its_last_day_until_midnight_of_the_office(cycle: Cycle) -> None:
    """GOV-10: the county by the 5th, the city by the 8th; 24:00 in Shanghai."""
    due = {row.level: row.due_at.astimezone(SHANGHAI) for row in cycle.windows.all()}

    assert due["county"] == datetime(2016, 7, 6, tzinfo=SHANGHAI)
    assert due["city"] == datetime(2016, 7, 9, tzinfo=SHANGHAI)
    assert due["department"] == datetime(2016, 7, 9, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("january", "asked", "refused"),
    [
        ("normal", ("2016-01", "2016-02"), ("2016-01~02",)),
        ("exempt", ("2016-02", "2016-03"), ("2016-01", "2016-01~02")),
        ("joint", ("2016-01~02", "2016-03"), ("2016-01", "2016-02")),
    ],
)
def test_january_is_reported_as_the_form_says(
    january: str, asked: tuple[str, ...], refused: tuple[str, ...]
) -> None:
    """GOV-13."""
    for code in asked:
        assert windows.is_asked("month", january, Period.parse(code)), code
    for code in (*refused, "2016-Q1", "2016"):
        assert not windows.is_asked("month", january, Period.parse(code)), code


def test_a_round_of_another_period_is_not_opened(form: Form, cast: Any) -> None:
    with pytest.raises(WrongPeriod):
        actions.open_cycle(form_id=form.pk, period=Period.quarter(2016, 2), by=cast.editor)

    assert not Cycle.objects.exists()


def test_what_is_asked_on_a_day_is_the_last_period_that_is_over() -> None:
    assert windows.asked_at("month", "joint", date(2016, 3, 1)).code == "2016-01~02"
    assert windows.asked_at("month", "joint", date(2016, 2, 15)).code == "2015-12"
    assert windows.asked_at("month", "exempt", date(2016, 3, 31)).code == "2016-02"
    assert windows.asked_at("quarter", "normal", date(2016, 4, 1)).code == "2016-Q1"
    assert windows.asked_at("half", "normal", date(2016, 6, 30)).code == "2015-H2"
    assert windows.asked_at("year", "normal", date(2016, 6, 30)).code == "2015"


# -- duties ---------------------------------------------------------------------------------------


def test_everybody_who_holds_something_owes_one_report(cycle: Cycle, tree: Any) -> None:
    """Row 24; each finds the lines of what it holds and no others."""
    owing = {duty.agency for duty in cycle.duties.all()}

    assert {tree.industry, tree.zhengzhou} <= owing
    assert tree.jinshui not in owing
    for duty in cycle.duties.all():
        held = set(duty.agency.assignments.values_list("item", flat=True))
        assert {line.item_id for line in lines_of(duty)} <= held


def test_running_the_job_again_makes_nothing_twice(cycle: Cycle, cast: Any) -> None:
    """Row 24: rerunnable; REL-22."""
    before = set(cycle.duties.values_list("pk", "agency"))

    assert actions.make_duties(cycle_id=cycle.pk) == 0
    again = actions.open_cycle(form_id=cycle.form_id, period=JUNE, by=cast.editor)

    assert again == cycle
    assert set(cycle.duties.values_list("pk", "agency")) == before
    assert Window.objects.filter(cycle=cycle).count() == len(windows.USUAL_DAYS)
    assert Entry.objects.filter(action="reporting.cycle.opened").count() == 1
    assert Entry.objects.filter(action="reporting.duties.made").count() == 1


def test_firms_owe_reports_for_the_months_they_are_above_the_scale(cast: Any, tree: Any) -> None:
    """GOV-17: 规上 is dated by month."""
    made = {
        name: Enterprise.objects.create(name=name, agency=tree.jinshui, **dates)
        for name, dates in {
            "一直在": {"scale_from": date(2015, 1, 1)},
            "本月纳入": {"scale_from": date(2016, 6, 1)},
            "下月纳入": {"scale_from": date(2016, 7, 1)},
            "上月退出": {"scale_from": date(2015, 1, 1), "scale_to": date(2016, 6, 1)},
            "从未": {},
        }.items()
    }
    Enterprise.objects.create(name="没有所在地", scale_from=date(2015, 1, 1))
    form = actions.make_firm_form(by=cast.editor)

    cycle = actions.open_cycle(form_id=form.pk, period=JUNE, by=cast.editor)

    owing = set(cycle.duties.values_list("enterprise", "agency"))
    expected = {made["一直在"].pk, made["本月纳入"].pk}
    assert owing == {(pk, tree.jinshui.pk) for pk in expected}


@pytest.mark.django_db(transaction=True)
def test_two_schedulers_at_once_make_each_duty_once(tree: Any, cast: Any) -> None:
    """REL-22: on PostgreSQL truly at once; on SQLite one waits for the other."""
    for number in range(40):
        firm = factories.firm(tree.jinshui, name=f"企业{number}号")
        Enterprise.objects.filter(pk=firm.pk).update(scale_from=date(2015, 1, 1))
    form = actions.make_firm_form(by=cast.editor)
    cycle = factories.cycle(form)
    for level, day in windows.due_days(JUNE.end, workdays().next_working).items():
        Window.objects.create(cycle=cycle, level=level, due_at=cut_off(day))

    def run(_turn: int) -> int:
        try:
            return actions.make_duties(cycle_id=cycle.pk)
        finally:
            connections.close_all()

    workers = 2 if connection.vendor == "postgresql" else 1
    with ThreadPoolExecutor(workers) as pool:
        list(pool.map(run, range(2)))

    assert Duty.objects.filter(cycle=cycle).count() == 40


# -- lateness -------------------------------------------------------------------------------------


# -- closing and posts ----------------------------------------------------------------------------


def test_closing_happens_once_and_tells_whoever_freezes_lights(
    cycle: Cycle, cast: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[Cycle] = []
    filled = {**slots._filled, "reporting.cycle_closed": [lambda *, cycle: heard.append(cycle)]}
    monkeypatch.setattr(slots, "_filled", filled)

    actions.close_cycle(cycle_id=cycle.pk, by=cast.editor)
    actions.close_cycle(cycle_id=cycle.pk, by=cast.editor)

    duty = cycle.duties.first()
    assert duty is not None
    assert heard == [cycle]
    assert Entry.objects.filter(action="reporting.cycle.closed").count() == 1
    assert actions.make_duties(cycle_id=cycle.pk) == 0
    with pytest.raises(Closed):
        actions.grant_leave(duty_id=duty.pk, until=None, reason="停产", by=cast.editor)


def test_closing_that_fails_above_is_undone_whole(
    cycle: Cycle, cast: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half is impossible: the round stays open when its lights cannot be frozen."""

    def fail(*, cycle: Cycle) -> None:
        raise RuntimeError(cycle)

    monkeypatch.setattr(slots, "_filled", {**slots._filled, "reporting.cycle_closed": [fail]})

    with pytest.raises(RuntimeError):
        actions.close_cycle(cycle_id=cycle.pk, by=cast.editor)

    cycle.refresh_from_db()
    assert cycle.closed_at is None
    assert not Entry.objects.filter(action="reporting.cycle.closed").exists()


ACTS: dict[str, Callable[[Any, Person], Any]] = {
    "make": lambda at, by: actions.make_form(plan_id=at.form.plan_id, by=by, frequency="year"),
    "firms": lambda _at, by: actions.make_firm_form(by=by),
    "refresh": lambda at, by: actions.refresh_form(form_id=at.form_id, by=by),
    "open": lambda at, by: actions.open_cycle(
        form_id=at.form_id, period=Period.month(2016, 7), by=by
    ),
    "leave": lambda at, by: actions.grant_leave(
        duty_id=at.duties.first().pk, until=None, reason="停产", by=by
    ),
    "close": lambda at, by: actions.close_cycle(cycle_id=at.pk, by=by),
    "remind": lambda at, by: actions.remind(duties=at.duties.values_list("pk", flat=True), by=by),
}


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("role", ["viewer", "reviewer", "department", "city", "enterprise"])
def test_only_the_provinces_editor_manages_rounds(
    cycle: Cycle, cast: Any, act: str, role: str
) -> None:
    """SEC-13."""
    entries = Entry.objects.count()

    with pytest.raises(NotPermitted):
        ACTS[act](cycle, getattr(cast, role))

    assert Entry.objects.count() == entries
    assert not Notice.objects.filter(kind="reporting").exists()


# -- the clock ------------------------------------------------------------------------------------


def test_the_clock_opens_the_month_by_itself_and_once(form: Form) -> None:
    """Row 24, T9: on the first of the month the last one's round is open."""
    Form.objects.update(made_at=datetime(2016, 5, 1, tzinfo=UTC))
    with time_machine.travel(datetime(2016, 7, 1, 0, 30, tzinfo=SHANGHAI), tick=False):
        actions.open_due()
        actions.open_due()

    assert [one.period_code for one in form.cycles.all()] == ["2016-06"]
    assert Duty.objects.filter(cycle__form=form).exists()


def test_no_round_is_opened_for_a_time_before_the_form_was_made(form: Form) -> None:
    actions.open_due()

    assert not form.cycles.exists()


def test_no_round_is_opened_after_a_form_has_run_out(tree: Any, cast: Any) -> None:
    """GOV-12: 有效期至 is the last day of the last year a plan states targets for."""
    made = factories.form(
        made_at=datetime(2016, 1, 4, tzinfo=UTC), january=Form.January.NORMAL,
        valid_to=date(2016, 12, 31),
    )  # fmt: skip
    for day in (datetime(2016, 12, 3, 4, tzinfo=UTC), datetime(2017, 2, 3, 4, tzinfo=UTC)):
        with clock.standing_at(day):
            actions.open_due()

    assert list(made.cycles.values_list("period_code", flat=True)) == ["2016-11"]
