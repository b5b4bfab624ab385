"""Clusters, bases, parks and centres that a plan wants built, kept or grown."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from operator import attrgetter
from typing import Final

from luoshi_reader.extract.cluster_names import named_in
from luoshi_reader.extract.cluster_parts import Named
from luoshi_reader.extract.cluster_places import between, towns
from luoshi_reader.extract.cluster_sums import earning_parks
from luoshi_reader.extract.cluster_words import behind_bodies, behind_leader
from luoshi_reader.extract.governing import (
    STOPS,
    Verb,
    clause_end,
    clause_start,
    governing,
    is_within,
    looks_back,
    sentence_start,
    told_as_done,
)
from luoshi_reader.extract.known import known_at
from luoshi_reader.extract.members import INVESTED
from luoshi_reader.facts import Cluster
from luoshi_reader.lexicon import clusters as nouns
from luoshi_reader.lexicon import verbs
from luoshi_reader.structure.clauses import headlines
from luoshi_reader.structure.outline import Paragraph, PlanText, Section
from luoshi_reader.text.places import Place, find_places

#: A head noun ends its phrase: 产业集群建设 is still one, 产业园嘉晋项目 and 集群化 are not.
_ENDS: Final = (
    r"(?=$|[，。；、：！”）（]|建设(?!项目|工程)|(?:高质量|协同|融合|联动)?发展(?!模式|思路|[一-龥]{2,8}(?:产业|经济))|规划"
    r"|的?(?:开发(?!区)|影响|辐射|质量|规模|水平|地位|能级|竞争力|实力|建设|发展(?![一-龥]{2,8}(?:产业|经济))|服务|功能|品质|任务|布局)"
    r"|(?:尽快|早日|全面|如期)?(?:建成|投产|投运|投用|落地)"
    r"|(?:创建|培育|申报|扩容)(?!工程|行动|计划|项目|企业|基金|资金|专项|办法|方案)|做[大强优]"
    r"|(?:提档|升级|转型|扩能|扩容|扩区|优化|壮大|培优|跻身|入选|入列|晋升|成势|崛起|见效|增效|聚链|提速|竞相|运营|集聚(?!区)|新?培育|新增|营业?收入?|产值|实现|达到)"
    r"(?![一-龥]{0,4}(?:项目|工程|行动|改造))"
    r"|和|与|及|以及|等|为|要|重点|着力|大力|加快|积极|充分|做|提[质升]|扩|向|在|上|之[间一]|或)"
)
#: 软件园, 药谷 and their like are parks; 公园, 校园, 山谷 and 五谷 are not.
_OTHER_GARDENS: Final = (
    "公校办入护家花乐庄田果儿物游陵茶菜林桃梨态学动植圣竹梅桑幼一两三四五六七八九十多中满故老"
)
#: What a town in quotes is called after; each branch below opens with a sign of its own.
_GOODS: Final = "药酒瓷陶铝钢铜锂氢硅钛镁盐能车芯电算纺织"
_HEAD: Final = re.compile(
    rf"(?:{verbs.branches(nouns.HEADS)}|园(?<=[一-龥]园)(?<![{_OTHER_GARDENS}]园)"
    r"|湾区(?<!大湾区)|公园(?<=产业公园|创新公园|科技公园)"
    rf"|区(?<=[一-龥]{{2}}(?:高新|经开|开发)区)(?=、(?:(?!建设|打造|创建|布局)[^，。；]){{2,40}}(?:产业园|工业园|科技园|园区|科[技学]城){_ENDS})"
    rf"|城(?=”)(?<=[{_GOODS}]城)|都(?=”)(?<=[{_GOODS}]都)|港(?=”)(?<=[{_GOODS}]港)"
    rf"|谷(?<=[一-龥A-Z]谷)(?<![五稻山河低峡波幽深溪湾]谷))(?:（[^（）]{{1,8}}）)?{_ENDS}"
)
#: “云岭药都”: what a place is called for its trade.
_TOWNS: Final = frozenset("城都")
#: 发展示范区: here the word shapes the noun and governs nothing.
_SHAPED: Final = re.compile(
    r"(?:创新|融合|先行|综合|改革|开放){0,2}(?:示范|试验|实验|先导|先行|引领|集聚|集中)(?:区|基地|园)(?:（.*）)?|基地"
)
#: 打造|成都, 建设|成渝: 成 opens a place there.
_WANTED: Final = re.compile(
    rf"(?:{verbs.alternation(verbs.BUILD | verbs.LEAN)})"
    r"(?<!成(?=[都渝]))(?<!可持续发展)(?<!开发(?=区))"
)
#: Verbs that are nouns where words of a further member precede them, not adverbs.
_NOUNS: Final = verbs.NOUNISH | {"发展"}
_OPENS: Final = re.compile(rf"[、和与及并]*(?:{verbs.alternation(verbs.ADVERB)})*")
#: 打造|面向全国的…基地: whom it serves only describes what is wanted.
_FACING: Final = re.compile(
    rf"(?:{verbs.alternation(verbs.BUILD)})(?=[^，。；的]{{0,12}}(?:面向|服务|立足|辐射|覆盖|引领|带动|支撑)[^，。；的]{{2,30}}的)"
)
_LEANT: Final = re.compile(rf"(?:{verbs.alternation(verbs.LEAN)})(?<!做大做好)$")
_HELD: Final = re.compile(r"^(?:以|在|从|对|向|与|由|除)")
_FRAMED: Final = re.compile(
    r"[^，。；]{0,3}为(?:基础|依托|载体|契机|支撑|平台|龙头|主体|代表|核心|重点|主阵地)"
)
#: What follows a cluster that acts itself: 洛阳…集群重点加强….
_ACTS: Final = re.compile(
    r"要|重点|着力|大力|加快|积极|充分|应|建立|开展|引进|落实|设立|组建|打造|新培育|新增|营业?收入?达|产值达|产值突破|规模达"
)
_PROJECTS: Final = re.compile(r"等[^，。；]{0,12}(?:项目|工程)|项目建设")
_OWNED: Final = re.compile(
    r"公司|集团|股份|企业(?!孵化|总部|集聚|创新|出海|特色)|大学|学院|研究院|研究所|科学院|医院|厂|银行"
)
#: 云岭市与沙河公司|共建…: who helps a place to build does not own.
_PARTNERED: Final = re.compile("[地市县区]与[^，。；]{2,24}$")
#: 吸引龙头企业在云岭市建设…: what firms drawn to a place are to build there.
_DRAWN: Final = re.compile(
    "(?:吸引|引导|推动|支持)[^，。；]{2,90}?企业(?P<where>在[^，。；]{2,14}?)(?:建设|建立|布局|打造|设立)"
)
#: 在装备、信息服务等领域形成…: whatever the fields are called, this verb governs.
_FIELDS: Final = re.compile("在[^，。；在]{4,90}?(?:领域|行业)(?:形成|打造|培育|建设|建成)")
_NEW_VERB: Final = re.compile(
    rf"[，、](?:{verbs.alternation(verbs.ADVERB)})*(?:{verbs.alternation(verbs.BUILD)})"
    "|，[一-龥]{2,5}(?:推进|推动|加快|实施|建设)"
)
_SENT: Final = re.compile(r"(?:支持|鼓励|引导|推动)$")
#: 支持某科学城建设某集聚区: the first builds the second.
_BUILDS: Final = re.compile(r"(?:建设|打造|培育)(?=[一-龥])(?![和与及]|水平|步伐|进度|进程|运营)")
_DOING: Final = re.compile(
    r"采用|更新|实施|开展|引进|申报|参与|承接|企业加|企业采|争创|设立|引入|组建"
)
#: 以洛阳为重点打造…: the place comes before the verb.
_ROUND: Final = re.compile(r"以[^，。；]{2,24}为(?:重点|核心|中心|龙头|主体|引领|牵引|主导)$")
#: 力争某基地建成投产: what is to be finished.
_HOPED: Final = re.compile(r"(?:力争|确保|力促|争取|推动|加快)")
_FINISHED: Final = re.compile(r"(?:尽快|早日|全面|如期)?(?:建成|投产|投运|投用|落地)")
_AROUND: Final = re.compile(r"以(?P<centre>[一-龥]{2,8})为(?:中心|核心)，$")
#: What may part two clauses that share a verb: 培育甲集群，乙集群.
_CARRYING: Final = frozenset({"，", "建设，", "发展，"})
_LEAD: Final = re.compile(r"(?:重点|积极|大力)?(?:支持|推动|鼓励|推进|引导|把|将|在)?")
#: 构建以甲为核心，|乙、丙为支撑的…集群: what goes on describing what is wanted.
_ROOTED: Final = re.compile(
    rf"(?:{verbs.alternation(verbs.BUILD)})(?:一个|一批)?以[^，。；]{{2,40}}为[一-龥]{{2,4}}，$"
)
_FAR: Final = 60
_PLACE_JOINT: Final = re.compile(r"[市县区]?(?:[、和与及]|以及)")
_ETC: Final = re.compile(r"[市县区]?等")


_TOWNISH: Final = re.compile("[镇乡]|[发开新贸]区|新城|科学城|工业园|产业园区|我[省市县区州旗]")


@dataclass(slots=True)
class _State:
    """What governs the heads of a clause so far, and the places that are to have them."""

    begin: int
    wanted: bool
    subject: tuple[Place, ...]


def clusters(plan: PlanText) -> Iterator[Cluster]:
    """Yield every cluster that a plan wants, its opening words included.

    培育漯河、周口等5个千亿级产业集群 gives one a place; 把郑州打造成商贸物流中心 takes its
    place from the subject; 依托…基地 and 以…园区为载体 are leant on and give none. A heading states
    one only where its paragraphs do not say it again.
    """
    told: defaultdict[int, list[Cluster]] = defaultdict(list)
    for paragraph in plan.paragraphs:
        for cluster in _read(plan, paragraph):
            section: Section | None = paragraph.section
            while section is not None:
                told[id(section)].append(cluster)
                section = section.parent
            yield cluster
    for title in headlines(plan):
        for cluster in _read(plan, title):
            if not any(_says_again(each, cluster) for each in told[id(title.section)]):
                yield cluster


def _says_again(cluster: Cluster, headline: Cluster) -> bool:
    """Whether a paragraph's cluster is the one its heading announces."""
    own, announced = cluster.industry_text, headline.industry_text
    alike = own and announced and (own in announced or announced in own)
    return bool(alike) or cluster.kind == headline.kind


