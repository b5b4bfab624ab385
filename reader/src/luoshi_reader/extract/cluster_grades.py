"""Clusters in groups by their scale: 甲、乙2个千亿级和丙百亿级产业集群."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from luoshi_reader.extract.cluster_members import split
from luoshi_reader.extract.cluster_parts import Context, Named
from luoshi_reader.extract.cluster_places import place_name, printed
from luoshi_reader.extract.cluster_words import LEVEL, industry_of, scale_of
from luoshi_reader.text.lists import Member

_COUNT: Final = re.compile(r"(?:[0-9]{1,2}|[一二两三四五六七八九十]{1,2})(?:个|大)$|等$")
_JOINT: Final = re.compile("(?:[、，和与及]|以及|的){0,2}")
_LEAST: Final = 2


def graded(context: Context, begin: int) -> list[Named]:
    """Return the members of several groups, each with the scale printed behind its group."""
    text = context.text
    if text.count("亿", begin, context.head_at) < _LEAST:
        return []
    levels = list(LEVEL.finditer(text, begin, context.head_at))
    if len(levels) < _LEAST:
        return []
    noun = _after(text, levels[-1].end(), context.head_at)
    if industry_of(text[noun : context.head_at], context.noun, ()):
        return []
    found: list[Named] = []
    starts = [begin, *(_after(text, level.end(), context.head_at) for level in levels)]
    for level, (start, _) in zip(levels, pairwise(starts), strict=True):
        count = _COUNT.search(text, start, level.start())
        end = count.start() if count else level.start()
        members = split(context, start, end, "、，和及与") if start < end else []
        group = [_member(context, each, level, noun) for each in members]
        if not group or not all(group):
            return []
        found += [each for each in group if each]
    return found


def _after(text: str, start: int, end: int) -> int:
    joint = _JOINT.match(text, start, end)
    return joint.end() if joint else start


def _member(context: Context, member: Member, level: re.Match[str], noun: int) -> Named | None:
    """Return one member with the scale of its group and the noun of all."""
    text = context.text
    span = (member.start, member.end)
    words = text[slice(*span)]
    place = place_name(text, context.places, *span)
    own = place is None or place != words
    places = (place,) if place else tuple(printed(text, each) for each in context.subject)
    industry = industry_of(words, context.noun, (place,) if place else ()) if own else None
    if own and industry is None:
        return None
    parts = ((level.start(), level.end()), (noun, context.end))
    scale, op = scale_of(text, level)
    return Named(
        span[0],
        context.end,
        (span, *parts) if own else parts,
        context.noun,
        places,
        industry,
        scale,
        op,
    )
