"""LS101: growth held against last year's figure and this year's target."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Final

from luoshi_reader.doubts import Doubt
from luoshi_reader.facts import Fact, Figure, Op
from luoshi_reader.rules import raised
from luoshi_reader.structure.outline import PlanText
from luoshi_reader.text.numbers import power
from luoshi_reader.text.quantities import bare_unit

#: Words of a subject that do not tell one population from another.
_IDLE: Final = re.compile(
    r"全省|全市|全区|全县|全国|[我本][省市区县]|规模以上|规上|限额以上|企业|行业|产业|工业|业|实现|完成|的"
)
#: A level said to be exceeded (突破60万辆) is exceeded by little: 突破 names the mark just passed.
_PASSED_BY: Final = Decimal("1.02")
#: 左右, 近 and 约 leave a tenth of the number on either side.
_ABOUT: Final = Decimal("0.1")
#: Clashes smaller than this are notes: bases are often revised by so much.
_SMALL: Final = Decimal(1)
_HUNDRED: Final = Decimal(100)
_SUFFIX: Final[dict[Op, str]] = {">=": "以上", "~": "左右", "<=": "以内", ">": "以上", "<": "以下"}
_PREFIX: Final[dict[Op, str]] = {">": "超过", "<": "不足"}


@dataclass(frozen=True, slots=True)
class _Range:
    """The numbers a printed number can stand for; None is no limit."""

    low: Decimal | None
    high: Decimal | None


def growth(_plan: PlanText, facts: Sequence[Fact]) -> Iterator[Doubt]:
    """Yield LS101 for each target whose growth its base does not give.

    Base, target and growth are taken as wide as they are printed: 12% is anything from 11.5 to
    12.5, 突破3000 nothing below 3000 and little above, 以上 anything above.
    """
    figures = [fact for fact in facts if isinstance(fact, Figure) and fact.value is not None]
    for target in figures:
        if target.growth_pct is None or target.year is None:
            continue
        base = base_of(target, figures)
        if base is None:
            continue
        given = _growths(base, target)
        if given is not None and not _meet(given, _printed_growth(target)):
            yield _doubt(base, target)


def base_of(target: Figure, figures: Sequence[Figure]) -> Figure | None:
    """Return last year's figure of the same indicator and population, or None."""
    alike = [
        figure
        for figure in figures
        if target.year is not None
        and figure.year == target.year - 1
        and figure.kind != "target"
        and _whole(figure) is not None
        and _noun(figure) == _noun(target)
        and figure.indicator_text == target.indicator_text
        and _same_owner(figure, target)
    ]
    return alike[0] if len(alike) == 1 else None


def _same_owner(base: Figure, target: Figure) -> bool:
    if base.scope != target.scope:
        return False
    one, other = _core(base.subject_text), _core(target.subject_text)
    return one == other or bool(one and other and (one in other or other in one))


def _core(subject: str | None) -> str:
    return _IDLE.sub("", subject or "")


def _noun(figure: Figure) -> str:
    return bare_unit(figure.unit)


def _whole(figure: Figure) -> Decimal | None:
    if figure.value is None or figure.value <= 0:
        return None
    return figure.value * Decimal(10) ** power(_scale(figure.unit))


def _scale(unit: str | None) -> str:
    unit = unit or ""
    return unit[: len(unit) - len(unit.lstrip("万亿"))]


def _growths(base: Figure, target: Figure) -> _Range | None:
    """Return the growth in percent that base and target can mean."""
    before, after = _levels(base), _levels(target)
    if before.low is None or before.low <= 0 or after.low is None:
        return None
    low = _percent(after.low, before.high) if before.high is not None else None
    high = _percent(after.high, before.low) if after.high is not None else None
    return _Range(low, high)


def _percent(after: Decimal, before: Decimal) -> Decimal:
    return (after / before - 1) * _HUNDRED


def _levels(figure: Figure) -> _Range:
    whole, value = _whole(figure), figure.value
    assert whole is not None
    assert value is not None
    half = _half(value) * (whole / value)
    match figure.op:
        case ">" | ">=":
            above = whole * _PASSED_BY if figure.kind == "target" else None
            return _Range(whole if figure.op == ">" else whole - half, above)
        case "~":
            return _Range(whole * (1 - _ABOUT / 2), whole * (1 + _ABOUT / 2))
        case "<" | "<=":
            return _Range(None, whole + half)
        case _:
            return _Range(whole - half, whole + half)


def _printed_growth(figure: Figure) -> _Range:
    percent = figure.growth_pct
    assert percent is not None
    half = _half(percent)
    match figure.growth_op:
        case ">" | ">=":
            return _Range(percent - half, None)
        case "<" | "<=":
            return _Range(None, percent + half)
        case "~":
            around = max(abs(percent) * _ABOUT, half * 2)
            return _Range(percent - around, percent + around)
        case _:
            return _Range(percent - half, percent + half)


def _half(value: Decimal) -> Decimal:
    """Return half of the last printed place: 0.5 of 12, 0.05 of 9.6."""
    exponent = value.as_tuple().exponent
    places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return Decimal(5) / Decimal(10) ** (places + 1)


def _meet(one: _Range, other: _Range) -> bool:
    for first, second in pairwise((one, other, one)):
        if first.low is not None and second.high is not None and first.low > second.high:
            return False
    return True


def _doubt(base: Figure, target: Figure) -> Doubt:
    before, after = _whole(base), _whole(target)
    assert before is not None
    assert after is not None
    assert target.growth_pct is not None
    exact = _percent(after, before).quantize(Decimal("0.1"))
    gap = abs(exact - target.growth_pct)
    return raised(
        "LS101",
        target.span,
        (base.span,),
        severity="warning" if gap >= _SMALL else "note",
        year=base.year,
        what=f"{base.subject_text or ''}{base.indicator_text}",
        base=level(base),
        next_year=target.year,
        target=level(target),
        computed=moves(exact),
        printed=moves(target.growth_pct, target.growth_op),
        gap=_plain(gap),
    )


def level(figure: Figure) -> str:
    """Return a figure's level as a plan prints it: 超过60万辆, 10%以上."""
    op = figure.op or "="
    suffix = _SUFFIX[op] if op in {">=", "~", "<="} else ""
    assert figure.value is not None
    return f"{_PREFIX.get(op, '')}{_plain(figure.value)}{figure.unit or ''}{suffix}"


def moves(percent: Decimal, op: Op | None = None) -> str:
    """Return a growth as a plan prints it: 增长8%以上, 下降3%."""
    verb = "下降" if percent < 0 else "增长"
    suffix = _SUFFIX.get(op, "") if op is not None else ""
    return f"{verb}{_plain(abs(percent))}%{suffix}"


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"
