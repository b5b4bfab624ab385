"""The tree of agencies for programs (row 90)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from luoshi.agencies.models import Agency
from luoshi.agencies.queries import agencies
from luoshi.kernel.programs import Paging, answers, page

router = Router(tags=["单位"])


class AgencyOut(Schema):
    """A node of the tree."""

    id: int = Field(description="单位编号")
    code: str = Field(description="代码：行政区划代码，部门加短横线和简码")
    name: str = Field(description="全称")
    short_name: str = Field(description="简称")
    level: str = Field(description="层级")
    path: str = Field(description="在单位树中的位置；下级以上级的位置开头")
    valid_from: date | None = Field(description="启用日期")
    valid_to: date | None = Field(description="停用日期")


class Agencies(Schema):
    """A page of agencies."""

    count: int = Field(description="共多少行")
    items: list[AgencyOut] = Field(description="本页各行")


class AgencyFilter(Paging):
    """Which agencies."""

    level: Agency.Level | None = Field(None, description="层级")
    q: str = Field("", max_length=80, description="名称或代码中的字")


@router.get(
    "/",
    url_name="agencies",
    response=answers(Agencies),
    summary="单位名录",
    description="按单位树的次序列出单位。",
)
def listed(request: HttpRequest, asked: Query[AgencyFilter]) -> dict[str, Any]:
    """List the agencies in the order of the tree."""
    rows = agencies(request.user).order_by("path")
    if asked.level:
        rows = rows.filter(level=asked.level)
    if asked.q:
        rows = rows.filter(
            Q(name__icontains=asked.q) | Q(short_name__icontains=asked.q) | Q(code=asked.q)
        )
    return page(rows, asked, _agency)


def _agency(row: Agency) -> dict[str, Any]:
    return {field: getattr(row, field) for field in AgencyOut.model_fields}
