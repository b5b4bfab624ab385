"""The members of one list of projects as they stand: the owner, place and end of each."""

from __future__ import annotations

import re
from typing import Final

from luoshi_reader.extract.builders import Owner, ends_in_trade, owner_at
from luoshi_reader.extract.known import known_at
from luoshi_reader.extract.members import (
    AND_OTHERS,
    BARE,
    ENDS_IN_HEAD,
    PUBLIC_NOUN,
    TOLD,
    Piece,
)
from luoshi_reader.lexicon.divisions import names
from luoshi_reader.lexicon.vocabulary import strangeness
from luoshi_reader.text.lists import split_list
from luoshi_reader.text.places import place_at

#: 的征地、建设工作 and the like behind the last member's head.
AFTER: Final = re.compile(
    # Looked at first, so that most places are passed by at a glance.
    rf"(?=[的加尽顺早全有建实推落投达开启改年今上下竣0-9])(?<=项目|工程|基地|中心|平台|园区|产线|业园|技园|.网|合体|{PUBLIC_NOUN})"
    r"(?:年内|年底前?|今年|[上下]半年|[0-9]{1,2}月底?前?)?"
    r"(?:的?(?:加快|尽快|顺利|早日|全面|有序)?(?:建设|实施|推进|落地|投产|达产|竣工|开工|启动|改造提升|建成)(?:进度|工作)?)+$"
)
_LINKED: Final = re.compile(r"以及|和|及")
_BRANCH: Final = re.compile(r"（([^（）]{2,6})）")


def pieces_of(
    text: str, group: tuple[int, int], home: str | None, known: frozenset[str], tail: str
) -> list[Piece]:
    """Return the members of text[slice(*group)], a list that `tail` closes, in order."""
    start, end = group
    found: list[Piece] = []
    for member in split_list(text, start, end, "、"):
        for low, high in _unlinked(text, member.start, member.end, home, known):
            after = AFTER.search(text, low, high) if high == end else None
            stop = after.start() if after else high
            lead = _LEAD.match(text, low, stop)
            begin = lead.end() if lead else low
            if begin >= stop:
                continue
            place = place_at(text, begin, home)
            owner = owner_at(text, begin, stop, home, known)
            if owner and owner.end == stop and text.endswith(_GROUNDS, owner.start, stop):
                owner = None
            if place is None and tail == "项目" and (sited := _sited(text, begin, stop, home)):
                found.append(sited._replace(tail=tail))
                continue
            name = place.name if place and not (owner and owner.formal) else None
            if name is None and owner and (branch := _BRANCH.search(text, owner.start, owner.end)):
                name = branch[1] if branch[1] in names() else None
            found.append(Piece(begin, stop, owner, tail, name))
    return found


#: 云溪港中心港区: what ends so is ground, not a firm.
_GROUNDS: Final = ("港区", "口岸", "园区", "新区", "片区", "校区", "院区", "枢纽")


def _sited(text: str, start: int, end: int, home: str | None) -> Piece | None:
    """Return a member that is a firm and where it builds, no more: 云溪汇能|通榆."""
    for at in range(start + TOLD, min(end - 1, start + _LONGEST_FIRM + 1)):
        place = place_at(text, at, home)
        if place is None or place.end != end or text[at - 1] in _TOWARDS:
            continue
        if known_at(text, start) == at or strangeness(text[start:at]) >= TOLD:
            return Piece(start, end, Owner(start, at, at, formal=False, sure=True), "", place.name)
    return None


#: 云溪至|通榆: a line, nobody's.
_TOWARDS: Final = "至到经—-"
#: No short name of a firm before its place is longer.
_LONGEST_FIRM: Final = 6


def of_one_place(text: str, pieces: list[Piece]) -> list[Piece]:
    """Return the members of a group with the place that its first member prints for all.

    In a list whose groups each begin with a place, 汝州云溪家居工业园、南岭木业 are both of 汝州.
    """
    if not pieces:
        return pieces
    first, others = pieces[0], pieces[1:]
    owner, place = first.owner, first.place
    if owner is None or place is None or not text.startswith(place, owner.start):
        return pieces
    if names()[place][0].level == "province":
        return pieces
    own = text[owner.start + len(place) : owner.end]
    alone = all(each.place is None and not (each.owner and each.owner.formal) for each in others)
    if not alone or len(own) <= TOLD or not ends_in_trade(own):
        return pieces
    short = owner._replace(start=owner.start + len(place))
    return [first._replace(owner=short), *(each._replace(place=place) for each in others)]


_LEAD: Final = re.compile(
    r"(?:以及|和|及)?(?:重点)?(?:总?投资(?:约|超过?|达)?[0-9.]{1,9}[万亿]*元的)?"
)


def _unlinked(
    text: str, start: int, end: int, home: str | None, known: frozenset[str]
) -> list[tuple[int, int]]:
    """Split at 和 and 以及 where each side has its own owner and head: 甲项目和乙公司丙项目."""
    found: list[tuple[int, int]] = []
    if rest := AND_OTHERS.search(text, start + 1, end):
        end = rest.start()
    for link in _LINKED.finditer(text, start + 1, end):
        if link.start() <= start:
            continue
        left = owner_at(text, start, link.start(), home, known)
        if left is None:
            continue
        headed = ENDS_IN_HEAD.search(text, max(start, link.start() - _NOUN), link.start())
        if headed and TOLD <= end - link.end() <= BARE:
            return [*found, (start, link.start()), (link.end(), end)]
        right = owner_at(text, link.end(), end, home, known)
        shared = text.endswith("项目", 0, end) and not text.endswith("项目", 0, link.start())
        if right is None or shared:
            continue  # one 项目 for both
        made = _AMOUNT.match(text, left.end) and _AMOUNT.match(text, right.end)
        if headed or made or (left.end == link.start() and (right.formal or right.end == end)):
            found.append((start, link.start()))
            start = link.end()
    return [*found, (start, end)]


#: 瑞沙|5万千瓦…和云渚|30亿只…: how much each of two firms makes.
_AMOUNT: Final = re.compile("(?:年产)?[0-9]")
#: How far the noun that heads a member reaches back, a bracket behind it included.
_NOUN: Final = 24