def _read(plan: PlanText, paragraph: Paragraph) -> Iterator[Cluster]:
    text = paragraph.text
    heads = list(_HEAD.finditer(text))
    earning = list(earning_parks(text, plan.area_text)) if "亿元" in text else []
    if not (heads or earning) or looks_back(plan, paragraph.section):
        return
    done = told_as_done(plan, text)
    heads = [head for head in heads if not is_within(done, head.start())]
    earning = [park for park in earning if not is_within(done, park.start)]
    yield from (_cluster(paragraph, park) for park in earning)
    if heads:
        places = _places(text, heads, plan.area_text)
        for named in _wanted(text, heads, places):
            if not any(park.start < named.end and named.start < park.end for park in earning):
                yield _cluster(paragraph, named)


def _places(text: str, heads: list[re.Match[str]], home: str | None) -> list[Place]:
    """Return the places printed from the sentence of the first head to the last head."""
    start = sentence_start(text, heads[0].start())
    words = text[start : heads[-1].end()]
    found = find_places(words, home)
    if _TOWNISH.search(words):
        ends = {head.end() - start for head in heads}
        given = [town for town in towns(words) if town.end not in ends]
        found = [
            place
            for place in found
            if not any(town.start <= place.start < place.end <= town.end for town in given)
        ]
        found = sorted([*found, *given], key=attrgetter("start"))
    return [place._replace(start=place.start + start, end=place.end + start) for place in found]


