"""Writes to the tree: seeding from the committed files, and what people do to names."""

from __future__ import annotations

import csv
from datetime import date
from importlib.resources import files
from typing import Any, ClassVar, Final

from django.db import transaction
from django.utils.translation import gettext as _

from luoshi.agencies.models import Agency, Alias, Membership, Succession
from luoshi.kernel import access
from luoshi.kernel.refusals import Refusal
from luoshi.kernel.trail import record

_SYSTEM: Final = "system"


class AliasTaken(Refusal):
    """The agency already has this name."""

    code: ClassVar[str] = "agencies.alias_taken"


class DatesReversed(Refusal):
    """The last day lies before the first."""

    code: ClassVar[str] = "agencies.dates_reversed"


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
    names = _seed_names(known, bodies)
    if added or names:
        record("agencies.tree.seeded", by=_SYSTEM, data={"agencies": len(added), "names": names})
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


def _in_order(valid_from: date | None, valid_to: date | None) -> None:
    """Refuse dates the wrong way round."""
    if valid_from and valid_to and valid_to <= valid_from:
        raise DatesReversed(_("止日不晚于起日。"), next_step=_("请核对日期后重新填写。"))


@transaction.atomic
def add_alias(agency: Agency, *, by: Any, name: str, **rest: Any) -> Alias:
    """Give an agency a further name, with `valid_from`, `valid_to`, `source` and `checked`.

    Raises:
        AliasTaken: it has that name.
        DatesReversed: the dates are the wrong way round.

    """
    access.require(by, "agency_edit")
    _in_order(rest.get("valid_from"), rest.get("valid_to"))
    if Alias.objects.filter(agency=agency, name=name).exists():
        message = _("“%(agency)s”已有“%(name)s”这个名称。") % {"agency": agency, "name": name}
        raise AliasTaken(message, next_step=_("可直接修改原有名称的起止日期。"))
    alias = Alias.objects.create(agency=agency, name=name, **rest)
    data = {"agency": agency.code, "after": _plain(alias)}
    record("agencies.alias.added", by=by.get_username(), on=alias, data=data)
    return alias


@transaction.atomic
def change_alias(alias_id: int, *, by: Any, **changes: Any) -> Alias:
    """Change a name, its dates or its source; both states go into the trail.

    Raises:
        AliasTaken: the agency has the new name already.
        DatesReversed: the dates are the wrong way round.

    """
    access.require(by, "agency_edit")
    alias = Alias.objects.select_for_update().select_related("agency").get(pk=alias_id)
    before = _plain(alias)
    for field, value in changes.items():
        setattr(alias, field, value)
    _in_order(alias.valid_from, alias.valid_to)
    others = Alias.objects.filter(agency=alias.agency, name=alias.name).exclude(pk=alias.pk)
    if others.exists():
        message = _("“%(agency)s”已有“%(name)s”这个名称。") % {
            "agency": alias.agency,
            "name": alias.name,
        }
        raise AliasTaken(message, next_step=_("请换一个名称。"))
    alias.save()
    data = {"agency": alias.agency.code, "before": before, "after": _plain(alias)}
    record("agencies.alias.changed", by=by.get_username(), on=alias, data=data)
    return alias


def _plain(alias: Alias) -> dict[str, Any]:
    """Return an alias as the trail keeps it."""
    return {
        "name": alias.name,
        "valid_from": alias.valid_from.isoformat() if alias.valid_from else None,
        "valid_to": alias.valid_to.isoformat() if alias.valid_to else None,
        "source": alias.source,
        "checked": alias.checked,
    }
