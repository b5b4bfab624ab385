"""The lights on the map of Henan, by city or by county: of one item, or of all together."""

from __future__ import annotations

from functools import cached_property

from django.templatetags.static import static
from django.utils.translation import gettext as _

from luoshi.agencies.api import Agency
from luoshi.kernel.charts import Chart, Region
from luoshi.kernel.tables.markup import SHAPES
from luoshi.ledger.api import Item
from luoshi.monitoring import wording
from luoshi.monitoring.models import Light
from luoshi.monitoring.pages.board import board_url
from luoshi.monitoring.queries import board, places
from luoshi.monitoring.queries.board import Frame, Tally
from luoshi.monitoring.rules.numbers import Numbers


class LightMap:
    """Everything the map shows; a constant number of statements."""

    def __init__(self, frame: Frame, item: str, by: str) -> None:
        """Keep the context, the item asked for, and whether counties are wanted."""
        self.frame = frame
        self._asked = item
        province = frame.agency.level == Agency.Level.PROVINCE
        self.by = "city" if province and by != "county" else "county"
        levels = places.CITIES if self.by == "city" else places.COUNTIES
        self._lights = places.lights_of(frame, levels)

    @cached_property
    def items(self) -> list[tuple[Item, int]]:
        """Return the items to choose from."""
        return places.items_of(self._lights)

    @cached_property
    def item(self) -> Item | None:
        """Return the item shown; none for all together."""
        return next((item for item, _n in self.items if str(item.pk) == self._asked), None)

    @cached_property
    def _tallies(self) -> dict[Agency, Tally]:
        """Return the territories with the counts of their lights, the most red ones first."""
        found = places.tallies(self._lights)
        worst = board.WORST_FIRST
        return dict(sorted(found.items(), key=lambda one: [-one[1].counts[each] for each in worst]))

    @cached_property
    def regions(self) -> list[Region]:
        """Return the territories that have a light."""
        if self.item is not None:
            return [self._of_light(light) for light in places.of_item(self._lights, self.item)]
        return [self._of_tally(agency, tally) for agency, tally in self._tallies.items()]

    @property
    def worst_first(self) -> list[Region]:
        """Return the territories, the one that wants most help first."""
        order = [str(colour) for colour in board.WORST_FIRST]
        if self.item is None:
            return self.regions
        return sorted(self.regions, key=lambda one: (order.index(one.light), one.value or 0))

    def _of_light(self, light: Light) -> Region:
        numbers = Numbers(light.numbers)
        words = [wording.amount(numbers.done, numbers.unit)] if numbers.done is not None else []
        if numbers.rate is not None:
            words.append(_("完成%(rate)s") % {"rate": wording.rate(numbers.rate)})
        url = board_url(light.agency, self.frame.period, "item", light.item_id)
        return Region(
            light.agency.code,
            str(light.agency),
            light.colour,
            wording.word(light.colour),
            numbers.rate,
            "，".join(words),
            url,
        )

    def _of_tally(self, agency: Agency, tally: Tally) -> Region:
        most = max(tally.shown, key=lambda pair: pair[1])[0]
        url = board_url(agency, self.frame.period)
        return Region(
            agency.code, str(agency), most, wording.word(most), None, wording.tally(tally), url,
            mark=" ".join(f"{SHAPES[colour]}{number}" for colour, number in tally.wanting[:2]),
        )  # fmt: skip

    @property
    def sentence(self) -> str:
        """Return what the map says in one sentence."""
        if self.frame.period is None or not self.regions:
            return ""
        red = [region.name for region in self.regions if region.light == Light.Colour.RED]
        what = str(self.item) if self.item else _("全部事项")
        if not red:
            return f"{self.frame.period.label}，{what}：" + _("没有以红灯为主的地区。")
        words = _("%(number)s个地区亮红灯：%(names)s") % {
            "number": len(red),
            "names": "、".join(red[:6]) + ("等" if len(red) > 6 else ""),  # noqa: PLR2004 - as many as a line holds
        }
        return f"{self.frame.period.label}，{what}：{words}。"

    @cached_property
    def chart(self) -> Chart:
        """Return the map with the table behind it."""
        name = "henan-cities" if self.by == "city" else "henan-counties"
        city = self.frame.agency.code if self.frame.agency.level == Agency.Level.CITY else ""
        note = _("地图为示意图，边界不作为依据。")
        if self.item is None:
            note += _("底色为该地区最多的一种灯，图上的数是红灯、黄灯或未报的项数。")
        return Chart(
            key="map",
            title=self.sentence or _("本期没有亮灯"),
            kind="map",
            unit="",
            source=_("各单位报送、逐级核报的数据"),
            heads=(_("单位"), _("亮灯"), _("完成率（%）"), _("情况")),
            rows=[(one.name, one.word, one.value, one.text) for one in self.regions],
            regions=self.regions,
            shapes=static(f"monitoring/maps/{name}.json"),
            within=city,
            as_of=board.lit_at(self._lights),
            note=note,
        )
