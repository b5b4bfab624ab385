"""Reads of the tree: resolving printed names, and what the pages show."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, Literal

from django.db.models import Q, QuerySet

from luoshi.agencies.models import Agency, Alias, Membership, WorkDay, stands
from luoshi.agencies.rules import Calendar, bare, group_of, key_of, printed
from luoshi.kernel import access, slots

STEP: Final[int] = Agency.steplen
"""Characters of a path for each step of the tree."""

#: The State Council announces the next year's holidays about then.
_NEXT_YEAR_FROM: Final = 11

Kind = Literal["agency", "group", "ambiguous", "unknown"]


_SHORTENED: Final[dict[str, int]] = {
    Agency.Level.PROVINCE: 1,
    Agency.Level.CITY: 1,
    Agency.Level.COUNTY: 2,
}
"""How far down a shortened territory's name ranks: 新乡 is the city before it is the county."""


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a printed name stands for.

    `agency` for one body; for a group or an ambiguous name the `candidates`, from which a person
    chooses; neither for an unknown name, which the caller turns into a doubt. `every` is true when
    the group says 各; `dated` is false when the name was not in use on the day asked for.
    """

    name: str
    kind: Kind
    agency: Agency | None = None
    candidates: tuple[Agency, ...] = ()
    every: bool = False
    dated: bool = True


@dataclass(frozen=True, slots=True)
class _Entry:
    """A key's pointer to an agency; `rank` is higher for shortened names."""

    agency: Agency
    rank: int
    valid_from: date | None
    valid_to: date | None

    def right(self, day: date | None) -> bool:
        """Whether both the name and the body stood on the day."""
        return day is None or (
            stands(self.valid_from, self.valid_to, day) and self.agency.stands_on(day)
        )


