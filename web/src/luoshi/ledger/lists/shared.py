"""Columns and filters that several lists of the ledger share."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from luoshi.agencies.api import Agency
from luoshi.kernel import slots
from luoshi.kernel.tables import Column, Filter, Link, Mark
from luoshi.ledger.models import Item, Place, Responsibility
from luoshi.plans.api import link_to

_TONES = {Item.State.PROPOSED: "plain", Item.State.LIVE: "done"}
_SHORTEST = 2


@lru_cache(maxsize=4096)
def _item_url(item_id: int) -> str:
    return reverse("ledger:item", args=[item_id])


def item_url(item: Item) -> str:
    """Return the address of an item."""
    return _item_url(item.pk)


@cache
def agency_url(agency_id: int) -> str:
    """Return the address of all that an agency answers for; a page names each many times."""
    return reverse("ledger:agency", args=[agency_id])


def plan_name(item: Item) -> str:
    """Return a plan's title without the words that all titles share."""
    return short_title(item.plan.title)


def short_title(title: str) -> str:
    """Return 高端装备制造业 for 高端装备制造业2016年度行动计划."""
    head, mark, _rest = title.partition("20")
    return head if mark and len(head) >= _SHORTEST else title


def unit_links(item: Item, role: str) -> list[Link]:
    """Return the units of a role, each leading to its page; groups and open names as printed."""
    return list(
        dict.fromkeys(
            [
                Link(unit.printed, agency_url(unit.agency_id) if unit.agency_id else "")
                for unit in item.units  # type: ignore[attr-defined]  # given by queries.with_units
                if unit.role == role
            ]
        )
    )


def leads(item: Item) -> list[Link]:
    """Return the leads."""
    return unit_links(item, Responsibility.Role.LEAD)


def participants(item: Item) -> list[Link]:
    """Return the participants."""
    return unit_links(item, Responsibility.Role.PARTICIPANT)


def state(item: Item) -> Mark:
    """Return 未审 or 已审."""
    return Mark(_TONES[Item.State(item.state)], item.get_state_display())


def where(item: Item) -> list[Link]:
    """Return the way to the item's sentence, or to the meeting that resolved it."""
    if item.fact is None:
        return [Link(str(_("会议")), url) for url in slots.call("ledger.origin_url", item)]
    return [Link(str(_("原文")), link_to(item.fact))]


NUMBER = Column("number", _("序号"), "number", sort=("plan__ordinal", "start"), width=5,
                frozen=True, value=lambda item: item.number)  # fmt: skip
PLAN = Column("plan", _("领域/计划"), value=plan_name, sort=("plan__ordinal", "start"), width=8,
              frozen=True)  # fmt: skip
TASK = Column("title", _("工作任务"), "words", sort="title", frozen=True, url=item_url, width=24,
              value=lambda item: item.title)  # fmt: skip
MEASURE = Column("measure", _("举措"), value=lambda item: item.measure, width=16, shown=False,
                 sort=("plan__ordinal", "level2", "level3"))  # fmt: skip
LEADS = Column("leads", _("牵头单位"), "links", value=leads, width=16)
PARTICIPANTS = Column("participants", _("参加单位"), "links", value=participants, width=16)
STATE = Column("state", _("审定"), "badge", value=state, sort="state", width=5)
SOURCE = Column("source", _("原文"), "links", value=where, width=3)
UPDATED = Column("updated_at", _("更新时间"), "date", sort="updated_at", shown=False, width=12)


def plans_there(table: Any) -> Sequence[tuple[str, str]]:
    """Return the plans of the rows that the person may see."""
    plans = table.rows_there.order_by("plan_id").values_list("plan_id", "plan__title").distinct()
    return [(str(pk), short_title(title)) for pk, title in plans]


def agencies_there(table: Any) -> Sequence[tuple[str, str]]:
    """Return the agencies named in the rows that the person may see."""
    named = Responsibility.objects.filter(item__in=table.rows_there.order_by().values("pk"))
    agencies = Agency.objects.filter(pk__in=named.values("agency"))
    return [(str(pk), name) for pk, name in agencies.order_by("path").values_list("pk", "name")]


def _named(role: str | None) -> Any:
    def narrow(rows: QuerySet[Item], values: list[str]) -> QuerySet[Item]:
        named = Responsibility.objects.filter(
            item=OuterRef("pk"), agency_id__in=[int(value) for value in values]
        )
        if role:
            named = named.filter(role=role)
        return rows.filter(Exists(named))

    return narrow


def cities_there(table: Any) -> Sequence[tuple[str, str]]:
    """Return the places of the rows, by the agency they stand for."""
    placed = Place.objects.filter(item__in=table.rows_there.order_by().values("pk"))
    agencies = Agency.objects.filter(pk__in=placed.values("agency"))
    return [(str(pk), name) for pk, name in agencies.order_by("path").values_list("pk", "name")]


def in_city(rows: QuerySet[Item], values: list[str]) -> QuerySet[Item]:
    """Return the rows that stand in an agency's territory or below it."""
    paths = Agency.objects.filter(pk__in=[v for v in values if v.isdigit()]).values_list("path")
    placed = Place.objects.filter(item=OuterRef("pk"))
    found = rows.none()
    for (path,) in paths:
        found = found | rows.filter(Exists(placed.filter(agency__path__startswith=path)))
    return found


TEXT = Filter("q", _("任务、原文"), "text", fields=("title", "fact__quote", "measure"))
BY_PLAN = Filter("plan", _("计划"), "many", fields=("plan_id",), choices=plans_there)
BY_KIND = Filter(
    "kind", _("类别"), "many", fields=("kind",), choices=lambda _table: Item.Kind.choices
)
BY_STATE = Filter(
    "state", _("审定"), fields=("state",),
    choices=lambda _table: [(s.value, s.label) for s in (Item.State.PROPOSED, Item.State.LIVE)],
)  # fmt: skip
BY_AGENCY = Filter("agency", _("单位"), choices=agencies_there, apply=_named(None))
BY_LEAD = Filter(
    "lead", _("牵头单位"), choices=agencies_there, apply=_named(Responsibility.Role.LEAD)
)
BY_CITY = Filter("city", _("地区"), choices=cities_there, apply=in_city)
