"""Promises that name who is helped or what the year is for: 支持甲集团创建…, 开展“…落实年”活动."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from luoshi_reader.extract.act_facts import commitment_of
from luoshi_reader.extract.act_names import is_class, is_general
from luoshi_reader.extract.governing import due
from luoshi_reader.facts import Commitment
from luoshi_reader.structure.outline import Paragraph

#: 支持甲集团创建国家…技术创新中心: one body that somebody named is to found.
_HELPED: Final = re.compile(
    "支持(?P<who>[^，。；、：]{3,24}?)(?P<verb>创建|争创|组建|筹建)(?P<what>[^，。；：、]{2,30}?"
    "(?:重点实验室|技术创新中心|制造业创新中心|产业创新中心|工程研究中心|临床医学研究中心))(?=[，。；]|$)"
)
_ANYBODY: Final = re.compile(
    "企业|高校|院校|院所|机构|单位|地区|各|条件|相关|有关|社会|(?:^|[和与])(?:市|县|区)(?:[和与]|$)"
)
#: 实施招商引资突破年, 开展“项目建设落实年”活动: what a year is given to.
_YEAR: Final = re.compile(
    "(?P<verb>(?:组织)?开展|实施|启动)(?P<what>“?[^，。；：、“”0-9]{4,16}"
    "(?:提升|落实|攻坚|突破|建设|服务|优化|推进|提质|增效|创新|改革|治理|见效|争先|赶超)年”?)"
    "(?P<rest>(?:主题|专项)?(?:活动|行动)?)(?=[，。；]|$)"
)


def of_others(paragraph: Paragraph) -> Iterator[Commitment]:
    """Yield the bodies that somebody named is helped to found, and the campaigns of a year."""
    text = paragraph.text
    if "支持" in text:
        for found in _HELPED.finditer(text):
            named = not (_ANYBODY.search(found["who"]) or is_general(found["who"]))
            if named and not is_class(found["what"]) and not is_general(found["what"]):
                yield _found(paragraph, found, found.span("what"))
    if "年" in text:
        for found in _YEAR.finditer(text):
            yield _found(paragraph, found, (found.start("what"), found.end("rest")))


def _found(paragraph: Paragraph, found: re.Match[str], what: tuple[int, int]) -> Commitment:
    when = due(paragraph.text, found.start())
    return commitment_of(
        paragraph,
        (found.start("verb"), what[1]),
        found.span("verb"),
        what,
        when=when.span() if when else None,
    )
