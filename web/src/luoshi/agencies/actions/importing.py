"""Agencies from a sheet: what it would change, cell by cell, and then all of it or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from luoshi.agencies.actions.changing import add_agency, move_agency
from luoshi.agencies.models import Agency
from luoshi.agencies.queries import STEP
from luoshi.kernel import access, sheets
from luoshi.kernel.sheets import Field, Row, Sheet
from luoshi.kernel.trail import record

FIELDS: Final = (
    Field(
        "code",
        gettext_lazy("代码"),
        required=True,
        longest=20,
        note=gettext_lazy("行政区划代码，部门在其后加短横线和简码；已有单位不能改代码。"),
    ),
    Field(
        "name",
        gettext_lazy("全称"),
        required=True,
        longest=200,
        width=28,
        note=gettext_lazy("已有单位改名请在系统中办理更名。"),
    ),
    Field("short_name", gettext_lazy("简称"), longest=80, aliases=("单位",)),
    Field("level", gettext_lazy("层级"), "choice", required=True, choices=Agency.Level.choices),
    Field("above", gettext_lazy("上级代码"), longest=20, aliases=("上级",)),
    Field("valid_from", gettext_lazy("启用日期"), "date"),
    Field("note", gettext_lazy("说明"), width=24),
    Field("source", gettext_lazy("依据"), width=28),
)
_PLAIN: Final = ("short_name", "level", "valid_from", "note", "source")


@dataclass(frozen=True, slots=True)
class Change:
    """What a row would do: add an agency, or change some of its fields."""

    row: Row
    agency: Agency | None
    fields: Mapping[str, tuple[Any, Any]]

    @property
    def code(self) -> str:
        """Return the code of the agency."""
        return str(self.row["code"])

    @property
    def words(self) -> list[str]:
        """Return field by field what was and what will be."""
        labels = {one.key: one.label for one in FIELDS}
        return [
            f"{labels[key]}：{before or '—'} → {after or '—'}"
            for key, (before, after) in self.fields.items()
        ]


def rows_for_sheet() -> list[tuple[str, dict[str, Any]]]:
    """Return the agencies that have not ended, as rows of the template."""
    standing = list(Agency.objects.order_by("path"))
    by_path = {one.path: one.code for one in standing}
    return [
        (
            one.code,
            {
                "code": one.code,
                "name": one.name,
                "above": by_path.get(one.path[:-STEP]),
                **{key: getattr(one, key) for key in _PLAIN},
            },
        )
        for one in standing
        if one.valid_to is None
    ]


def changes_of(content: bytes) -> tuple[Sheet, list[Change]]:
    """Read a sheet and say what it would change; its faults say what is wrong with which cell.

    Raises:
        SheetUnreadable: it is no sheet of agencies.

    """
    sheet = sheets.read(content, FIELDS)
    known = {one.code: one for one in Agency.objects.order_by("path")}
    by_path = {one.path: one for one in known.values()}
    new = {row["code"]: row for row in sheet.rows if row["code"] and row["code"] not in known}
    seen: set[str] = set()
    found = []
    for row in sheet.rows:
        if not row["code"]:
            continue
        if row["code"] in seen:
            sheet.fault(row, "code", _("这个代码上面已经有了，请只留一行。"))
            continue
        seen.add(row["code"])
        agency = known.get(row["code"])
        _judge(sheet, row, agency, {**known, **new})
        fields = _differences(row, agency, by_path)
        if fields or agency is None:
            found.append(Change(row, agency, fields))
    _judge_circles(sheet, new)
    return sheet, ([] if sheet.faults else found)


def _judge(sheet: Sheet, row: Row, agency: Agency | None, codes: Mapping[str, Any]) -> None:
    """Say what is wrong with a row beside the others."""
    above = row["above"]
    if row.key and row.key != row["code"]:
        sheet.fault(row, "code", _("已有单位不能改代码，原为“%(key)s”。") % {"key": row.key})
    if agency is not None and row["name"] and row["name"] != agency.name:
        words = _("与现用名称“%(name)s”不同。改名请在系统中办理更名，以保留原名和日期。")
        sheet.fault(row, "name", words % {"name": agency.name})
    if above and above not in codes:
        sheet.fault(row, "above", _("没有代码为“%(code)s”的单位。") % {"code": above})
    if not above and (agency is None or (agency.depth > 1 and "above" in row.values)):
        sheet.fault(row, "above", _("请填上级单位的代码。"))
    if isinstance(codes.get(above or ""), Agency) and codes[above].valid_to is not None:
        sheet.fault(row, "above", _("上级“%(above)s”已停用。") % {"above": codes[above]})
    if agency is not None and isinstance(codes.get(above or ""), Agency):
        other: Agency = codes[above]
        if other.path.startswith(agency.path):
            sheet.fault(row, "above", _("上级不能是单位自身或其下属。"))


def _judge_circles(sheet: Sheet, new: Mapping[str, Row]) -> None:
    """Say which new agencies stand above one another in a circle."""
    for code, row in new.items():
        at, steps = row["above"], 0
        while at in new and at != code and steps <= len(new):
            at, steps = new[at]["above"], steps + 1
        if at == code or steps > len(new):
            sheet.fault(row, "above", _("上级不能是单位自身或其下属。"))


def _differences(
    row: Row, agency: Agency | None, by_path: Mapping[str, Agency]
) -> dict[str, tuple[Any, Any]]:
    """Return the fields of an agency that are other than the row says."""
    if agency is None:
        return {}
    found = {}
    for key in _PLAIN:
        if key in row.values:
            before, after = getattr(agency, key), row[key]
            if (before or None) != (after or None):
                found[key] = (before, after)
    above = by_path.get(agency.path[:-STEP])
    if row["above"] and above is not None and above.code != row["above"]:
        found["above"] = (above.code, row["above"])
    return found


@transaction.atomic
def import_agencies(*, by: Any, content: bytes) -> tuple[int, int]:
    """Bring in a sheet: all of it or nothing; return how many were added and how many changed.

    Raises:
        SheetFaulty: something is wrong with a cell.

    """
    access.require(by, "agency_edit")
    sheet, changes = changes_of(content)
    sheet.require_faultless()
    added = [one for one in changes if one.agency is None]
    changed = [one for one in changes if one.agency is not None]
    waiting = {one.code: one for one in added}
    while waiting:
        for code, one in list(waiting.items()):
            if one.row["above"] not in waiting:
                _add(one.row, by=by)
                del waiting[code]
    for one in changed:
        _change(one, by=by)
    if changes:
        data = {"added": len(added), "changed": len(changed)}
        record("agencies.sheet.imported", by=by.get_username(), data=data)
    return len(added), len(changed)


def _add(row: Row, *, by: Any) -> None:
    """Make the agency of a row."""
    fields = {key: row[key] or "" for key in ("short_name", "level", "note", "source")}
    add_agency(
        by=by,
        above=Agency.objects.get(code=row["above"]),
        code=row["code"],
        name=row["name"],
        valid_from=row["valid_from"],
        **fields,
    )


def _change(one: Change, *, by: Any) -> None:
    """Change the fields of an agency, and its place."""
    assert one.agency is not None
    agency = Agency.objects.get(pk=one.agency.pk)
    plain = {key: after for key, (_before, after) in one.fields.items() if key in _PLAIN}
    for key, after in plain.items():
        setattr(agency, key, after if key == "valid_from" else after or "")
    if plain:
        agency.save(update_fields=list(plain))
        shown = {
            key: [str(side or "") for side in pair]
            for key, pair in one.fields.items()
            if key in plain
        }
        data = {"code": agency.code, "fields": shown}
        record("agencies.agency.changed", by=by.get_username(), on=agency, data=data)
    if "above" in one.fields:
        above = Agency.objects.get(code=one.fields["above"][1])
        move_agency(agency.pk, by=by, above=above)
