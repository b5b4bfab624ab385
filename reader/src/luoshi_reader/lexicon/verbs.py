"""Verbs of official plans: what a government sets out to do, and how it leans on what exists.

General vocabulary, gathered from the governing verbs of published plans and work reports of
several provinces and ministries. Patterns are made by `alternation`, longest word first.
"""

from __future__ import annotations

from typing import Final

from luoshi_reader.lexicon.words import alternation as alternation
from luoshi_reader.lexicon.words import branches as branches
from luoshi_reader.lexicon.words import load

#: What is done to an industrial chain.
CHAIN: Final = load("verbs_chain")
#: What is done to things that can be counted: 培育5个…, 新建10所….
COUNT: Final = load("verbs_count")
#: Those of them that take a quantity of land, power, tonnage or money as well.
MEASURED: Final = load("verbs_measured")
#: What is done to a paper that is to be written.
WRITE: Final = load("verbs_write")
#: How a body, a centre or a platform comes into being.
FOUND: Final = load("verbs_found")
#: How an event is held.
HOLD: Final = load("verbs_hold")
#: How a campaign is launched; a campaign that merely goes on (深入实施, 继续开展) is not new.
LAUNCH: Final = load("verbs_launch")
#: How a dated measure begins.
ACT: Final = load("verbs_act")
#: What a cluster, base or park that is wanted is object of.
BUILD: Final = load("verbs_build")
#: Governing words of what is only leant on or spoken about, not wanted.
LEAN: Final = load("verbs_lean")
#: Subjects act through these: 支持郑州建立…; what follows may open with its own verb.
PIVOT: Final = load("verbs_pivot")
#: What is done only conditionally or by others: such things are not promised.
LOOSE: Final = load("verbs_loose")
#: Words that stand before a verb and add nothing to what is promised.
ADVERB: Final = load("verbs_adverb")
#: What is done to goods that are handed out, scrapped or put to use.
SUPPLY: Final = load("verbs_supply")
#: Verbs that behind another verb mostly open a noun: 建设研发中心.
NOUNISH: Final = load("verbs_nounish")
#: What is done to capacity that is too much.
CUT: Final = load("verbs_cut")
