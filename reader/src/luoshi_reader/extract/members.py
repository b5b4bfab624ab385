"""The members of a list of projects: the owner, the name and the place of each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from luoshi_reader.extract.builders import STREET, Owner, ends_in_trade, is_firm, owner_at
from luoshi_reader.extract.telling import residue
from luoshi_reader.lexicon.organisations import BREAKS, FOUNDING, SOFT
from luoshi_reader.lexicon.vocabulary import strangeness
from luoshi_reader.lexicon.words import alternation, branches, load
from luoshi_reader.text.places import place_at

#: What is built, and what is done to it.
_THING: Final = "项目|工程|基地|园区|生产线|综合体|大卖场|中心|平台|网络|网|园|厂|车间"
HEAD: Final = f"{_THING}|搬迁|改造|技改|扩建|升级|一体化"
ENDS_IN_HEAD: Final = re.compile(rf"(?:{HEAD})(?:（[^（）]*）)?$")
_ENDS_IN_THING: Final = re.compile(rf"(?:{_THING})(?:（[^（）]*）)?$")
_VERB: Final = re.compile(branches((BREAKS | FOUNDING) - SOFT | {"建设", "实施", "投资"}))
_GENERIC: Final = re.compile(
    r"^(?:[0-9一二三四五六七八九十百千多余]+[个项大]|重大|重点|示范|在建|签约|续建|新建|技改|技术改造|配套|一批|各类|相关|有关|战略性|"
    r"新兴|产业|工业|先进|制造业|高端|优质|招商|煤矿|企业|民生|政府|投资|建设|改造|升级|新技术|等|重大工程|试点|专项|"
    r"基础设施|公共|服务|创新|数字化|智能化|节能|环保|减排|信息化|自动化)*(?:项目|工程|基地|平台|园区|生产线)?$"
)
_THINGS: Final = re.compile("扩建|新建|改建|建设项目|建设工程|重组|整合")
_GLUED: Final = ("扩建", "新建", "改建")
_BUILDS: Final = re.compile(r"(?:加快|加速)?(?:建设|实施)(?!项目|工程)")
_CLUSTERS: Final = ("产业带", "集群", "集聚区")
#: 云岭、沙溪等氢能产业集群、储能电站建设: places of clusters, not owners of works.
_OF_CLUSTERS: Final = re.compile(rf"等[^，、]{{2,10}}(?:{'|'.join(_CLUSTERS)})、")
#: 推动与甲医院、乙医院合作: with whom, not what.
WITH: Final = ("与", "同")
_PREPOSITIONS: Final = "在对以从由将"
TOLD: Final = 2
_LONG: Final = 4
AMOUNT: Final = re.compile("年产|年处理")
#: 第二批800万千瓦新能源项目: a project told by how large it is.
_SIZED: Final = re.compile(
    "(?<![0-9.])[0-9.]{1,8}[万亿]?(?:千瓦|兆瓦|吉瓦|吨|立方米|平方米|亩)(?![/以及左])"
)
#: Research of a firm is no project: 开展技术开发.
_STUDIED: Final = re.compile("研发|开发|研究")
#: A base of a place is a cluster.
_PLACED: Final = re.compile("(?:基地|园区?)$")
INVESTED: Final = re.compile(
    r"总?投资(?:约|超过?|达)?[0-9.]{1,9}[万亿]*元(?:的|(?:用于)?(?:建设|新建|实施))?$"
)
#: How long the words of a sum before a work are.
_SUM: Final = 24
#: 国家区域公共卫生中心 is one body, 公共卫生中心 a kind of service.
_NAMED_BODY: Final = re.compile(
    "(?:国家(?!级)|省(?!级)|市(?![级区]))[一-鿿]{4,16}(?:中心|基地|院区)"
)
_SERVICE: Final = re.compile(alternation(load("public_services")))
#: 合作的, 投资10亿元建设的: what joins an owner to its work.
_DONE_BY: Final = re.compile(
    "(?:(?:联合|共同|合作|牵头|自主)?(?:总?投资[^，、的]{0,8})?(?:建设|实施|承担|研发|合作|共建|开发)?)?的"
)
_TOGETHER: Final = re.compile("(?:联合|共同|合作|分别|投资)+")
_NO_THING: Final = "及等至—"
#: 5477个, 17条高速公路: a count, not a name.
_COUNTED: Final = re.compile(r"[0-9]{1,12}余?[个条项类种名家座处]|“[0-9]")
#: 云溪三个抽水蓄能电站: the last of a list that its number closes.
_CLOSED_BY_COUNT: Final = re.compile("(?<=[一-鿿])[两三四五六七八九][个条座处](?=[一-鿿]{3})")
PUBLIC_NOUN: Final = "高铁|铁路|城际|高速|机场|水库|灌区|电站|大桥|隧道|运河|核电"
#: 沙岭水库, 云溪高铁二期: a work that its own noun and a name tell, whatever closes the list.
PUBLIC_WORK: Final = re.compile(
    "(?!农村|高速|城市|中小|小型|大型|重点|重大|病险|抽水|普速|国家|国际|支线|通用|现有|一批|在建)(?P<stem>[一-鿿—至]{2,10}?)(?<![充换])"
    rf"(?:{PUBLIC_NOUN}|(?:水利|航电|交通|客运|货运)枢纽)"
    "(?:[一二三四五]期|[一-鿿]{1,6}段)?(?:工程|项目|改扩建|扩建|扩能|扩容)*"
)
#: 储能电站, 清洁能源基地: words that only tell the kind of a work.
_PLAIN: Final = re.compile(
    f"(?:{alternation(load('works_in_general') - {'沿江', '沿海'})})+"  # 沿江高铁 is one
)
#: What closes a list, beside 项目 and 工程: a noun that comes with a later group; another noun.
EARLIER: Final = "…"
OTHER: Final = "等"
#: A noun that only the last member prints.
LAST: Final = "、"
#: 项目 behind a list that names public works: a 工程 among them is one too.
WORKS: Final = "工程项目"
#: 甲电厂三期以及在建抽水蓄能电站: what follows names none.
AND_OTHERS: Final = re.compile("(?:以及|和|及)(?:在建|其他|一批|相关|有关|后续)")
#: How long a member may be that prints no more than a short name.
BARE: Final = 5
_SHORT_NAME: Final = 4


class Work(NamedTuple):
    """A member of a list of projects: places in its paragraph's text.

    `start`..`end` is the quote, `name` the member's own words, `owner` the owner's, if any;
    `noun` is what the member shares with others of its list and does not print itself.
    """

    start: int
    end: int
    name: tuple[int, int]
    owners: tuple[Owner, ...]
    place: str | None
    noun: tuple[int, int] | None = None


class Piece(NamedTuple):
    """A member as it stands in its list, before it is known to be a project.

    `tail` is what closes the list: 项目, 工程, or "" for nothing.
    """

    start: int
    end: int
    owner: Owner | None
    tail: str
    place: str | None

    @property
    def bare(self) -> bool:
        """Whether nothing but an owner is printed."""
        return self.owner is not None and self.owner.end == self.end


def members(text: str, pieces: list[Piece]) -> Iterator[Work]:
    """Yield the works of one group, bare owners given the thing that a later member prints."""
    before: Owner | None = None
    bare: list[Piece] = []
    for piece in pieces:
        if _is_bare(text, piece) or _is_formal_alone(piece):
            bare.append(piece)
            continue
        if bare and all(_is_formal_alone(each) for each in bare):
            yield from _joint(text, bare, _work(text, piece, before), before)
            bare = []
            continue
        thing = _shared_thing(text, piece, pieces[-1].end) if bare else None
        if thing is not None:
            whole = piece.owner or Owner(piece.start, thing[0], thing[0], formal=False)
            if text[thing[0] - 1] == "等":
                whole = whole._replace(end=thing[0] - 1)
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
                before = next((each for each in work.owners if _is_firm(text, each)), before)
                yield work
        bare = []
    for each in bare:
        if work := _work(text, each, before):
            yield work


def _is_formal_alone(piece: Piece) -> bool:
    """Whether a member is a formal name alone, in a list that only its last member closes."""
    owner = piece.owner
    alone = owner is not None and owner.formal and owner.end == piece.end
    return alone and piece.tail in {"", LAST}


def _joint(text: str, bare: list[Piece], work: Work | None, before: Owner | None) -> Iterator[Work]:
    """Yield a work for each of the formal owners that share the thing the last one prints."""
    if work is None or not work.owners:
        for each in bare:
            if alone := _work(text, each, before):
                yield alone
        return
    low = max(work.name[0], work.owners[-1].end)
    for each in bare:
        if each.owner is not None:
            yield Work(each.start, work.end, (low, work.end), (each.owner,), each.place)
    yield work


def _is_firm(text: str, owner: Owner) -> bool:
    return owner.formal and text.endswith(("公司", "集团"), owner.start, owner.end)


def _is_bare(text: str, piece: Piece) -> bool:
    """Whether a member is no more than a short name: 云溪, 郑州南岭."""
    owner = piece.owner
    length = piece.end - piece.start - len(piece.place or "")
    if ends_in_trade(text[piece.start : piece.end]) or length <= 0:
        return False
    return TOLD <= length <= _SHORT_NAME and (
        owner is None or (owner.end == piece.end and not owner.formal)
    )


def _shared_thing(text: str, piece: Piece, stop: int) -> tuple[int, int] | None:
    """Return the thing that bare owners before a full member share with it, if they do."""
    among = text.find("等", piece.start, min(piece.end, piece.start + BARE + 2))
    if among > piece.start + 1 and among + 2 < stop and not _OF_CLUSTERS.match(text, among):
        built = _ENDS_IN_THING.search(text, among + 1, stop) and not _VERB.match(text, among + 1)
        return (among + 1, stop) if built else None
    owner = piece.owner
    if owner is None or owner.formal or owner.end >= piece.end:
        return None
    return (owner.thing, piece.end) if _ENDS_IN_THING.search(text, piece.start, piece.end) else None


def _work(text: str, piece: Piece, before: Owner | None) -> Work | None:
    owner = piece.owner
    if text.startswith("一批", piece.start) or _BODY.fullmatch(text, piece.start, piece.end):
        return None
    if owner is None:
        return _ownerless(text, piece, before)
    start, end = piece.start, piece.end
    if owner.end >= end:
        mine = (start, end)
        weak = piece.tail == LAST
        weak = weak or (piece.tail == OTHER and not (owner.formal or owner.known))
        listed = bool(piece.tail) and not weak
        return Work(start, end, mine, (owner,), piece.place) if listed else None
    owners, name = _owners(text, owner, end)
    last = owners[-1]
    if name == start and (last.formal or text.startswith("在", last.end)):
        name = _behind_verb(text, last.end, end) or start
    elif name == start and (text[last.end] in _NO_THING or _runs_on(text, last.end, end)):
        return None
    shown = last.formal or (before is None and is_firm(text, last))
    if not shown and _GENERIC.match(text[last.end : end]):
        return _ownerless(text, piece, before)  # 盾构轴承|项目: a product after all
    if not _is_listed(text, piece, last, name) or _COUNTED.match(text, name):
        return None
    return Work(start, end, (name, end), owners, piece.place)


def _is_listed(text: str, piece: Piece, owner: Owner, name: int) -> bool:
    """Whether the thing behind an owner is one that the list makes a project."""
    words = text[owner.end : piece.end]
    met = owner.known or is_firm(text, owner)
    if words[0] == "等" or words.endswith(_CLUSTERS):
        return False
    if INVESTED.search(text, max(0, piece.start - _SUM), piece.start):
        return True
    if words.endswith("工程") and not (owner.formal or owner.sure):
        return False
    if name > owner.end and _STUDIED.search(words) and not words.endswith("项目"):
        return False
    if piece.tail == OTHER and _PLACED.search(words) and not met:
        return False
    headed = ENDS_IN_HEAD.search(text, name, piece.end) is not None
    if piece.tail == LAST:
        counted = AMOUNT.match(words) is not None or (owner.formal and name == piece.start)
        return words.endswith("项目") or (met and headed) or counted
    return bool(piece.tail) or words.endswith("项目") or (met and headed)


def _runs_on(text: str, at: int, end: int) -> bool:
    """Whether a verb follows what looked like an owner: 按季度|调整优化项目清单."""
    return _VERB.match(text, at, end) is not None and not _THINGS.match(text, at, end)


def _owners(text: str, owner: Owner, end: int) -> tuple[tuple[Owner, ...], int]:
    """Return all owners joined before 的 and where the name begins: 甲集团与乙集团的丙项目."""
    owners = [owner]
    if text[owner.end] in "与和及":
        second = owner_at(text, owner.end + 1, end, None, frozenset())
        if second is not None and second.end < end and (second.formal or second.sure):
            owners.append(second)
    at = owners[-1].end
    done = _DONE_BY.match(text, at, end - TOLD)
    return tuple(owners), done.end() if done else owner.start


#: 在我市, 在本地.
_HERE: Final = re.compile("(?:[我全][国省市县区州]|本[地省市县区]|[省市县区][内里])")


def _behind_verb(text: str, at: int, end: int) -> int | None:
    """Return where the thing begins that an owner, by a verb, builds: 甲公司加快建设乙项目."""
    together = _TOGETHER.match(text, at, end)
    at = together.end() if together else at
    if text.startswith("在", at, end):
        here = _HERE.match(text, at + 1, end)
        place = None if here else place_at(text, at + 1)
        at = here.end() if here else place.end if place else at  # 甲公司在云溪建设乙基地
    verb = _VERB.match(text, at, end)
    if verb is None or text.startswith(_GLUED, at):
        return None
    begin = verb.end()
    for later in _BUILDS.finditer(text, begin, end):
        begin = later.end() if end - later.end() > 1 else begin
    if yearly := AMOUNT.search(text, begin, end):
        begin = yearly.start()
    return begin if end - begin > 1 else None


def _ownerless(text: str, piece: Piece, before: Owner | None) -> Work | None:
    """Return a work without an owner of its own, if the list or its place makes it one."""
    start, end = piece.start, piece.end
    words = text[start:end]
    project = words.endswith("项目")
    if project and INVESTED.search(text, max(0, start - _SUM), start):
        return Work(start, end, (start, end), (), piece.place)
    if _is_no_work(words, piece.place):
        return None
    mine = (start, end)
    if before is not None and (piece.tail not in {"", LAST} or project):
        return Work(start, end, mine, (before,), piece.place)
    told = len(words) - len(piece.place or "")
    placed = piece.place is not None and told > TOLD
    served = piece.place is None and _SERVICE.search(words) is not None
    served = served and _NAMED_BODY.fullmatch(words) is None
    served = served and not (words.endswith(SYSTEMS) and told > _LONG + _LONG)
    listed = piece.tail == WORKS or (piece.tail == "项目" and not words.endswith("工程"))
    listed = listed and residue(words) >= TOLD
    listed = listed and not served
    made = AMOUNT.match(words, len(piece.place or "")) is not None
    sized = project and _SIZED.search(words) is not None
    single = (project and (made or (placed and told > _LONG))) or (piece.tail == LAST and made)
    work = PUBLIC_WORK.fullmatch(words)
    public = work is not None and _PLAIN.fullmatch(work["stem"]) is None
    public = public and residue(words[:_LONG]) >= TOLD
    placed = placed or STREET.match(words) is not None or _is_water(words)
    if listed or (piece.tail == "工程" and placed) or single or sized or public:
        return Work(start, end, mine, (), piece.place)
    return None


#: 沙溪河, 云泾水系: what is dredged or embanked, by its name.
_WATER: Final = re.compile(
    "[一-鿿]{1,8}[河湖港浜泾渠江溪塘](?:河道|水系|沿线|流域|两岸)?|[一-鿿]{2,8}(?:河道|水系)"
)
#: （东门—西门段）: the stretch of it.
_STRETCH: Final = re.compile(r"[（(][^（）()]{2,24}段[）)]$")


def _is_water(words: str) -> bool:
    """Whether words name a river or a lake, and no kind of them: 沙溪河, not 中小河."""
    name = _STRETCH.sub("", words)
    return _WATER.fullmatch(name) is not None and strangeness(name) > 0


#: 遗址保护利用, 资源综合利用: what is done to a thing, said as a noun at the end of its name.
_NOMINAL: Final = re.compile("(?:综合|循环|高效|分级|保护|开发)?利用$|(?:改造|优化)提升$")


#: 安全风险预警系统、市场主体数据库等项目: a system is a thing, however plain its words.
SYSTEMS: Final = ("系统", "平台", "数据库", "信息库")


#: 推进云岭实验室、沙溪大学等建设: bodies that are there and get on.
_BODIES: Final = ("实验室", "研究院", "达摩院", "科学院", "研究所", "大学")
_BODY: Final = re.compile(f"[^0-9]{{0,40}}(?:{'|'.join(_BODIES)})")


def _is_no_work(words: str, place: str | None) -> bool:
    """Whether words without an owner are a place, a class, a count or a clause."""
    if words == place or words[0] in _PREPOSITIONS:
        return True
    if words.endswith((*_CLUSTERS, "企业")) or _BODY.fullmatch(words):
        return True
    if _GENERIC.match(words) or _COUNTED.match(words) or _CLOSED_BY_COUNT.search(words):
        return True
    verb = _VERB.search(words.removesuffix("建设项目"))
    if verb is None or words.endswith(SYSTEMS) or _NOMINAL.search(words, verb.start()):
        return False
    return words[verb.end() :] not in {"工程", "项目"}  # 电网加强工程 is no verb
