"""The pictures of how a series is made up: every dimension a stack of its parts, with shares."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from luoshi.agencies.api import Agency
from luoshi.kernel.charts import Chart, Line
from luoshi.kernel.figures import plain
from luoshi.kernel.rounding import rate_text, share
from luoshi.ledger.api import Dimension
from luoshi.monitoring.queries.parts import Part, parts_of
from luoshi.monitoring.queries.series import Month
from luoshi.monitoring.wording import one, short, two
from luoshi.reporting.api import Series, adding

Cells = tuple[str | Decimal | None, ...]


class PartsView:
    """A series of an agency by each of its dimensions, in the periods that its page shows."""

    def __init__(self, series: Series, agency: Agency, months: Sequence[Month]) -> None:
        """Keep the series and the periods shown, and read its parts."""
        self.series = series
        self.months = months
        self._parts = parts_of(series, agency, [month.period for month in months])

    @property
    def charts(self) -> list[Chart]:
        """Return one picture for each dimension of which something was said."""
        return [self._chart(dimension, parts) for dimension, parts in self._parts.items()]

    @property
    def _adds(self) -> bool:
        return str(self.series.indicator.over_places) == adding.How.SUM

    def _chart(self, dimension: Dimension, parts: Sequence[Part]) -> Chart:
        *options, whole = parts
        labels = [short(month.period) for month in self.months]
        style = "stack" if self._adds else "line"
        unit = str(self.series.unit or self.series.indicator.unit)
        return Chart(
            key=f"parts-{self.series.pk}-{dimension.number}",
            title=self._sentence(dimension, options, whole),
            kind="lines",
            unit=unit,
            source=_("各单位报送、逐级核报的数据"),
            heads=(str(dimension), *labels, _("累计"), _("占总数（%）")),
            rows=[self._row(part, whole) for part in parts],
            labels=labels,
            lines=[Line(str(part.option), part.currents, style) for part in options],
            note=self._note(options, whole),
        )

    def _row(self, part: Part, whole: Part) -> Cells:
        return (
            str(part.option or _("总数")),
            *(two(value) for value in part.currents),
            two(part.total),
            one(self._share(part, whole)),
        )

    def _share(self, part: Part, whole: Part) -> Decimal | None:
        """Return which share of the total an option has; of rates there is none."""
        return share(part.total, whole.total) if self._adds else None

    def _sentence(self, dimension: Dimension, options: Sequence[Part], whole: Part) -> str:
        """Return what the picture says: the largest part and its share."""
        said = [(part.total, part) for part in options if part.total is not None]
        words = _("%(name)s按%(dimension)s分") % {"name": self.series, "dimension": dimension}
        if not said or not self._adds:
            return words
        _total, largest = max(said, key=lambda pair: pair[0])
        held = self._share(largest, whole)
        if held is None:
            return words
        return _("%(words)s，%(option)s最多，占%(share)s") % {
            "words": words,
            "option": largest.option,
            "share": rate_text(held),
        }

    def _note(self, options: Sequence[Part], whole: Part) -> str:
        """Return that the parts do not add up, where they do not (GOV-16)."""
        if not self._adds or whole.total is None:
            return ""
        summed = sum((part.total for part in options if part.total is not None), Decimal(0))
        if summed == whole.total:
            return ""
        words = _("各分项之和%(summed)s，与总数%(total)s不等：有的单位没有分项填报，或者作了说明。")
        return words % {"summed": plain(summed), "total": plain(whole.total)}
