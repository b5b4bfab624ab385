"""Clusters that have a name by themselves: in quotes, or as a park."""

from __future__ import annotations

import re
from typing import Final

from luoshi_reader.extract.cluster_parts import Context, Named
from luoshi_reader.extract.cluster_places import printed
from luoshi_reader.extract.cluster_words import LEVEL, QUOTE_ENDS, industry_of, scale_of
from luoshi_reader.lexicon.vocabulary import strangeness
from luoshi_reader.text.lists import Member

#: What a name in quotes alone may end in: “中原药谷”, not “六个基地”.
_QUOTED_ALONE: Final = frozenset(["谷", "之都"])
#: 云溪芯港、飞机园等特色园区: a member that is a park by a name of its own.
OWN_PARK: Final = re.compile(
    "(?!陆港|空港|海港|内陆)[一-龥]{2,8}(?:园|谷|城|港|湾|岛|科技园|产业园|开发区|高新区)$"
)


_PAIR: Final = 2


def name_of(
    context: Context,
    start: int,
    name: tuple[int, int],
    places: tuple[str, ...],
    *,
    member: tuple[int, int] | None = None,
    level: re.Match[str] | None = None,
) -> Named:
    """Return the cluster of a name: its industry without `places`, its scale."""
    text = context.text
    level = level or LEVEL.search(text, name[0], context.head_at)
    scale, op = scale_of(text, level) if level else (None, None)
    words = text[slice(*(member or (name[0], context.head_at)))]
    parts = (member, name) if member else (name,)
    industry = industry_of(words, context.noun, places)
    return Named(start, context.end, parts, context.noun, places, industry, scale, op)


def quoted(context: Context, begin: int) -> list[Named]:
    """Read a name in quotes, with the place printed before it: 云溪“东海茶谷”."""
    opening = context.text.rfind("“", begin, context.head_at)
    if opening < 0 or not QUOTE_ENDS.match(context.text, context.end + 1):
        return []
    place = next((place for place in context.places if place.end == opening), None)
    names = (place.name,) if place else tuple(printed(context.text, p) for p in context.subject)
    start = place.start if place else opening
    named = name_of(context, start, (opening + 1, context.end), names)
    return [named] if names or context.noun in _QUOTED_ALONE else []


def itself(context: Context, member: Member) -> Named | None:
    """Return a member of a list of parks that is named as one, with no noun shared."""
    text = context.text
    words = text[member.start : member.end]
    if context.noun.endswith("集群") or strangeness(words) < _PAIR:
        return None
    whole = (member.start, member.end)
    return Named(
        *whole, (whole,), words[-1], (), industry_of(words[:-1], words[-1], ()), None, None
    )


def beside(context: Context, members: list[Member]) -> list[Named]:
    """Return the parks of their own name that stand before the last of a list."""
    parks = [each for each in members[:-1] if OWN_PARK.search(context.text, each.start, each.end)]
    return [named for each in parks if (named := itself(context, each)) is not None]
