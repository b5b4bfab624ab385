"""Which fact of a new reading is which fact of the old one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Protocol, TypeVar


class Placed(Protocol):
    """Anything that stands at a place and says what kind it is."""

    @property
    def type(self) -> str: ...  # noqa: D102 - kind of fact
    @property
    def key(self) -> str: ...  # noqa: D102 - kind and place
    @property
    def start(self) -> int: ...  # noqa: D102 - first character
    @property
    def end(self) -> int: ...  # noqa: D102 - past the last


Old = TypeVar("Old", bound=Placed)
New = TypeVar("New", bound=Placed)


def matched(old: Sequence[Old], new: Sequence[New]) -> list[tuple[Old | None, New | None]]:
    """Pair what is the same: by key, else the same kind sharing most characters.

    Every old and every new one is in exactly one pair; what has no partner stands alone.
    """
    by_key = {each.key: each for each in old}
    pairs: list[tuple[Old | None, New | None]] = []
    waiting: list[New] = []
    for each in new:
        same = by_key.pop(each.key, None)
        if same is None:
            waiting.append(each)
        else:
            pairs.append((same, each))
    pairs += _overlapping(list(by_key.values()), waiting)
    return pairs


def overlap(one: Placed, other: Placed) -> int:
    """Return how many characters two places share."""
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def _overlapping(old: list[Old], new: list[New]) -> list[tuple[Old | None, New | None]]:
    rest: dict[str, list[Old]] = defaultdict(list)
    for each in old:
        rest[each.type].append(each)
    candidates = [
        (-overlap(one, other), at, before)
        for at, other in enumerate(new)
        for before, one in enumerate(rest[other.type])
        if overlap(one, other)
    ]
    taken: dict[int, Old] = {}
    used: set[int] = set()
    for _shared, at, before in sorted(candidates):
        one = rest[new[at].type][before]
        if at not in taken and id(one) not in used:
            taken[at] = one
            used.add(id(one))
    pairs: list[tuple[Old | None, New | None]] = [
        (taken.get(at), other) for at, other in enumerate(new)
    ]
    pairs += [(one, None) for one in old if id(one) not in used]
    return pairs