def _wanted(text: str, heads: list[re.Match[str]], places: list[Place]) -> Iterator[Named]:
    before = -1
    state: _State | None = None
    kept = False
    for head in heads:
        low = clause_start(text, head.start())
        same = before >= low
        risen = same and _RISES.match(text, before)
        carried = state if same or (kept and text[before:low] in _CARRYING) else None
        if carried is not None and not same:
            carried.begin = low
        state = _govern(text, head, before if same else low, carried, places)
        before = head.end()
        kept = False
        if state is None or not state.wanted or not _is_list_of_clusters(text, state.begin, head):
            continue
        if same and _SOME.search(text, low, state.begin):
            state.begin = head.end()
            continue  # 打造一批甲园、乙基地: kinds of them
        if risen:
            continue  # 推动甲集群创建国家先进制造业集群: a rank of the first
        around = _AROUND.search(text, sentence_start(text, low), low)
        found = named_in(text, state.begin, head, places, state.subject, around)
        if head[0].startswith(_OF_FIRMS):
            found = [each for each in found if known_at(text, each.start) is None]
        kept = bool(found)
        yield from found
        state.begin = head.end()


def _govern(
    text: str, head: re.Match[str], low: int, state: _State | None, places: list[Place]
) -> _State | None:
    """Return what governs a head noun in its clause."""
    formed = (
        text.startswith("在", low) or text.find("企业在", low, head.start()) > low
    ) and _formed(text, low, head.start(), places)
    if formed:
        return formed
    verb = governing(text, low, head.start(), _WANTED)
    if verb and state and verb.text in _NOUNS and not _OPENS.fullmatch(text, low, verb.start):
        verb = None  # 甲基地、数字|服务出口基地
    if verb and _LEANT.search(verb.text) and (facing := _FACING.search(text, low, head.start())):
        verb = Verb(facing.start(), facing.end(), facing[0])
    if verb is None and (of := text.rfind("发展的", low, head.start())) > low:
        verb = governing(text, low, of, _WANTED)  # 形成|产业互补、协同发展的甲集群
    if verb is not None and _SHAPED.fullmatch(text, verb.end, head.end()):
        verb = governing(text, low, verb.start, _WANTED) or (None if state else verb)
    aimed = verb is not None and (
        text[low : verb.start] == "以" or _ROUND.search(text, low, verb.start) is not None
    )
    if _FRAMED.match(text, head.end()) and not aimed:
        return _State(head.end(), wanted=False, subject=())
    if verb is not None:
        wanted = not _LEANT.search(verb.text) and (aimed or not _HELD.match(text[low : verb.start]))
        wanted = wanted or (not _LEANT.search(verb.text) and _HELD_TO.match(text, low) is not None)
        wanted = wanted and not text.startswith("在", verb.end)  # 围绕布局在某地的甲基地
        wanted = wanted and not _acts_itself(text, low, verb, head)
        return _State(verb.end, wanted, _subject(text, low, verb, places))
    if state is not None:
        return state
    hoped = _HOPED.match(text, low)
    opens = text[low - 1 : low] in {"", *STOPS} or any(place.start == low for place in places)
    if opens and _ACTS.match(text, head.end()):
        return _State(hoped.end() if hoped else low, wanted=True, subject=())
    if hoped and _FINISHED.match(text, head.end()):
        return _State(hoped.end(), wanted=True, subject=())
    around = _AROUND.search(text, sentence_start(text, low), low)
    if around:
        return _State(low, wanted=True, subject=())
    return _reached_back(text, low, places)


