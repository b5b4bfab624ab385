"""Lists of projects: where they stand, their members, and the owner and thing of each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from luoshi_reader.extract.builders import PUBLIC, Owner, is_firm, owner_at
from luoshi_reader.extract.known import known_at
from luoshi_reader.extract.members import (
    AMOUNT,
    EARLIER,
    HEAD,
    INVESTED,
    LAST,
    OTHER,
    PUBLIC_NOUN,
    PUBLIC_WORK,
    SYSTEMS,
    TOLD,
    WORKS,
    Piece,
    Work,
    members,
)
from luoshi_reader.extract.pieces import AFTER, of_one_place, pieces_of
from luoshi_reader.lexicon.organisations import BREAKS, ENDINGS, FOUNDING
from luoshi_reader.lexicon.vocabulary import common_words, is_ordinary
from luoshi_reader.lexicon.words import alternation, branches
from luoshi_reader.text.lists import split_list

_ADVERBS: Final = (
    "(?:重点|着力|积极|大力|加快|加速|突出|全力|继续|抓紧|强力|持续|扎实|全面|主动|稳步|有序|尽快|加大|协调|组织|"
    "深入|高标准|高质量|高水平|统筹|同步|集中|切实|接续|滚动|压茬|梯次|提速|尽早|超前|逐步|务实|一体|分批|分期){0,8}"
)
#: Verbs that list projects for support.
INTRO: Final = re.compile(
    rf"(?:[一-鿿]{{2,8}}(?:产业|行业|领域)(?=做大做强|服务保障好|加快|重点|推进|建设))?(?:并|还|要|将|同时|以及|一是|二是|三是|四是|五是|六是)?(?:总?投资约?[0-9.]{{1,9}}[万亿]*元)?{_ADVERBS}"
    r"(?:支持|推进|推动|建设|实施|抓好|抓实|抓紧|搞好|做好|做大做强|服务好|服务保障好|新建|启动|促进|开工|谋划|扩建|加快|加速|提速|续建|开建|建成|力促|完成|保障|建好|投产|投用|投运|通车|开通|畅通|改扩建|布局|促使|确保|力争|争取|新开工|竣工)"
    rf"{_ADVERBS}(?:推进|建设|实施|抓好|推动|投产|投用|投运|投入|通车|改造|提升|运营|改扩建|竣工|完工|保障|推出|储备|招引|研究|论证)*"
    # 今年计划竣工的甲、乙等54个项目: works told by how far they are to come.
    r"|(?:今年|年内|其他|其余|另外|对){0,2}(?:计划|拟|预计|正在|列入){0,2}"
    r"(?:竣工|在建|新开工|续建|开工|投产|建成)的(?=[^。；]{4,400}等[0-9]{1,4}个项目)"
)
_HAS_HEAD: Final = re.compile(rf"等|{HEAD}|{PUBLIC_NOUN}")
#: What closes a shared list: 等7个项目建设, 等整车项目, 5个项目建设.
_SHARED: Final = re.compile(
    r"(?=[等0-9一二三四五六七八九十])(?:等?(?:[0-9]{1,6}|[一二三四五六七八九十]{1,4})个([^、，等]{0,16}?)(?:项目|工程)[^、，项]{0,14}$"
    r"|等([^、，等]{0,16}?)(?:项目|工程)(?!园|申报)[^、，项]{0,14}$"
    r"|等([^、，等]{0,10}?)(?:平台|生产线|基地|园区)(?:建设|改造)?$"
    r"|等[0-9]{1,6}[条座处](?=[^、，]{2,6}$)[^、，项]{2,6}$"
    r"|等(?:的?(?:加快|尽快)?(?:建设|投运|投产|达产|达效|增效|建成|开工|落地)+)?$)"
)
#: 谋划储备、洽谈招引一批项目, 续建、新建项目分别超百个: no member of the list is one.
_SOME: Final = re.compile(
    "(?<!等)一批(?:重大|重点)?(?:项目|工程)|分别(?:超过?|达到?|突破)[^，。；]{1,8}[个项]"
)
#: 支持甲机场、乙机场提升保障能力: what they are to do themselves.
_ACTS: Final = re.compile(
    "等(?:省|市|县|区|州|地)+(?:推进|建设|实施|布局|发展)|(?<=[一-鿿]{2})(?:提升|创建|打造|争创|增强|扩大|拓展|建设国|申报|发展(?!区|中心))"
)
_NOT_LIST: Final = re.compile(r"企业|公司|集团|转移|招商|引入|引进|开展|加强|资金|的$")
_NEXT: Final = re.compile(
    branches((BREAKS | FOUNDING) - {"其中", "以及"})
    + "|力促|续建|提速|开建"
    + "|以(?!及)|从|在|对|为|其|使|年|并|且|到|确保|争取|将|与|不断|带动|提高|提升|拉长|发展"
)
_NUMBER: Final = re.compile(r"(?:[（(]?[0-9]{1,3}[）).．、]|[①-⑳]|[—·●-]+)?")
_MODALS: Final = "要应将已可须等"
_WORTH: Final = re.compile(f"项目|工程|公司|集团|研究所|研究院|大学|实验室|{PUBLIC_NOUN}")
#: 推动与甲医院合作, 加快在公交领域推广: with whom or where, not what.
_WITH: Final = re.compile("[与同]|以(?!及)|在(?!建|研)")
_LEANS: Final = ("依托", "支持")
#: 等6条高铁: the members are works by themselves.
_LINES: Final = re.compile("等[0-9]+[条座处]")
_CLAUSE: Final = re.compile(r"[^。；！？]+")


def works(text: str, home: str | None, known: frozenset[str]) -> Iterator[Work]:
    """Yield the projects a paragraph lists for support, in order."""
    for clause in _CLAUSE.finditer(text):
        if not _HAS_HEAD.search(text, *clause.span()):
            continue
        chunks = [(m.start, m.end) for m in split_list(text, clause.start(), clause.end(), "，")]
        at = 0
        while at < len(chunks):
            start, end = chunks[at]
            intro, end = _intro(text, start, end, home)
            at += 1
            if not intro or intro.end() == end or _WITH.match(text, intro.end()):
                continue
            before = chunks[at - 2] if at > 1 else None
            groups = [(intro.end(), end)]
            while at < len(chunks) and not _NEXT.match(text, *chunks[at]):
                groups.append(chunks[at])
                at += 1
            if _SOME.search(text, groups[0][0], groups[-1][1]):
                continue
            if intro[0].endswith("支持") and _ACTS.search(text, intro.end(), end):
                continue
            while groups and not _HAS_HEAD.search(text, *groups[-1]):
                groups.pop()
            paid = INVESTED.search(text, start, intro.end()) is not None
            worth = groups and (paid or _is_worth(text, groups[0][0], groups[-1][1], known))
            if not worth:
                continue
            relied = _relied(text, before, home) if before else None
            found = _region(text, groups, home, known, paid=paid)
            if any(map(intro[0].__contains__, _LAID_OUT)):
                found = (work for work in found if work.owners or work.place)
            for work in found:
                yield _relying(text, work, relied) if relied else work


def _intro(text: str, start: int, end: int, home: str | None) -> tuple[re.Match[str] | None, int]:
    """Return what leads in a list of works, and where the words end that may name them."""
    intro = INTRO.match(text, start, end) or _told(text, start, end)
    intro = intro or _subject(text, start, end, home)
    if intro is None and (intro := _item(text, start, end, home)):
        end = _behind_told(text, start, end)
    return intro, end


#: 布局煤制芳烃等项目: what is only laid out is a project where it has an owner or a place.
_LAID_OUT: Final = ("布局",)


#: 甲二期、乙智能制造等项目建成投产: works that stand before what is said of them.
_TOLD: Final = re.compile(
    "(?=[^，]*?等[^，、等]{0,10}(?:项目|工程)(?:加快|尽快|顺利|早日|全面|有序|陆续|如期|力争|按期)*"
    "(?:建设|投产|投用|投运|达产|达效|建成|开工|竣工|推进|落地|实施|完工)+$)"
)


def _told(text: str, start: int, end: int) -> re.Match[str] | None:
    """Return the empty beginning of a list of works that stands before its verb."""
    if "、" not in text[start:end] or text.startswith(_NO_SUBJECT, start):
        return None
    return _TOLD.match(text, start, end)


#: 甲公司乙项目年底前建成: how a clause ends that begins with a work.
_FINISHED: Final = re.compile(
    "(?=[^，]*?(?:项目|工程|基地|生产线|工厂|车间)(?:[0-9年月底前内今上下半力争确保全面如期尽快早日顺利正式实现]){0,12}"
    "(?:建成|投产|投用|投运|达产|达效|竣工|开工|完工|投入使用|试生产|试运行)+$)"
)


def _subject(text: str, start: int, end: int, home: str | None) -> re.Match[str] | None:
    """Return the empty beginning of a clause that says when a firm's work is ready."""
    if not text.endswith(_READY, start, end) or not (ready := _FINISHED.match(text, start, end)):
        return None
    owner = owner_at(text, start, end, home, frozenset())
    return ready if owner is not None and is_firm(text, owner) else None


