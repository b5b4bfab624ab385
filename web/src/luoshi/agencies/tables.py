"""The list of agencies."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from luoshi.agencies.models import Agency, Membership
from luoshi.agencies.queries import STEP, agencies
from luoshi.kernel.tables import Column, Filter, Link, Mark, Table


def _above(row: Agency) -> list[Link]:
    """Return the agency above as a link."""
    above: Agency | None = getattr(row, "above", None)
    return [Link(str(above), above.url)] if above else []


def _other_names(row: Agency) -> str:
    """Return the further names."""
    return "；".join(alias.name for alias in row.aliases.all())


def _check(row: Agency) -> Mark:
    """Return whether the row was checked against its source."""
    return Mark("done", _("已核实")) if row.checked else Mark("doubt", _("未核实"))


def _groups(rows: QuerySet[Any], values: list[str]) -> QuerySet[Any]:
    """Narrow to the members of groups."""
    return rows.filter(memberships__group__in=values)


class Agencies(Table):
    """Every agency."""

    key = "agencies"
    title = _("单位名录")
    order: ClassVar[tuple[str, ...]] = ("code",)
    nothing = (_("还没有单位"), _("单位名录在系统启动时装入。"))
    columns = (
        Column(
            "short_name",
            _("单位"),
            frozen=True,
            sort="short_name",
            width=16,
            value=str,
            url=lambda row: row.url,
        ),
        Column("code", _("代码"), sort="path"),
        Column("name", _("全称"), sort="name", width=16),
        Column("level", _("层级"), sort="level", value=lambda row: row.get_level_display()),
        Column("above", _("上级"), "links", value=_above),
        Column("names", _("其他名称"), value=_other_names, width=24),
        Column("valid_from", _("启用日期"), "date", sort="valid_from"),
        Column("valid_to", _("停用日期"), "date", sort="valid_to"),
        Column("note", _("说明"), width=16),
        Column("source", _("依据"), shown=False, width=24),
        Column("checked", _("核实"), "badge", sort="checked", value=_check),
    )
    filters = (
        Filter(
            "q", _("名称或代码"), "text", fields=("name", "short_name", "aliases__name", "code")
        ),
        Filter(
            "level",
            _("层级"),
            "many",
            fields=("level",),
            choices=lambda _table: Agency.Level.choices,
        ),
        Filter("group", _("类别"), apply=_groups, choices=lambda _table: Membership.Group.choices),
        Filter(
            "checked",
            _("核实"),
            fields=("checked",),
            choices=lambda _table: [("True", _("已核实")), ("False", _("未核实"))],
        ),
    )

    def queryset(self) -> QuerySet[Agency]:
        """Return every agency with its names."""
        return agencies(self.request.user).prefetch_related("aliases").distinct()

    def decorate(self, rows: list[Agency]) -> list[Agency]:
        """Give each row the agency above it."""
        paths = {row.path[:-STEP] for row in rows}
        above = {one.path: one for one in Agency.objects.filter(path__in=paths)}
        for row in rows:
            row.above = above.get(row.path[:-STEP])
        return rows
