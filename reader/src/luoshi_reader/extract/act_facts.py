"""A promise without a number as a fact, and whether somebody really undertakes it."""

from __future__ import annotations

import re
from typing import Final

from luoshi_reader.extract.governing import PAUSES, clause_start, outside, sentence_start
from luoshi_reader.facts import Commitment
from luoshi_reader.lexicon import verbs
from luoshi_reader.structure.outline import Paragraph

_ADVERBS: Final = re.compile(verbs.alternation(verbs.ADVERB))
_LOOSE: Final = re.compile(f"(?:{verbs.alternation(verbs.LOOSE)})(?!下)")
_NOT_YET: Final = re.compile("不|未|已|曾|正在|应当")
#: Loose words that say only how the work begins when nobody stands between: 推动成立, 研究组建.
_FIRM: Final = frozenset({"推动", "研究", "支持", "指导"})
_OTHERS: Final = re.compile(
    r"各地|各市|各县|各区|各级|各部门|各单位|各有关|地方政府|企业|机构|校企|高校|院校|部门要|结合(?:各自)?实际"
)
#: 会同有关机构制定…: whom it is done with.
_TOGETHER: Final = ("会同", "联合")
_ENCOURAGED: Final = re.compile(
    r"(?:积极|大力|重点)?(?:鼓励|引导|支持)(?:和[一-龥]{2})?[^，。；]{0,12}"
    r"(?:企业|高校|院校|各地|社会|机构|协会|金融)"
)
#: 鼓励有条件的区，建设…: who is encouraged to do what follows.
_HELPS: Final = re.compile(
    "(?:鼓励|支持|引导|指导)(?:有条件|符合条件|具备条件|各|相关|有关)[^，。；、]{0,14}(?:[区县市]|单位|企业|机构|院校|高校|院所|主体|部门|地方)，$"
)
#: 积极支持建设…: help that is merely promised to others.
_HELPED: Final = re.compile("(?:积极|大力|鼓励|全力|优先|重点)支持$")

Part = tuple[int, int]
#: A paper named by its title.
TITLE: Final = re.compile(r"《([^《》]{2,80})》")


def is_loose(text: str, at: int) -> bool:
    """Whether others are only encouraged to act, or merely may."""
    low = clause_start(text, at)
    if _HELPS.search(text, sentence_start(text, at), low):
        return True
    others = not text.startswith(_TOGETHER, low) and _OTHERS.search(text, low, at)
    if others or _ENCOURAGED.match(text, sentence_start(text, at)):
        return True
    loose = list(_LOOSE.finditer(text, low, at))
    if not loose:
        return _NOT_YET.search(text, clause_start(text, at, PAUSES), at) is not None
    gap = _ADVERBS.sub("", text[loose[-1].end() : at])
    helped = _HELPED.search(text, low, loose[-1].end()) is not None
    return bool(gap) or helped or loose[-1][0] not in _FIRM


def commitment_of(
    paragraph: Paragraph,
    span: Part,
    verb: Part,
    *parts: Part,
    when: Part | None = None,
    title: re.Match[str] | None = None,
) -> Commitment:
    """Return the promise to do what `verb` says to what `parts` name together."""
    folded = paragraph.folded
    start, end = span
    if when and when[1] <= start and not paragraph.text[when[1] : start].strip("，"):
        start = when[0]
    return Commitment(
        span=folded.back(start, end),
        evidence=outside(folded, (start, end), verb, when),
        action_text=folded.words(*verb),
        object_text="".join(folded.words(*part) for part in parts),
        due_text=folded.words(*when) if when else None,
        documents=(folded.words(*title.span(1)),) if title else (),
    )
