"""People decide what a printed unit means: the members of a group, or the agency of a name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from django.db import transaction

from luoshi.accounts.api import ANYONE, May, require
from luoshi.agencies.api import Agency
from luoshi.kernel.refusals import Refusal
from luoshi.kernel.trail import record
from luoshi.ledger.models import Responsibility


class NotAGroup(Refusal):
    """Members can be confirmed only of a unit printed as a group."""

    code: ClassVar[str] = "ledger.not_a_group"


class AlreadyNamed(Refusal):
    """The printed unit already stands for an agency."""

    code: ClassVar[str] = "ledger.already_named"


@transaction.atomic
def confirm_members(*, responsibility_id: int, agencies: Iterable[int], by: ANYONE) -> int:
    """Make the confirmed members of a group answer for its item, and nobody else; return how many.

    The same word in the same row of the table carries to the items answered for through it.
    """
    require(by, May.PLAN_REVIEW)
    row = Responsibility.objects.select_for_update().get(pk=responsibility_id)
    if not row.is_group:
        message = f"“{row.printed}”不是成组单位，无需确认成员。"
        raise NotAGroup(message, next_step="请刷新页面后查看。")
    chosen = list(Agency.objects.filter(pk__in=set(agencies)))
    for each in _same_word(row):
        each.members.all().delete()
        Responsibility.objects.bulk_create(
            [
                Responsibility(
                    item_id=each.item_id, role=each.role, printed=each.printed, group=each,
                    position=each.position, agency=agency, via_id=each.via_id,
                )
                for agency in chosen
            ]
        )  # fmt: skip
    record(
        "ledger.group.confirmed",
        by=by.get_username(),
        on=row,
        data={"printed": row.printed, "members": [agency.name for agency in chosen]},
    )
    return len(chosen)


@transaction.atomic
def name_agency(*, responsibility_id: int, agency_id: int, by: ANYONE) -> Responsibility:
    """Say which agency a printed name means that did not resolve, in its row and through it."""
    require(by, May.PLAN_REVIEW)
    row = Responsibility.objects.select_for_update().get(pk=responsibility_id)
    if row.agency_id is not None or row.is_group:
        message = f"“{row.printed}”已对应单位，不能重复指定。"
        raise AlreadyNamed(message, next_step="如有错误，请在单位页面修改别名。")
    agency = Agency.objects.get(pk=agency_id)
    for each in _same_word(row):
        each.agency = agency
        each.save(update_fields=["agency"])
    record(
        "ledger.unit.named",
        by=by.get_username(),
        on=row,
        data={"printed": row.printed, "agency": agency.name},
    )
    row.refresh_from_db()
    return row


def _same_word(row: Responsibility) -> list[Responsibility]:
    """Return the rows that repeat the row's word: itself, and what is answered for through it."""
    task = row.via_id or row.item_id
    rows = Responsibility.objects.filter(
        printed=row.printed, role=row.role, group=None, agency=row.agency_id
    )
    return list(rows.filter(item_id=task) | rows.filter(via_id=task))
