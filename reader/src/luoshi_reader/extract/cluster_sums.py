"""Parks that are told what they are to earn: 甲产业园、乙工业园分别达到500亿元以上."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from luoshi_reader.extract.cluster_parts import Named
from luoshi_reader.extract.cluster_places import place_name
from luoshi_reader.extract.cluster_words import industry_of
from luoshi_reader.extract.governing import clause_start
from luoshi_reader.facts import Op
from luoshi_reader.lexicon.vocabulary import is_ordinary
from luoshi_reader.text.lists import split_words
from luoshi_reader.text.numbers import number_at
from luoshi_reader.text.places import find_places

_SUM: Final = re.compile(
    r"(?P<op>达到?|突破|超过?|迈上)(?P<number>[0-9.]{1,8}|[一二三四五六七八九十百千]{1,4})亿元(?P<least>以上)?"
)
#: What is counted, and how the sum is told of a list.
_COUNTED: Final = re.compile(
    r"(?:主营业务收入|营业收入|营收|销售收入|工业总产值|总产值|产值|产业规模|规模)?"
    r"(?:均|分别|各自|各|要|力争|年内){0,3}$"
)
_LEAD: Final = re.compile("(?:力争|推动|推进|促进|确保|支持|其中|使|到20[0-9]{2}年){0,3}")
_PARK: Final = re.compile(
    r"(?!全[省市县区]|我[省市县区]|各|[两三四五六七八九十])(?P<whose>[一-龥]{2,14}?)(?P<noun>高新区|经开区"
    r"|(?:经济技术|高新技术产业|经济)?开发区|(?:工业|产业|科技)?园区?|工业区|产业新城|(?:产业)?(?:集聚|聚集|示范)区)"
)
_OPS: Final[dict[str, Op]] = {"达": "=", "突": ">", "超": ">", "迈": "="}
_YI: Final = 10**8


def earning_parks(text: str, home: str | None) -> Iterator[Named]:
    """Yield the parks of a paragraph that have a sum to reach, each with the sum of its list."""
    for found in _SUM.finditer(text):
        start = clause_start(text, found.start())
        lead = _LEAD.match(text, start, found.start())
        start = lead.end() if lead else start
        counted = _COUNTED.search(text, start, found.start())
        end = counted.start() if counted else found.start()
        end -= text.endswith("等", start, end)
        yield from _listed(text, start, end, found, home)


def _listed(
    text: str, start: int, end: int, found: re.Match[str], home: str | None
) -> Iterator[Named]:
    """Yield the members of a list where every one is a park."""
    members = split_words(text, start, end)
    parks = [_PARK.fullmatch(text, each.start, each.end) for each in members]
    number = number_at(text, found.start("number"))
    if number is None or not all(parks):
        return
    op: Op = ">=" if found["least"] else _OPS[found["op"][0]]
    for park in filter(None, parks):
        place = place_name(park[0], find_places(park[0], home), 0, len(park["whose"]))
        places = (place,) if place else ()
        if not places and is_ordinary(park["whose"]):
            continue  # 重点园区, 产业园: parks of a kind
        industry = industry_of(park["whose"], park["noun"], places)
        yield Named(*park.span(), (park.span(),), "园区", places, industry, number.whole / _YI, op)
