"""The territories below an agency in the order of what they have completed (ties equal)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.utils.translation import gettext as _

from luoshi.kernel.charts import Chart, Region
from luoshi.kernel.rounding import half_up
from luoshi.ledger.api import Item, promise
from luoshi.monitoring import wording
from luoshi.monitoring.models import Light
from luoshi.monitoring.pages.board import board_url
from luoshi.monitoring.queries import board, places
from luoshi.monitoring.queries.board import Frame
from luoshi.monitoring.rules.numbers import Numbers
from luoshi.monitoring.rules.ranking import places as places_in


@dataclass(frozen=True, slots=True)
class Standing:
    """A territory's place, with the numbers that gave it."""

    place: int | None
    light: Light
    url: str
    done: Decimal | None
    target: Decimal | None
    rate: Decimal | None
    lead: Decimal | None
    unit: str

    @property
    def shown(self) -> tuple[str, str, str, str]:
        """Return what was done, what is to be done, the rate and the lead in words."""
        return (
            wording.two_decimals(self.done),
            wording.two_decimals(self.target),
            wording.rate(self.rate),
            wording.signed(self.lead),
        )


class League:
    """Everything the league of an item shows; a constant number of statements."""

    def __init__(self, frame: Frame, item: str) -> None:
        """Keep the context and the item asked for."""
        self.frame = frame
        self._asked = item
        self._lights = places.lights_of(frame, places.levels_below(frame.agency))

    @cached_property
    def items(self) -> list[tuple[Item, int]]:
        """Return the items to choose from."""
        return [pair for pair in places.items_of(self._lights) if pair[1] > 1]

    @cached_property
    def item(self) -> Item | None:
        """Return the item shown: the one asked for, or the one most territories have."""
        asked = [item for item, _number in self.items if str(item.pk) == self._asked]
        fullest = sorted(self.items, key=lambda pair: -pair[1])
        return asked[0] if asked else fullest[0][0] if fullest else None

    @cached_property
    def rows(self) -> list[Standing]:
        """Return the territories, the first place first; those without a number last."""
        lights = places.of_item(self._lights, self.item) if self.item else []
        leads = [Numbers(light.numbers).lead for light in lights]
        rates = [Numbers(light.numbers).rate for light in lights]
        known = all(lead is not None for lead, r in zip(leads, rates, strict=True) if r is not None)
        # A lower value may be the better one; how far ahead of its pace one is says it for both.
        values = leads if known else rates
        found = [
            self._standing(light, place)
            for light, place in zip(lights, places_in(values), strict=True)
        ]
        return sorted(
            found, key=lambda row: (row.place is None, row.place or 0, row.light.agency.path)
        )

    def _standing(self, light: Light, place: int | None) -> Standing:
        numbers = Numbers(light.numbers)
        return Standing(
            place,
            light,
            board_url(light.agency, self.frame.period, "item", light.item_id),
            numbers.done,
            numbers.target,
            numbers.rate,
            numbers.lead,
            numbers.unit,
        )

    @property
    def unit(self) -> str:
        """Return the unit that the territories' amounts share."""
        return next((row.unit for row in self.rows if row.unit), "")

    @property
    def sentence(self) -> str:
        """Return what the league says in one sentence."""
        ranked = [row for row in self.rows if row.place is not None]
        if not ranked or self.frame.period is None:
            return ""
        red = [row for row in ranked if row.light.colour == Light.Colour.RED]
        first = "、".join(str(row.light.agency) for row in ranked if row.place == 1)
        words = _("%(first)s居首") % {"first": first}
        if red:
            names = "、".join(str(row.light.agency) for row in red[-3:])
            words += _("，%(number)s个亮红灯（%(names)s等）") % {"number": len(red), "names": names}
        return f"{self.frame.period.label}，{words}。"

    @cached_property
    def chart(self) -> Chart:
        """Return the picture of the rates, in the order of the places."""
        ranked = [row for row in self.rows if row.rate is not None]
        regions = [
            Region(
                row.light.agency.code,
                f"{row.place} {row.light.agency}",
                row.light.colour,
                wording.word(row.light.colour),
                half_up(row.rate, 1) if row.rate is not None else None,
                f"{row.shown[0]} / {row.shown[1]}{row.unit}",
                row.url,
            )
            for row in ranked
        ]
        heads = (
            _("位次"),
            _("单位"),
            _("累计完成"),
            _("目标"),
            _("完成率（%）"),
            _("序时差（百分点）"),
            _("亮灯"),
        )
        rows = [
            (
                str(row.place or ""),
                str(row.light.agency),
                row.done,
                row.target,
                None if row.rate is None else half_up(row.rate, 1),
                None if row.lead is None else half_up(row.lead, 1),
                wording.word(row.light.colour),
            )
            for row in self.rows
        ]
        return Chart(
            key="league",
            title=f"{self.item or ''}：{self.sentence}",
            kind="bars",
            unit="%",
            source=_("各单位报送、逐级核报的数据"),
            heads=heads,
            rows=rows,
            regions=regions,
            as_of=board.lit_at(self._lights),
        )

    @property
    def promise(self) -> str:
        """Return what the plan promises of the item."""
        return promise(self.item) if self.item else ""