@dataclass(slots=True)
class Resolver:
    """Resolves many names of one paper: the tree is read once."""

    on: date | None = None
    within: Agency | None = None
    _index: dict[str, list[_Entry]] = field(default_factory=lambda: defaultdict(list))
    _groups: dict[str, list[Agency]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        """Read the tree, the aliases and the groups."""
        agencies = {agency.pk: agency for agency in self._agencies()}
        for agency in agencies.values():
            for name in {agency.name, agency.short_name} - {""}:
                self._add(name, _Entry(agency, 0, None, None))
            if self.on is None or agency.stands_on(self.on):
                self._groups[agency.level].append(agency)
        for alias in Alias.objects.filter(agency__in=agencies):
            agency = agencies[alias.agency_id]
            self._add(alias.name, _Entry(agency, 0, alias.valid_from, alias.valid_to))
        for one in Membership.objects.filter(agency__in=agencies):
            if self.on is None or stands(one.valid_from, one.valid_to, self.on):
                self._groups[one.group].append(agencies[one.agency_id])

    def _agencies(self) -> QuerySet[Agency]:
        """Return the part of the tree to look in."""
        rows: QuerySet[Agency] = Agency.objects.order_by("path")
        return rows if self.within is None else rows.filter(path__startswith=self.within.path)

    def _add(self, name: str, entry: _Entry) -> None:
        """Enter a name under its key, and a territory under its shortened name as well."""
        key = key_of(name)
        self._index[key].append(entry)
        short, rank = bare(key), _SHORTENED.get(entry.agency.level, 0)
        if entry.agency.level == Agency.Level.PROVINCE:
            short = name.removesuffix("人民政府").removesuffix("省")
        if short and rank:
            self._index[short].append(_Entry(entry.agency, rank, entry.valid_from, entry.valid_to))

    def resolve(self, name: str) -> Resolution:
        """Return what a printed name stands for; never guesses."""
        words = printed(name)
        group = group_of(words)
        if group is not None:
            members = [one for kind in group.kinds for one in self._groups[kind]]
            unique = {one.pk: one for one in members}
            return Resolution(words, "group", candidates=tuple(unique.values()), every=group.every)
        entries = self._index.get(key_of(words), []) or self._inside_a_city(key_of(words))
        right = [entry for entry in entries if entry.right(self.on)]
        return self._best(words, right or entries, dated=bool(right))

    def _inside_a_city(self, key: str) -> list[_Entry]:
        """Return what a name with its city before it stands for: 许昌市建安区."""
        for cut in range(len(key) - 1, 1, -1):
            cities = [one for one in self._index.get(key[:cut], []) if one.rank <= 1]
            found = [
                entry
                for city in cities
                for entry in self._index.get(key[cut:], [])
                if city.agency.level == Agency.Level.CITY
                and entry.agency.path.startswith(city.agency.path)
                and entry.agency.pk != city.agency.pk
            ]
            if found:
                return found
        return []

    @staticmethod
    def _best(words: str, entries: list[_Entry], *, dated: bool) -> Resolution:
        """Choose the one body of the best rank, or say that there are several, or none."""
        if not entries:
            return Resolution(words, "unknown", dated=dated)
        rank = min(entry.rank for entry in entries)
        found = {entry.agency.pk: entry.agency for entry in entries if entry.rank == rank}
        if len(found) > 1:
            return Resolution(words, "ambiguous", candidates=tuple(found.values()), dated=dated)
        return Resolution(words, "agency", agency=next(iter(found.values())), dated=dated)


def resolve(name: str, on: date | None = None, within: Agency | None = None) -> Resolution:
    """Return what one printed name stands for on a day; for many names keep a `Resolver`."""
    return Resolver(on, within).resolve(name)


@dataclass(slots=True)
class Branch:
    """An agency with what is below it, sorted for the page."""

    agency: Agency
    below: list[Branch] = field(default_factory=list)

    @property
    def departments(self) -> list[Branch]:
        """Return the departments and other bodies directly below."""
        return [one for one in self.below if one.agency.level in {"department", "other"}]

    @property
    def territories(self) -> list[Branch]:
        """Return the cities, counties and parks directly below."""
        return [one for one in self.below if one.agency.level not in {"department", "other"}]


def tree(person: Any, on: date | None = None) -> list[Branch]:
    """Return the whole tree as it stood on a day, one statement."""
    access.require(person, "agency_read")
    roots: list[Branch] = []
    everything: list[Branch] = []
    above: list[Branch] = []
    for agency in Agency.objects.order_by("path"):
        branch = Branch(agency)
        del above[agency.depth - 1 :]
        if on is None or agency.stands_on(on):
            (above[-1].below if above else roots).append(branch)
        above.append(branch)
        everything.append(branch)
    for branch in everything:
        branch.below.sort(key=lambda one: (one.agency.precedence, one.agency.code))
    return roots


def agencies(person: Any) -> QuerySet[Agency]:
    """Return every agency, for lists."""
    access.require(person, "agency_read")
    rows: QuerySet[Agency] = Agency.objects.all()
    return rows


def agency(person: Any, agency_id: int) -> Agency:
    """Return one agency with its names, groups and successions fetched.

    Raises:
        Agency.DoesNotExist: there is none.

    """
    found: Agency = (
        agencies(person)
        .prefetch_related("aliases", "memberships", "successions__new", "origins__old")
        .get(pk=agency_id)
    )
    return found


def above(agency: Agency) -> list[Agency]:
    """Return the agencies above, from the top."""
    paths = [agency.path[:end] for end in range(STEP, len(agency.path), STEP)]
    return list(Agency.objects.filter(path__in=paths).order_by("path"))


def below(agency: Agency) -> list[Agency]:
    """Return the agencies directly below."""
    rows = Agency.objects.filter(path__startswith=agency.path, depth=agency.depth + 1)
    return list(rows.order_by("precedence", "code"))


def named(words: list[str]) -> QuerySet[Agency]:
    """Return the agencies a name of which holds every word."""
    condition = Q()
    for word in words:
        condition &= (
            Q(name__icontains=word)
            | Q(short_name__icontains=word)
            | Q(aliases__name__icontains=word)
            | Q(code__startswith=word)
        )
    rows: QuerySet[Agency] = Agency.objects.filter(condition).distinct().order_by("path")
    return rows


def workdays() -> Calendar:
    """Return the calendar of working days; one statement, for as many questions as there are."""
    return Calendar(dict(WorkDay.objects.values_list("on", "working")))


def unknown_years(today: date) -> list[int]:
    """Return the years, of this and from November the next, whose holidays nobody entered."""
    years = [today.year, today.year + 1] if today.month >= _NEXT_YEAR_FROM else [today.year]
    during = (date(years[0], 1, 1), date(years[-1], 12, 31))
    known = WorkDay.objects.filter(on__range=during).values_list("on", flat=True)
    return sorted(set(years) - {day.year for day in known})


def successors_on(agency: Agency, day: date) -> list[Agency]:
    """Return the bodies in which an agency goes on as of a day: itself while it stands.

    Follows successions however many; none when it was closed with no successor.
    """
    found: dict[int, Agency] = {}
    seen: set[int] = set()
    asked = [agency]
    while asked:
        seen |= {one.pk for one in asked}
        found |= {one.pk: one for one in asked if one.stands_on(day)}
        gone = [one.pk for one in asked if not one.stands_on(day)]
        later = Agency.objects.filter(origins__old__in=gone, origins__on__lte=day).distinct()
        asked = [one for one in later if one.pk not in seen] if gone else []
    return sorted(found.values(), key=lambda one: one.path)


@dataclass(frozen=True, slots=True)
class Hanging:
    """What is open at an agency: how much of what, and whether it goes over to its heir."""

    label: str
    count: int
    goes_over: bool = True


def hanging_on(agency: Agency) -> list[Hanging]:
    """Return what higher contexts keep open at an agency (slot `agencies.closing`)."""
    return [one for found in slots.call("agencies.closing", agency) for one in found]


def living_below(agency: Agency) -> QuerySet[Agency]:
    """Return the bodies below an agency that have not ended."""
    rows: QuerySet[Agency] = Agency.objects.filter(path__startswith=agency.path, valid_to=None)
    return rows.exclude(pk=agency.pk)


def meant(raw: str, on: date | None = None) -> Agency | None:
    """Return the one agency that a code or a printed name stands for; nothing when unsure."""
    words = raw.strip()
    found: Agency | None = Agency.objects.filter(code=words).first() if words else None
    return found or (resolve(words, on=on).agency if words else None)
