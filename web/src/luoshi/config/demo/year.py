"""Twelve months, one after the other: rounds open, everybody sends, levels accept, rounds close."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import chain
from typing import Final

from luoshi.accounts.api import Post
from luoshi.agencies.api import Agency, cut_off
from luoshi.config.commands import OPERATOR
from luoshi.config.demo.alerting import raise_and_note
from luoshi.config.demo.asking import Memory
from luoshi.config.demo.finishing import undo_some
from luoshi.config.demo.office import Office
from luoshi.config.demo.parts import break_down_first, share_of
from luoshi.config.demo.people import Staff, login_of
from luoshi.config.demo.ruling import rule_forms, rules_by_form
from luoshi.config.demo.saying import COUNTED, Asked, said
from luoshi.config.demo.sending import Respondent, Version, Writer, versions_of
from luoshi.config.demo.world import INDUSTRIES, World
from luoshi.dispatch.api import Assignment, Split, splits_of
from luoshi.enterprises.api import Enterprise
from luoshi.kernel import clock, jobs
from luoshi.kernel.periods import Period
from luoshi.kernel.units import convert
from luoshi.kernel.upkeep import analyse
from luoshi.ledger.api import Indicator, Item, Responsibility
from luoshi.monitoring.actions.forecasting import forecast_period
from luoshi.monitoring.actions.judging import FORECAST, JOB, light_period
from luoshi.monitoring.api import rebuild
from luoshi.plans.api import Plan
from luoshi.reporting.actions.cycles import close_cycle, open_cycle
from luoshi.reporting.actions.drafting import follow
from luoshi.reporting.actions.forms import make_firm_form, make_form
from luoshi.reporting.api import is_measured
from luoshi.reporting.models import Cycle, Duty, Form, Line, Series
from luoshi.reporting.queries.filling import is_project, lines_by_agency, lines_of
from luoshi.reporting.rules.content import Content, cells

_KIND = Post.Kind
MONTHS: Final = 12
_DAY: Final = timedelta(days=1)
_CLOSED_AFTER: Final = 45 * _DAY
#: In this month the province looks through what was said to be done.
_LOOKED_THROUGH: Final = 9
#: What a firm of usual size has in a year for each line of its table, as parts of its turnover.
_PARTS: Final = ("1.02", "1", "0.062", "0.11", "0.04", "0.09")
_TURNOVER: Final = {name: Decimal(amount * MONTHS) for name, _word, _chain, amount in INDUSTRIES}
_LEVELS: Final = (Indicator.Adding.LATEST, Indicator.Adding.AVERAGE)

Tell = Callable[[str], None]
#: The place of a lead among those of an item, and how many there are.
Place = tuple[int, int]


@dataclass(slots=True)
class Year:
    """The rounds of a year and everybody's part in them."""

    world: World
    staff: Staff
    memory: Memory
    _lines: dict[tuple[int, int], list[Asked]] = field(default_factory=dict)
    _above: dict[int, tuple[Agency, ...]] = field(default_factory=dict)

    def act_out(self, tell: Tell) -> None:
        """Make the forms and act the months out."""
        editor = self.staff.of(self.staff.province, _KIND.EDITOR)
        plans = Plan.objects.filter(version__current=True).order_by("pk")
        with clock.standing_at(datetime(self.world.year, 1, 8, 1, tzinfo=UTC)):
            forms = [make_form(plan_id=plan.pk, by=editor, january="normal") for plan in plans]
            forms.append(make_firm_form(by=editor, january="normal"))
            rule_forms(forms, editor)
            break_down_first(forms, self.world.year, editor)
        self.memory.rules = rules_by_form()
        # Nobody goes on reporting a made-up year when it is over.
        over = date(self.world.year, 12, 31)
        Form.objects.filter(pk__in=[form.pk for form in forms]).update(valid_to=over)
        office = Office(self.world, self.staff)
        for month in range(1, MONTHS + 1):
            period = Period.month(self.world.year, month)
            office.act(month)
            sent = sum(self._month(form, period, month) for form in forms)
            tell(f"{period.label}：{sent} 份报送")
            analyse()
            self._judge(period, last=month == MONTHS)
        office.away_today()

    def _judge(self, period: Period, *, last: bool) -> None:
        """Add a month up, light it and close its rounds; of the last one, foresee the year end."""
        editor = self.staff.of(self.staff.province, _KIND.EDITOR)
        with clock.standing_at(cut_off(period.end) + _CLOSED_AFTER):
            rebuild(by=OPERATOR, period_code=period.code)
            if period.start.month == _LOOKED_THROUGH:
                undo_some(self.world, period, self.staff.of(self.staff.province, _KIND.REVIEWER))
            light_period(code=period.code, freeze=not last)
            if last:
                forecast_period(code=period.code)
                raise_and_note(self.staff)
                return
            for cycle in Cycle.objects.filter(period_code=period.code):
                close_cycle(cycle_id=cycle.pk, by=editor)
            # What closing asks for has just been done for all plans at once.
            jobs.forgo(JOB, FORECAST)

    def _month(self, form: Form, period: Period, month: int) -> int:
        """Open a round the day after its period, and let everybody send."""
        editor = self.staff.of(self.staff.province, _KIND.EDITOR)
        with clock.standing_at(cut_off(period.end) + timedelta(hours=8)):
            cycle = open_cycle(form_id=form.pk, period=period, by=editor)
        lines = Line.objects.filter(form=form).select_related("series__indicator").in_bulk()
        writer = Writer(self.world, self.memory, lines)
        sent = writer.write(self._said(cycle, month))
        if month == MONTHS and form.plan_id is not None:
            self._begin(cycle, month)
        return sent

    def _said(self, cycle: Cycle, month: int) -> Iterator[tuple[Respondent, list[Version]]]:
        duties = Duty.objects.filter(cycle=cycle).select_related("cycle", "agency", "enterprise")
        for duty in duties.order_by("pk"):
            who = self._respondent(duty)
            begun = month == MONTHS and self._is_begun(duty)
            asked = [] if begun else self._asked(duty)
            yield who, versions_of(self.world, duty, month, who, asked)

    def _is_begun(self, duty: Duty) -> bool:
        """Whether a report of the last month is still being typed: a visitor finds one to do."""
        county = self.staff.at(Agency.Level.COUNTY)[0]
        return duty.enterprise_id is None and duty.agency_id == county.pk

    def _begin(self, cycle: Cycle, month: int) -> None:
        """Type in the first form what a county has so far: figures, one of them odd, few words."""
        first = Form.objects.exclude(plan=None).order_by("pk")[0]
        duties = Duty.objects.filter(cycle=cycle, enterprise=None, cycle__form=first)
        for duty in duties.select_related("cycle", "agency"):
            if self._is_begun(duty):
                who, asked = self._respondent(duty), self._asked(duty)
                content = said(self.world, who.key, asked, month, mistaken=True)
                typed = Content(content.figures, content.progress[:1])
                with clock.standing_at(duty.due_at - _DAY):
                    follow(duty, cells(typed), by=who.login)

    def _respondent(self, duty: Duty) -> Respondent:
        chain = self._chain(duty)
        reviewers = tuple(login_of(agency, _KIND.REVIEWER) for agency in chain)
        firm = duty.enterprise
        if firm is None:
            editor = self.staff.of(duty.agency, _KIND.EDITOR)
            key, login, name = duty.agency.code, editor.login, editor.name
        else:
            key = firm.name
            login, name = login_of(duty.agency, _KIND.ENTERPRISE), self.world.person(firm.name)
        return Respondent(key, login, name, self.world.phone(key), chain, reviewers)

    def _chain(self, duty: Duty) -> tuple[Agency, ...]:
        """Return who accepts: those above an agency, and for a firm the agency itself first."""
        agency, step = duty.agency, Agency.steplen
        if agency.pk not in self._above:
            ends = range(len(agency.path) - step, 0, -step)
            found = {each.path: each for each in self.staff.agencies}
            self._above[agency.pk] = tuple(found[agency.path[:end]] for end in ends)
        above = self._above[agency.pk]
        return above if duty.enterprise_id is None else (agency, *above)

    def _asked(self, duty: Duty) -> list[Asked]:
        """Return a respondent's lines, the same in every round of a form."""
        if duty.enterprise is not None:
            return self._of_firm(duty, duty.enterprise)
        key = (duty.cycle.form_id, duty.agency_id)
        if key not in self._lines:
            self._of_form(duty.cycle)
        return self._lines[key]

    def _of_form(self, cycle: Cycle) -> None:
        """Read the lines of all agencies together."""
        lines = lines_by_agency(cycle, [agency.pk for agency in self.staff.agencies])
        every = {line.pk: line for line in chain.from_iterable(lines.values())}.values()
        items = Item.objects.select_related("target", "commitment").in_bulk(
            {line.item_id for line in every if line.item_id}
        )
        rows = Assignment.objects.filter(
            item__in=items, returned_at=None, withdrawn_at=None
        ).select_related(
            "item__target", "item__commitment", "parent__item__target", "parent__item__commitment"
        )
        held = {(row.agency_id, row.item_id): split for row, split in splits_of(list(rows))}
        holders = Counter(row.item_id for row in rows)
        sharing: dict[int, list[int]] = {}
        for row in sorted(rows, key=lambda row: row.pk):
            lead = row.role == Responsibility.Role.LEAD
            if lead and row.parent_id is None and row.amount is None:
                sharing.setdefault(row.item_id, []).append(row.agency_id)
        for agency, asked in lines.items():
            self._lines[cycle.form_id, agency] = [
                self._asked_of(
                    line, items, held.get((agency, line.item_id or 0)),
                    _place(agency, sharing.get(line.item_id or 0, [])),
                    holders[line.item_id or 0] or 1,
                )
                for line in asked
            ]  # fmt: skip

    def _asked_of(
        self, line: Line, items: Mapping[int, Item], split: Split | None, place: Place, holders: int
    ) -> Asked:
        """Return a line as a respondent has it."""
        item = items.get(line.item_id or 0)
        return Asked(
            line.pk, f"item-{line.item_id}", _promised(split, line, item, place),
            figure=line.series is not None, level=_is_level(line.series),
            project=self.staff.province.name if is_project(line) else "", holders=holders,
            closes=_closes(item), whole=_is_counted(line.series),
            part_of=line.part_of_id or 0, share=share_of(line),
        )  # fmt: skip

    def _of_firm(self, duty: Duty, firm: Enterprise) -> list[Asked]:
        key = (duty.cycle.form_id, 0)
        if key not in self._lines:
            self._lines[key] = [
                Asked(
                    line.pk, f"firm-{line.position}", Decimal(part),
                    level=_is_level(line.series), whole=_is_counted(line.series),
                )
                for line, part in zip(lines_of(duty), _PARTS, strict=True)
            ]  # fmt: skip
        turnover = _TURNOVER[firm.industry] * self.world.size("firm", firm.name)
        return [
            replace(each, promised=turnover * (each.promised or 0)) for each in self._lines[key]
        ]


