"""What the boards show: counts of lights, what changed, what is worst. Prepared rows only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, NamedTuple

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet

from luoshi.accounts.api import Scope
from luoshi.agencies.api import Agency
from luoshi.kernel.periods import Period
from luoshi.monitoring.models import Light
from luoshi.monitoring.rules.numbers import Numbers
from luoshi.plans.api import Plan
from luoshi.reporting.api import Cycle

COLOURS: Final = tuple(Light.Colour.values)
#: From the one that wants help most to the one that wants none.
WORST_FIRST: Final = (
    Light.Colour.RED,
    Light.Colour.YELLOW,
    Light.Colour.NONE,
    Light.Colour.BLUE,
    Light.Colour.GREEN,
)
_ORDER: Final = tuple(map(str, WORST_FIRST))
_QUIET: Final = (str(Light.Colour.GREEN), str(Light.Colour.BLUE))
_PERIODS: Final = 36
_IN_A_PANEL: Final = 12


class Seen(NamedTuple):
    """An agency to choose from; there are hundreds."""

    pk: int
    name: str

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class Frame:
    """The context of every page of monitoring: an agency, and a period that has lights."""

    agency: Agency
    period: Period | None
    agencies: tuple[Seen, ...]
    periods: tuple[Period, ...]

    @property
    def before(self) -> Period | None:
        """Return the period before the one shown that has lights too."""
        earlier = [each for each in self.periods if self.period and each < self.period]
        return max(earlier, default=None)

    @property
    def query(self) -> str:
        """Return the context as it stands in the address."""
        code = self.period.code if self.period else ""
        return f"agency={self.agency.pk}&period={code}"

    def lights(self) -> QuerySet[Light]:
        """Return the lights of the agency itself in the period."""
        if self.period is None:
            return Light.objects.none()
        return of_period(Light.objects.filter(agency=self.agency), self.period)

    def below(self) -> QuerySet[Light]:
        """Return the lights of the agencies directly below in the period."""
        if self.period is None:
            return Light.objects.none()
        there = Light.objects.filter(
            agency__path__startswith=self.agency.path, agency__depth=self.agency.depth + 1
        )
        return of_period(there, self.period)


class NotInSight(LookupError):  # noqa: N818 - no fault, an answer
    """The person may see no agency, or not the one asked for."""


def of_period(rows: QuerySet[Light], period: Period) -> QuerySet[Light]:
    """Return the lights of a period; the end stands in the index."""
    return rows.filter(end=period.end, period_code=period.code)


def agencies_shown(scope: Scope) -> list[Seen]:
    """Return the agencies in scope that have lights, and those at which the person is."""
    lit = Exists(Light.objects.filter(agency=OuterRef("pk")))
    found = Agency.objects.filter(scope.within("path") & Q(lit) | Q(path__in=scope.paths))
    rows = found.order_by("path").values_list("pk", "short_name", "name")
    return [Seen(pk, short or name) for pk, short, name in rows]


def periods_of(agency: Agency) -> list[Period]:
    """Return the periods in which an agency or those directly below have lights, latest first.

    They are looked up for each round's period: to read the period of every light would be to read
    tens of thousands.
    """
    there = Light.objects.filter(end=OuterRef("end"), period_code=OuterRef("period_code"))
    below = there.filter(agency__path__startswith=agency.path, agency__depth=agency.depth + 1)
    rounds = Cycle.objects.filter(Exists(there.filter(agency=agency)) | Exists(below)).order_by()
    codes = rounds.values_list("period_code", flat=True).distinct()
    return sorted((Period.parse(code) for code in codes), reverse=True)[:_PERIODS]


def frame_of(scope: Scope, agency: str, period: str) -> Frame:
    """Return the context that an address asks for; without one, the person's own and the latest.

    Raises:
        NotInSight: the person may not see it.

    """
    agencies = agencies_shown(scope)
    seen = [each for each in agencies if str(each.pk) == agency] if agency else agencies[:1]
    if not seen:
        raise NotInSight(agency)
    chosen = Agency.objects.get(pk=seen[0].pk)
    periods = periods_of(chosen)
    asked = [each for each in periods if each.code == period]
    if period and not asked and periods:
        raise NotInSight(period)
    shown = asked[0] if asked else (periods[0] if periods else None)
    return Frame(chosen, shown, tuple(agencies), tuple(periods))


@dataclass(slots=True)
class Tally:
    """How many lights of each colour."""

    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(COLOURS, 0))

    def add(self, colour: str, number: int) -> None:
        """Count more of a colour."""
        self.counts[colour] += number

    def __add__(self, other: Tally) -> Tally:
        return Tally({colour: self.counts[colour] + other.counts[colour] for colour in COLOURS})

    @property
    def total(self) -> int:
        """Return how many lights there are."""
        return sum(self.counts.values())

    @property
    def worst(self) -> str:
        """Return the colour that wants help most of those there are."""
        return next((one for one in _ORDER if self.counts[one]), "")

    @property
    def shown(self) -> list[tuple[str, int]]:
        """Return the colours there are with their numbers, the worst first."""
        return [(one, self.counts[one]) for one in _ORDER if self.counts[one]]

    @property
    def wanting(self) -> list[tuple[str, int]]:
        """Return what wants attention; where nothing does, the rest."""
        return [pair for pair in self.shown if pair[0] not in _QUIET] or self.shown

    @property
    def rank(self) -> tuple[int, ...]:
        """Return what sorts the worst first."""
        return tuple(-self.counts[one] for one in _ORDER[:3])


def tally_by_plan(lights: QuerySet[Light]) -> dict[int, Tally]:
    """Return the counts of an agency's lights by plan; one statement."""
    found: dict[int, Tally] = defaultdict(Tally)
    counted = lights.order_by().values_list("item__plan", "colour").annotate(Count("pk"))
    for plan, colour, number in counted:
        found[plan].add(colour, number)
    return dict(found)


