"""What stands in the left rail and in the person menu; contexts add to it from `ready()`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise

Label = str | Promise

RAIL = "rail"
MENU = "menu"


@dataclass(frozen=True, slots=True)
class Place:
    """A place to go to: in the rail, or in the person menu (`post` for acts such as leaving)."""

    key: str
    label: Label
    url_name: str
    order: int
    may: Callable[[Any], bool] | None = None
    where: str = RAIL
    post: bool = False
    shortcut: str = ""

    @property
    def url(self) -> str:
        """Return the address."""
        return reverse(self.url_name)


_places: dict[str, Place] = {}


def add(  # noqa: PLR0913 - a row of a table
    key: str,
    label: Label,
    url_name: str,
    order: int,
    may: Callable[[Any], bool] | None = None,
    *,
    where: str = RAIL,
    post: bool = False,
    shortcut: str = "",
) -> None:
    """Add a place; `shortcut` is the letter after `g`. The same key again replaces the first."""
    _places[key] = Place(key, label, url_name, order, may, where, post, shortcut)


def called(key: str) -> str:
    """Return what a place is called, by its key or a code that begins with it; else the key."""
    place = _places.get(key.partition(".")[0])
    return str(place.label) if place else key


def visible(person: Any, where: str = RAIL) -> list[Place]:
    """Return the places of the rail or the menu that `person` may use, in order."""
    chosen = [
        place
        for place in _places.values()
        if place.where == where and (place.may is None or place.may(person))
    ]
    return sorted(chosen, key=lambda place: place.order)
