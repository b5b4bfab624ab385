"""The pictures of a series through a year: what it comes to, beside pace, target and forecast."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property

from django.utils.translation import gettext as _

from luoshi.kernel.charts import Chart, Line
from luoshi.kernel.periods import MONTHS, Period
from luoshi.monitoring import wording
from luoshi.monitoring.models import Forecast, Light
from luoshi.monitoring.pages.parts import PartsView
from luoshi.monitoring.queries import series as queries
from luoshi.monitoring.queries.board import Frame
from luoshi.monitoring.queries.series import Month
from luoshi.monitoring.rules.numbers import Numbers
from luoshi.monitoring.wording import one, short, two
from luoshi.reporting.api import Series

_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Aim:
    """What a series is held against: the light of the period, those before, the forecast."""

    light: Light | None = None
    history: Sequence[Light] = ()
    forecast: Forecast | None = None

    @property
    def numbers(self) -> Numbers:
        """Return the numbers behind the light."""
        return Numbers(self.light.numbers if self.light else {})


class SeriesView:
    """A series of an agency in the year of the period shown."""

    def __init__(self, frame: Frame, series: Series, aim: Aim, time: str = "") -> None:
        """Keep what is shown; `time` narrows the periods: 2016-03..2016-06."""
        self.frame = frame
        self.series = series
        self.aim = aim
        self._time = time

    @property
    def unit(self) -> str:
        """Return the unit."""
        return str(self.series.unit or self.series.indicator.unit)

    @cached_property
    def _year(self) -> list[Month]:
        if self.frame.period is None:
            return []
        year = self.frame.period.end.year
        return queries.year_of(self.series, self.frame.agency, year, self.frame.periods)

    @cached_property
    def months(self) -> list[Month]:
        """Return the periods up to the one shown, within the stretch asked for (USE-24)."""
        here = self.frame.period
        start, _dots, end = self._time.partition("..")
        return [
            month
            for month in self._year
            if (here is None or month.period <= here)
            and (not start or month.period.end >= _day(start, month.period.end))
            and (not end or month.period.start <= _day(end, month.period.start))
        ]

    @property
    def last(self) -> Month | None:
        """Return the latest period shown."""
        return self.months[-1] if self.months else None

    @property
    def sentence(self) -> str:
        """Return what the picture says in one sentence."""
        if self.last is None or self.last.total is None:
            return ""
        words = [
            _("%(span)s%(name)s%(amount)s")
            % {
                "span": self.last.period.cumulative_label,
                "name": self.series,
                "amount": wording.amount(self.last.total, self.unit),
            }
        ]
        if self.last.nominal is not None:
            words.append(wording.on_last_year(self.last.nominal, comparable=False))
        if self.last.comparable is not None:
            words.append(wording.on_last_year(self.last.comparable, comparable=True))
        numbers = self.aim.numbers
        if numbers.rate is not None:
            words.append(_("完成目标的%(rate)s") % {"rate": wording.rate(numbers.rate)})
        if numbers.lead is not None:
            words.append(wording.points(numbers.lead))
        return "，".join(words)

    @cached_property
    def totals(self) -> Chart:
        """Return the running total beside last year's, the pace, the target and the forecast."""
        months = self._all_months()
        by_end = {month.period.end: month for month in self.months}
        shown = [by_end.get(end) for _label, end in months]
        lines = [
            Line(_("累计"), [month.total if month else None for month in shown]),
            Line(_("上年同期"), [month.last_total if month else None for month in shown], "dots"),
            *self._aims(months),
        ]
        return Chart(
            key=f"totals-{self.series.pk}",
            title=self.sentence or str(self.series),
            kind="lines",
            unit=self.unit,
            source=_("各单位报送、逐级核报的数据"),
            heads=self._heads(),
            rows=[self._row(month) for month in self.months],
            labels=[label for label, _end in months],
            lines=[line for line in lines if any(value is not None for value in line.values)],
            as_of=self._as_of,
            note=self._note(),
        )

    @cached_property
    def currents(self) -> Chart:
        """Return each period's own figure beside that of the year before."""
        rows = self.months
        lines = [
            Line(_("当期"), [month.current for month in rows], "bar"),
            Line(_("上年同期"), [month.last_current for month in rows], "dots"),
        ]
        last = self.last
        words = ""
        if last is not None and last.current is not None:
            words = f"{last.period.label}{self.series}{wording.amount(last.current, self.unit)}"
            if last.growth is not None:
                words += "，" + wording.on_last_year(last.growth, comparable=False)
        return Chart(
            key=f"currents-{self.series.pk}",
            title=words or str(self.series),
            kind="lines",
            unit=self.unit,
            source=_("各单位报送、逐级核报的数据"),
            heads=(_("期别"), _("当期"), _("上年同期"), _("同比（名义，%）")),
            rows=[
                (m.period.label, two(m.current), two(m.last_current), one(m.growth)) for m in rows
            ],
            labels=[short(month.period) for month in rows],
            lines=[line for line in lines if any(value is not None for value in line.values)],
            as_of=self._as_of,
        )

    @property
    def charts(self) -> list[Chart]:
        """Return the pictures; none where nothing was said."""
        if not self.months:
            return []
        return [self.totals, self.currents, *self.parts.charts]

    @cached_property
    def parts(self) -> PartsView:
        """Return how it is made up by each dimension of its indicator."""
        return PartsView(self.series, self.frame.agency, self.months)

    @property
    def _as_of(self) -> datetime | None:
        return self.aim.light.lit_at if self.aim.light else None

    def _heads(self) -> tuple[str, ...]:
        return (
            _("期别"),
            _("当期"),
            _("累计"),
            _("上年同期累计"),
            _("累计同比（名义，%）"),
            _("累计同比（可比口径，%）"),
            _("性质"),
        )

    def _row(self, month: Month) -> tuple[str | Decimal | None, ...]:
        return (
            month.period.label,
            two(month.current),
            two(month.total),
            two(month.last_total),
            one(month.nominal),
            one(month.comparable),
            _("含快报") if month.flash else _("正式"),
        )

    def _all_months(self) -> list[tuple[str, date]]:
        """Return the labels of the whole year where there is an aim at its end, else as said."""
        said = [(short(month.period), month.period.end) for month in self.months]
        narrowed = bool(self._time)
        if not said or narrowed or (self.aim.numbers.target is None and not self.aim.forecast):
            return said
        last = self.months[-1].period
        rest = [
            Period.month(last.end.year, month) for month in range(last.end.month + 1, MONTHS + 1)
        ]
        return said + [(short(each), each.end) for each in rest]

    def _aims(self, months: Sequence[tuple[str, date]]) -> list[Line]:
        """Return the lines of the target, the pace and the forecast."""
        found: list[Line] = []
        target = self.aim.numbers.target
        if target is not None:
            found.append(Line(_("目标"), [target for _month in months], "dash"))
            paces = {light.end: Numbers(light.numbers).pace for light in self.aim.history}
            expected = [
                None if (pace := paces.get(end)) is None else target * pace / _HUNDRED
                for _label, end in months
            ]
            found.append(Line(_("序时要求"), expected, "dash"))
        forecast, last = self.aim.forecast, self.last
        if forecast and last and last.total is not None and forecast.point is not None:
            found += self._fan(months, forecast, last)
        return found

    def _fan(
        self, months: Sequence[tuple[str, date]], forecast: Forecast, last: Month
    ) -> list[Line]:
        """Return the forecast as an interval that opens from the last figure to the year end."""
        ends = [end for _label, end in months]
        start = ends.index(last.period.end)
        steps = len(ends) - 1 - start
        if steps <= 0 or last.total is None:
            return []

        def towards(goal: Decimal | None) -> list[Decimal | None]:
            if goal is None or last.total is None:
                return [None] * len(ends)
            rise = (goal - last.total) / steps
            told = [last.total + rise * step for step in range(steps + 1)]
            return [*([None] * start), *told]

        return [
            Line(_("预测区间"), towards(forecast.low), "band", towards(forecast.high)),
            Line(_("预测"), towards(forecast.point), "dots"),
        ]

    def _note(self) -> str:
        """Return what is expected of the year end, how sure that is, and how good it was so far."""
        return wording.forecast(self.aim.forecast, self.unit) if self.aim.forecast else ""


def _day(raw: str, otherwise: date) -> date:
    """Read a month or a day of the address; anything else narrows nothing."""
    try:
        return date.fromisoformat(f"{raw}-01" if raw.count("-") == 1 else raw)
    except ValueError:
        return otherwise
