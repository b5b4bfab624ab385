"""As many plans as are wanted, made of the sections and paragraphs of those that are there."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from luoshi_reader.plan import read_plan
from luoshi_reader.source import decode

_HANZI: Final = "一二三四五六七八九"
_SECTION: Final = re.compile(r"^[一二三四五六七八九十]+、", re.MULTILINE)
#: Sections of a plan, and the most paragraphs of each: some 2,500 characters.
_LEAST, _MOST = 3, 6
_PARAGRAPHS: Final = 5
#: Plans of a subfolder.
_TOGETHER: Final = 500


class Material:
    """The titles of some plans, and their sections as (heading, paragraphs)."""

    def __init__(self, texts: Iterable[str]) -> None:
        """Take texts apart at 一、 二、 …; what stands before the first heading is left out."""
        self.titles: list[str] = []
        self.sections: list[tuple[str, list[str]]] = []
        for text in texts:
            self.titles += [plan.title_text for plan in read_plan(text).plans if plan.title_text]
            for section in _SECTION.split(text)[1:]:
                heading, *paragraphs = [line for line in section.splitlines() if line.strip()]
                self.sections.append((heading, paragraphs))

    def plans(self, count: int, seed: int = 0) -> Iterator[str]:
        """Yield so many plans, no two alike, the same for the same seed."""
        for number in range(count):
            yield self._plan(random.Random(f"{seed} {number}"), number)  # noqa: S311 - no secret

    def _plan(self, chance: random.Random, number: int) -> str:
        chosen = chance.sample(self.sections, chance.randint(_LEAST, _MOST))
        lines = [chance.choice(self.titles), "（2016年3月）", f"第{number}号"]
        for at, (heading, paragraphs) in enumerate(chosen):
            lines.append(f"{_HANZI[at]}、{heading}")
            lines += _some(chance, paragraphs)
        return "\n".join(lines) + "\n"


def _some(chance: random.Random, paragraphs: Sequence[str]) -> list[str]:
    """Return some paragraphs that follow one another."""
    at = chance.randrange(max(1, len(paragraphs) - _PARAGRAPHS + 1))
    return list(paragraphs[at : at + _PARAGRAPHS])


def write(folder: Path, sources: Iterable[Path], count: int) -> None:
    """Write so many plans into a folder, `_TOGETHER` a subfolder."""
    material = Material(decode(path.read_bytes()) for path in sources)
    for number, text in enumerate(material.plans(count)):
        path = folder / f"{number // _TOGETHER:03}" / f"{number:06}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