_READY: Final = ("建成", "投产", "投用", "投运", "达产", "达效", "工", "使用", "试生产", "试运行")
_NO_SUBJECT: Final = (
    "一批",
    "重大",
    "各",
    "全",
    "以",
    "对",
    "在",
    "为",
    "通过",
    "围绕",
    "聚焦",
    "依托",
)


def _behind_told(text: str, start: int, end: int) -> int:
    """Return where a line ends before the bracket that tells more: 甲项目|（总投资3亿元）."""
    told = _BRACKETED.search(text, start, end)
    return told.start() if told else end


_BRACKETED: Final = re.compile(r"（[^（）]{2,60}）$")


def _item(text: str, start: int, end: int, home: str | None) -> re.Match[str] | None:
    """Return the number before a line that is itself a project: 1.甲公司年产5万吨…项目."""
    if start or not text.endswith("项目", start, _behind_told(text, start, end)):
        return None
    number = _NUMBER.match(text, start, end)
    owner = owner_at(text, number.end(), end, home, frozenset()) if number else None
    if owner is None or not owner.formal or text[owner.end] in _MODALS:
        return None
    return number


def _is_worth(text: str, start: int, end: int, known: frozenset[str]) -> bool:
    """Whether a stretch prints what every project has: its noun, a formal name or a known one."""
    if _WORTH.search(text, start, end) or _is_of_firm(text, start, end):
        return True
    words = text[start:end]
    return any(map(words.__contains__, known))


