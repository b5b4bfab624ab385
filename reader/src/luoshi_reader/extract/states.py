"""What is wholly done by a day: 到2025年底，散煤基本清零; 2026年前，…设备全部完成改造."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from luoshi_reader.extract.act_facts import commitment_of, is_loose
from luoshi_reader.extract.act_names import is_general
from luoshi_reader.extract.governing import due
from luoshi_reader.facts import Commitment
from luoshi_reader.structure.outline import Paragraph

_WHOLLY: Final = re.compile("全覆盖|清零|退出|清退|(?:全[部面]|基本|普遍)[一-龥]{2}|完成")
_HOW: Final = "(?:全部|全面|基本|普遍|率先)"
_OPENS: Final = "(?<=[，。；：、底末前年])"
_CLOSES: Final = "(?=[，。；并]|$)"
_WHAT: Final = (
    "(?P<what>(?![将把要为对以在使由从自到并且底末前初内]|全面|全部|基本|普遍|率先|加快|积极|推动|推进|大力|确保|力争)"
    "[^，。；：]{2,50}?)"
)
_REST: Final = rf"(?P<rest>[^，。；：]{{0,30}}){_CLOSES}"
_ALL_DONE: Final = (
    "完成|执行|采用|使用|推行|淘汰|退出|清零|关停|达标|消除|取缔|关闭|停用|停产|停止|取消|搬迁|纳入|覆盖"
    "|配备|安装|接入|上线|脱贫|销号|到位|禁止|替代|治理|整改"
    "|建成(?=[^，。；0-9]{2,20})|达到(?=[^，。；0-9]{2,20}(?:标准|要求))"
)
#: How what is done to a thing ends: 完成技术改造或淘汰退出.
_RESULT: Final = (
    "(?=[^，。；：]{0,12}?(?:改造|退出|清退|整改|治理|淘汰|搬迁|升级)"
    f"[^，。；：]{{0,8}}{_CLOSES})"
)
#: 散煤|基本清零, 新建建筑|全面执行绿色建筑标准: the thing stands before.
_BEFORE: Final = f"{_WHAT}{_HOW}(?P<verb>(?:{_ALL_DONE})+){_REST}"
#: 落后产能|完成技术改造或淘汰退出.
_TREATED: Final = f"{_WHAT}(?P<verb>完成){_RESULT}{_REST}"
#: 基本淘汰|35蒸吨以下燃煤锅炉: the thing stands behind.
_BEHIND: Final = (
    f"{_HOW}(?P<verb>完成|淘汰|取缔|消除|关停|关闭|停止|取消|执行|实行|推行)"
    f"(?P<what>[^，。；：]{{2,50}})(?P<rest>){_CLOSES}"
)
#: 实现|核发全覆盖.
_TO_THE_LAST: Final = (
    f"{_HOW}?(?P<verb>实现|完成)"
    f"(?P<what>[^，。；：0-9]{{2,30}}(?:全覆盖|清零|退出|清退))(?P<rest>){_CLOSES}"
)
_STATES: Final = tuple(
    re.compile(_OPENS + pattern) for pattern in (_BEFORE, _TREATED, _BEHIND, _TO_THE_LAST)
)
#: 占比基本达到30%: a level.
_LEVEL: Final = re.compile(
    "[0-9][0-9.]*(?:%|个百分点|[万亿]元|以上|左右)|比重|占比|达到?[0-9]|[增降][长低至]|倍|格局|能力"
    "|水平(?:[，。；]|$|明显|显著|进一步|大幅|全面|基本)"
)
_RULE: Final = re.compile("应当?|必须|须|不得|如果|凡|未[一-龥]{0,4}的|的$")
#: How much of what is done is looked at for 一批, 各类 and the like.
_FIRST: Final = 4


def finished(paragraph: Paragraph) -> Iterator[Commitment]:
    """Yield what a paragraph says is wholly done by a day that it prints."""
    if not _WHOLLY.search(paragraph.text):
        return
    done = -1
    found = [match for state in _STATES for match in state.finditer(paragraph.text)]
    for match in sorted(found, key=re.Match.start):
        if match.start() >= done and (promise := _finished(paragraph, match)):
            done = match.end()
            yield promise


def _finished(paragraph: Paragraph, found: re.Match[str]) -> Commitment | None:
    text = paragraph.text
    when = due(text, found.start("verb"))
    if when is None or when[0] == "每年" or when.end() > found.start() + 1:
        return None
    if any(sign.search(found[0]) for sign in (_LEVEL, _RULE)) or is_loose(text, found.start()):
        return None
    if is_general(found["what"][:_FIRST]):
        return None
    parts = found.span("what"), found.span("rest")
    return commitment_of(paragraph, found.span(), found.span("verb"), *parts, when=when.span())
