"""Bodies called by their place and a short kind: 江西财大, 安徽交投, 杨凌职院."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, cast

from luoshi_reader.extract.names import Name
from luoshi_reader.facts import Category
from luoshi_reader.lexicon.vocabulary import common_words, longer_words
from luoshi_reader.lexicon.words import load_groups
from luoshi_reader.text.places import place_at

_KINDS: Final[dict[str, Category]] = {
    word: cast("Category", kind) for kind, words in load_groups("short_kinds") for word in words
}
#: A faculty or a hospital printed behind its university.
_MORE: Final = re.compile("(?:第?[一二三四]|附属)+附?院|附中|附小|[一二三]附院")
#: Kinds are sought by their last character: what they begin with begins many words.
_KIND: Final = re.compile(
    "|".join(
        f"{last}(?:{'|'.join(f'(?<={kind})' for kind in _KINDS if kind[-1] == last)})"
        for last in sorted({kind[-1] for kind in _KINDS})
    )
)
_LONGEST_FIRST: Final = sorted(_KINDS, key=len, reverse=True)
#: What may follow a university's short name: 大 opens many words, 科|大市场.
_AFTER: Final = re.compile(
    "$|[、，。；：（）”和与及等的在]|[第附医]|[一二三四]附|校区|入选|获|晋|升|牵头|绘制|更名|合作|共建|联合|成功"
)
#: Parts of the country that a body's name begins with.
_PARTS: Final = re.compile("(?:西北|西南|东北|华[东南北中]|中国)$")
_LONGEST: Final = 6
_LEAST: Final = 2


def abbreviated(text: str, home: str | None) -> Iterator[Name]:
    """Yield the bodies of a paragraph that a place and a short kind name.

    江西财大入选 gives 江西财大; 江西财大力支持 and 全省农投 give none.
    """
    for match in _KIND.finditer(text):
        kind = next(kind for kind in _LONGEST_FIRST if text.endswith(kind, 0, match.end()))
        start = _place_before(text, match.end() - len(kind), home)
        if start is None or _runs_on(text, match.end()):
            continue
        more = _MORE.match(text, match.end())
        category = "institute" if more else _KINDS[kind]
        if category == "enterprise" and text.startswith("中国", start):
            continue  # 中国工业大奖
        yield Name(start, more.end() if more else match.end(), category)


def _place_before(text: str, end: int, home: str | None) -> int | None:
    """Return where the place begins that ends at `end`, or None."""
    part = _PARTS.search(text, max(end - _LEAST, 0), end)
    if part:
        return part.start()
    for start in range(end - _LEAST, max(end - _LONGEST, 0) - 1, -1):
        place = place_at(text, start, home)
        if place and place.end == end:
            return start
    return None


def _runs_on(text: str, end: int) -> bool:
    """Whether the last character opens a longer word: 财|大力, 科|大规模, 交投|资."""
    if text[end - 1] == "大":
        return _AFTER.match(text, end) is None
    words, longer = common_words(), longer_words()
    return text[end - 1 : end + 1] in words or text[end - 1 : end + 2] in longer
