"""The matrix of lights, plans against those below, with the sentence on top and the worst first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from django.urls import reverse
from django.utils.translation import gettext as _

from luoshi.agencies.api import Agency
from luoshi.kernel.periods import Period
from luoshi.ledger.api import short_title
from luoshi.monitoring import wording
from luoshi.monitoring.models import Light
from luoshi.monitoring.queries import board as queries
from luoshi.monitoring.queries.board import Change, Frame, Tally
from luoshi.monitoring.queries.board_rates import rates
from luoshi.plans.api import Plan

_WORST = 8
_CHANGES = 8


@dataclass(frozen=True, slots=True)
class Cell:
    """Counts of lights with the address of the list that they count."""

    tally: Tally
    url: str

    @property
    def words(self) -> str:
        """Return the counts in words."""
        return wording.tally(self.tally)


@dataclass(frozen=True, slots=True)
class Row:
    """An agency with its counts, all together and by plan."""

    agency: Agency
    url: str
    total: Cell
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Head:
    """A plan at the head of a column."""

    plan: Plan
    name: str
    url: str


@lru_cache(maxsize=4096)
def path_of(name: str, *args: int) -> str:
    """Return the path of a page of monitoring; a page names the same ones many times."""
    return reverse(f"monitoring:{name}", args=args)


def items_url(frame: Frame, agency: Agency, **more: object) -> str:
    """Return the address of the list of an agency's lights."""
    code = frame.period.code if frame.period else ""
    pairs = {"agency": agency.pk, "period": code, **more}
    query = "&".join([f"{key}={value}" for key, value in pairs.items()])
    return f"{path_of('items')}?{query}"


def board_url(agency: Agency, period: Period | None, name: str = "board", *args: int) -> str:
    """Return the address of an agency's board in a period."""
    code = period.code if period else ""
    return f"{path_of(name, *args)}?agency={agency.pk}&period={code}"


class Board:
    """Everything the board of an agency shows."""

    def __init__(self, frame: Frame) -> None:
        """Keep the context; everything else is asked once, when shown."""
        self.frame = frame

    @cached_property
    def own(self) -> dict[int, Tally]:
        """Return the agency's counts by plan."""
        return queries.tally_by_plan(self.frame.lights())

    @cached_property
    def before(self) -> Tally:
        """Return the agency's counts in the period before."""
        if self.frame.before is None:
            return Tally()
        lights = Light.objects.filter(agency=self.frame.agency)
        earlier = queries.of_period(lights, self.frame.before)
        return _sum(queries.tally_by_plan(earlier).values())

    @cached_property
    def _below(self) -> dict[int, dict[int, Tally]]:
        return queries.tally_below(self.frame)

    @cached_property
    def heads(self) -> list[Head]:
        """Return the plans that have lights here or below, in their order."""
        ids = set(self.own).union(*self._below.values())
        plans = queries.plans_of(ids)
        return [
            Head(plan, name, board_url(self.frame.agency, self.frame.period, "plan", plan.pk))
            for plan, name in zip(plans, _names(plans), strict=True)
        ]

    @cached_property
    def total(self) -> Tally:
        """Return the agency's counts, all plans together."""
        return _sum(self.own.values())

    @cached_property
    def here(self) -> Row:
        """Return the row of the agency itself."""
        return self._row(self.frame.agency, self.own)

    @cached_property
    def rows(self) -> list[Row]:
        """Return the rows of those directly below, the worst first."""
        agencies = queries.agencies_by_id(list(self._below))
        rows = [self._row(agency, self._below[agency.pk]) for agency in agencies]
        return sorted(rows, key=lambda row: row.total.tally.rank)

    @property
    def groups(self) -> list[tuple[str, list[Row]]]:
        """Return territories and bodies apart, as they are not compared with each other."""
        bodies = (Agency.Level.DEPARTMENT, Agency.Level.OTHER)
        places = [row for row in self.rows if row.agency.level not in bodies]
        others = [row for row in self.rows if row.agency.level in bodies]
        named = ((_("地区"), places), (_("部门和单位"), others))
        return [(name, rows) for name, rows in named if rows]

    def _row(self, agency: Agency, by_plan: dict[int, Tally]) -> Row:
        cells = tuple(
            Cell(
                by_plan.get(head.plan.pk, Tally()), items_url(self.frame, agency, plan=head.plan.pk)
            )
            for head in self.heads
        )
        total = Cell(_sum(by_plan.values()), items_url(self.frame, agency))
        return Row(agency, board_url(agency, self.frame.period), total, cells)

    @cached_property
    def counts(self) -> list[tuple[str, str, int, int | None, str]]:
        """Return each colour with its word, its number, the change since, and its list."""
        return [
            (
                colour,
                wording.word(colour),
                self.total.counts[colour],
                self.total.counts[colour] - self.before.counts[colour]
                if self.before.total
                else None,
                items_url(self.frame, self.frame.agency, colour=colour),
            )
            for colour in map(str, queries.WORST_FIRST)
        ]

    @cached_property
    def headline(self) -> str:
        """Return the one sentence that states what is to be seen."""
        first = self.groups[0][1] if self.groups else []
        red = [row for row in first if row.total.tally.counts[Light.Colour.RED]]
        behind = str(red[0].agency) if red else ""
        return wording.headline(self.frame, self.total, self.before, behind)

    @cached_property
    def rates(self) -> list[tuple[str, str]]:
        """Return how complete and how punctual the reports of the period are."""
        found = []
        names = (_("单位"), _("企业"))
        for who, counted in zip(names, rates(self.frame), strict=True):
            if counted.due:
                words = _("应报%(due)s，已报%(come)s，完整率%(complete)s，及时率%(on_time)s") % {
                    "due": counted.due,
                    "come": counted.come,
                    "complete": wording.rate(counted.complete),
                    "on_time": wording.rate(counted.on_time),
                }
                found.append((who, words))
        return found

    @cached_property
    def worst(self) -> list[Light]:
        """Return the red lights furthest behind."""
        return queries.worst(self.frame, _WORST)

    @cached_property
    def changes(self) -> list[Change]:
        """Return what changed colour since the period before, what got worse first."""
        return queries.changes(self.frame)

    @property
    def changes_shown(self) -> list[Change]:
        """Return as many changes as the board has room for."""
        return self.changes[:_CHANGES]


def _names(plans: Sequence[Plan]) -> list[str]:
    """Return names as short as a column's head, what stands in brackets only where it tells."""
    parts = [short_title(plan.title).partition("（") for plan in plans]
    stems = [stem for stem, _mark, _rest in parts]
    return [
        rest.partition("）")[0] if rest and stems.count(stem) > 1 else stem
        for stem, _mark, rest in parts
    ]


def _sum(tallies: Iterable[Tally]) -> Tally:
    """Return all counts together."""
    return sum(tallies, Tally())
