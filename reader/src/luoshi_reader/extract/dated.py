"""Promises that only a date makes: 2016-2018年，免收…收益; 6月底前完成…排查."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from luoshi_reader.extract.governing import (
    DUE,
    PAUSES,
    clause_end,
    clause_start,
    due,
    outside,
    sentence_start,
)
from luoshi_reader.facts import Commitment
from luoshi_reader.lexicon import verbs
from luoshi_reader.structure.outline import Paragraph

_ADVERBS: Final = re.compile(rf"(?:{verbs.alternation(verbs.ADVERB)}|，)*")
_VERB: Final = rf"(?:{verbs.alternation(verbs.ACT)})"
_ACT: Final = re.compile(rf"{_VERB}(?:[、和并]?(?:{_VERB}|提取|缴存|审批|征收|收取))*")
#: A date that merely opens a year's goals binds no single act.
_BINDING: Final = re.compile(r"^[从自]|[-—–~～至]20|[前内]$|月|季度|[上下]半年|[底末]$")
_GOAL: Final = re.compile(r"^(?:力争|争取)?[到至].*(?:[0-9]年|[底末]|期间)$")
#: 到2025年全部完成…加固: the one goal that can be ticked off as it stands.
_DONE: Final = re.compile("(?:全部|全面)?完成$")
_FIGURE: Final = re.compile(
    r"[0-9]%|百分|达到?[0-9]|[增降][长低至]|比重|占比|翻|以上$|倍"
    r"|(?:投资|产值|收入|税收|利税|贷款|增加值|融资|销售额|交易额|进出口)(?:[约超达过]|不低于|突破)?[0-9]"
)
#: The date of a project belongs to the project.
_BUILT: Final = re.compile(
    r"(?:全面|基本|全部)?(?:建成|投产|完成|开工|竣工|投用|启动|试运行|运行|通车)"
)
_WORKS: Final = re.compile(
    r"项目|工程|生产线|厂房|一期|二期|(?:路|街|大道|高速|大桥|水库|管网)(?:建设|敷设|铺设)"
)
#: 到2027年，将全省打造成为…高地; 到2027年，基本建成…底座: a goal that is one thing.
_MADE: Final = re.compile(
    r"(?:，|——|基本|初步|全面|率先|力争|推动|形成[^，。；]{2,20}，){0,8}"
    r"(?:[将把][^，。；]{2,16}?(?P<into>打造|建设|发展|培育|建)成(?:为)?|(?P<built>建成)(?!投|后|了|的))"
)
_THING: Final = re.compile(
    r"(?:底座|中心|平台|基地|园区|产业园|科技园|创新园|科技城|创新城|高地|策源地|集聚区|示范区|先行区|先导区|试验区|枢纽|走廊|名城|目的地|城市|强市|强省|强县)\Z"
)
_ONE: Final = re.compile(r"[0-9]|一批|若干|多个|一系列|[二三四五六七八九十百千]个")
#: 从2026年起探索建立…: what is only tried.
_TRIED: Final = re.compile("探索|鼓励|支持|试点")
#: 2027年前，实现高质量脑控: a state of things to be reached, no act.
_AIMED: Final = frozenset({"实现", "提高", "降低"})
_LEAST: Final = 3


def times_of(text: str) -> list[re.Match[str]]:
    """Return the dates and terms of a text, in order."""
    return list(DUE.finditer(text))


def dated(paragraph: Paragraph, times: Sequence[re.Match[str]]) -> Iterator[Commitment]:
    """Yield the acts that a paragraph promises for one of its dates or terms.

    从2016年起三年暂缓提取…保证金 gives the act with its term; 到2025年，…明显提升 is a goal.
    """
    text = paragraph.text
    for match in times:
        before = text[match.start() - 1 : match.start()]
        if before and before not in PAUSES + "是）要应须":
            continue
        goal = _GOAL.search(match[0])
        if not (_BINDING.search(match[0]) or goal):
            continue
        lead = _ADVERBS.match(text, match.end())
        act = _ACT.match(text, lead.end() if lead else match.end())
        if act is None or (goal and not _DONE.match(act[0])):
            continue
        if (lead and _TRIED.search(lead[0])) or act[0] in _AIMED:
            continue
        end = clause_end(text, act.end())
        if _BUILT.match(act[0]) and _WORKS.search(text, sentence_start(text, act.start()), end):
            continue
        if end - act.end() < _LEAST or _FIGURE.search(text, act.start(), end):
            continue
        folded = paragraph.folded
        yield Commitment(
            span=folded.back(match.start(), end),
            action_text=folded.words(*act.span()),
            object_text=folded.words(act.end(), end),
            due_text=folded.words(*match.span()),
        )


def made(
    paragraph: Paragraph, times: Sequence[re.Match[str]], *, dated_before: bool
) -> Iterator[Commitment]:
    """Yield what a list of goals makes of a place or builds: 到2027年，将全省打造成…高地.

    A goal of a list whose date stands before the paragraph needs no date of its own.
    """
    starts = [match.end() for match in times if _GOAL.search(match[0])]
    if dated_before or starts:
        yield from _made(paragraph, starts, dated_before=dated_before)


def _made(paragraph: Paragraph, starts: list[int], *, dated_before: bool) -> Iterator[Commitment]:
    text, folded = paragraph.text, paragraph.folded
    for verb in _MADE.finditer(text):
        opened = clause_start(text, verb.start("into") if verb["into"] else verb.start("built"))
        limit = next((at for at in reversed(starts) if at <= verb.end()), None)
        near = limit is not None and "。" not in text[limit : verb.start()]
        end = clause_end(text, verb.end())
        if "、" not in text[verb.end() : end]:
            opened = max(opened, limit or 0)  # 到2025年将云岭建成…城市: right behind its date
        if not (near or dated_before) or verb.start() > opened + _LEAST:
            continue
        thing = _THING.search(text, verb.end(), end)
        if thing is None or _ONE.search(text, verb.end(), end):
            continue
        if text.count(thing[0], verb.end(), end) > 1:
            continue  # 建成甲高地、乙高地: a slogan of several
        name = "into" if verb["into"] else "built"
        when = due(text, verb.start(name))
        span = when.span() if when else None
        low = span[0] if span and verb.start() - span[1] <= 1 else _bare(text, verb)
        yield Commitment(
            span=folded.back(low, end),
            evidence=outside(folded, (low, end), span),
            action_text=folded.words(*verb.span(name)),
            object_text=folded.words(verb.end(), end),
            due_text=folded.words(*span) if span else None,
        )


def _bare(text: str, verb: re.Match[str]) -> int:
    """Return where a goal begins when its adverbs are left out."""
    if verb["built"]:
        return verb.start("built")
    return max(
        text.rfind("将", verb.start(), verb.start("into")),
        text.rfind("把", verb.start(), verb.start("into")),
    )
