"""Promises that only a date makes: 2016-2018年，免收…收益; 6月底前完成…排查."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from luoshi_reader.extract.governing import DUE, PAUSES, clause_end, sentence_start
from luoshi_reader.facts import Commitment
from luoshi_reader.lexicon import verbs
from luoshi_reader.structure.outline import Paragraph

_ADVERBS: Final = re.compile(rf"(?:{verbs.alternation(verbs.ADVERB)}|，)*")
_VERB: Final = rf"(?:{verbs.alternation(verbs.ACT)})"
_ACT: Final = re.compile(rf"{_VERB}(?:[、和并]?(?:{_VERB}|提取|缴存|审批|征收|收取))*")
#: A date that merely opens a year's goals binds no single act.
_BINDING: Final = re.compile(r"^[从自]|[-—–~～至]20|[前内]$|月|季度|[上下]半年|[底末]$")
_GOAL: Final = re.compile(r"^(?:力争|争取)?[到至].*(?:[0-9]年|[底末]|期间)$")
_FIGURE: Final = re.compile(r"[0-9]%|百分|达到?[0-9]|[增降][长低至]|比重|占比|翻|以上$|倍")
#: The date of a project belongs to the project.
_BUILT: Final = re.compile(
    r"(?:全面|基本|全部)?(?:建成|投产|完成|开工|竣工|投用|启动|试运行|运行|通车)"
)
_WORKS: Final = re.compile(r"项目|工程|生产线|厂房|一期|二期")
_LEAST: Final = 3


def dated(paragraph: Paragraph) -> Iterator[Commitment]:
    """Yield the acts that a paragraph promises for a date or a term.

    从2016年起三年暂缓提取…保证金 gives the act with its term; 到2025年，…明显提升 is a goal.
    """
    text = paragraph.text
    for match in DUE.finditer(text):
        before = text[match.start() - 1 : match.start()]
        if before and before not in PAUSES + "是）":
            continue
        if not _BINDING.search(match[0]) or _GOAL.search(match[0]):
            continue
        lead = _ADVERBS.match(text, match.end())
        act = _ACT.match(text, lead.end() if lead else match.end())
        if act is None:
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
