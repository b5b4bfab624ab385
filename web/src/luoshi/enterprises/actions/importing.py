"""Firms and where they belong, from a sheet: what it would change, then all of it or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from luoshi.accounts.api import May, Person, Scope, require
from luoshi.agencies.api import Agency
from luoshi.enterprises.actions.adding import add_enterprise
from luoshi.enterprises.actions.belonging import (
    Belonging,
    in_order,
    set_belonging,
    set_representative,
)
from luoshi.enterprises.actions.deciding import free_code, set_code
from luoshi.enterprises.models import Enterprise
from luoshi.enterprises.queries import Alike, enterprises, places_to_belong, representatives
from luoshi.enterprises.rules import printed
from luoshi.kernel import sheets
from luoshi.kernel.refusals import Refusal
from luoshi.kernel.sheets import Field, Row, Sheet
from luoshi.kernel.trail import record

FIELDS: Final = (
    Field(
        "name",
        gettext_lazy("企业名称"),
        required=True,
        longest=200,
        width=30,
        note=gettext_lazy("名录中没有的即新增；已有企业在此不改名。"),
    ),
    Field("code", gettext_lazy("统一社会信用代码"), longest=40, width=22),
    Field(
        "agency",
        gettext_lazy("所在地"),
        longest=80,
        aliases=("县区", "园区", "所在县区", "所在县（市、区）或园区"),
        note=gettext_lazy("县（市、区）或园区的代码或名称。"),
    ),
    Field("industry", gettext_lazy("行业"), longest=80),
    Field("chain", gettext_lazy("产业链"), longest=80),
    Field("scale_from", gettext_lazy("纳入规上"), "date", width=12),
    Field("scale_to", gettext_lazy("退出规上"), "date", width=12),
    Field("login", gettext_lazy("填报人账号"), longest=150, aliases=("填报人",)),
    Field(
        "sure",
        gettext_lazy("确属另一家"),
        "flag",
        width=12,
        note=gettext_lazy("新增企业与名录中的名称相近时，核对后填“是”。"),
    ),
)
_BELONGS: Final = ("agency", "industry", "chain", "scale_from", "scale_to")


@dataclass(frozen=True, slots=True)
class Change:
    """What a row would do: add a firm, or change what stands of one; before and after, by field."""

    row: Row
    firm: Enterprise | None
    fields: Mapping[str, tuple[Any, Any]]

    @property
    def words(self) -> list[str]:
        """Return field by field what was and what will be."""
        labels = {one.key: one.label for one in FIELDS}
        return [
            f"{labels[key]}：{before or '—'} → {after or '—'}"
            for key, (before, after) in self.fields.items()
        ]


@dataclass(slots=True)
class _Known:
    """What is on the register, read once for a whole sheet."""

    firms: dict[int, Enterprise]
    by_name: dict[str, Enterprise]
    by_code: dict[str, Enterprise]
    places: dict[str, list[Agency]]
    logins: dict[int, str]
    people: frozenset[str]
    alike: Alike = field(default_factory=Alike)

    @classmethod
    def read(cls, scope: Scope) -> _Known:
        """Read the firms of a scope with their names, the places, and who may report."""
        firms = {one.pk: one for one in enterprises(scope).select_related("agency")}
        places: dict[str, list[Agency]] = {}
        for place in places_to_belong():
            for word in {place.code, place.name, place.short_name} - {""}:
                places.setdefault(word, []).append(place)
        return cls(
            firms,
            {name.text: firm for firm in firms.values() for name in firm.names.all()},
            {firm.uscc: firm for firm in firms.values() if firm.uscc},
            places,
            representatives(),
            frozenset(Person.objects.filter(is_active=True).values_list("login", flat=True)),
        )

    def of(self, row: Row) -> Enterprise | None:
        """Return the firm that a row means: by its key, its code, its name."""
        if row.key:
            return self.firms.get(int(row.key)) if row.key.isdecimal() else None
        return self.by_code.get(_compact(row["code"])) or self.by_name.get(printed(row["name"]))

    def stands(self, firm: Enterprise | None, key: str) -> Any:
        """Return what stands of a firm in a field."""
        if firm is None:
            return None
        if key == "code":
            return firm.uscc
        return self.logins.get(firm.pk) if key == "login" else getattr(firm, key)


def _compact(code: str | None) -> str:
    return "".join((code or "").split()).replace("-", "").upper()


def rows_for_sheet(scope: Scope) -> list[tuple[str, dict[str, Any]]]:
    """Return the firms in scope as rows of the template."""
    logins = representatives()
    found = enterprises(scope).select_related("agency").order_by("name", "pk")
    return [
        (
            str(one.pk),
            {
                "name": one.name,
                "code": one.uscc,
                "agency": one.agency.code if one.agency else None,
                "industry": one.industry,
                "chain": one.chain,
                "scale_from": one.scale_from,
                "scale_to": one.scale_to,
                "login": logins.get(one.pk),
            },
        )
        for one in found
    ]


def changes_of(content: bytes, scope: Scope) -> tuple[Sheet, list[Change]]:
    """Read a sheet and say what it would change; its faults say what is wrong with which cell.

    Raises:
        SheetUnreadable: it is no sheet of firms.

    """
    sheet = sheets.read(content, FIELDS)
    known = _Known.read(scope)
    seen: set[Any] = set()
    found = []
    for row in sheet.rows:
        if not row["name"]:
            continue
        firm = known.of(row)
        for mark in {firm.pk} if firm else {printed(row["name"]), _compact(row["code"])} - {""}:
            if mark in seen:
                sheet.fault(row, "name", _("这家企业上面已经有了，请只留一行。"))
            seen.add(mark)
        _judge(sheet, row, firm, known)
        place = known.places.get(row["agency"] or "", [None])[0]
        fields = _differences(row, firm, place, known)
        if fields or firm is None:
            found.append(Change(row, firm, fields))
    return sheet, ([] if sheet.faults else found)


def _judge(sheet: Sheet, row: Row, firm: Enterprise | None, known: _Known) -> None:
    """Say what is wrong with a row beside the register."""
    if row.key and firm is None:
        sheet.fault(row, "", _("行标识不是名录中的企业；新增的行请留空。"))
    elif firm is not None and known.by_name.get(printed(row["name"])) != firm:
        words = _("与名录中的名称“%(name)s”不同，请核对；这里不改名。")
        sheet.fault(row, "name", words % {"name": firm.name})
    if firm is None and not row.key and not row["sure"]:
        alike = known.alike.to(printed(row["name"]))
        if alike:
            words = _("名录中有名称相近的企业：%(names)s。确属另一家的，请在“确属另一家”填“是”。")
            sheet.fault(row, "name", words % {"names": "、".join(one.name for one in alike)})
    try:
        free_code(row["code"] or "", besides=firm.pk if firm else None)
    except Refusal as refusal:
        sheet.fault(row, "code", str(refusal))
    places = known.places.get(row["agency"] or "", [])
    if row["agency"] and len(places) != 1:
        words = (
            _("不是唯一的县（市、区）或园区，请填代码。")
            if places
            else _("没有这个县（市、区）或园区。")
        )
        sheet.fault(row, "agency", words)
    if not in_order(*(_after(row, firm, key, known) for key in ("scale_from", "scale_to"))):
        sheet.fault(row, "scale_to", _("退出规上的日期须晚于纳入的日期。"))
    if row["login"] and row["login"] not in known.people:
        sheet.fault(row, "login", _("没有这个账号，或已停用。"))


def _after(row: Row, firm: Enterprise | None, key: str, known: _Known) -> Any:
    """Return what a field would be after the row."""
    return row[key] if key in row.values else known.stands(firm, key)


def _differences(
    row: Row, firm: Enterprise | None, place: Agency | None, known: _Known
) -> dict[str, tuple[Any, Any]]:
    """Return the fields that would be other than they stand; a blank cell takes away."""
    said: dict[str, Any] = {**row.values, "agency": place}
    if "code" in said:
        said["code"] = _compact(row["code"])
    found = {}
    for key in ("code", *_BELONGS, "login"):
        before = known.stands(firm, key)
        if key in row.values and (before or None) != (said[key] or None):
            found[key] = (before, said[key])
    return found


@transaction.atomic
def import_enterprises(*, by: Any, content: bytes) -> tuple[int, int]:
    """Bring in a sheet: all of it or nothing; return how many were added and how many changed.

    Raises:
        SheetFaulty: something is wrong with a cell.

    """
    scope = require(by, May.ENTERPRISE_EDIT)
    sheet, changes = changes_of(content, scope)
    sheet.require_faultless()
    known = Alike()
    for one in changes:
        _bring_in(one, by=by, known=known)
    added = sum(one.firm is None for one in changes)
    if changes:
        data = {"added": added, "changed": len(changes) - added}
        record("enterprises.sheet.imported", by=by.get_username(), data=data)
    return added, len(changes) - added


def _bring_in(one: Change, *, by: Any, known: Alike) -> None:
    """Do what a row says, by the same acts as the pages."""
    after: dict[str, Any] = {key: pair[1] for key, pair in one.fields.items()}
    if one.firm is None:
        code = after.pop("code", "") or ""
        name = str(one.row["name"])
        firm = add_enterprise(name=name, code=code, sure=bool(one.row["sure"]), by=by, known=known)
    else:
        firm = one.firm
    if "code" in after:
        set_code(firm.pk, code=after["code"], by=by)
    if after.keys() & set(_BELONGS):
        place = after.get("agency", firm.agency)
        said = Belonging(
            agency_id=place.pk if place else None,
            industry=after.get("industry", firm.industry) or "",
            chain=after.get("chain", firm.chain) or "",
            scale_from=after.get("scale_from", firm.scale_from),
            scale_to=after.get("scale_to", firm.scale_to),
        )
        set_belonging(enterprise_id=firm.pk, said=said, by=by)
    if "login" in after:
        set_representative(enterprise_id=firm.pk, login=after["login"] or "", by=by)
