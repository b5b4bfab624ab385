"""Members of a list of clusters: which of them are places, which industries."""

from __future__ import annotations

import re
from typing import Final

from luoshi_reader.extract.cluster_parts import Context
from luoshi_reader.extract.cluster_places import place_name
from luoshi_reader.lexicon.clusters import GOODS
from luoshi_reader.lexicon.organisations import TRADES
from luoshi_reader.lexicon.vocabulary import is_ordinary, strangeness
from luoshi_reader.text.lists import Member, split_words

#: A short word beside places.
LOCAL: Final = re.compile(r"[一-龥]{2,4}")
_GOODS: Final = tuple(GOODS)
_PAIR: Final = 2


def split(context: Context, start: int, end: int, joints: str) -> list[Member]:
    """Split a list, but no place in it: 呼和浩特 is one."""
    members: list[Member] = []
    for each in split_words(context.text, start, end, joints=joints):
        within = members and any(
            place.start <= members[-1].end < place.end for place in context.places
        )
        if within:
            members[-1] = members[-1]._replace(end=each.end)
        else:
            members.append(each)
    return members


def by_place(context: Context, members: list[Member]) -> list[Member]:
    """Join to each place what follows it: 南岭轮胎、气缸套，云溪传动轴 are two."""
    joined: list[Member] = []
    placed = False
    for member in members:
        opens = place_name(context.text, context.places, member.start, member.end) is not None
        bare = bool(joined) and is_bare(context, joined[-1]) and is_local(context, member)
        if opens or not placed or bare:
            joined.append(member)
        else:
            joined[-1] = Member(joined[-1].start, member.end, joined[-1].joint)
        placed = placed or opens
    return joined


def is_bare(context: Context, member: Member) -> bool:
    """Whether a member is a place and nothing else."""
    words = context.text[member.start : member.end]
    return place_name(context.text, context.places, member.start, member.end) == words


def is_local(context: Context, member: Member) -> bool:
    """Whether a short member beside places may be a place no list knows: a town, a zone."""
    words = context.text[member.start : member.end]
    return LOCAL.fullmatch(words) is not None and not is_ordinary(words)


def has_industry(context: Context, member: Member) -> bool:
    """Whether a member has plainly an industry behind its place."""
    text = context.text
    place = place_name(text, context.places, member.start, member.end)
    rest = text[member.start + len(place) : member.end] if place else ""
    return len(rest) > _PAIR or (len(rest) == _PAIR and is_trade(rest))


def is_trade(words: str) -> bool:
    """Whether words are a trade or ordinary, no name."""
    return words in TRADES or words in GOODS or is_ordinary(words)


def is_goods(words: str) -> bool:
    """Whether words name goods, not a place that no list knows: 粉煤灰, not 云岭."""
    plain = len(words) > _PAIR and _PAIR * strangeness(words) < len(words)
    return plain or is_ordinary(words) or words.endswith(_GOODS)