def _promised(split: Split | None, line: Line, item: Item | None, place: Place) -> Decimal | None:
    """Return what a respondent has to bring itself in the line's unit, where it says an amount.

    What was handed on is reported below, what several lead is shared, a level is everybody's.
    """
    if split is None or line.series is None or item is None:
        return None
    amount, unit = split.rest, split.unit
    if amount is not None:
        amount = shared(amount, place, whole=_is_counted(line.series))
    elif _is_level(line.series):
        amount, unit = _level_of(item)
    return None if amount is None else convert(amount, unit, line.series.unit or unit)


def _place(agency: int, leads: list[int]) -> Place:
    return (leads.index(agency), len(leads)) if agency in leads else (0, 1)


def shared(amount: Decimal, place: Place, *, whole: bool) -> Decimal:
    """Return one lead's part of what several lead; what is counted goes round one by one."""
    rank, leads = place
    if not whole:
        return amount / leads
    each, over = divmod(amount, leads)
    return each + (1 if rank < over else 0)


def _level_of(item: Item) -> tuple[Decimal | None, str]:
    """Return the level that an item promises, with its unit."""
    if item.kind == Item.Kind.TARGET:
        return item.target.now, item.target.unit
    return item.commitment.now, item.commitment.unit


def _is_level(series: Series | None) -> bool:
    return series is not None and series.indicator.over_time in _LEVELS


def _is_counted(series: Series | None) -> bool:
    return series is not None and series.unit in COUNTED


def _closes(item: Item | None) -> bool:
    """Whether an item is done one day and said to be: no figure measures it, no stages tell it."""
    return item is not None and item.kind != Item.Kind.PROJECT and not is_measured(item)
