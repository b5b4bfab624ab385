"""How monitoring says what it shows: one sentence a page, amounts, the words of a light."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from luoshi.kernel.figures import plain
from luoshi.kernel.periods import Period
from luoshi.kernel.rounding import NONE, half_up, points_text, rate_text
from luoshi.monitoring.models import Curve, Forecast, Light
from luoshi.monitoring.queries.board import WORST_FIRST, Frame, Tally
from luoshi.monitoring.rules.numbers import Numbers


def amount(value: Decimal | None, unit: str = "") -> str:
    """Return a value with its unit as it is shown, two decimals at most."""
    return NONE if value is None else f"{plain(half_up(value, 2))}{unit}"


def two_decimals(value: Decimal | None) -> str:
    """Return a value with two decimals, so that a column of them stands in line."""
    return NONE if value is None else f"{half_up(value, 2):.2f}".replace("-", "−")


def rate(value: Decimal | None) -> str:
    """Return a rate with one decimal."""
    return rate_text(value)


def points(value: Decimal | None) -> str:
    """Return how far ahead or behind, in points of per cent, with the sign said in words."""
    if value is None:
        return NONE
    if value == 0:
        return _("与序时持平")
    words = _("落后") if value < 0 else _("超前")
    return f"{words}{points_text(abs(value))}"


def word(colour: str) -> str:
    """Return the word of a light: 红灯."""
    return str(Light.Colour(colour).label)


def tally(counts: Tally) -> str:
    """Return counts in words: 红灯3，黄灯2，绿灯10."""
    return "，".join(f"{word(colour)}{number_}" for colour, number_ in counts.shown)


def headline(frame: Frame, own: Tally, before: Tally, behind: str) -> str:
    """Return the one sentence that states what the board shows."""
    if frame.period is None or own.total == 0:
        return ""
    red, yellow, silent = (own.counts[one] for one in WORST_FIRST[:3])
    words = [
        _("%(period)s，%(agency)s共亮灯%(total)s项，红灯%(red)s项、黄灯%(yellow)s项")
        % {
            "period": frame.period.label,
            "agency": frame.agency,
            "total": own.total,
            "red": red,
            "yellow": yellow,
        }
    ]
    if silent:
        words.append(_("未报%(number)s项") % {"number": silent})
    if before.total:
        words.append(_against(red - before.counts[Light.Colour.RED]))
    if behind:
        words.append(_("下级中%(agency)s红灯最多") % {"agency": behind})
    return "，".join(words) + "。"


def _against(difference: int) -> str:
    """Return how the red lights changed since the period before."""
    if difference == 0:
        return _("红灯数与上期持平")
    words = _("红灯较上期增加%(number)s项") if difference > 0 else _("红灯较上期减少%(number)s项")
    return words % {"number": abs(difference)}


def one_decimal(value: Decimal | None) -> str:
    """Return a number with one decimal, so that a column of them stands in line."""
    return NONE if value is None else f"{half_up(value, 1):f}".replace("-", "−")


def signed(difference: Decimal | None) -> str:
    """Return a difference of rates with its sign, one decimal: +1.2, −3.0."""
    if difference is None:
        return NONE
    rounded = half_up(difference, 1)
    sign = "−" if rounded < 0 else "+" if rounded > 0 else ""
    return f"{sign}{abs(rounded):f}"


def behind_light(light: Light) -> list[tuple[str, str]]:
    """Return the numbers behind a light as labels and words; what is unknown is left out."""
    numbers = Numbers(light.numbers)
    rows = [
        (_("累计完成"), amount(numbers.done, numbers.unit)),
        (_("目标"), amount(numbers.target, numbers.unit)),
        (_("完成率"), rate(numbers.rate)),
        (_("序时进度"), rate(numbers.pace)),
        (_("序时差"), points(numbers.lead)),
    ]
    return [(label, words) for label, words in rows if words != NONE]


def why(light: Light) -> str:
    """Return why a light is as it is, and what would turn it green (GOV-07)."""
    numbers = Numbers(light.numbers)
    if numbers.finished_on is not None:
        return _("已于%(day)s办结。") % {"day": f"{numbers.finished_on:%Y-%m-%d}"}
    words = [_because(numbers)]
    if numbers.hedged:
        words.append(_("“力争”的目标最多亮黄灯"))
    if numbers.need is not None:
        words.append(_("再完成%(amount)s可转绿灯") % {"amount": amount(numbers.need, numbers.unit)})
    return "，".join(word for word in words if word) + "。"


def _because(numbers: Numbers) -> str:
    """Return what decided, with the number and the threshold."""
    number, threshold = one_decimal(numbers.number), one_decimal(numbers.threshold)
    said = {
        "met": _("已达到目标"),
        "silent": _("本期未报，不评红黄绿灯"),
        "overdue": _("已过完成时限"),
        "at_the_end": _("到期未达到目标"),
        "shortfall": _("比序时应完成数少%(number)s%%（红灯线%(threshold)s%%）"),
        "ratio": _("完成率为序时进度的%(number)s%%（线%(threshold)s%%）"),
        "growth": _("同比（可比口径）增长%(number)s%%，应增长%(threshold)s%%")
        if numbers.comparable
        else _("同比（名义）增长%(number)s%%，应增长%(threshold)s%%"),
        "milestone": _("有节点逾期%(number)s天"),
        "soon": _("距完成时限%(number)s天"),
        "going": _("按期推进"),
    }.get(numbers.measure, "")
    shown = {"number": number.removesuffix(".0"), "threshold": threshold.removesuffix(".0")}
    decided = said % shown if "%(" in said else said
    figures = [] if numbers.rate is None else _figures(numbers)
    if numbers.measure == "gap" and numbers.threshold is not None:
        figures.append(_("界线%(threshold)s个百分点") % shown)
    return "，".join(part for part in (decided, *figures) if part)


def _figures(numbers: Numbers) -> list[str]:
    """Return the figures behind a light in words."""
    rows = [
        _("累计%(done)s，目标%(target)s")
        % {
            "done": amount(numbers.done, numbers.unit),
            "target": amount(numbers.target, numbers.unit),
        }
        if numbers.target is not None
        else "",
        _("完成%(rate)s") % {"rate": rate(numbers.rate)},
        _("序时进度%(pace)s") % {"pace": rate(numbers.pace)} if numbers.pace is not None else "",
        points(numbers.lead) if numbers.lead is not None else "",
    ]
    return [row for row in rows if row]


def ruled(light: Light) -> str:
    """Return by which version of which rule a light was judged, and when."""
    at = timezone.localtime(light.lit_at)
    words = _("按亮灯规则第%(version)s版（%(since)s起）判定，判定时间%(at)s") % {
        "version": light.rule.version,
        "since": light.rule.since,
        "at": f"{at:%Y-%m-%d %H:%M}",
    }
    kind, _colon, version = Numbers(light.numbers).curve.partition(":")
    if kind in Curve.Kind.values:
        told = {"kind": Curve.Kind(kind).label, "version": version}
        words += _("，序时进度按%(kind)s（第%(version)s版）") % told
    return words + (_("，已定") if light.frozen else "")


def grew(growth: Decimal) -> str:
    """Return a growth in words: 增长9.6%, 下降3.1%."""
    if half_up(growth, 1) == 0:
        return _("持平")
    words = _("增长") if growth > 0 else _("下降")
    return f"{words}{rate_text(abs(growth))}"


def on_last_year(growth: Decimal, *, comparable: bool) -> str:
    """Return a growth on last year with the basis it stands on (GOV-15)."""
    words = _("同比（可比口径）%(growth)s") if comparable else _("同比（名义）%(growth)s")
    return words % {"growth": grew(growth)}


_METHODS: Final = {
    "profile": gettext_lazy("上年各月进度"),
    "pace": gettext_lazy("按日均匀进度"),
}


def forecast(seen: Forecast, unit: str) -> str:
    """Return what the year end is expected to be, how sure that is, how good it was so far."""
    if seen.point is None:
        return ""
    if seen.point == seen.low == seen.high:
        return _("全年数据已齐，不再预测。")
    words = [
        _("预计全年%(point)s（%(low)s—%(high)s），方法：%(method)s，用%(months)s个月数据")
        % {
            "point": amount(seen.point, unit),
            "low": amount(seen.low),
            "high": amount(seen.high, unit),
            "method": _METHODS.get(seen.method, seen.method),
            "months": seen.months,
        }
    ]
    if seen.chance is not None:
        words.append(_("达标可能%(chance)s") % {"chance": rate_text(seen.chance * 100)})
    error, cover = (seen.backtest.get(key) for key in ("mape", "coverage"))
    if error is not None:
        words.append(_("回测平均误差%(error)s") % {"error": rate_text(Decimal(str(error)))})
    if cover is not None:
        words.append(_("区间覆盖%(cover)s") % {"cover": rate_text(Decimal(str(cover)))})
    return "；".join(words) + "。"


def short(period: Period) -> str:
    """Return a period as an axis has room for it: 3月, 1—2月."""
    return period.label.partition("年")[2] or period.label


def two(value: Decimal | None) -> Decimal | None:
    """Return a value as tables show it."""
    return None if value is None else half_up(value, 2)


def one(value: Decimal | None) -> Decimal | None:
    """Return a rate as tables show it."""
    return None if value is None else half_up(value, 1)
