"""The list of enterprises."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from luoshi.agencies.api import Agency
from luoshi.enterprises.models import Enterprise, Name
from luoshi.enterprises.queries import enterprises, mentions, places_of
from luoshi.kernel.search import matching, words_of
from luoshi.kernel.tables import Column, Filter, Table


def _to(part: str) -> Callable[[Enterprise], str]:
    """Return a function that gives the address of a part of a firm's page."""
    return lambda row: f"{row.url}#{part}"


def _other_names(row: Enterprise) -> str:
    """Return the printed names besides the shown one."""
    return "；".join(name.text for name in row.names.all() if name.text != row.name)


def _places(row: Enterprise) -> str:
    """Return the places of its projects as printed."""
    return "、".join(getattr(row, "places", []))


def _belongs(row: Enterprise) -> str:
    """Return the county or park where its figures count."""
    return (row.agency.short_name or row.agency.name) if row.agency else ""


def _counties(table: Table) -> list[tuple[str, str]]:
    """Return the counties and parks in scope under which firms stand."""
    rows = Agency.objects.filter(
        table.scope.within("path"),
        enterprises__isnull=False,
    )
    rows = rows.order_by("path").distinct()
    return [(str(row.pk), row.short_name or row.name) for row in rows]


def _by_county(rows: QuerySet[Any], values: list[str]) -> QuerySet[Any]:
    """Narrow to the firms of one of the counties or parks."""
    return rows.filter(agency__in=[int(value) for value in values])


def _cities(_table: Table) -> list[tuple[str, str]]:
    """Return the cities by the names that plans print."""
    rows = Agency.objects.filter(level=Agency.Level.CITY).order_by("path")
    return [(row.short_name[:-1], row.short_name) for row in rows]


def _plans(table: Table) -> list[tuple[str, str]]:
    """Return the plans that name enterprises in scope."""
    rows = mentions(table.scope).order_by("fact__plan")  # type: ignore[arg-type]
    named = rows.values_list("fact__plan", "fact__plan__title").distinct()
    return [(str(pk), title) for pk, title in named]


def _by_words(rows: QuerySet[Any], values: list[str]) -> QuerySet[Any]:
    """Narrow to the enterprises one of whose names or whose code holds the words."""
    names = Name.objects.filter(matching(words_of(values[0]), "text")).values("enterprise")
    own = matching(words_of(values[0]), "name")
    return rows.filter(Q(pk__in=names) | own | Q(uscc__icontains=values[0]))


def _by_city(rows: QuerySet[Any], values: list[str]) -> QuerySet[Any]:
    """Narrow to the enterprises with a project whose printed place names the city."""
    names = Name.objects.filter(mentions__place__icontains=values[0]).values("enterprise")
    return rows.filter(pk__in=names)


def _by_plan(rows: QuerySet[Any], values: list[str]) -> QuerySet[Any]:
    """Narrow to the enterprises that one of the plans names."""
    plans = [int(value) for value in values]
    names = Name.objects.filter(mentions__fact__plan__in=plans).values("enterprise")
    return rows.filter(pk__in=names)


def _by_projects(rows: QuerySet[Any], values: list[str]) -> QuerySet[Any]:
    """Narrow to those with a project, or without."""
    return rows.filter(projects__gt=0) if values[0] == "1" else rows.filter(projects=0)


class Enterprises(Table):
    """Every enterprise that the plans name, and every one of a place in scope."""

    key = "enterprises"
    title = _("企业名录")
    order: ClassVar[tuple[str, ...]] = ("-mentions", "name")
    nothing = (_("还没有企业"), _("计划中提到的企业和本地登记的企业会列在这里。"))
    columns = (
        Column("name", _("企业"), frozen=True, sort="name", width=16, url=lambda row: row.url),
        Column("uscc", _("统一社会信用代码"), sort="uscc"),
        Column("agency", _("所在地"), width=8, value=_belongs, sort="agency__path"),
        Column("industry", _("行业"), width=8, sort="industry"),
        Column("places", _("项目地点"), value=_places, width=12),
        Column("mentions", _("提及"), "number", unit=_("处"), sort="mentions", url=_to("mentions")),
        Column("projects", _("项目"), "number", unit=_("个"), sort="projects", url=_to("projects")),
        Column("plans", _("涉及计划"), "number", unit=_("个"), sort="plans", url=_to("mentions")),
        Column("names", _("其他印出名称"), value=_other_names, width=24),
    )

    filters = (
        Filter("q", _("名称或代码"), "text", apply=_by_words),
        Filter("plan", _("计划"), apply=_by_plan, choices=_plans),
        Filter("agency", _("所在地"), apply=_by_county, choices=_counties),
        Filter("city", _("项目地点"), apply=_by_city, choices=_cities),
        Filter(
            "projects",
            _("项目"),
            apply=_by_projects,
            choices=lambda _table: [("1", _("有项目")), ("0", _("无项目"))],
        ),
    )

    def queryset(self) -> QuerySet[Enterprise]:
        """Return every enterprise in scope, counted."""
        return enterprises(self.scope).select_related("agency")  # type: ignore[arg-type]

    def decorate(self, rows: list[Enterprise]) -> list[Enterprise]:
        """Give each row its places."""
        places = places_of(self.scope, [row.pk for row in rows])  # type: ignore[arg-type]
        for row in rows:
            row.places = places.get(row.pk, [])  # type: ignore[attr-defined]
        return rows
