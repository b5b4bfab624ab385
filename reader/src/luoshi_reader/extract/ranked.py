"""Firms that a sentence sets a sum for: 云溪汽车销售收入超1000亿元，岭川超500亿元."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from luoshi_reader.extract.listed import names_in_list
from luoshi_reader.extract.names import Name

_SUM: Final = re.compile(
    "(?:销售收入|营业收入|主营业务收入|总?产值|收入|利税|税收)?(?:分别|均|力争)?(?:超过?|突破|达到?|过)[0-9百千万.]+亿元"
)
_SENTENCE: Final = re.compile("[^。；！？]+")
_CHUNK: Final = re.compile("[^，]+")
_BRACKET: Final = re.compile("（[^（）]{1,8}）")
_CLASS: Final = re.compile("等?(?:重点|龙头|骨干)*企业$")
_CLOSING: Final = re.compile("等?(?:重点|龙头|骨干)*企业$|等$")
_LONGEST: Final = 80


def ranked(text: str, home: str | None, known: list[Name]) -> Iterator[Name]:
    """Yield the names of sentences whose clauses each set a sum for firms.

    One of them must be known for a firm, or 等企业 close a list: else they are trades or parks.
    """
    if "亿元" not in text:
        return
    taken = {edge for name in known for edge in (name.start, name.end)}
    for sentence in _SENTENCE.finditer(text):
        if "亿元" not in sentence[0]:
            continue
        owners = list(_owners(text, *sentence.span()))
        if not any(_is_sure(text, each, known) for each in owners):
            continue
        for start, end in owners:
            closing = _CLOSING.search(text, start, end)
            own = (start, closing.start() if closing else end)
            bare = _BRACKET.sub(lambda found: "、" * len(found[0]), text[slice(*own)])
            if own[1] > own[0]:
                for name in names_in_list(bare, (0, len(bare)), "enterprise", home, set()):
                    at = (name.start + own[0], name.end + own[0])
                    if not taken.intersection(at):
                        yield Name(*at, name.category)


def _owners(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield whom each clause of a sentence sets a sum for, where it says nothing else."""
    for chunk in _CHUNK.finditer(text, start, end):
        said = _SUM.search(text, *chunk.span())
        if said and said.end() >= chunk.end() - 2 and said.start() - chunk.start() <= _LONGEST:
            yield chunk.start(), said.start()


def _is_sure(text: str, owner: tuple[int, int], known: list[Name]) -> bool:
    start, end = owner
    if _CLASS.search(text, start, end):
        return True
    return any(name.start == start and name.category == "enterprise" for name in known)
