"""Readings and lights for programs (row 90): a figure is a decimal in a text, never a float."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from luoshi.accounts.api import May, require
from luoshi.kernel.figures import plain
from luoshi.kernel.programs import LARGEST, Paging, answers, matching, page
from luoshi.monitoring.models import Light, Reading
from luoshi.monitoring.queries.programs import lights, readings
from luoshi.monitoring.queries.values import shown

router = Router(tags=["监测"])
_PERIOD = "报送期代码，如 2016M06、2016Q2"


class ReadingOut(Schema):
    """The accepted value of an indicator for an agency, all below it included."""

    series_id: int = Field(description="指标序列编号")
    indicator_id: int = Field(description="指标编号")
    indicator: str = Field(description="指标")
    breakdown: str = Field(description="主体（分组），总数为空")
    dimension: str = Field(description="分组，如车型；总数为空")
    option: str = Field(description="分项，如纯电动；总数为空")
    said_by: str = Field(description="报送主体：agency 单位，enterprise 企业")
    unit: str = Field(description="计量单位")
    agency_id: int = Field(description="单位编号")
    agency: str = Field(description="单位")
    period: str = Field(description="报送期代码")
    value: str | None = Field(description="数值，十进制数文本；不能汇总的为空")
    parts: int = Field(description="由多少份报送组成")
    flash: int = Field(description="其中快报数")
    updated_at: datetime = Field(description="更新时间")


class Readings(Schema):
    """A page of readings."""

    count: int = Field(description="共多少行")
    items: list[ReadingOut] = Field(description="本页各行")


class PlaceFilter(Paging):
    """Of which agency, in which period."""

    agency_id: int | None = Field(None, ge=1, le=LARGEST, description="单位编号")
    period: str = Field("", max_length=20, description=_PERIOD)


class ReadingFilter(PlaceFilter):
    """Which readings."""

    indicator_id: int | None = Field(None, ge=1, le=LARGEST, description="指标编号")
    year: int | None = Field(None, ge=1, le=9999, description="年份")


class LightOut(Schema):
    """The light of an item for an agency in a period, with what it rests on."""

    item_id: int = Field(description="台账事项编号")
    title: str = Field(description="事项")
    plan: str = Field(description="计划名称")
    agency_id: int = Field(description="单位编号")
    agency: str = Field(description="单位")
    period: str = Field(description="报送期代码")
    colour: str = Field(description="灯：red、yellow、green、blue，未报为 none")
    numbers: dict[str, Any] = Field(description="判定依据")
    rule_id: int = Field(description="亮灯规则编号")
    lit_at: datetime = Field(description="判定时间")
    frozen: bool = Field(description="报送期已关闭，不再变化")


class Lights(Schema):
    """A page of lights."""

    count: int = Field(description="共多少行")
    items: list[LightOut] = Field(description="本页各行")


class LightFilter(PlaceFilter):
    """Which lights."""

    item_id: int | None = Field(None, ge=1, le=LARGEST, description="台账事项编号")
    colour: Light.Colour | None = Field(None, description="灯")


@router.get(
    "/readings",
    url_name="readings",
    response=answers(Readings),
    summary="监测值",
    description="列出已核报的监测值，最近的报送期在前；限定指标和单位即为一个时间序列。",
)
def series(request: HttpRequest, asked: Query[ReadingFilter]) -> dict[str, Any]:
    """List the accepted values, the latest period first."""
    rows = matching(
        readings(require(request.user, May.MONITOR_READ)),
        series__indicator=asked.indicator_id,
        agency=asked.agency_id,
        period_code=asked.period,
        end__year=asked.year,
    )
    return page(rows.order_by("-end", "agency__path", "series_id", "pk"), asked, _reading)


@router.get(
    "/lights",
    url_name="lights",
    response=answers(Lights),
    summary="亮灯",
    description="列出亮灯，最近的报送期在前。",
)
def lit(request: HttpRequest, asked: Query[LightFilter]) -> dict[str, Any]:
    """List the lights, the latest period first."""
    rows = matching(
        lights(require(request.user, May.MONITOR_READ)),
        agency=asked.agency_id,
        item=asked.item_id,
        period_code=asked.period,
        colour=asked.colour,
    )
    return page(rows.order_by("-end", "agency__path", "item_id", "pk"), asked, _light)


def _reading(row: Reading) -> dict[str, Any]:
    value = shown(row, row.series)
    return {
        "series_id": row.series_id,
        "indicator_id": row.series.indicator_id,
        "indicator": row.series.indicator.name,
        "breakdown": row.series.breakdown,
        "dimension": row.series.option.dimension.name if row.series.option else "",
        "option": row.series.option.name if row.series.option else "",
        "said_by": row.series.said_by,
        "unit": row.series.unit,
        "agency_id": row.agency_id,
        "agency": row.agency.name,
        "period": row.period_code,
        "value": None if value is None else plain(value),
        "parts": row.parts,
        "flash": row.flash,
        "updated_at": row.updated_at,
    }


def _light(row: Light) -> dict[str, Any]:
    return {
        "item_id": row.item_id,
        "title": row.item.title,
        "plan": row.item.plan.title,
        "agency_id": row.agency_id,
        "agency": row.agency.name,
        "period": row.period_code,
        "colour": row.colour,
        "numbers": row.numbers,
        "rule_id": row.rule_id,
        "lit_at": row.lit_at,
        "frozen": row.frozen,
    }
