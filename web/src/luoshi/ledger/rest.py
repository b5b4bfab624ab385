"""The ledger for programs: items with the sentence they come from, and the dictionary (row 90)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest
from ninja import Field, Query, Router, Schema

from luoshi.accounts.api import May, require
from luoshi.kernel.figures import plain
from luoshi.kernel.programs import LARGEST, Paging, answers, matching, page
from luoshi.ledger.models import Indicator, Item, Responsibility
from luoshi.ledger.queries import in_full, indicators, items
from luoshi.plans.api import link_to

router = Router(tags=["台账"])


class UnitOut(Schema):
    """Who leads or takes part, as printed and as resolved."""

    role: str = Field(description="责任：lead 牵头，participant 参加")
    printed: str = Field(description="原文写法")
    agency_id: int | None = Field(description="单位编号；未对应到单位的为空")


class ItemOut(Schema):
    """A thing on the ledger that somebody answers for."""

    id: int = Field(description="事项编号")
    kind: str = Field(description="类别：target 目标，commitment 承诺，project 项目，task 任务")
    state: str = Field(description="状态：proposed 未审，live 已审")
    plan_id: int = Field(description="计划编号")
    plan: str = Field(description="计划名称")
    number: int = Field(description="序号")
    title: str = Field(description="事项")
    due_text: str = Field(description="完成时限（原文）")
    due_on: date | None = Field(description="现行时限：调整后的或计划规定的日期")
    value: str | None = Field(description="目标数，十进制数文本；不是目标的为空")
    unit: str = Field(description="计量单位")
    units: list[UnitOut] = Field(description="牵头和参加单位")


class SourceOut(ItemOut):
    """An item with the words it comes from."""

    sentence: str = Field(description="原文句子；会议议定的事项没有")
    source_url: str = Field(description="打开原文该句的地址")


class Items(Schema):
    """A page of items."""

    count: int = Field(description="共多少行")
    items: list[ItemOut] = Field(description="本页各行")


class ItemFilter(Paging):
    """Which items."""

    kind: Item.Kind | None = Field(None, description="类别")
    plan_id: int | None = Field(None, ge=1, le=LARGEST, description="计划编号")
    agency_id: int | None = Field(None, ge=1, le=LARGEST, description="牵头或参加单位的编号")
    q: str = Field("", max_length=80, description="事项名称中的字")


class IndicatorOut(Schema):
    """What an indicator means and how it adds up."""

    id: int = Field(description="指标编号")
    name: str = Field(description="指标")
    unit: str = Field(description="计量单位")
    definition: str = Field(description="定义")
    formula: str = Field(description="计算方法")
    source: str = Field(description="数据来源")
    over_time: str = Field(description="跨期汇总办法")
    over_places: str = Field(description="跨地汇总办法")
    entered: str = Field(description="填报口径：period 当期数，cumulative 累计数")
    better: str = Field(description="方向：higher 越高越好，lower 越低越好")


class Indicators(Schema):
    """A page of the dictionary."""

    count: int = Field(description="共多少行")
    items: list[IndicatorOut] = Field(description="本页各行")


class IndicatorFilter(Paging):
    """Which indicators."""

    q: str = Field("", max_length=80, description="指标名称中的字")


@router.get(
    "/items",
    url_name="items",
    response=answers(Items),
    summary="台账事项",
    description="按计划和原文次序列出您可以看到的台账事项。",
)
def listed(request: HttpRequest, asked: Query[ItemFilter]) -> dict[str, Any]:
    """List the items in sight, in the order of plans and text."""
    rows = matching(
        in_full(items(require(request.user, May.LEDGER_READ))),
        kind=asked.kind,
        plan=asked.plan_id,
        title__icontains=asked.q,
    )
    if asked.agency_id:
        named = Responsibility.objects.filter(item=OuterRef("pk"), agency=asked.agency_id)
        rows = rows.filter(Exists(named))
    return page(rows.order_by("plan_id", "start", "pk"), asked, _item)


@router.get(
    "/items/{int:item_id}",
    url_name="item",
    response=answers(SourceOut),
    summary="一个台账事项",
    description="返回一个事项和它的原文句子。",
)
def one(request: HttpRequest, item_id: int) -> dict[str, Any]:
    """Show an item and the sentence it comes from."""
    rows = in_full(items(require(request.user, May.LEDGER_READ)))
    found = rows.filter(pk=item_id).first()
    if found is None:
        raise Http404
    fact = found.fact
    return {
        **_item(found),
        "sentence": fact.sentence if fact else "",
        "source_url": link_to(fact) if fact else "",
    }


@router.get(
    "/indicators",
    url_name="indicators",
    response=answers(Indicators),
    summary="指标口径",
    description="按名称列出指标，含定义、计量单位和汇总办法。",
)
def dictionary(request: HttpRequest, asked: Query[IndicatorFilter]) -> dict[str, Any]:
    """List what indicators mean, by name."""
    known = indicators(require(request.user, May.LEDGER_READ)).order_by("name")
    rows = matching(known, name__icontains=asked.q)
    return page(rows, asked, _indicator)


def _indicator(row: Indicator) -> dict[str, Any]:
    return {field: getattr(row, field) for field in IndicatorOut.model_fields}


def _item(row: Any) -> dict[str, Any]:
    target = getattr(row, "target", None) if row.kind == Item.Kind.TARGET else None
    value = target.now if target else None
    return {
        "id": row.pk,
        "kind": row.kind,
        "state": row.state,
        "plan_id": row.plan_id,
        "plan": row.plan.title,
        "number": row.number,
        "title": row.title,
        "due_text": row.due_text,
        "due_on": row.deadline,
        "value": None if value is None else plain(value),
        "unit": target.unit if target else "",
        "units": [
            {"role": one.role, "printed": one.printed, "agency_id": one.agency_id}
            for one in row.units
        ],
    }
