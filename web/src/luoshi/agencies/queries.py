"""Reads of the tree: resolving printed names, and what the pages show."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, Literal

from django.db.models import Q, QuerySet

from luoshi.agencies.models import Agency, Alias, Membership, stands
from luoshi.agencies.rules import bare, group_of, key_of, printed
from luoshi.kernel import access

STEP: Final[int] = Agency.steplen
"""Characters of a path for each step of the tree."""

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
