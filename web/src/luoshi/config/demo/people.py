"""Everybody who works in the simulated year: people and posts of all agencies, firms and theirs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from luoshi.accounts.api import Person, Post
from luoshi.agencies.api import Agency
from luoshi.config.demo.world import INDUSTRIES, World
from luoshi.enterprises.api import Enterprise, Representative

_KIND = Post.Kind
#: The posts of a level, with the word that tells the logins apart.
_POSTS: Final = {
    Agency.Level.PROVINCE: (
        _KIND.EDITOR, _KIND.REVIEWER, _KIND.VIEWER, _KIND.SYSTEM, _KIND.SECURITY, _KIND.AUDIT,
    ),
    Agency.Level.CITY: (_KIND.EDITOR, _KIND.REVIEWER, _KIND.VIEWER),
}  # fmt: skip
_OTHERS: Final = (_KIND.EDITOR, _KIND.REVIEWER)
_TERRITORIES: Final = (Agency.Level.COUNTY, Agency.Level.PARK)
_BATCH: Final = 1000


@dataclass(frozen=True, slots=True)
class Staff:
    """The people of the year by agency and post, and the agencies in their order."""

    agencies: list[Agency]
    people: dict[tuple[int, str], Person]

    def of(self, agency: Agency, kind: str) -> Person:
        """Return who holds a post at an agency."""
        return self.people[agency.pk, kind]

    @property
    def province(self) -> Agency:
        """Return the top of the tree."""
        return self.agencies[0]

    def at(self, *levels: str) -> list[Agency]:
        """Return the agencies of levels."""
        return [agency for agency in self.agencies if agency.level in levels]


def login_of(agency: Agency, kind: str) -> str:
    """Return the login name of a post: `410100-editor`."""
    return f"{agency.code}-{kind}".lower()


def engage(world: World, now: datetime) -> Staff:
    """Give every agency that stands in the year people in its posts; accounts date from `now`."""
    first = date(world.year, 1, 1)
    agencies = [each for each in Agency.objects.order_by("path") if each.stands_on(first)]
    wanted = [(each, kind) for each in agencies for kind in _POSTS.get(each.level, _OTHERS)]
    Person.objects.bulk_create(
        [
            Person(
                login=login_of(agency, kind), name=world.person(agency.code, kind),
                password_set_at=now, must_change_password=False, created_at=now,
            )
            for agency, kind in wanted
        ],
        batch_size=_BATCH,
    )  # fmt: skip
    logins = {login_of(agency, kind): (agency, kind) for agency, kind in wanted}
    people = {
        (logins[person.login][0].pk, str(logins[person.login][1])): person
        for person in Person.objects.filter(login__in=logins)
    }
    Post.objects.bulk_create(
        [
            Post(person=people[agency.pk, str(kind)], agency=agency, kind=kind, since=first)
            for agency, kind in wanted
        ],
        batch_size=_BATCH,
    )
    return Staff(agencies, people)


def register(world: World, staff: Staff, number: int, now: datetime) -> list[Enterprise]:
    """Enter firms above the scale, spread over counties and parks by their size."""
    places = staff.at(*_TERRITORIES)
    weights = {place.pk: float(world.size("county", place.code)) for place in places}
    whole = sum(weights.values())
    firms = []
    for place in places:
        for order in range(max(1, round(number * weights[place.pk] / whole))):
            name, industry = world.firm(str(place), order)
            joined = world.draw("scale", name).random() < 0.03  # noqa: PLR2004 - a few join in the year
            firms.append(
                Enterprise(
                    name=name, agency=place, industry=INDUSTRIES[industry][0],
                    chain=INDUSTRIES[industry][2], simulated=True,
                    scale_from=date(world.year, 7, 1) if joined else date(world.year - 1, 1, 1),
                )
            )  # fmt: skip
    firms = firms[:number]
    Enterprise.objects.bulk_create(firms, batch_size=_BATCH)
    made = list(Enterprise.objects.filter(simulated=True).select_related("agency").order_by("pk"))
    _send_somebody(world, made, now)
    return made


def _send_somebody(world: World, firms: list[Enterprise], now: datetime) -> None:
    """Let one firm of every county have a person who reports for it."""
    first: dict[int, Enterprise] = {}
    for firm in firms:
        first.setdefault(firm.agency_id or 0, firm)
    since = date(world.year, 1, 1)
    for firm in first.values():
        assert firm.agency is not None
        person = Person(
            login=login_of(firm.agency, _KIND.ENTERPRISE), name=world.person(firm.name),
            password_set_at=now, must_change_password=False, created_at=now,
        )  # fmt: skip
        person.save()
        Post.objects.create(person=person, agency=firm.agency, kind=_KIND.ENTERPRISE, since=since)
        Representative.objects.create(enterprise=firm, person=person, since=since)
