"""LS104 to LS106 and LS108: parts and wholes, shares, years and ranges that do not add up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from luoshi_reader.doubts import Doubt
from luoshi_reader.facts import Fact
from luoshi_reader.rules import raised
from luoshi_reader.structure.marks import numeral
from luoshi_reader.structure.outline import Paragraph, PlanText
from luoshi_reader.text.folding import Folded
from luoshi_reader.text.quantities import Quantity

_OF_WHICH: Final = re.compile("[，；（]其中[：，]?")
_STOP: Final = re.compile("[。；）]")
#: Words around a number that make it no part of the number before: growth, a rate, a year's share.
_NO_PART: Final = re.compile(r"增长|增加|同比|增速|年均|每|平均|人均|比|累计|上年|去年|超过|突破")
_NEAR: Final = 30
_KINDS: Final = frozenset({"money", "count", "physical"})
#: Shares of a whole that cannot pass it; 完成率 and 增长率 can.
_SHARE: Final = re.compile(
    r"(?:占比|比重|覆盖率|普及率|合格率|入学率|参保率|城镇化率|达标率|优良率|优良天数比例|知晓率|绿化率|森林覆盖率)"
    r"[^，。；、%0-9]{0,12}(?P<value>[0-9]{3,5}(?:\.[0-9]+)?)[%％]"
)
_RESPECTIVELY: Final = re.compile(
    r"分别占[^，。；0-9]{0,20}(?P<list>[0-9.]{1,6}[%％](?:(?:、|和|，)[0-9.]{1,6}[%％]){1,9})"
)
_PERCENT: Final = re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,3})?)[%％]")
_HUNDRED: Final = Decimal(100)
#: Rounded shares of one whole may add up to a little more.
_ROUNDING: Final = Decimal("0.6")
_YEARS: Final = re.compile(r"(?<![第十])([一二两三四五六七八九十]|[2-9])年(?:内|共|累计|合计|总计)")
_UNIT: Final = "%|％|亿元|万元|亿|万吨|万辆|万台|万|吨|家|户|个|项|公里"
_RANGE: Final = re.compile(
    rf"(?<![0-9A-Za-z.第—–-])(?P<low>[0-9]{{1,6}}(?:\.[0-9]{{1,3}})?)(?P<first>{_UNIT}|)[-—–~～]{{1,2}}"
    rf"(?P<high>[0-9]{{1,6}}(?:\.[0-9]{{1,3}})?)(?P<unit>{_UNIT})"
)
_EVERY: Final = re.compile("每年")


def sums(plan: PlanText, _facts: Sequence[Fact]) -> Iterator[Doubt]:
    """Yield LS104, LS105, LS106 and LS108 of every paragraph."""
    for paragraph in plan.paragraphs:
        text = paragraph.text
        if "其中" in text:
            yield from _parts(paragraph)
        if "%" in text or "％" in text:
            yield from _shares(paragraph.folded)
        if "每年" in text:
            yield from _annual(paragraph)
        yield from _ranges(paragraph.folded)


def _parts(paragraph: Paragraph) -> Iterator[Doubt]:
    """Read 共100个，其中甲60个、乙50个: parts of one kind against the number before 其中."""
    text, view = paragraph.text, paragraph.folded
    for match in _OF_WHICH.finditer(text):
        floor = max(text.rfind(sign, 0, match.start()) for sign in "。；") + 1
        before = paragraph.quantities(floor, match.start())
        stop = _STOP.search(text, match.end())
        after = paragraph.quantities(match.end(), stop.start() if stop else len(text))
        if not before or not after or _NO_PART.search(text, match.end(), after[0].start):
            continue
        whole = before[-1]
        if whole.kind not in _KINDS or match.start() - whole.end > _NEAR or not _exact(whole):
            continue
        if _NO_PART.search(text, max(floor, whole.start - 8), whole.start):
            continue
        parts = _members(text, whole, after)
        total = sum((part.whole for part in parts), Decimal(0))
        if parts and total > whole.whole:
            yield raised(
                "LS104",
                view.back(whole.start, whole.end),
                tuple(view.back(part.start, part.end) for part in parts),
                whole=view.words(whole.start, whole.end),
                parts="、".join([view.words(part.start, part.end) for part in parts]),
                total=f"{_plain(total)}{whole.noun}",
            )


def _members(text: str, whole: Quantity, after: Sequence[Quantity]) -> list[Quantity]:
    """Return the numbers that follow one another as parts: of the unit, in a list of 、 and ，."""
    parts: list[Quantity] = []
    for quantity in after:
        between = text[parts[-1].end : quantity.start] if parts else ""
        if quantity.noun != whole.noun or not _exact(quantity) or _NO_PART.search(between):
            break
        if parts and (len(between) > _NEAR or between[:1] not in "、，和" or "其中" in between):
            break
        parts.append(quantity)
    return parts


def _exact(quantity: Quantity) -> bool:
    return quantity.value_to is None and not quantity.more


def _shares(view: Folded) -> Iterator[Doubt]:
    for match in _SHARE.finditer(view.text):
        if Decimal(match["value"]) > _HUNDRED:
            yield raised("LS105", view.back(*match.span()), share=view.words(*match.span()))
    for match in _RESPECTIVELY.finditer(view.text):
        parts = [Decimal(part) for part in _PERCENT.findall(match["list"])]
        total = sum(parts, Decimal(0))
        if total > _HUNDRED + _ROUNDING:
            yield raised(
                "LS105",
                view.back(*match.span("list")),
                case="sum",
                parts=view.words(*match.span("list")),
                total=_plain(total),
            )


def _annual(paragraph: Paragraph) -> Iterator[Doubt]:
    """Read 每年培育20家，三年共培育50家: so many every year against the whole of the years."""
    text, view = paragraph.text, paragraph.folded
    for match in _EVERY.finditer(text):
        low = max(text.rfind(sign, 0, match.start()) for sign in "。；") + 1
        high = next((at for at in [text.find("。", match.end())] if at >= 0), len(text))
        span = _YEARS.search(text, low, high)
        annual = next(iter(paragraph.quantities(match.end(), high)), None)
        if span is None or annual is None or annual.start - match.end() > _NEAR:
            continue
        whole = next(
            (q for q in paragraph.quantities(span.end(), high) if q.noun == annual.noun), None
        )
        if whole is None or whole is annual or whole.start - span.end() > _NEAR:
            continue
        if annual.kind not in _KINDS or not (_exact(whole) and _exact(annual)):
            continue
        years = int(span[1]) if span[1].isdigit() else numeral(span[1])
        total = annual.whole * years
        if whole.whole < total:
            yield raised(
                "LS106",
                view.back(annual.start, annual.end),
                (view.back(whole.start, whole.end),),
                annual=view.words(annual.start, annual.end),
                years=years,
                total=f"{_plain(total)}{annual.noun}",
                whole=view.words(whole.start, whole.end),
            )


def _ranges(view: Folded) -> Iterator[Doubt]:
    """Read 20—10%: a range whose two ends are printed in one scale runs upwards."""
    for match in _RANGE.finditer(view.text):
        same = match["first"] in {"", match["unit"]}
        if same and Decimal(match["low"]) > Decimal(match["high"]):
            yield raised("LS108", view.back(*match.span()), range=match[0])


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"
