"""How one item stands at an agency: its light and why, its history, what was said, those below."""

from __future__ import annotations

from functools import cached_property

from luoshi.agencies.api import Agency
from luoshi.kernel.charts import Chart
from luoshi.kernel.periods import Period
from luoshi.ledger.api import DerivedTerm, Item, promise, short_title
from luoshi.monitoring import wording
from luoshi.monitoring.models import Light
from luoshi.monitoring.pages.board import board_url
from luoshi.monitoring.pages.series import Aim, SeriesView
from luoshi.monitoring.queries import board, items, places, series
from luoshi.monitoring.queries.board import Frame
from luoshi.monitoring.rules.numbers import Numbers
from luoshi.reporting.api import Series


class ItemPage:
    """Everything the page of an item shows, in a constant number of statements."""

    def __init__(self, frame: Frame, item: Item, time: str) -> None:
        """Keep the context, the item, and the stretch of time asked for."""
        self.frame = frame
        self.item = item
        self.time = time

    @classmethod
    def of(cls, frame: Frame, item_id: int, time: str) -> ItemPage | None:
        """Return the page of an item that is lit at the agency in any period."""
        page = cls(frame, Item(pk=item_id), time)
        lights = page.history
        if not lights:
            return None
        page.item = items.whole(item_id)
        return page

    @cached_property
    def history(self) -> list[Light]:
        """Return the item's lights at the agency through time, the earliest first."""
        return board.history([self.item.pk], self.frame.agency).get(self.item.pk, [])

    @cached_property
    def light(self) -> Light | None:
        """Return the light of the period shown."""
        code = self.frame.period.code if self.frame.period else ""
        return next((light for light in self.history if light.period_code == code), None)

    @property
    def strip(self) -> list[tuple[Light, str, str, bool]]:
        """Return the history as a strip: each light, its period, its page, whether it is shown."""
        return [
            (light, self._short(period), self.url(period), period == self.frame.period)
            for light in self.history
            for period in (Period.parse(light.period_code),)
        ]

    def _short(self, period: Period) -> str:
        """Return a period without its year, where the year is the one that is looked at."""
        year = self.frame.period.end.year if self.frame.period else 0
        return period.label.removeprefix(f"{year}年")

    def url(self, period: Period, agency: Agency | None = None) -> str:
        """Return the address of this page in another period, or of another agency."""
        return board_url(agency or self.frame.agency, period, "item", self.item.pk)

    @property
    def promise(self) -> str:
        """Return what the plan promises."""
        return promise(self.item)

    @property
    def plan(self) -> str:
        """Return the plan's short name."""
        return short_title(self.item.plan.title)

    @property
    def facts(self) -> list[tuple[str, str]]:
        """Return the numbers behind the light in words."""
        return wording.behind_light(self.light) if self.light else []

    @cached_property
    def said(self) -> items.Told:
        """Return what was said of the item in the period, those highest in the tree first."""
        if self.frame.period is None:
            return items.Told([], 0)
        return items.progress_of(self.item.pk, self.frame.agency, self.frame.period)

    @cached_property
    def below(self) -> list[tuple[Light, str]]:
        """Return the lights of those below for the item, the worst first, each with its page."""
        order = [str(colour) for colour in board.WORST_FIRST]
        lights = places.of_item(self.frame.below(), self.item)
        ranked = sorted(
            lights, key=lambda one: (order.index(one.colour), -Numbers(one.numbers).behind)
        )
        return [
            (light, self.url(Period.parse(light.period_code), light.agency)) for light in ranked
        ]

    @cached_property
    def series(self) -> list[Series]:
        """Return what is reported of the item in figures."""
        return series.series_of_item(self.item)

    @cached_property
    def view(self) -> SeriesView | None:
        """Return the first of its series through the year, beside target, pace and forecast."""
        if not self.series:
            return None
        forecast = series.forecast_of(self.item, self.frame.agency, self.frame.period)
        aim = Aim(self.light, self.history, forecast)
        return SeriesView(self.frame, self.series[0], aim, self.time)

    @cached_property
    def terms(self) -> list[tuple[DerivedTerm, Series | None]]:
        """Return what the series shown is computed from."""
        return series.terms_of(self.series[0], self.frame.period) if self.series else []

    @property
    def others(self) -> list[Series]:
        """Return further series of the item, which have pages of their own."""
        return self.series[1:]

    @property
    def charts(self) -> list[Chart]:
        """Return the charts that the page shows."""
        return self.view.charts if self.view else []

    @property
    def why(self) -> str:
        """Return why the light is as it is, with the numbers and what would turn it green."""
        return wording.why(self.light) if self.light else ""

    @property
    def rule_words(self) -> str:
        """Return by which version of which rule the light was judged, and when."""
        return wording.ruled(self.light) if self.light else ""
