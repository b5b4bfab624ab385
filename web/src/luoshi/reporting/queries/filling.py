"""Reads for whoever fills a report: the duty, its lines, its draft, what was said before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from copy import copy
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import BooleanField, Case, Exists, OuterRef, Q, QuerySet, Value, When

from luoshi.accounts.api import ANYONE, May, Scope, scope_of
from luoshi.dispatch.api import (
    Assignment,
    of_agencies,
    of_agency,
    splits_of,
    total_of,
    with_totals,
)
from luoshi.enterprises.api import Representative
from luoshi.kernel import clock
from luoshi.ledger.api import Dimension, Indicator, Item, Responsibility
from luoshi.reporting.models import Cycle, DraftCell, Duty, Evidence, Line, Submission
from luoshi.reporting.refusals import NotFound, NotYours
from luoshi.reporting.rules.content import (
    FIGURE_COLUMNS,
    PROGRESS_COLUMNS,
    PROJECT_COLUMNS,
    Content,
    FigureInput,
    ProgressInput,
    ProjectInput,
)
from luoshi.reporting.rules.typed import Asked


def represented(by: ANYONE) -> QuerySet[Representative]:
    """Return for which firms a person reports today."""
    today = clock.today()
    return Representative.objects.filter(person=by.pk or 0, since__lte=today).filter(
        Q(until=None) | Q(until__gte=today)
    )


def visible(by: ANYONE) -> Q:
    """Return the condition that a person may see a duty: by territory, or by the firm."""
    scope = scope_of(by)
    reads = May.REPORT_READ in scope.may
    if reads and scope.province:
        return Q()
    seen = scope.within("agency__path") if reads else Q(pk__in=())
    if May.FIRM_REPORT in scope.may:
        seen |= Q(enterprise__in=represented(by).values("enterprise"))
    return seen


def duty_seen(duty_id: int, by: ANYONE, *, lock: bool = False) -> Duty:
    """Return a duty that a person may see; locked before anything else is read (REL-08).

    Raises:
        NotFound: there is none in the person's scope.

    """
    if lock:
        # A statement of its own: what is joined to a row that was waited for would be as it was
        # before the waiting, and with it the version that stands.
        Duty.objects.select_for_update().filter(pk=duty_id).values_list("pk").first()
    rows = Duty.objects.select_related("cycle__form", "agency", "enterprise", "current")
    duty = rows.filter(visible(by), pk=duty_id).first()
    if duty is None:
        raise NotFound
    return duty


def may_fill(duty: Duty, by: ANYONE, scope: Scope | None = None) -> bool:
    """Whether a person fills this report: at its agency, or for its firm."""
    scope = scope or scope_of(by)
    if duty.enterprise_id is None:
        return duty.agency_id in scope.at(May.REPORT_FILL)
    firm = represented(by).filter(enterprise=duty.enterprise_id)
    return May.FIRM_REPORT in scope.may and firm.exists()


def duty_to_fill(duty_id: int, by: ANYONE, *, lock: bool = False) -> Duty:
    """Return a duty that a person fills.

    Raises:
        NotFound: there is none in the person's scope.
        NotYours: the person sees it only.

    """
    duty = duty_seen(duty_id, by, lock=lock)
    if not may_fill(duty, by):
        raise NotYours
    return duty


class Holding(NamedTuple):
    """What an agency holds of a form: its items, and what it has to bring of those it reports."""

    items: Collection[int]
    totals: Mapping[int, tuple[Decimal | None, str]]


def holding_of(duty: Duty) -> Holding:
    """Return what a duty's agency holds of its form; a firm holds nothing. Four statements."""
    if duty.enterprise_id is not None:
        return Holding((), {})
    lines = Line.objects.filter(form=duty.cycle.form_id, retired_at=None)
    held = _held(of_agency(duty.agency_id).filter(item__in=lines.values("item")))
    totals = {one.item_id: total_of(one) for one in _answered_in_figures(held)}
    return Holding({one.item_id for one in held}, totals)


def lines_of(duty: Duty, holding: Holding | None = None) -> QuerySet[Line]:
    """Return the lines that a respondent fills, in order, their series and indicators fetched.

    The progress of an item is asked of everybody who holds it, its figure of whoever must report
    it: an open part that is not handed down further, or not in full; they answer for a project too
    (`answers`). A line without an item is asked of all; a firm fills only those. A part of a
    breakdown is asked in the periods that its days meet; a total that follows from parts is
    `computed`. `holding` is the duty's, where it is known.
    """
    holding = holding_of(duty) if holding is None else holding
    asked = (
        Q(item=None)
        | Q(kind=Line.Kind.PROGRESS, item__in=holding.items)
        | Q(kind=Line.Kind.FIGURE, item__in=holding.totals)
    )
    answers = Case(
        When(item__in=holding.totals, then=Value(value=True)),
        default=Value(value=False),
        output_field=BooleanField(),
    )
    rows = _lines(duty.cycle).filter(asked).annotate(answers=answers)
    return rows.select_related("item__commitment")


