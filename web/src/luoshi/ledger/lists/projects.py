"""Projects, by city."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from luoshi.accounts.api import May
from luoshi.kernel.tables import Column, Filter, Link, Table
from luoshi.ledger import queries, wording
from luoshi.ledger.lists import shared
from luoshi.ledger.models import Item


def _owners(item: Item) -> list[Link]:
    return [
        Link(owner.printed, owner.name.enterprise.url if owner.name else "")
        for owner in item.owners.all()
    ]


def _places(item: Item) -> str:
    return "、".join(place.printed for place in item.places.all())


def _investment(item: Item) -> str:
    return wording.amount(item.project.investment, item.project.investment_unit)


def _capacities(item: Item) -> str:
    return "；".join(wording.capacity(each) for each in item.project.capacities)


class ProjectRows(Table):
    """Every project in the person's scope."""

    key: ClassVar[str] = "ledger.projects"
    title: ClassVar[Any] = _("项目")
    columns: ClassVar[Any] = (
        shared.PLAN,
        Column("name", _("项目名称"), "words", frozen=True, url=shared.item_url, width=24,
               value=lambda item: item.project.name_text, sort="project__name_text"),
        Column("owners", _("建设单位"), "links", value=_owners, width=16),
        Column("places", _("地点"), value=_places, width=5),
        Column("capacities", _("产能"), value=_capacities, width=24),
        Column("investment", _("投资"), value=_investment, width=8),
        Column("due", _("完成时限"), value=lambda item: item.due_text, sort="due_on", width=8),
        shared.MEASURE,
        shared.LEADS,
        shared.STATE,
        shared.SOURCE,
    )  # fmt: skip
    filters: ClassVar[Any] = (
        Filter("q", _("项目、建设单位"), "text", fields=("title", "fact__quote")),
        shared.BY_PLAN,
        shared.BY_CITY,
        shared.BY_STATE,
    )
    order: ClassVar[tuple[str, ...]] = ("plan",)
    export_act: ClassVar[str] = May.LEDGER_EXPORT
    nothing: ClassVar[Any] = (_("还没有项目"), _("计划中点名支持的项目审定后列在这里。"))

    def queryset(self) -> QuerySet[Item]:
        """Return the projects, with what a row shows fetched."""
        return queries.in_full(queries.items(self.scope).filter(kind=Item.Kind.PROJECT))