#: How what a firm builds for itself ends.
_ITS_OWN: Final = re.compile(
    "(?:产业园|工业园|科技园|园区|基地|工厂|总部|生产线|(?:智能化|数字化|节能|绿色|技术|环保|超低排放|搬迁|升级)改造|产能置换)(?:项目)?(?:建设)?$"
)


def _is_of_firm(text: str, start: int, end: int) -> bool:
    """Whether a list begins with a firm known everywhere and ends in what one builds for itself."""
    return known_at(text, start) is not None and _ITS_OWN.search(text, start, end) is not None


def _relied(text: str, chunk: tuple[int, int], home: str | None) -> Owner | None:
    """Return the firm that a chunk before the verb leans on: 依托甲公司，建设年产4万吨…项目."""
    if not text.startswith(_LEANS, chunk[0]):
        return None
    owner = owner_at(text, chunk[0] + TOLD, chunk[1], home, frozenset())
    return owner if owner and owner.formal and owner.end == chunk[1] else None


def _relying(text: str, work: Work, relied: Owner) -> Work:
    if work.owners or not AMOUNT.match(text, work.start):
        return work
    return work._replace(start=relied.start, owners=(relied,))


def _region(
    text: str,
    groups: list[tuple[int, int]],
    home: str | None,
    known: frozenset[str],
    *,
    paid: bool,
) -> Iterator[Work]:
    """Yield the works of one list, whose groups stand between commas; `paid` tells their cost."""
    closings = [_closing(text, start, end) for start, end in groups]
    if not any(closings) and not paid and not _may_build(text, groups, known):
        return
    last = max((at for at, each in enumerate(closings) if each is not None), default=-1)
    listed: list[list[Piece]] = []
    for at, (group, closing) in enumerate(zip(groups, closings, strict=True)):
        later = closings[last] if at < last else None
        if closing == _REFUSED:
            continue
        stop, tail = closing or (group[1], _tail_before(later) or _tail_of(text, *group))
        pieces = pieces_of(text, (group[0], stop), home, known, tail)
        if closing and _PUBLIC_CLOSING.match(text, stop):
            pieces = [each if _is_formal(each) else each._replace(owner=None) for each in pieces]
        listed.append(_among_works(text, pieces))
    if sum(bool(pieces) and pieces[0].place is not None for pieces in listed) >= TOLD:
        listed = [of_one_place(text, pieces) for pieces in listed]
    owners = [piece.owner for pieces in listed for piece in pieces if piece.owner]
    short = any(owner.sure for owner in owners)
    formal = any(owner.formal for owner in owners)
    public = any(PUBLIC.search(text, each.start, each.end) for pieces in listed for each in pieces)
    shown = None if last < 0 or public else closings[last]
    closed = text[shown[0] : groups[last][1]] if shown and shown != _REFUSED else ""
    for pieces in listed:
        kept = (
            pieces
            if short or paid
            else [_sober(text, each, closed, formal=formal) for each in pieces]
        )
        if not _is_of_classes(text, kept):
            yield from members(text, kept)


#: 等高速公路续建项目: what stands before it are lines and places, not firms.
_PUBLIC_CLOSING: Final = re.compile(rf"等(?:重大|重点)?(?:{PUBLIC_NOUN}|公路|水利|航道|煤矿|地铁)")


def _among_works(text: str, pieces: list[Piece]) -> list[Piece]:
    """Return the members of a list of projects that names public works, each taken for a work."""
    if not pieces or pieces[0].tail not in {"项目", "工程"}:
        return pieces
    public = sum(PUBLIC_WORK.fullmatch(text, each.start, each.end) is not None for each in pieces)
    return [each._replace(tail=WORKS) for each in pieces] if public >= TOLD else pieces


