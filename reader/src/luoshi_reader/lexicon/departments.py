"""Departments of government: the fields they are named for, and how names changed in reforms."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from luoshi_reader.lexicon.words import load_groups

#: The words a department's name closes with, longest first.
KINDS: Final = (
    "委员会",
    "办公室",
    "总局",
    "厅",
    "委",
    "局",
    "办",
    "部",
    "署",
)
_KIND: Final = re.compile("(?:" + "|".join(KINDS) + ")$")
#: Whose department it is: 省X, 省委X, 省政府X.
_LEVEL: Final = re.compile(
    r"(?:自治区|自治州|省|市(?![场容])|区(?![域块])|县(?!域)|州|盟|旗)(?![级直属际辖])"
    r"(?:委(?!员)|政府|人民政府)?"
)
_BODY: Final = re.compile("(?:委|政府|人民政府)$")
_COLUMNS: Final = 4


@dataclass(frozen=True, slots=True)
class Change:
    """One reform of a department: its field until `year`, and the fields that took it over."""

    field: str
    year: int
    successors: tuple[str, ...]
    source: str


@lru_cache(maxsize=1)
def fields() -> dict[str, str]:
    """Return every wording of a department's field with the usual one: 工信 is 工业和信息化."""
    found: dict[str, str] = {}
    for usual, others in load_groups("departments"):
        for wording in (usual, *others):
            found.setdefault(wording, usual)
    return found


@lru_cache(maxsize=4096)
def field_of(name: str) -> str | None:
    """Return the field of a department in its usual wording, its level left aside; None if unknown.

    省工信厅 gives 工业和信息化, 市场监管局 gives 市场监管, 省政府国资委 gives 国资.
    """
    for bare in _without_level(name):
        kind = _KIND.search(bare)
        if kind and (usual := fields().get(bare[: kind.start()])):
            return usual
    return None


@lru_cache(maxsize=4096)
def level_of(name: str) -> str | None:
    """Return the level a department's name begins with: 省 of 省财政厅, None of 市场监管局."""
    level = _LEVEL.match(name)
    if level is None or _known(name):
        return None
    return _BODY.sub("", level[0])


@lru_cache(maxsize=1)
def changes() -> tuple[Change, ...]:
    """Return the reforms of departments, oldest first."""
    data = Path(__file__).with_name("data") / "reforms.tsv"
    rows = [
        line.split("\t")
        for line in data.read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    ]
    return tuple(
        Change(field, int(year), tuple(after.split()), source)
        for field, year, after, source in (row[:_COLUMNS] for row in rows)
    )


def successors(field: str, *, since: int, until: int) -> tuple[str, ...]:
    """Return the fields that carry on `field` of the year `since` in the year `until`."""
    current: tuple[str, ...] = (field,)
    for change in changes():
        if since < change.year <= until and change.field in current:
            rest = [each for each in current if each != change.field]
            current = tuple(dict.fromkeys([*rest, *change.successors]))
    return current


def _known(name: str) -> bool:
    kind = _KIND.search(name)
    return kind is not None and name[: kind.start()] in fields()


def _without_level(name: str) -> list[str]:
    level = _LEVEL.match(name)
    return [name, name[level.end() :]] if level else [name]