def _formed(text: str, low: int, at: int, places: list[Place]) -> _State | None:
    """Return what governs where firms are drawn to a place, or fields are to form something."""
    drawn = _DRAWN.search(text, low, at)
    if drawn:
        return _State(
            drawn.end(), wanted=True, subject=tuple(between(places, *drawn.span("where")))
        )
    fields = _FIELDS.match(text, low, at)
    return _State(fields.end(), wanted=True, subject=()) if fields else None


def _reached_back(text: str, low: int, places: list[Place]) -> _State | None:
    """Return what governs a list whose members are parted by commas.

    Each opens with a place, or ends in a scale: 甲、乙千亿级，丙、丁百亿级产业集群.
    """
    opening = {place.start for place in places}
    first = sentence_start(text, low)
    if text.startswith("，", low - 1) and _ROOTED.search(text, max(first, low - _FAR), low):
        return _State(low, wanted=True, subject=())
    at = low
    graded = False
    while at > first and (at in opening or text.endswith("亿级，", 0, at)):
        graded = graded or at not in opening
        start = clause_start(text, at - 1)
        verb = governing(text, start, at - 1, _WANTED)
        if verb is not None:
            wanted = not _LEANT.search(verb.text) and (graded or verb.end in opening)
            return _State(verb.end, wanted, ())
        at = start
    return None


