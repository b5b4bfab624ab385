"""Seeding: the tree and the calendar, from the committed files and the published holidays."""

from __future__ import annotations

import csv
from datetime import date
from importlib.resources import files
from typing import Any, Final

from chinese_calendar import constants
from django.db import transaction

from luoshi.agencies.models import Agency, Alias, Membership, Succession, WorkDay
from luoshi.kernel.trail import record

_SYSTEM: Final = "system"
_FIRST_YEAR: Final = 2010
_FRIDAY: Final = 4


def _rows(name: str) -> list[dict[str, str]]:
    """Read one of the committed files."""
    text = files("luoshi.agencies").joinpath("data", name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def _day(raw: str) -> date | None:
    """Read a date, blank for none."""
    return date.fromisoformat(raw) if raw else None


def _dates(row: dict[str, str]) -> dict[str, Any]:
    """Return what every row has: dates, source and whether it was checked."""
    return {
        "valid_from": _day(row["valid_from"]),
        "valid_to": _day(row["valid_to"]),
        "source": row["source"],
        "checked": row["checked"] == "1",
    }


def _body(row: dict[str, str]) -> dict[str, Any]:
    """Return a row of divisions.csv or departments.csv as fields of an agency."""
    tail = {"park": "管委会"}.get(row["level"], "人民政府") if "short_name" not in row else ""
    return {
        "code": row["code"],
        "level": row["level"],
        "name": row["name"] + tail,
        "short_name": row.get("short_name") or row["name"],
        "note": row.get("note", ""),
        **_dates(row),
    }


@transaction.atomic
def seed() -> int:
    """Enter what the committed files hold and the tree does not; return how many agencies.

    What is there already is left as people made it: running this again changes nothing.
    """
    known: dict[str, Agency] = {agency.code: agency for agency in Agency.objects.all()}
    orders = {row["code"]: place for place, row in enumerate(_rows("departments.csv"), start=1)}
    bodies = sorted(_rows("divisions.csv") + _rows("departments.csv"), key=lambda row: row["code"])
    added = []
    for row in bodies:
        if row["code"] in known:
            continue
        above = row["parent"]
        body = {**_body(row), "precedence": orders.get(row["code"], 0)}
        known[row["code"]] = (
            Agency.objects.add_child(known[above], create_kwargs=body)
            if above
            else Agency.objects.add_root(create_kwargs=body)
        )
        added.append(row["code"])
    names, days = _seed_names(known, bodies), _seed_days()
    if added or names or days:
        data = {"agencies": len(added), "names": names, "days": days}
        record("agencies.tree.seeded", by=_SYSTEM, data=data)
    return len(added)


def _seed_names(known: dict[str, Agency], bodies: list[dict[str, str]]) -> int:
    """Enter aliases, memberships and successions that are not there; return how many."""
    aliases = [
        Alias(agency=known[row["code"]], name=row["name"], **_dates(row))
        for row in _rows("aliases.csv")
    ]
    groups = [
        Membership(agency=known[row["code"]], group=row["group"], **_dates(row))
        for row in [*_rows("groups.csv"), *(row for row in bodies if row.get("group"))]
    ]
    successions = [
        Succession(
            old=known[row["old"]],
            new=known[row["new"]],
            on=date.fromisoformat(row["on"]),
            kind=row["kind"],
            source=row["source"],
            checked=row["checked"] == "1",
        )
        for row in _rows("successions.csv")
    ]
    before = Alias.objects.count() + Membership.objects.count() + Succession.objects.count()
    Alias.objects.bulk_create(aliases, ignore_conflicts=True)
    Membership.objects.bulk_create(groups, ignore_conflicts=True)
    Succession.objects.bulk_create(successions, ignore_conflicts=True)
    after = Alias.objects.count() + Membership.objects.count() + Succession.objects.count()
    return after - before


def _seed_days() -> int:
    """Enter the published holidays of the years of which nothing is known; return how many days.

    Only what differs from the week is kept: a holiday on a working day, work on a weekend.
    """
    known = set(WorkDay.objects.values_list("on__year", flat=True).distinct())
    names = {**constants.holidays, **constants.workdays}
    days = [
        WorkDay(
            on=on,
            working=on in constants.workdays,
            name=constants.Holiday(name).chinese[:40],
        )
        for on, name in sorted(names.items())
        if on.year >= _FIRST_YEAR
        and on.year not in known
        and (on in constants.workdays) == (on.weekday() > _FRIDAY)
    ]
    WorkDay.objects.bulk_create(days, ignore_conflicts=True)
    return len(days)
