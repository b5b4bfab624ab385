"""Names that their company tells: laboratories that share a noun, firms that share a verb."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from luoshi_reader.extract.listed import after_verb, behind_sort, is_short_name
from luoshi_reader.extract.names import Name, is_founded
from luoshi_reader.extract.telling import residue
from luoshi_reader.lexicon.vocabulary import is_ordinary, strangeness
from luoshi_reader.lexicon.words import branches, load
from luoshi_reader.text.lists import split_words
from luoshi_reader.text.places import place_at

#: 甲、乙、丙实验室; 甲、乙3个省实验室: each is one, named with the shared noun.
_LABORATORIES: Final = re.compile(
    "(?P<own>(?:[一-鿿]{2,12}、){1,6}[一-鿿]{2,5}?)(?P<count>[0-9一二三四五六七八九十]个|等)?"
    "(?P<noun>(?:省|国家|全国)?(?:重点)?实验室)(?![一-鿿]{0,4}(?:等|建设))"
)
#: What firms do, behind the list of them: 甲、乙等扩大产能.
_FIRMS_DO: Final = re.compile(
    "等(?=(?:尽快|加快|持续|进一步)?(?:扩大产能|扩产|扩能|增产|增资|满产|达产|提质放量|放量|做大做强|释放产能|布局|上市))"
)
#: 与甲、乙等合作: those with whom one works.
_PARTNERS: Final = re.compile("[与同](?P<own>[^，。；等]{5,60})等(?=[一-鿿]{0,4}合作)")
#: 云山石化, 沙河股份: a short name that its end shows, not 石化产业.
_SHORT_FIRM: Final = re.compile(
    "(?:石化|股份|炼化)(?=[、，。；：“”）和与等]|高质量|转型|改革|上市|搬迁|提质|做[大强优]"
    "|一体化|减油|扩|技改|改造|升级|项目|[二三四]期|整合|重组|延链|增资|增产|达产|投产|牵头)"
)
#: 云溪生物产销两旺, 与我县岭川药业就…合作: a short name with its trade, of whom something is told.
_TOLD_FIRM: Final = re.compile(
    f"(?:{branches(load('firm_trades'))})"
    "(?=产销|主打|就|与|成为|获批|获评|入选|荣获|登陆|成功|上市|落户|落地|增资|扩产|投产|达产|年产|自主|研发的|生产的"
    "|[、，。；：”）（和及等]|要|加快|做[大强优]|高质量|转型|搬迁|提质|扩能|技改|改造|升级|[二三四]期|重组|整合|牵头|投资|开展|参与|承担|联合|带动|建设|合作|签约)"
)
#: 以甲、乙为链主: firms that lead a chain; 以甲为代表 may also tell of goods.
_ROLE: Final = re.compile(
    "以(?P<own>[^，。；：以为等]{2,40})(?:等[^，。；：为]{0,6})?为(?P<role>链主|代表|龙头)(?=企业|[的，、])"
)
#: 培育甲、乙成长为规上企业: those who are to become one.
_GROWING: Final = re.compile(
    "(?:培育|支持|推动|扶持|助推|助力|鼓励)(?P<own>[^，。；：等]{2,60}?)等?(?:成长|发展|升级|晋升|跻身|迈)(?:为|成为|进)[^，。；]{0,14}?(?:企业|500强|百强|独角兽|小巨人)"
)
#: “云溪防治创新联盟（YPA）”: a body that its quotes name.
_QUOTED: Final = re.compile(
    "“(?P<name>[一-鿿]{4,20}(?:联盟|组织|协会|学会|基金会|委员会)(?:（[A-Za-z]{2,10}）)?)”"
)
#: 发挥云溪企业出海联盟作用: a body that acts, whatever its words.
_ACTING: Final = re.compile(
    "(?:发挥|用好|办好|依托)(?:好)?(?P<name>(?P<own>[^，。；：、（）“”的等各]{2,24}?)(?:联盟|协会|学会|联合会))(?=作用|[，。；]|(?:桥梁|纽带|平台))"
)
#: 发挥重点项目挂图作战指挥部作用: an office set up for one task.
_TASK_FORCE: Final = re.compile(
    "(?:发挥|用好|依托)(?:好)?(?P<name>[^，。；：、（）的等各]{2,24}?(?:指挥部|工作组|工作专班|领导小组))(?=作用|统筹|牵头|[，。；])"
)
_CLAUSE: Final = re.compile("[，。；：！？]")
_REACH: Final = 120
_OTHER_BODIES: Final = ("所", "院", "公司", "集团", "大学", "中心", "基地", "平台")
#: 以枸杞为代表的特色产业: what is grown, seen or suffered.
_GROWN: Final = re.compile("特色|农|种植|养殖|药材|林|文化|旅游|非遗|景|病|食材|品种|文物|建筑")
_LONGEST_FIRM: Final = 6
#: 以民营企业为龙头, 以云溪茶叶为代表: who leads and is no firm.
_NO_FIRM: Final = (
    "企业",
    "产业",
    "单位",
    "院校",
    "高校",
    "园区",
    "县",
    "市",
    "区",
    "镇",
    "村",
    "山",
    "江",
    "河",
    "湖",
    "圈",
    "群",
    "带",
)
#: 云溪电子、岭川光电等家居品牌: names of goods.
_BRANDS: Final = re.compile("(?=[、等])[^，。；]{1,48}?品牌")
_SEVERAL: Final = 2
_NEAR: Final = 16
_LONGEST_OWN: Final = 3
_NEAR_KIN: Final = 2
#: What parts a name from the words before it, the word for its sort included: 骨干企业|云溪酒业.
_STOP: Final = re.compile("[，。；：！？、“”（）和与及]|企业|公司|集团|[央民国车药酒]企")
_COLLEGE: Final = re.compile("大学(?P<own>[一-鿿]{1,12}?学院)(?![一-鿿]?派)")
_NO_COLLEGE: Final = re.compile("[与和及的等、]|科学院|[建共设]")


def kindred(text: str, home: str | None) -> Iterator[Name]:
    """Yield the names of a paragraph that their lists make names.

    支持云溪、南岭、沙河实验室发展 gives three laboratories, 推动云钢、岭钢等扩大产能 two firms,
    办好云溪大学智能技术学院 the college; 材料、能源等实验室 gives none.
    """
    yield from _told(text, home)
    yield from _associations(text)
    if "实验室" in text:
        for found in _LABORATORIES.finditer(text):
            yield from _laboratories(text, found, home)
    if "等" in text:
        for sign in _FIRMS_DO.finditer(text):
            low = max(sign.start() - _REACH, 0)
            for stop in _CLAUSE.finditer(text, low, sign.start()):
                low = stop.end()
            yield from _firms(text, (low, sign.start()), home)
        for sign in _PARTNERS.finditer(text):
            yield from _firms(text, sign.span("own"), home)


def _told(text: str, home: str | None) -> Iterator[Name]:
    """Yield the firms that their ends and what is told of them show."""
    for sign in _SHORT_FIRM.finditer(text):
        yield from _short_firm(text, sign)
    for sign in _TOLD_FIRM.finditer(text):
        start = _own_start(text, sign.start())
        place = place_at(text, start, home)
        own = text[place.end if place else start : sign.start()]
        brief = _SEVERAL <= len(own) <= _LONGEST_OWN and not _BRANDS.match(text, sign.end())
        if brief and own[0] != "投" and min(strangeness(own), residue(own)) >= _SEVERAL:
            yield Name(start, sign.end(), "enterprise")
    if "链主" in text or "代表" in text or "龙头" in text:
        for sign in _ROLE.finditer(text):
            yield from _leading(text, sign, home)
    if "长为" in text or "展为" in text or "晋升" in text or "跻身" in text:
        for sign in _GROWING.finditer(text):
            yield from _firms(text, sign.span("own"), home)


def _leading(text: str, sign: re.Match[str], home: str | None) -> Iterator[Name]:
    """Yield the firms that lead a chain, or stand for it where their names are strange."""
    for each in split_words(text, *sign.span("own"), "、和与"):
        word = text[each.start : each.end]
        strange = is_short_name(text, each.start, each.end, home) and strangeness(word) >= _SEVERAL
        leads = sign["role"] == "链主" and residue(word) >= _SEVERAL and len(word) <= _LONGEST_FIRM
        strange = strange and not _GROWN.search(text, sign.end(), sign.end() + _NEAR)
        if (strange or leads) and not word.endswith(_NO_FIRM):
            yield Name(each.start, each.end, "enterprise")


def _associations(text: str) -> Iterator[Name]:
    """Yield the bodies that their quotes or their acting show."""
    for found in _TASK_FORCE.finditer(text):
        yield Name(*found.span("name"), "government")
    if "“" in text:
        for found in _QUOTED.finditer(text):
            if not is_founded(text, found.start()):
                yield Name(*found.span("name"), "association")
    for found in _ACTING.finditer(text) if "会" in text or "联盟" in text else ():
        if residue(found["own"]) > _SEVERAL:
            yield Name(*found.span("name"), "association")


def colleges(text: str, known: list[Name]) -> Iterator[Name]:
    """Yield the colleges printed with their university: 云溪大学智能技术学院.

    Of an institute that a university has elsewhere the university: 云溪大学|岭川研究院.
    """
    for name in known:
        institute = name.category == "institute" and text.endswith("研究院", 0, name.end)
        if institute and (own := text.find("大学", name.start, name.end)) > 0:
            yield Name(name.start, own + len("大学"), "university")
        if name.category != "university" or not text.endswith("大学", 0, name.end):
            continue
        found = _COLLEGE.match(text, name.end - len("大学"))
        if found and not _NO_COLLEGE.search(found["own"]):
            yield Name(name.start, found.end(), "university")


def _own_start(text: str, end: int) -> int:
    """Return where the words begin that stand right before `end`, behind their verb."""
    low = max(end - _NEAR, 0)
    for stop in _STOP.finditer(text, low, end):
        low = stop.end()
    low += _NEAR_KIN * (text.startswith(("我省", "我市", "我县", "我区"), low))
    return after_verb(text, low, end) if low < end else low


def _short_firm(text: str, sign: re.Match[str]) -> Iterator[Name]:
    start = _own_start(text, sign.start())
    own = text[start : sign.start()]
    if _SEVERAL <= len(own) <= _LONGEST_OWN and residue(own) and not is_ordinary(own):
        yield Name(start, sign.end(), "enterprise")


def _laboratories(text: str, found: re.Match[str], home: str | None) -> Iterator[Name]:
    members = [(each.start, each.end) for each in split_words(text, *found.span("own"), "、")]
    members[0] = (after_verb(text, *members[0]), members[0][1])
    whole = [each for each in members if text.endswith("实验室", *each)]
    members = members[members.index(whole[-1]) + 1 :] if whole else members
    mixed = not members or any(text.endswith(_OTHER_BODIES, *each) for each in members)
    if mixed or is_founded(text, members[0][0]):
        return
    short = [each for each in members if is_short_name(text, *each, home)]
    placed = [each for each in members if _is_place(text, *each, home)]
    if short and len(short) + len(placed) == len(members):
        for start, end in members:
            yield Name(start, found.end(), "institute", end, found.start("noun"))


def _is_place(text: str, start: int, end: int, home: str | None) -> bool:
    place = place_at(text, start, home)
    return place is not None and place.end == end


def _firms(text: str, place: tuple[int, int], home: str | None) -> Iterator[Name]:
    members = [(each.start, each.end) for each in split_words(text, *place, "、和与")]
    if len(members) < _SEVERAL:
        return
    members[0] = (after_verb(text, *members[0]), members[0][1])
    members = [(behind_sort(text, start), end) for start, end in members]
    if all(is_short_name(text, *each, home) for each in members):
        yield from (Name(start, end, "enterprise") for start, end in members)
