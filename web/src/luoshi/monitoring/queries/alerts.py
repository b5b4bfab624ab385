"""What alert rules find at present, and the alerts that a person may see (row 47)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Final

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from luoshi.accounts.api import May, Scope
from luoshi.agencies.api import Agency
from luoshi.kernel import clock
from luoshi.kernel.figures import plain
from luoshi.kernel.periods import Period
from luoshi.monitoring.models import Alert, AlertRule, Forecast, Light, Reading
from luoshi.reporting.api import Cycle, Duty, Finding, Line

_HUNDRED: Final = Decimal(100)


@dataclass(frozen=True, slots=True)
class Raised:
    """What a rule finds: at which agency, of what thing, in words, the value and its limit."""

    agency: int
    thing: str
    words: str
    url: str
    value: str = ""
    limit: str = ""


def visible(scope: Scope) -> QuerySet[Alert]:
    """Return the alerts of agencies that a person sees."""
    return Alert.objects.filter(scope.within("agency__path")).select_related("rule", "agency")


def standing(scope: Scope) -> QuerySet[Alert]:
    """Return the alerts a person sees that have not ended."""
    return visible(scope).filter(ended_at=None)


def own(scope: Scope) -> frozenset[int]:
    """Return the agencies at which a person takes note of alerts."""
    return scope.at(May.REPORT_FILL) | scope.at(May.REPORT_ACCEPT)


def waiting(agency: Agency) -> int:
    """Return how many alerts of an agency and of those below it nobody has taken note of."""
    rows = Alert.objects.filter(ended_at=None, acknowledged_at=None)
    return rows.filter(agency__path__startswith=agency.path).count()


def rules() -> QuerySet[AlertRule]:
    """Return every rule with what it is for."""
    rows = AlertRule.objects.select_related("plan", "agency", "indicator")
    return rows.defer("plan__outline").order_by("-on", "name")


def raised(rule: AlertRule) -> list[Raised]:
    """Return what a rule finds now; a fixed number of statements whatever there is."""
    return list(_FINDS[rule.kind](rule))


def red_of(rule: AlertRule, things: Iterable[tuple[int, int]]) -> list[Raised]:
    """Return what a rule of red lights finds among (item, agency) alone; one statement."""
    among = Q(pk__in=())
    items: dict[int, list[int]] = {}
    for item, agency in things:
        items.setdefault(agency, []).append(item)
    for agency, held in items.items():
        among |= Q(agency=agency, item__in=held)
    return list(_red(rule, among))


def thing_of(item: int, agency: int) -> str:
    """Return as what an item at an agency is raised."""
    return f"{item}@{agency}"


def _part(rule: AlertRule, *, plan: str, indicator: str) -> Q:
    """Return the condition that a row is of the part of the programme that a rule is for."""
    part = Q(**{plan: rule.plan_id}) if rule.plan_id else Q()
    if rule.agency is not None:
        part &= Q(agency__path__startswith=rule.agency.path)
    return part & Q(**{indicator: rule.indicator_id}) if rule.indicator_id and indicator else part


def _of_item(rule: AlertRule) -> Q:
    return _part(rule, plan="item__plan", indicator="item__fact__indicator_use__indicator")


def _red(rule: AlertRule, among: Q | None = None) -> Iterator[Raised]:
    """Yield items whose last light at an agency is red."""
    later = Light.objects.filter(
        item=OuterRef("item"), agency=OuterRef("agency"), end__gt=OuterRef("end")
    )
    rows = Light.objects.filter(
        among or Q(), _of_item(rule), ~Exists(later), colour=Light.Colour.RED
    )
    for one in rows.select_related("item", "agency").order_by("agency__path", "item_id", "pk"):
        words = f"{one.agency}：{one.item.title}"
        yield Raised(one.agency_id, thing_of(one.item_id, one.agency_id), words, _item(one))


def _item(one: Light | Forecast) -> str:
    address = reverse("monitoring:item", args=[one.item_id])
    return f"{address}?agency={one.agency_id}&period={one.period_code}"


def _chance(rule: AlertRule) -> Iterator[Raised]:
    """Yield targets that will hardly be met, by their last forecast."""
    limit = rule.limit or Decimal(0)
    later = Forecast.objects.filter(
        item=OuterRef("item"), agency=OuterRef("agency"), end__gt=OuterRef("end")
    )
    rows = Forecast.objects.filter(_of_item(rule), ~Exists(later), chance__lt=limit / _HUNDRED)
    for one in rows.select_related("item", "agency").order_by("agency__path", "item_id", "pk"):
        chance = (one.chance or Decimal(0)) * _HUNDRED
        words = f"{one.agency}：{one.item.title}"
        thing = thing_of(one.item_id, one.agency_id)
        value = f"{plain(chance)}%"
        yield Raised(one.agency_id, thing, words, _item(one), value, f"{plain(limit)}%")


def _overdue(rule: AlertRule) -> Iterator[Raised]:
    """Yield reports of agencies that are so many days late and still not there."""
    days, now = int(rule.limit or 0), clock.now()
    rows = Duty.objects.filter(
        _part(rule, plan="cycle__form__plan", indicator=""),
        cycle__closed_at=None, enterprise=None, excused=False, current=None,
        due_at__lt=now - timedelta(days=days),
    )  # fmt: skip
    for one in rows.select_related("agency", "cycle__form").order_by("agency__path", "pk"):
        said = {"form": one.cycle.form.title, "period": Period.parse(one.cycle.period_code).label}
        words = f"{one.agency}：" + _("%(form)s（%(period)s）未报") % said
        late = _("%(n)s天") % {"n": (now - one.due_at).days}
        url = f"{reverse('reporting:duties')}?q={one.agency}"
        yield Raised(one.agency_id, str(one.pk), words, url, late, _("%(n)s天") % {"n": days})


def _soft(rule: AlertRule) -> Iterator[Raised]:
    """Yield what an agency explained in each of the last so many rounds of a form."""
    months = max(1, int(rule.limit or 0))
    ends: dict[int, list[int]] = {}
    for form, pk in Cycle.objects.order_by("form_id", "-end", "-pk").values_list("form_id", "pk"):
        ends.setdefault(form, []).append(pk)
    last = [pk for found in ends.values() if len(found) >= months for pk in found[:months]]
    part = _part(rule, plan="cycle__form__plan", indicator="")
    duties = Duty.objects.filter(part, cycle__in=last, enterprise=None)
    rows = (
        Finding.objects.filter(
            submission__duty__in=duties, submission=F("submission__duty__current"), severity="soft"
        )
        .exclude(explanation="")
        .order_by("submission__duty__agency__path", "line", "code")
        .values_list(
            "submission__duty__agency", "submission__duty__agency__name", "code", "line",
            "line__title", "submission__duty__cycle__form",
        )
        .annotate(rounds=Count("submission__duty__cycle", distinct=True))
        .filter(rounds__gte=months)
    )  # fmt: skip
    for agency, name, code, line, title, form, rounds in rows:
        words = f"{name}：{title or ''} {code}"
        url = f"{reverse('reporting:duties')}?q={name}"
        thing = f"{form}:{agency}:{line}:{code}"
        told = [_("%(n)s期") % {"n": number} for number in (rounds, months)]
        yield Raised(agency, thing, words, url, *told)


def _range(rule: AlertRule) -> Iterator[Raised]:
    """Yield last readings of an indicator that are below the low or above the high bound."""
    out = Q(pk__in=())
    if rule.low is not None:
        out |= Q(value__lt=rule.low)
    if rule.high is not None:
        out |= Q(value__gt=rule.high)
    later = Reading.objects.filter(
        series=OuterRef("series"), agency=OuterRef("agency"), end__gt=OuterRef("end"), parts__gt=0
    )
    part = Q(agency__path__startswith=rule.agency.path) if rule.agency else Q()
    rows = Reading.objects.filter(
        part, out, ~Exists(later), series__indicator=rule.indicator_id, parts__gt=0
    )
    if rule.plan_id:
        asked = Line.objects.filter(series=OuterRef("series"), form__plan=rule.plan_id)
        rows = rows.filter(Exists(asked))
    bounds = "～".join("" if one is None else plain(one) for one in (rule.low, rule.high))
    for one in rows.select_related("agency", "series__indicator").order_by("agency__path", "pk"):
        period = Period.parse(one.period_code).label
        words = f"{one.agency}：{one.series}（{period}）"
        url = f"{reverse('monitoring:series', args=[one.series_id])}?agency={one.agency_id}"
        value = f"{plain(one.value)}{one.series.unit}" if one.value is not None else ""
        yield Raised(one.agency_id, f"{one.series_id}@{one.agency_id}", words, url, value, bounds)


_FINDS: Final[Mapping[str, Callable[[AlertRule], Iterator[Raised]]]] = {
    AlertRule.Kind.RED: _red,
    AlertRule.Kind.CHANCE: _chance,
    AlertRule.Kind.OVERDUE: _overdue,
    AlertRule.Kind.SOFT: _soft,
    AlertRule.Kind.RANGE: _range,
}
