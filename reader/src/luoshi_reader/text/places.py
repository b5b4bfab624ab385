"""Places in text: provinces, cities and counties, in full or short."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import Final, NamedTuple

from luoshi_reader.lexicon.divisions import (
    NOT_AFTER,
    NOT_BEFORE,
    ORDINARY,
    Division,
    district_names,
    names,
)

#: What stands between members of a list of places, and after its last.
_JOINTS: Final = "、和及与，"
_CLOSERS: Final = "等（）。；市县"
#: After a place that ends in 安 these open another word: 西安全, 新安装.
_SAFE: Final = frozenset("全排置装保防")
#: 南京路, 赤峰道: streets carry the names of places far away.
_STREETS: Final = frozenset("路道街巷")
_ROADS: Final = frozenset(("道路", "路网", "街道", "街区"))
_BARE: Final = 2


class Place(NamedTuple):
    """A place printed at `start`..`end` of the text, and the divisions its name may mean."""

    start: int
    end: int
    name: str
    divisions: tuple[Division, ...]


_Names = dict[str, tuple[Division, ...]]


@lru_cache(maxsize=1)
def _heads() -> dict[str, tuple[str, ...]]:
    """Return the names by their first two characters, longest first."""
    return _by_head(names())


@lru_cache(maxsize=16)
def _at_home(home: str | None) -> tuple[_Names, dict[str, tuple[str, ...]]]:
    """Return the names a paper of `home` uses, and their heads: in a city its districts' too."""
    districts = district_names(home) if home else {}
    if not districts:
        return names(), _heads()
    known = {**districts, **names()}
    return known, _by_head(known)


def _by_head(known: _Names) -> dict[str, tuple[str, ...]]:
    heads: dict[str, list[str]] = {}
    for name in sorted(known, key=len, reverse=True):
        heads.setdefault(name[:2], []).append(name)
    return {head: tuple(behind) for head, behind in heads.items()}


@lru_cache(maxsize=16)
def _beginning(home: str | None) -> re.Pattern[str]:
    """Return what may begin a name: the characters names begin with before those that follow."""
    firsts, seconds = map(sorted, map(set, zip(*_at_home(home)[1], strict=True)))
    return re.compile(f"[{''.join(firsts)}](?=[{''.join(seconds)}])")


def find_places(text: str, home: str | None = None) -> list[Place]:
    """Return the places of a folded text in order, none within another.

    郑州、洛阳 gives two; 合作 alone gives none, 合作市 one; 河南春光 gives 河南. A county's short
    name counts in its own province, `home` (河南省), elsewhere only as a member of a list.
    """
    meanings, heads = _at_home(home)
    found: list[Place] = []
    loose: list[Place] = []
    free = 0
    for match in _beginning(home).finditer(text):
        at = match.start()
        if at < free:
            continue
        for name in heads.get(text[at : at + _BARE], ()):
            if text.startswith(name, at) and not _joined(text, at, name):
                place = Place(at, at + len(name), name, meanings[name])
                (found if _is_sure(name, home) else loose).append(place)
                free = place.end
                break
    return found if not loose else _with_listed(text, found, loose)


def place_at(text: str, at: int, home: str | None = None) -> Place | None:
    """Return the longest place that begins exactly at `at`, or None."""
    meanings, heads = _at_home(home)
    for name in heads.get(text[at : at + _BARE], ()):
        if text.startswith(name, at) and not _joined(text, at, name) and _is_sure(name, home):
            return Place(at, at + len(name), name, meanings[name])
    return None


def main_province(text: str) -> str | None:
    """Return the full name of the province that a text names most, by itself or by its cities."""
    counts = Counter(
        place.divisions[0].province
        for place in find_places(text)
        if place.divisions[0].level != "county"
    )
    return counts.most_common(1)[0][0] if counts else None


def _joined(text: str, at: int, name: str) -> bool:
    """Whether the neighbours make the name part of other words: 西安全, 确保定期."""
    end = at + len(name)
    after = text[end : end + 1]
    if at and text[at - 1] in NOT_AFTER.get(name[:_BARE], ""):
        return True
    if after in _STREETS and text[end : end + 2] not in _ROADS:
        return True
    return (
        len(name) == _BARE
        and bool(after)
        and (after in NOT_BEFORE.get(name, "") or (name[1] == "安" and after in _SAFE))
    )


@lru_cache(maxsize=4096)
def _is_sure(name: str, home: str | None) -> bool:
    """Whether the name alone, out of any list, is a place."""
    divisions = _at_home(home)[0][name]
    if divisions[0].level == "province":
        return True  # 河北 and 海南 are districts elsewhere
    if name in ORDINARY:
        return False
    if divisions[0].level != "county" or len(name) > _BARE:
        return True
    return any(
        home in (division.province, division.parent, division.name) for division in divisions
    )


def _with_listed(text: str, found: list[Place], loose: list[Place]) -> list[Place]:
    """Keep a doubtful name that is a whole member of a list of places."""
    sure = {place.start for place in found} | {place.end for place in found}
    for place in loose:
        before = text[place.start - 1 : place.start] if place.start else ""
        after = text[place.end : place.end + 1]
        listed = (before and before in _JOINTS and place.start - 1 in sure) or (
            after and after in _JOINTS and place.end + 1 in sure
        )
        if listed and (not after or after in _JOINTS or after in _CLOSERS):
            found.append(place)
            sure |= {place.start, place.end}
    return sorted(found, key=lambda place: place.start)
