"""An agency beside the best and the median of its peers, series by series (row 109)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext as _

from luoshi.agencies.api import Agency
from luoshi.kernel.charts import Chart
from luoshi.ledger.api import Indicator
from luoshi.monitoring import wording
from luoshi.monitoring.queries.board import Frame
from luoshi.monitoring.queries.board_peers import Peers, Reached, reached
from luoshi.monitoring.rules.peers import Beside, beside
from luoshi.reporting.api import Series


@dataclass(frozen=True, slots=True)
class Row:
    """A series with how the agency stands among its peers, by growth or by level."""

    series: Series
    by_growth: bool
    stands: Beside
    best_names: str
    url: str

    @property
    def measure(self) -> str:
        """Return what is compared."""
        return _("累计同比增速（名义）") if self.by_growth else _("累计水平")

    @property
    def unit(self) -> str:
        """Return the unit of the value."""
        return "%" if self.by_growth else str(self.series.unit)

    @property
    def cells(self) -> tuple[str, str, str, str, str]:
        """Return value, best, median and both gaps as shown."""
        return (
            wording.one_decimal(self.stands.value),
            wording.one_decimal(self.stands.best),
            wording.one_decimal(self.stands.middle),
            wording.signed(self.stands.to_best),
            wording.signed(self.stands.to_middle),
        )


class Benchmark:
    """Everything the benchmark page shows; a constant number of statements."""

    def __init__(self, frame: Frame) -> None:
        """Keep the context."""
        self.frame = frame

    @cached_property
    def peers(self) -> Peers:
        """Return who is compared."""
        return Peers.of(self.frame.agency)

    @cached_property
    def rows(self) -> list[Row]:
        """Return the series in which at least two peers have something to compare."""
        if self.frame.period is None:
            return []
        rows = [self._row(each) for each in reached(self.peers, self.frame.period)]
        return [row for row in rows if row is not None]

    def _row(self, each: Reached) -> Row | None:
        """Return a row: growth where it is known, as places differ in size; else the level."""
        lower = each.series.indicator.better == Indicator.Better.LOWER
        by_growth = len(each.growths) > 1
        values = each.growths if by_growth else each.totals
        stands = beside(values, self.peers.one or 0, lower=lower)
        if stands is None:
            return None
        url = f"{reverse('monitoring:series', args=[each.series.pk])}?{self.frame.query}"
        return Row(each.series, by_growth, stands, self._names(stands), url)

    def _names(self, stands: Beside) -> str:
        """Return who is best, as far as the person may see them."""
        seen = {agency.pk for agency in self.frame.agencies}
        names = [str(self.peers.agencies[key]) for key in stands.best_of if key in seen]
        return "、".join(names)

    @property
    def one(self) -> Agency | None:
        """Return the agency that is compared; none where its parts are."""
        return self.peers.agencies.get(self.peers.one) if self.peers.one else None

    @property
    def sentence(self) -> str:
        """Return what is to be seen in one sentence."""
        if not self.rows or self.frame.period is None:
            return ""
        label = self.frame.period.label
        if self.one is None:
            return _("%(period)s，%(number)s项指标可在%(peers)s个地区之间对标。") % {
                "period": label, "number": len(self.rows), "peers": len(self.peers.agencies),
            }  # fmt: skip
        first = sum(row.stands.place == 1 for row in self.rows)
        behind = sum((row.stands.to_middle or 0) < 0 for row in self.rows)
        return _(
            "%(period)s，%(agency)s在%(number)s项指标中%(first)s项居首，%(behind)s项低于同级中位数。"
        ) % {
            "period": label, "agency": self.one, "number": len(self.rows), "first": first,
            "behind": behind,
        }  # fmt: skip

    @cached_property
    def chart(self) -> Chart:
        """Return the table as what can be downloaded."""
        heads = (_("指标"), _("比较内容"), _("单位"), _("本单位"), _("最好"), _("中位数"),
                 _("与最好相差"), _("与中位数相差"), _("位次"), _("参比单位数"))  # fmt: skip
        rows = [
            (str(row.series), row.measure, row.unit, *row.cells, str(row.stands.place or ""),
             str(row.stands.peers))
            for row in self.rows
        ]  # fmt: skip
        return Chart(
            key="benchmark",
            title=self.sentence or _("对标"),
            kind="bars",
            unit="",
            source=_("各单位报送、逐级核报的数据"),
            heads=heads,
            rows=rows,
        )