def _lines(cycle: Cycle) -> QuerySet[Line]:
    """Return the lines in use in a round, their series, indicators and parts fetched."""
    during = Q(series__option__since__lte=cycle.end) & (
        Q(series__option__until=None) | Q(series__option__until__gte=cycle.start)
    )
    computing = Line.objects.filter(
        during,
        part_of=OuterRef("pk"),
        retired_at=None,
        series__option__dimension__total=Dimension.Total.COMPUTED,
    )
    return (
        Line.objects.filter(Q(series__option=None) | during, form=cycle.form_id, retired_at=None)
        .annotate(follows=Exists(computing))
        .select_related("series__indicator", "series__option__dimension")
        .order_by("position", "pk")
    )


def lines_by_agency(cycle: Cycle, agencies: Collection[int]) -> dict[int, list[Line]]:
    """Return the lines that each of many agencies fills in a round, as `lines_of` would."""
    held = _held(of_agencies(agencies))
    progress, figures = defaultdict(set), defaultdict(set)
    for one in held:
        progress[one.agency_id].add(one.item_id)
    for one in _answered_in_figures(held):
        figures[one.agency_id].add(one.item_id)
    lines = list(_lines(cycle).select_related("item"))
    return {
        agency: [
            _for(line, figures[agency])
            for line in lines
            if line.item_id is None
            or line.item_id in (figures if line.kind == Line.Kind.FIGURE else progress)[agency]
        ]
        for agency in agencies
    }


def _for(line: Line, answered: Collection[int]) -> Line:
    """Return a line as one of many respondents fills it."""
    own = copy(line)
    own.answers = line.item_id in answered  # type: ignore[attr-defined]  # as `lines_of` annotates
    return own


def _held(rows: QuerySet[Assignment]) -> list[Any]:
    """Return assignments with what they have to bring, and whether they are `split`."""
    below = Assignment.objects.filter(parent=OuterRef("pk"), returned_at=None, withdrawn_at=None)
    return with_totals(rows.annotate(split=Exists(below.order_by())))


def _answered_in_figures(held: Iterable[Any]) -> list[Assignment]:
    """Return the assignments whose figures their agencies report, of those held; two statements."""
    answerable = [
        one for one in held if one.role == Responsibility.Role.LEAD or one.parent_id is not None
    ]
    divided = splits_of([one for one in answerable if one.split])
    handed_on = {one.pk for one, split in divided if split.rest is None or split.rest <= 0}
    return [one for one in answerable if one.pk not in handed_on]


def asked_of(line: Line) -> Asked:
    """Return what a line asks for, as the rules know it."""
    if line.series is None:
        counted = line.item is not None and is_measured(line.item)
        return Asked(line.kind, counted=counted, project=is_project(line))
    ratio = line.series.indicator.over_places == Indicator.Adding.RATIO
    return Asked(line.kind, line.series.unit, ratio, computed=line.computed)


def is_project(line: Line) -> bool:
    """Whether a line, as `lines_of` gives it, asks how a project stands."""
    item = line.item
    project = item is not None and line.series_id is None and item.kind == Item.Kind.PROJECT
    return project and bool(getattr(line, "answers", False))


def is_measured(item: Item) -> bool:
    """Whether an item is measured by a figure: a target, or a promise of so many."""
    if item.kind == Item.Kind.COMMITMENT:
        return item.commitment.now is not None
    return item.kind == Item.Kind.TARGET


def drafts_of(duty: Duty) -> QuerySet[DraftCell]:
    """Return the cells typed so far."""
    return DraftCell.objects.filter(duty=duty).order_by("line__position", "line_id", "column")


def evidence_of(duty: Duty) -> tuple[int, ...]:
    """Return the files attached to a duty's draft."""
    rows = Evidence.objects.filter(duty=duty, removed_at=None).order_by("pk")
    return tuple(rows.values_list("pk", flat=True))


def content_of(submission: Submission | None) -> Content:
    """Return what a submission said, as a value; nothing for none."""
    if submission is None:
        return Content()
    figures = submission.figures.order_by("line_id").values("line_id", *FIGURE_COLUMNS)
    progress = submission.progress.order_by("line_id").values("line_id", *PROGRESS_COLUMNS)
    projects = submission.projects.order_by("line_id").values("line_id", *PROJECT_COLUMNS)
    return Content(
        tuple(FigureInput(**row) for row in figures),
        tuple(ProgressInput(**_as_text(row, "finished_on")) for row in progress),
        tuple(submission.evidence.order_by("pk").values_list("pk", flat=True)),
        tuple(ProjectInput(**_as_text(row, "expected_on")) for row in projects),
    )


def _as_text(row: dict[str, Any], name: str) -> dict[str, Any]:
    """Return a row with one of its days as a content keeps it."""
    day = row[name]
    return {**row, name: day.isoformat() if day else ""}


def version_of(duty: Duty, number: int) -> Submission | None:
    """Return a duty's version by its number; none for nought."""
    return Submission.objects.filter(duty=duty, number=number).first() if number else None
