"""The ledger itself, and the part of it that names one agency."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import Case, CharField, Exists, OuterRef, Q, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from luoshi.accounts.api import May
from luoshi.kernel.tables import Column, Filter, Mark, Table
from luoshi.ledger import queries, wording
from luoshi.ledger.lists import shared
from luoshi.ledger.models import Item, Responsibility

_ROLES = {
    Responsibility.Role.LEAD: Mark("plain", Responsibility.Role.LEAD.label),
    Responsibility.Role.PARTICIPANT: Mark("plain", Responsibility.Role.PARTICIPANT.label),
}

#: GOV-01, in its order, as far as the columns exist.
COLUMNS = (
    shared.NUMBER,
    shared.PLAN,
    shared.TASK,
    Column("kind", _("类别"), value=lambda item: item.get_kind_display(), sort="kind", width=5),
    shared.MEASURE,
    Column("promise", _("目标"), value=wording.promise, width=16),
    shared.LEADS,
    shared.PARTICIPANTS,
    Column("due", _("完成时限"), value=lambda item: item.due_text, sort="due_on", width=8),
    shared.STATE,
    shared.SOURCE,
    shared.UPDATED,
)


class ItemRows(Table):
    """Every item in the person's scope."""

    key: ClassVar[str] = "ledger.items"
    title: ClassVar[Any] = _("台账")
    columns: ClassVar[Any] = COLUMNS
    filters: ClassVar[Any] = (
        shared.TEXT,
        shared.BY_PLAN,
        shared.BY_KIND,
        shared.BY_LEAD,
        shared.BY_AGENCY,
        shared.BY_STATE,
    )
    order: ClassVar[tuple[str, ...]] = ("number",)
    export_act: ClassVar[str] = May.LEDGER_EXPORT
    nothing: ClassVar[Any] = (
        _("台账还是空的"),
        _("导入一份行动计划并审定后，目标、承诺事项、项目和任务会列在这里。"),
    )

    def queryset(self) -> QuerySet[Item]:
        """Return the items, with what a row shows fetched."""
        return queries.for_list(queries.items(self.scope))

    def decorate(self, rows: list[Any]) -> list[Any]:
        """Add who answers for them."""
        return queries.with_units(rows)


def _role(rows: QuerySet[Item], values: list[str]) -> QuerySet[Item]:
    return rows.filter(Q(agency_role__in=values))


class AgencyRows(ItemRows):
    """Everything one agency leads or takes part in, across all plans (row 102)."""

    key: ClassVar[str] = "ledger.agency"
    title: ClassVar[Any] = _("单位事项")
    columns: ClassVar[Any] = (
        *COLUMNS[:6],
        Column(
            "role", _("责任"), "badge", sort="agency_role", width=5,
            value=lambda item: _ROLES[item.agency_role],
        ),
        *COLUMNS[6:],
    )  # fmt: skip
    filters: ClassVar[Any] = (
        shared.TEXT,
        shared.BY_PLAN,
        shared.BY_KIND,
        Filter("role", _("责任"), choices=lambda _table: Responsibility.Role.choices, apply=_role),
    )
    nothing: ClassVar[Any] = (
        _("没有写到该单位的事项"),
        _("各计划的分工安排中没有出现该单位，或对应的行尚未审定。"),
    )

    def queryset(self) -> QuerySet[Item]:
        """Return the agency's items; a lead that also takes part counts as lead."""
        agency = self.given["agency"]
        led = Responsibility.objects.filter(
            item=OuterRef("pk"), agency=agency, role=Responsibility.Role.LEAD
        )
        return queries.for_list(queries.items_of_agency(self.scope, agency)).annotate(
            agency_role=Case(
                When(Exists(led), then=Value(Responsibility.Role.LEAD.value)),
                default=Value(Responsibility.Role.PARTICIPANT.value),
                output_field=CharField(),
            )
        )
