"""Lists of projects: where they stand, their members, and the owner and thing of each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from luoshi_reader.extract.builders import Owner, ends_in_trade, owner_at
from luoshi_reader.extract.names import residue
from luoshi_reader.lexicon.organisations import BREAKS, FOUNDING, SOFT
from luoshi_reader.text.lists import split_list
from luoshi_reader.text.places import place_at

_ADVERBS: Final = (
    "(?:重点|着力|积极|大力|加快|加速|突出|全力|继续|抓紧|强力|持续|扎实|全面|主动|稳步|有序|尽快|加大|协调|组织|"
    "深入|高标准|高质量|高水平|统筹|同步|集中|切实)*"
)
#: Verbs that list projects for support.
INTRO: Final = re.compile(
    rf"(?:并|还|要|将|同时|以及|一是|二是|三是|四是|五是|六是)?{_ADVERBS}"
    r"(?:支持|推进|推动|建设|实施|抓好|抓实|抓紧|新建|启动|促进|开工|谋划|扩建|加快)"
    rf"{_ADVERBS}(?:推进|建设|实施|抓好|推动)?"
)
#: What is built, and what is done to it.
_THING: Final = "项目|工程|基地|园区|生产线|综合体|大卖场|中心|平台|网络|网|园|厂|车间"
_HEAD: Final = f"{_THING}|搬迁|改造|技改|扩建|升级|一体化"
_ENDS_IN_HEAD: Final = re.compile(rf"(?:{_HEAD})(?:（[^（）]*）)?$")
_ENDS_IN_THING: Final = re.compile(rf"(?:{_THING})(?:（[^（）]*）)?$")
_HAS_HEAD: Final = re.compile(rf"项目|工程|等|{_HEAD}")
#: What closes a shared list: 等7个项目建设, 等整车项目, 5个项目建设.
_SHARED: Final = re.compile(
    r"等?(?:[0-9]+|[一二三四五六七八九十]+)个([^、，等]{0,16}?)(?:项目|工程)[^、，项]{0,14}$"
    r"|等([^、，等]{0,16}?)(?:项目|工程)(?!园)[^、，项]{0,14}$"
    r"|等([^、，等]{0,10}?)(?:平台|生产线|基地|园区)(?:建设|改造)?$"
    r"|等[0-9]+[条座处](?=[^、，]{2,6}$)[^、，项]{2,6}$"
    r"|等(?:的?(?:加快|尽快)?建设)?$"
)
#: 的征地、建设工作 and the like behind the last member's head.
_AFTER: Final = re.compile(
    r"(?<=项目|工程|基地|中心|平台|园区|产线|业园|技园|.网|合体)"
    r"(?:的?(?:加快|尽快|顺利|早日|全面|有序)?(?:建设|实施|推进|落地|投产|达产|开工|启动|改造提升|建成)+(?:进度|工作|投产)?)+$"
)
_LINKED: Final = re.compile(r"以及|和|及")
_NOT_LIST: Final = re.compile(r"企业|公司|集团|引入|引进|开展|加强")
_NEXT: Final = re.compile(
    "|".join(sorted((BREAKS | FOUNDING) - {"其中", "以及"}, key=len, reverse=True))
    + "|以(?!及)|从|在|对|为|其|使|年|并|且|到|确保|争取|将|与|不断|带动|提高|提升|拉长|发展"
)
_VERB: Final = re.compile(
    "|".join(sorted((BREAKS | FOUNDING) - SOFT, key=len, reverse=True)) + "|建设|实施|投资"
)
_GENERIC: Final = re.compile(
    r"^(?:[0-9一二三四五六七八九十百千多余]+[个项大]|重大|重点|示范|在建|签约|续建|新建|技改|技术改造|配套|一批|各类|相关|有关|战略性|"
    r"新兴|产业|工业|先进|制造业|高端|优质|招商|煤矿|企业|民生|政府|投资|建设|改造|升级|新技术|等|重大工程|试点|专项|"
    r"基础设施|公共|服务|创新|数字化|智能化|节能|环保|减排|信息化|自动化)*(?:项目|工程|基地|平台|园区|生产线)?$"
)
_THINGS: Final = re.compile("扩建|新建|改建|建设项目|建设工程|重组|整合")
_GLUED: Final = ("扩建", "新建", "改建")
_BUILDS: Final = re.compile(r"(?:加快|加速)?(?:建设|实施)(?!项目|工程)")
_CLUSTERS: Final = ("产业带", "集群", "集聚区")
_PREPOSITIONS: Final = "在对以从由将"
_TOLD: Final = 2
_NO_THING: Final = "及等至—"
#: 5477个, 17条高速公路: a count, not a name.
_COUNTED: Final = re.compile(r"[0-9]+余?[个条项类种名家座处]|“[0-9]")
_CLAUSE: Final = re.compile(r"[^。；！？]+")


@dataclass(frozen=True, slots=True)
class Work:
    """A member of a list of projects: places in its paragraph's text.

    `start`..`end` is the quote, `name` the member's own words, `owner` the owner's, if any.
    """

    start: int
    end: int
    name: tuple[int, int]
    owners: tuple[Owner, ...]
    place: str | None


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    end: int
    owner: Owner | None
    tail: str  # what closes the list it stands in: 项目, 工程, or "" for nothing
    place: str | None

    @property
    def bare(self) -> bool:
        """Whether nothing but an owner is printed."""
        return self.owner is not None and self.owner.end == self.end


def works(text: str, home: str | None, known: frozenset[str]) -> Iterator[Work]:
    """Yield the projects a paragraph lists for support, in order."""
    for clause in _CLAUSE.finditer(text):
        if not _HAS_HEAD.search(text, *clause.span()):
            continue
        chunks = [(m.start, m.end) for m in split_list(text, clause.start(), clause.end(), "，")]
        at = 0
        while at < len(chunks):
            start, end = chunks[at]
            intro = INTRO.match(text, start, end)
            at += 1
            if not intro or intro.end() == end:
                continue
            groups = [(intro.end(), end)]
            while at < len(chunks) and not _NEXT.match(text, *chunks[at]):
                groups.append(chunks[at])
                at += 1
            while groups and not _HAS_HEAD.search(text, *groups[-1]):
                groups.pop()
            yield from _region(text, groups, home, known)


def _region(
    text: str, groups: list[tuple[int, int]], home: str | None, known: frozenset[str]
) -> Iterator[Work]:
    """Yield the works of one list, whose groups stand between commas."""
    closings = [_closing(text, start, end) for start, end in groups]
    last = max((at for at, each in enumerate(closings) if each is not None), default=-1)
    listed: list[list[_Piece]] = []
    for at, ((start, end), closing) in enumerate(zip(groups, closings, strict=True)):
        if closing == _REFUSED:
            continue
        tail = "" if at > last else "项目"
        if closing is not None:
            tail, end = closing[1], closing[0]  # noqa: PLW2901
        listed.append(_pieces(text, start, end, home, known, tail))
    firms = any(
        piece.owner is not None and (piece.owner.formal or piece.owner.sure)
        for pieces in listed
        for piece in pieces
    )
    for pieces in listed:
        yield from _members(text, pieces if firms else [_disowned(each) for each in pieces])


_REFUSED: Final = (-1, "")


def _disowned(piece: _Piece) -> _Piece:
    """Return a member without the owner that nothing in its list makes likely."""
    return replace(piece, owner=None)


def _closing(text: str, start: int, end: int) -> tuple[int, str] | None:
    """Return where the words begin that close a group, and their noun; None for none."""
    match = _SHARED.search(text, start, end)
    if match is None or match.start() <= start:
        return None
    said = next((group for group in match.groups() if group), "")
    if _NOT_LIST.search(said):
        return _REFUSED
    return match.start(), "工程" if "工程" in match[0] else "项目"


def _pieces(
    text: str, start: int, end: int, home: str | None, known: frozenset[str], tail: str
) -> list[_Piece]:
    found: list[_Piece] = []
    for member in split_list(text, start, end, "、"):
        for low, high in _unlinked(text, member.start, member.end, home, known):
            after = _AFTER.search(text, low, high) if high == end else None
            stop = after.start() if after else high
            lead = _LEAD.match(text, low, stop)
            begin = lead.end() if lead else low
            if begin >= stop:
                continue
            place = place_at(text, begin, home)
            owner = owner_at(text, begin, stop, home, known)
            name = place.name if place and not (owner and owner.formal) else None
            found.append(_Piece(begin, stop, owner, tail, name))
    return found


_LEAD: Final = re.compile(r"(?:以及|和|及)?(?:重点)?")


def _unlinked(
    text: str, start: int, end: int, home: str | None, known: frozenset[str]
) -> list[tuple[int, int]]:
    """Split at 和 and 以及 where each side has its own owner and head: 甲项目和乙公司丙项目."""
    for link in _LINKED.finditer(text, start + 1, end):
        left = owner_at(text, start, link.start(), home, known)
        if left is None:
            continue
        headed = _ENDS_IN_HEAD.search(text, start, link.start()) is not None
        if headed and _TOLD <= end - link.end() <= _BARE:
            return [(start, link.start()), (link.end(), end)]
        right = owner_at(text, link.end(), end, home, known)
        if right is None:
            continue
        bare = left.end == link.start()
        if text.endswith("项目", link.end(), end) and not text.endswith("项目", 0, link.start()):
            continue  # one 项目 for both
        if headed or (bare and (right.formal or right.end == end)):
            return [(start, link.start()), *_unlinked(text, link.end(), end, home, known)]
    return [(start, end)]


def _members(text: str, pieces: list[_Piece]) -> Iterator[Work]:
    """Yield the works of one group, bare owners given the thing that a later member prints."""
    before: Owner | None = None
    bare: list[_Piece] = []
    for piece in pieces:
        if _is_bare(text, piece):
            bare.append(piece)
            continue
        thing = _shared_thing(text, piece, pieces[-1].end) if bare else None
        if thing is not None:
            whole = piece.owner or Owner(piece.start, thing[0], thing[0], formal=False)
            if text[thing[0] - 1] == "等":
                whole = replace(whole, end=thing[0] - 1)
            for each in [*bare, piece]:
                mine = (
                    whole if each is piece else Owner(each.start, each.end, each.end, formal=False)
                )
                yield Work(each.start, thing[1], thing, (mine,), each.place)
            bare = []
            if text[thing[0] - 1] == "等":
                return
            continue
        for each in [*bare, piece]:
            if work := _work(text, each, before):
                before = next((owner for owner in work.owners if owner.formal), before)
                yield work
        bare = []
    for each in bare:
        if work := _work(text, each, before):
            yield work


def _is_bare(text: str, piece: _Piece) -> bool:
    """Whether a member is no more than a short name: 云溪, 郑州南岭."""
    owner = piece.owner
    length = piece.end - piece.start - len(piece.place or "")
    if ends_in_trade(text[piece.start : piece.end]):
        return False
    return _TOLD <= length <= _SHORT_NAME and (
        owner is None or (owner.end == piece.end and not owner.formal)
    )


def _shared_thing(text: str, piece: _Piece, stop: int) -> tuple[int, int] | None:
    """Return the thing that bare owners before a full member share with it, if they do."""
    among = text.find("等", piece.start, min(piece.end, piece.start + _BARE + 2))
    if among > piece.start + 1 and among + 2 < stop:
        return (among + 1, stop) if _ENDS_IN_THING.search(text, among + 1, stop) else None
    owner = piece.owner
    if owner is None or owner.formal or owner.end >= piece.end:
        return None
    return (owner.thing, piece.end) if _ENDS_IN_THING.search(text, piece.start, piece.end) else None


_BARE: Final = 5
_SHORT_NAME: Final = 4


def _work(text: str, piece: _Piece, before: Owner | None) -> Work | None:
    owner = piece.owner
    if owner is None:
        return _ownerless(text, piece, before)
    start, end = piece.start, piece.end
    if owner.end >= end:
        mine = (start, end)
        return Work(start, end, mine, (owner,), piece.place) if piece.tail else None
    owners, name = _owners(text, owner, end)
    last = owners[-1]
    if name == start and last.formal:
        name = _behind_verb(text, last.end, end) or start
    elif text[last.end] in _NO_THING or _runs_on(text, last.end, end):
        return None
    words = text[last.end : end]
    sure = last.formal or last.sure
    if words[0] == "等" or words.endswith(_CLUSTERS) or (words.endswith("工程") and not sure):
        return None
    if _GENERIC.match(words) and not last.formal:
        return None
    met = (last.formal or last.known) and _ENDS_IN_HEAD.search(text, name, end)
    if not (piece.tail or words.endswith("项目") or met):
        return None
    return Work(start, end, (name, end), owners, piece.place)


def _runs_on(text: str, at: int, end: int) -> bool:
    """Whether a verb follows what looked like an owner: 按季度|调整优化项目清单."""
    return _VERB.match(text, at, end) is not None and not _THINGS.match(text, at, end)


def _owners(text: str, owner: Owner, end: int) -> tuple[tuple[Owner, ...], int]:
    """Return all owners joined before 的 and where the name begins: 甲集团与乙集团的丙项目."""
    owners = [owner]
    if owner.formal and text[owner.end] in "与和及":
        second = owner_at(text, owner.end + 1, end, None, frozenset())
        if second is not None and second.formal and second.end < end:
            owners.append(second)
    at = owners[-1].end
    return tuple(owners), at + 1 if text[at] == "的" else owner.start


def _behind_verb(text: str, at: int, end: int) -> int | None:
    """Return where the thing begins that an owner, by a verb, builds: 甲公司加快建设乙项目."""
    verb = _VERB.match(text, at, end)
    if verb is None or text.startswith(_GLUED, at):
        return None
    begin = verb.end()
    for later in _BUILDS.finditer(text, begin, end - 2):
        begin = later.end()
    return begin if end - begin > 1 else None


def _ownerless(text: str, piece: _Piece, before: Owner | None) -> Work | None:
    """Return a work without an owner of its own, if the list or its place makes it one."""
    start, end = piece.start, piece.end
    words = text[start:end]
    if words == piece.place or words[0] in _PREPOSITIONS or words.endswith((*_CLUSTERS, "企业")):
        return None
    if (
        _GENERIC.match(words)
        or _COUNTED.match(words)
        or _VERB.search(words.removesuffix("建设项目"))
    ):
        return None
    mine = (start, end)
    project = words.endswith("项目")
    if before is not None and (piece.tail or project):
        return Work(start, end, mine, (before,), piece.place)
    placed = piece.place is not None and len(words) > len(piece.place) + _TOLD
    if piece.tail == "项目" and residue(words) >= _TOLD and not words.endswith("工程"):
        return Work(start, end, mine, (), piece.place)
    if piece.tail == "工程" and placed:
        return Work(start, end, mine, (), piece.place)
    if project and placed and len(words) > len(piece.place or "") + _TOLD + _TOLD:
        return Work(start, end, mine, (), piece.place)
    return None