def tally_below(frame: Frame) -> dict[int, dict[int, Tally]]:
    """Return the counts of each agency directly below by plan; one statement."""
    found: dict[int, dict[int, Tally]] = defaultdict(lambda: defaultdict(Tally))
    rows = frame.below().order_by()
    for agency, plan, colour, number in rows.values_list("agency", "item__plan", "colour").annotate(
        Count("pk")
    ):
        found[agency][plan].add(colour, number)
    return {agency: dict(plans) for agency, plans in found.items()}


def plans_of(ids: Iterable[int]) -> list[Plan]:
    """Return plans in their order."""
    found = Plan.objects.filter(pk__in=set(ids)).defer("outline")
    return list(found.order_by("version_id", "ordinal"))


@dataclass(frozen=True, slots=True)
class Change:
    """An item whose light changed since the period before."""

    item_id: int
    title: str
    before: str
    after: str

    @property
    def worse(self) -> bool:
        """Whether it wants more help than before."""
        return _ORDER.index(self.after) < _ORDER.index(self.before)


def changes(frame: Frame) -> list[Change]:
    """Return what changed colour since the period before; one statement."""
    if frame.period is None or frame.before is None:
        return []
    ends = (frame.before.end, frame.period.end)
    codes = (frame.before.code, frame.period.code)
    rows = Light.objects.filter(agency=frame.agency, end__in=ends, period_code__in=codes)
    seen: dict[int, dict[str, str]] = defaultdict(dict)
    titles: dict[int, str] = {}
    for item, title, code, colour in rows.values_list(
        "item", "item__title", "period_code", "colour"
    ):
        seen[item][code] = colour
        titles[item] = title
    found = [
        Change(item, titles[item], by_code[codes[0]], by_code[codes[1]])
        for item, by_code in seen.items()
        if len(by_code) == len(codes) and by_code[codes[0]] != by_code[codes[1]]
    ]
    return sorted(found, key=lambda change: (not change.worse, change.item_id))


def worst(frame: Frame, limit: int) -> list[Light]:
    """Return the red lights furthest behind, the agency's own and of those directly below.

    Only their numbers are read to find them, then just those shown; two statements.
    """
    red = (frame.lights() | frame.below()).filter(colour=Light.Colour.RED).order_by()
    known = red.values_list("pk", "numbers", "agency__path", "item_id")
    ranked = sorted((-Numbers(kept).behind, path, item, pk) for pk, kept, path, item in known)
    chosen = [pk for *_order, pk in ranked[:limit]]
    rows = Light.objects.select_related("item", "agency").in_bulk(chosen)
    return [rows[pk] for pk in chosen]


def history(items: Iterable[int], agency: Agency) -> dict[int, list[Light]]:
    """Return the lights of items through time, the earliest first; one statement."""
    found: dict[int, list[Light]] = defaultdict(list)
    rows = Light.objects.filter(agency=agency, item__in=list(items)).select_related("rule")
    for light in rows.order_by("end", "-start"):
        found[light.item_id].append(light)
    return dict(found)


def lit_at(lights: QuerySet[Light]) -> datetime | None:
    """Return when the lights were judged last."""
    last: datetime | None = lights.aggregate(last=Max("lit_at"))["last"]
    return last


def agencies_by_id(ids: Sequence[int]) -> list[Agency]:
    """Return agencies in the order of papers: cities, counties, then bodies."""
    rows = Agency.objects.filter(pk__in=ids)
    order = [Agency.Level.CITY, Agency.Level.COUNTY, Agency.Level.PARK]
    return sorted(
        rows,
        key=lambda a: (
            order.index(a.level) if a.level in order else len(order),
            a.precedence,
            a.code,
        ),
    )


def of_plan(lights: QuerySet[Light], plan: Plan) -> QuerySet[Light]:
    """Return the lights of a plan's items, with what a row shows fetched."""
    rows = lights.filter(item__plan=plan)
    return rows.select_related(
        "item__target", "item__commitment", "item__project", "item__task"
    ).order_by("item__start", "item_id")


def last_of_item(scope: Scope, item_id: int) -> list[Light]:
    """Return the latest light of an item for each agency in sight, the highest first."""
    rows = Light.objects.filter(scope.within("agency__path"), item=item_id)
    ordered = rows.select_related("agency", "item").order_by("agency__depth", "agency__path", "end")
    last = {light.agency_id: light for light in ordered}
    return list(last.values())[:_IN_A_PANEL]
