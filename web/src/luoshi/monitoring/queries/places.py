"""The lights of territories beside each other, for leagues and maps."""

from __future__ import annotations

from typing import Final

from django.db.models import Count, QuerySet

from luoshi.agencies.api import Agency
from luoshi.ledger.api import Item
from luoshi.monitoring.models import Light
from luoshi.monitoring.queries.board import Frame, Tally, of_period

CITIES: Final = (Agency.Level.CITY,)
COUNTIES: Final = (Agency.Level.COUNTY, Agency.Level.PARK)


def levels_below(agency: Agency) -> tuple[str, ...]:
    """Return the territories that stand beside each other directly below an agency."""
    return CITIES if agency.level == Agency.Level.PROVINCE else COUNTIES


def lights_of(frame: Frame, levels: tuple[str, ...]) -> QuerySet[Light]:
    """Return the lights of the territories of some levels below an agency in the period."""
    if frame.period is None:
        return Light.objects.none()
    there = Light.objects.filter(agency__path__startswith=frame.agency.path)
    return of_period(there.filter(agency__level__in=levels), frame.period)


def items_of(lights: QuerySet[Light]) -> list[tuple[Item, int]]:
    """Return the items that several territories are lit for, with how many; two statements."""
    counted = dict(lights.order_by().values_list("item").annotate(Count("agency")))
    items = Item.objects.filter(pk__in=counted).select_related(
        "plan", "target", "commitment", "project", "task"
    )
    ordered = items.defer("plan__outline").order_by("plan__ordinal", "start", "pk")
    return [(item, counted[item.pk]) for item in ordered]


def of_item(lights: QuerySet[Light], item: Item) -> list[Light]:
    """Return the lights of one item with their agencies; one statement."""
    return list(lights.filter(item=item).select_related("agency").order_by("agency__path"))


def tallies(lights: QuerySet[Light]) -> dict[Agency, Tally]:
    """Return the counts of each territory, all items together; two statements."""
    found: dict[int, Tally] = {}
    counted = lights.order_by().values_list("agency", "colour").annotate(Count("pk"))
    for agency, colour, number in counted:
        found.setdefault(agency, Tally()).add(colour, number)
    agencies = Agency.objects.filter(pk__in=found).order_by("path")
    return {agency: found[agency.pk] for agency in agencies}
