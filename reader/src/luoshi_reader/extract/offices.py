"""Departments of government in running text, alone or listed with the level printed once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from luoshi_reader.extract.names import Name
from luoshi_reader.lexicon.departments import KINDS, fields
from luoshi_reader.lexicon.words import alternation

_LEVEL: Final = r"(?:国家|自治区|省|市(?!场)|县|区)(?:人民政府|政府|委)?"
#: A field and a kind that go on are part of other words: 教育部分, 财政厅级.
_GOES_ON: Final = "分门署级长理法事证点里"
_JOINTS: Final = frozenset("、和与及，")
_LEAST: Final = 2


@lru_cache(maxsize=1)
def _office() -> re.Pattern[str]:
    known = [each for each in fields() if len(each) >= _LEAST]
    first = f"(?=[国自省市县区{''.join({each[0] for each in known})}])"
    return re.compile(
        f"{first}({_LEVEL})?(?:{alternation(known)})(?:{alternation(KINDS)})(?![{_GOES_ON}])"
    )


_CLOSE: Final = re.compile("|".join(KINDS))


def offices(text: str) -> Iterator[Name]:
    """Yield the departments that a paragraph names.

    省发展改革委、财政厅 gives both; 市县财政部门 none.
    """
    if not _CLOSE.search(text):
        return
    last = -1
    for match in _office().finditer(text):
        listed = last >= 0 and last + 1 == match.start() and text[last] in _JOINTS
        if match[1] or listed:
            last = match.end()
            yield Name(match.start(), match.end(), "government")
