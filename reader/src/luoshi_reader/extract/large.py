"""Campaigns under one name that says how many they are: 实施“七大行动”, “甲、乙、丙”三大工程."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from luoshi_reader.extract.governing import due, outside
from luoshi_reader.facts import Commitment
from luoshi_reader.structure.outline import Paragraph
from luoshi_reader.text.numbers import number_at

#: 实施降低物流成本“七大行动”: so many campaigns under one name.
_LARGE: Final = re.compile(
    '(?P<verb>实施|开展|推进|抓好|落实|启动|组织实施|组织开展)(?P<what>[^，。；：“”、"]{0,24})'
    '[“"](?P<count>[二三四五六七八九十]{1,2})大(?P<noun>行动|工程|专项|计划)[”"]'
)
#: 推进城市“绿化、美化、亮化”三大工程: so many under the names of all.
_LARGE_BY_NAME: Final = re.compile(
    '(?P<verb>实施|开展|推进|抓好|落实|启动|组织实施)(?P<what>[^，。；：“”、"]{0,12}'
    '[“"][^“”，。；"]{2,8}(?:、[^“”，。；、"]{2,8}){1,7}[”"])(?P<count>[二三四五六七八九十]{1,2})大'
    "(?P<noun>行动|工程|专项|计划)"
)


def large(paragraph: Paragraph) -> Iterator[Commitment]:
    """Yield the campaigns that a paragraph promises under a number in quotes."""
    folded = paragraph.folded
    for found in (*_LARGE.finditer(paragraph.text), *_LARGE_BY_NAME.finditer(paragraph.text)):
        number = number_at(found["count"], 0)
        if number is None:
            continue
        dated = due(paragraph.text, found.start())
        when = dated.span() if dated else None
        yield Commitment(
            span=folded.back(*found.span()),
            evidence=outside(folded, found.span(), when),
            action_text=folded.words(*found.span("verb")),
            object_text=folded.words(*found.span("what")) + folded.words(*found.span("noun")),
            op="=",
            count=number.whole,
            unit="大",
            due_text=folded.words(*when) if when else None,
        )