def _acts_itself(text: str, low: int, verb: Verb, head: re.Match[str]) -> bool:
    """Whether a cluster only shows who acts, or belongs to a firm: 支持…集群采用新技术."""
    behind = behind_bodies(text, low, head.start())
    led = behind_leader(text, verb.end, head.start())
    behind = max(behind, led) if led > verb.end else behind
    if _PARTNERED.search(text, low, verb.start):
        behind = verb.end  # 甲市与某公司共建乙基地
    if _ACTS.match(text, head.end()) or _OWNED.search(text, behind, head.start()):
        return True
    if _SENT.search(verb.text) and _BUILDS.match(text, head.end()):
        return True
    end = clause_end(text, head.end())
    return _SENT.search(verb.text) is not None and _DOING.search(text, head.end(), end) is not None


#: 在商丘、南阳等形成…: the place where, with the verb behind it.
_HELD_TO: Final = re.compile(r"在[^，。；]{2,90}?(?:形成|建设|打造|建立|培育|布局)")


def _subject(text: str, low: int, verb: Verb, places: list[Place]) -> tuple[Place, ...]:
    """Return the places that are to have what a verb governs."""
    own = tuple(between(places, low, verb.start))
    if own:
        lean = governing(text, low, own[0].start, _WANTED)
        return () if lean and _LEANT.search(lean.text) else own
    start = sentence_start(text, low)
    around = _AROUND.search(text, start, low)
    if around:
        return tuple(between(places, *around.span()))
    lead = _LEAD.match(text, start)
    at = lead.end() if lead else start
    listed: list[Place] = []
    for place in between(places, at, low):
        if place.start == at:
            listed.append(place)
            joint = _PLACE_JOINT.match(text, place.end)
            at = joint.end() if joint else -1
    return tuple(listed)


#: 中铁装备（沙溪）产业园: what a known firm calls its own.
_OF_FIRMS: Final = ("产业园", "工业园", "科技园", "园区", "基地")
_RISES: Final = re.compile("(?:创建|争创|创成|入选|晋升|升级)(?:为|成)?国家级?")
_SOME: Final = re.compile("一批(?!以)")
#: How far before a cluster the sum may begin that is paid for it.
_NEAR: Final = 24


def _is_list_of_clusters(text: str, begin: int, head: re.Match[str]) -> bool:
    """Whether the list a head stands in is not one of projects."""
    if INVESTED.search(text, max(0, begin - _NEAR), begin):
        return False  # 投资15亿元建设甲基地: a work that somebody pays for
    end = clause_end(text, head.end(), STOPS)
    projects = _PROJECTS.search(text, head.end(), end)
    return projects is None or _NEW_VERB.search(text, head.end(), projects.start()) is not None


def _cluster(paragraph: Paragraph, named: Named) -> Cluster:
    folded = paragraph.folded
    return Cluster(
        span=folded.back(named.start, named.end),
        name_text="".join(folded.words(*part) for part in named.parts),
        kind=nouns.HEADS.get(named.head, "base" if named.head in _TOWNS else "park"),
        places=named.places,
        industry_text=named.industry,
        scale_yi=named.scale,
        scale_op=named.scale_op,
    )