def _is_formal(piece: Piece) -> bool:
    return piece.owner is not None and piece.owner.formal


def _is_of_classes(text: str, pieces: list[Piece]) -> bool:
    """Whether a list names goods, not works: 铝镁、黄金等有色金属项目, 一批氢能等项目."""
    if not pieces or any(each.owner or each.place for each in pieces):
        return False
    if sum(_GOODS.search(text, each.start, each.end) is not None for each in pieces) > TOLD:
        return True
    words = [text[each.start : each.end] for each in pieces]
    plain = sum(is_ordinary(each) and not each.endswith(SYSTEMS) for each in words)
    if plain > TOLD and plain * TOLD > len(pieces):
        return True
    classed = text.startswith("一批", pieces[0].start) or _CLASSED.match(text, pieces[-1].end)
    return bool(classed) and any(is_ordinary(text[each.start : each.end]) for each in pieces)


#: 先进能源、新能源汽车、机器人等重点项目: each member ends as an industry does.
_GOODS: Final = re.compile("(?:能源|汽车|机器人|航天|产业|医药|材料|装备|芯片|集成电路)$")
#: 等有色金属项目: the noun that closes the list is a class of goods itself.
_CLASSED: Final = re.compile("等(?!重[点大]|产业|建设|民生|新建|技改)[一-鿿]{2,6}(?<!重[点大])项目")
#: How a work ends where nothing but its own noun tells it.
_WORK: Final = re.compile(f"{HEAD}|{PUBLIC_NOUN}|枢纽")
#: One of these stands in every list of projects that does not print a known firm.
_SIGN: Final = re.compile(
    f"项目|等|{alternation(word for words in ENDINGS.values() for word in words)}|{PUBLIC_NOUN}"
)


def _may_build(text: str, groups: list[tuple[int, int]], known: frozenset[str]) -> bool:
    """Whether a list without a closing of its own prints a work, and a project or a firm."""
    words = "，".join([text[start:end] for start, end in groups])
    if not _WORK.search(words):
        return False
    told = _SIGN.search(words) is not None or any(firm in words for firm in known)
    return told or _is_of_firm(text, groups[0][0], groups[-1][1])


_REFUSED: Final = (-1, "")


def _tail_of(text: str, start: int, end: int) -> str:
    """Return what closes a group whose last member alone prints 项目: 甲公司A、乙公司B项目."""
    after = AFTER.search(text, start, end)
    return LAST if text.endswith("项目", start, after.start() if after else end) else ""


def _tail_before(later: tuple[int, str] | None) -> str:
    """Return what closes a group without a closing of its own, given that of the last group."""
    if later is None or later == _REFUSED:
        return ""
    return OTHER if later[1] == OTHER else EARLIER


def _sober(text: str, piece: Piece, closed: str, *, formal: bool) -> Piece:
    """Return a member without a short owner that nothing in its list makes likely.

    In a list that names no public work and is `closed` by 等…项目, a strange word is a firm
    where what it makes follows, or where the list is one of industry.
    """
    owner = piece.owner
    if owner is None or owner.formal:
        return piece
    words = common_words()
    pairs = (text[at : at + 2] for at in range(owner.start, owner.end - 1))
    if any(pair in words for pair in pairs):
        return piece._replace(owner=None)
    if not formal and text.endswith("项目", 0, piece.end) and owner.end < piece.end:
        return piece
    if "项目" in closed and not _POWER.search(closed) and text[owner.end - 1] not in _LANDS:
        made = piece.end - owner.end > TOLD and not text.endswith("平台", owner.end, piece.end)
        if made or (piece.bare and _INDUSTRIAL.search(closed)):
            return piece
    return piece._replace(owner=None)


#: 等新一代煤电项目, 等文旅项目: what stands in these lists is known by its place.
_POWER: Final = re.compile("电|水|气|能源|交通|文旅|旅游|景区|公路|航道")
_INDUSTRIAL: Final = re.compile("产业|工业|制造|汽车|化工|装备|技改")
#: How a place ends, not a firm.
_LANDS: Final = "湖港湾库河江岛城镇村谷站境期"


def _closing(text: str, start: int, end: int) -> tuple[int, str] | None:
    """Return where the words begin that close a group, and their noun; None for none."""
    match = _SHARED.search(text, start, end)
    if match is None or match.start() <= start:
        return None
    said = next((group for group in match.groups() if group), "")
    if _NOT_LIST.search(said):
        return _REFUSED
    noun = next((noun for noun in ("工程", "项目") if noun in match[0]), OTHER)
    if _LINES.match(match[0]):
        noun = "项目"
    return match.start(), noun
