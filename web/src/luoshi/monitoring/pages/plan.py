"""The board of one plan: its items against those below, each cell a light."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from luoshi.agencies.api import Agency
from luoshi.ledger.api import Item, promise, short_title
from luoshi.monitoring import wording
from luoshi.monitoring.models import Light
from luoshi.monitoring.pages.board import board_url
from luoshi.monitoring.queries import board as queries
from luoshi.monitoring.queries.board import Frame, Tally
from luoshi.monitoring.rules.numbers import Numbers
from luoshi.plans.api import Plan


@dataclass(frozen=True, slots=True)
class Spot:
    """A light with its word and the page that explains it; empty where there is none."""

    colour: str = ""
    word: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An item with its own light and those of the agencies below."""

    item: Item
    promise: str
    url: str
    own: Spot
    rate: str
    gap: str
    spots: tuple[Spot, ...]


class PlanBoard:
    """Everything the board of a plan shows, in a constant number of statements."""

    def __init__(self, frame: Frame, plan: Plan) -> None:
        """Keep the context and the plan."""
        self.frame = frame
        self.plan = plan

    @classmethod
    def of(cls, frame: Frame, plan_id: int) -> PlanBoard | None:
        """Return the board of a plan, if it has lights at the agency or below."""
        found = queries.plans_of([plan_id])
        board = cls(frame, found[0]) if found else None
        return board if board is not None and (board.own or board.below) else None

    @property
    def name(self) -> str:
        """Return the plan's short name."""
        return short_title(self.plan.title)

    @cached_property
    def own(self) -> list[Light]:
        """Return the agency's lights of the plan."""
        return list(queries.of_plan(self.frame.lights(), self.plan))

    @cached_property
    def below(self) -> list[Light]:
        """Return the lights of those directly below."""
        return list(queries.of_plan(self.frame.below(), self.plan))

    @cached_property
    def agencies(self) -> list[Agency]:
        """Return those directly below that have a light of the plan."""
        return queries.agencies_by_id([light.agency_id for light in self.below])

    @cached_property
    def tally(self) -> Tally:
        """Return the counts of the agency's own lights."""
        counted = Tally()
        for light in self.own:
            counted.add(light.colour, 1)
        return counted

    @property
    def counts(self) -> list[tuple[str, str, int]]:
        """Return each colour there is with its word and number."""
        return [(colour, wording.word(colour), number) for colour, number in self.tally.shown]

    @cached_property
    def rows(self) -> list[ItemRow]:
        """Return the items, the worst first, then in the plan's order."""
        own = {light.item_id: light for light in self.own}
        below = {(light.item_id, light.agency_id): light for light in self.below}
        items = {light.item_id: light.item for light in [*self.own, *self.below]}
        order = [str(colour) for colour in queries.WORST_FIRST]

        def rank(item: Item) -> tuple[int, int, int]:
            light = own.get(item.pk)
            place = order.index(light.colour) if light else len(order)
            return place, item.start, item.pk

        return [
            self._row(item, own.get(item.pk), below) for item in sorted(items.values(), key=rank)
        ]

    def _row(self, item: Item, own: Light | None, below: dict[tuple[int, int], Light]) -> ItemRow:
        numbers = Numbers(own.numbers if own else {})
        spots = tuple(
            self._spot(below.get((item.pk, agency.pk)), agency) for agency in self.agencies
        )
        return ItemRow(
            item,
            promise(item),
            self._url(item, self.frame.agency),
            self._spot(own, self.frame.agency),
            wording.rate(numbers.rate),
            wording.signed(numbers.lead),
            spots,
        )

    def _url(self, item: Item, agency: Agency) -> str:
        return board_url(agency, self.frame.period, "item", item.pk)

    def _spot(self, light: Light | None, agency: Agency) -> Spot:
        if light is None:
            return Spot()
        return Spot(light.colour, wording.word(light.colour), self._url(light.item, agency))
