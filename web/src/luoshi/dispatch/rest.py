"""What was handed down, for programs (row 90)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from luoshi.accounts.api import May, require
from luoshi.dispatch.models import Assignment
from luoshi.dispatch.queries import assignments, for_list, in_state, mine
from luoshi.kernel.figures import plain
from luoshi.kernel.programs import Paging, answers, page

router = Router(tags=["下达"])


class AssignmentOut(Schema):
    """An item in the hands of an agency."""

    id: int = Field(description="下达编号")
    item_id: int = Field(description="台账事项编号")
    title: str = Field(description="事项")
    plan: str = Field(description="计划名称")
    agency_id: int = Field(description="承接单位编号")
    agency: str = Field(description="承接单位")
    role: str = Field(description="责任：lead 牵头，participant 参加")
    stands: str = Field(description="状态：unread 未读，read 已读，signed 已签收，returned 已退回")
    sent_at: datetime = Field(description="下达时间")
    signed_at: datetime | None = Field(description="签收时间")
    due_on: date | None = Field(description="完成时限")
    amount: str | None = Field(description="分解数，十进制数文本")
    unit: str = Field(description="计量单位")


class Assignments(Schema):
    """A page of assignments."""

    count: int = Field(description="共多少行")
    items: list[AssignmentOut] = Field(description="本页各行")


class AssignmentFilter(Paging):
    """Which assignments."""

    own: bool = Field(default=True, description="只列本单位承接的；否则列出您可以看到的全部")
    state: Assignment.State | None = Field(None, description="状态")


@router.get(
    "/assignments",
    url_name="assignments",
    response=answers(Assignments),
    summary="下达的事项",
    description="列出下达给本单位的事项，最近的在前。",
)
def listed(request: HttpRequest, asked: Query[AssignmentFilter]) -> dict[str, Any]:
    """List what was handed down, the latest first."""
    scope = require(request.user, May.DISPATCH_READ)
    rows = mine(scope) if asked.own else assignments(scope)
    if asked.state:
        rows = rows.filter(in_state(asked.state))
    return page(for_list(rows).order_by("-sent_at", "-pk"), asked, _assignment)


def _assignment(row: Any) -> dict[str, Any]:
    return {
        "id": row.pk,
        "item_id": row.item_id,
        "title": row.item.title,
        "plan": row.item.plan.title,
        "agency_id": row.agency_id,
        "agency": row.agency.name,
        "role": row.role,
        "stands": row.stands,
        "sent_at": row.sent_at,
        "signed_at": row.signed_at,
        "due_on": row.due,
        "amount": None if row.amount is None else plain(row.amount),
        "unit": row.unit,
    }
