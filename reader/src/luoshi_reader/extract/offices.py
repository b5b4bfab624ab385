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
_GOES_ON: Final = "分门署级长理法事证点里位队件落"
#: Committees that the level and one character name: 市科委.
_BRIEF: Final = r"(?:省|市(?!场)|区|县)[科教建农经交体]委(?![员派托])"
#: The government of a level, not one of many nor what it does: 报县政府, not 各区政府, 市政府采购.
_RULES: Final = (
    r"(?:(?<![一-龥])|(?<=[报经由向请和与及受]))(?:自治区|省|市|县|区)(?:人民)?政府(?:办公[厅室]"
    r"|(?=[，。；、）]|$|同意|批准|审|予|授|备|研究|报|统一|负责|确定|决定|认定|和|与|及|常务))"
)
#: What a ministry's name does not follow: 各级财政部, 企业教育部.
_SHARED: Final = ("级", "业", "县", "区", "市", "省", "校", "院")
_JOINTS: Final = frozenset("、和与及，")
_LEAST: Final = 2


@lru_cache(maxsize=1)
def _office() -> re.Pattern[str]:
    known = [each for each in fields() if len(each) >= _LEAST]
    first = f"(?=[国自省市县区{''.join({each[0] for each in known})}])"
    return re.compile(
        f"{first}(?:({_BRIEF}|{_RULES})|({_LEVEL})?(?:{alternation(known)})(?:{alternation(KINDS)})(?![{_GOES_ON}]))"
    )


_CLOSE: Final = re.compile("|".join((*KINDS, "政府")))


def offices(text: str) -> Iterator[Name]:
    """Yield the departments that a paragraph names.

    省发展改革委、财政厅 gives both, 商务部 and 市科委 themselves; 市县财政部门 none.
    """
    if not _CLOSE.search(text):
        return
    last = -1
    for match in _office().finditer(text):
        listed = last >= 0 and last + 1 == match.start() and text[last] in _JOINTS
        ministry = match[0].endswith("部") and not text.endswith(_SHARED, 0, match.start())
        if match[1] or match[2] or listed or ministry:
            last = match.end()
            yield Name(match.start(), match.end(), "government")
