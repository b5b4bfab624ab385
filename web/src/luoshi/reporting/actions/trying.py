"""Trying a draft rule on what was accepted last: how many reports it would break, and which."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Exists, F, OuterRef

from luoshi.dispatch.api import Assignment
from luoshi.kernel.periods import Period
from luoshi.reporting.actions.noticing import broken, readable
from luoshi.reporting.models import Acceptance, Base, Cycle, Duty, Figure, Form, Line, Rule
from luoshi.reporting.queries.known import how_of
from luoshi.reporting.rules.adding import Point
from luoshi.reporting.rules.comparing import check
from luoshi.reporting.rules.grid import Said, base_of
from luoshi.reporting.rules.known import Known

Key = tuple[int, int | None]
_SAID = "submission__duty__"


@dataclass(frozen=True, slots=True)
class Trial:
    """What a rule finds in a round's accepted reports: how many it looked at, who breaks it."""

    period: Period | None
    total: int = 0
    broken: list[tuple[Duty, str]] = field(default_factory=list)


def trial(form: Form, rule: Rule) -> Trial:
    """Return what a rule that can be read would find in the last round with accepted reports.

    Six statements, however many reports; nothing is kept.
    """
    taken = Acceptance.objects.filter(duty=OuterRef("pk"), submission=OuterRef("current"))
    duties = Duty.objects.filter(Exists(taken), cycle__form=form)
    cycle: Cycle | None = (
        Cycle.objects.filter(pk__in=duties.order_by().values("cycle")).order_by("-end").first()
    )
    if cycle is None:
        return Trial(None)
    rows = list(
        duties.filter(cycle=cycle)
        .select_related("agency", "enterprise")
        .order_by("agency__path", "enterprise")
    )
    period = Period.parse(cycle.period_code)
    known = _known(form, period, rule, rows)
    found = []
    for duty in rows:
        lines, said = known[duty.agency_id, duty.enterprise_id]
        found += [(duty, one.words) for one in broken(readable([rule]), lines, said)]
    return Trial(period, len(rows), found)


def _known(
    form: Form, period: Period, rule: Rule, duties: list[Duty]
) -> dict[Key, tuple[dict[int, Line], dict[int, Known]]]:
    """Return, by respondent, the lines of a rule that it fills and what is known of them."""
    codes = check(rule.left, rule.operator, rule.right).codes()
    asked = form.lines.filter(code__in=codes, kind=Line.Kind.FIGURE, retired_at=None)
    lines = list(asked.select_related("series__indicator"))
    agencies = {duty.agency_id for duty in duties}
    series = {line.series_id for line in lines}
    history = _history(form, period, agencies, series)
    bases = {
        (row.agency_id, row.enterprise_id, row.series_id): row.published
        if row.adjusted is None
        else row.adjusted
        for row in Base.objects.filter(
            series__in=series, agency__in=agencies, period_code=period.last_year().code
        )
    }
    holders = _holders(lines, agencies)
    found: dict[Key, tuple[dict[int, Line], dict[int, Known]]] = {}
    for duty in duties:
        own: dict[int, Line] = {}
        knows: dict[int, Known] = {}
        for line in lines:
            told = history[duty.agency_id, duty.enterprise_id, line.series_id]
            now = next((one for one in told if one.end == period.end), None)
            holds = line.item_id is None or (line.item_id, duty.agency_id) in holders
            if now is None and not holds:
                continue
            how, before = how_of(line), [one for one in told if one.end < period.start]
            base = bases.get((duty.agency_id, duty.enterprise_id, line.series_id or 0))
            if base is None:
                base = base_of(before, period, how)
            if base is None and now is not None:
                base = now.base
            own[line.pk] = line
            point = now.point if now else Point()
            knows[line.pk] = Known(how, period, point, before, [], base)
        found[duty.agency_id, duty.enterprise_id] = own, knows
    return found


def _history(
    form: Form, period: Period, agencies: set[int], series: set[int | None]
) -> defaultdict[tuple[int, int | None, int | None], list[Said]]:
    """Return what respondents said of series in this form up to a period, in order of time."""
    figures = Figure.objects.filter(
        series__in=series,
        submission__duty__agency__in=agencies,
        submission=F("submission__duty__current"),
        submission__duty__cycle__form=form,
        submission__duty__cycle__end__lte=period.end,
        submission__duty__cycle__end__year__gte=period.end.year - 1,
    ).order_by("submission__duty__cycle__end")
    columns = ("series_id", "value", "numerator", "denominator", "base")
    whose = (f"{_SAID}agency", f"{_SAID}enterprise", f"{_SAID}cycle__start", f"{_SAID}cycle__end")
    found: defaultdict[tuple[int, int | None, int | None], list[Said]] = defaultdict(list)
    for key, value, top, bottom, base, agency, firm, start, end in figures.values_list(
        *columns, *whose
    ):
        found[agency, firm, key].append(Said(start, end, Point(value, top, bottom), base))
    return found


def _holders(lines: list[Line], agencies: set[int]) -> set[tuple[int, int]]:
    """Return who reports the figure of which item: whoever holds it and did not hand it on."""
    below = Assignment.objects.filter(parent=OuterRef("pk"), returned_at=None, withdrawn_at=None)
    rows = Assignment.objects.filter(
        ~Exists(below),
        item__in=[line.item_id for line in lines if line.item_id],
        agency__in=agencies,
        returned_at=None,
        withdrawn_at=None,
    )
    return set(rows.order_by().values_list("item", "agency"))
