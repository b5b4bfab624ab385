"""What names one thing: a paper, a body, an event, a campaign, told from general talk of such."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from luoshi_reader.extract.telling import residue
from luoshi_reader.lexicon import promises, verbs
from luoshi_reader.lexicon.vocabulary import strangeness

_GENERAL: Final = re.compile(
    r"一批|一系列|各类|各级|各种|若干(?!意见|措施|规定|政策)|多层次|多种形式|多元|系列|一些|更多|相关|有关|相应|类似|政策(?![一-鿿]{2,6}(?:平台|系统|库))"
)
#: “云溪之夏”系列活动: the name stands in quotes.
_QUOTED_EVENT: Final = re.compile(
    "“[^“”]{3,24}”(?:系列|主场|主题|品牌)?[一-龥]{0,6}(?:活动|赛事|展会|论坛)"
)
_COMMON: Final = re.compile(rf"^(?:{verbs.alternation(promises.COMMON_WORDS)})+")
_NAMED: Final = re.compile(
    r"第[0-9一二三四五六七八九十百]+届|[0-9]{4}|国际|全国|全球|中国|世界|亚洲|“|年度|[A-Z]{2}"
)
_NUMBERED: Final = re.compile(r"第[0-9一二三四五六七八九十百]+届")
#: 世界粮食日宣传活动: a day that has a name.
_DAY: Final = re.compile("(?:世界|国际|全国|中国|国家)[^，。的]{2,10}日[一-龥]{0,6}活动$")
_EVERY_DAY: Final = re.compile(verbs.alternation(promises.ROUTINE))
_OF: Final = re.compile(r"^.*的")
#: 公共服务平台, 科技创新平台: any of a kind.
_ANY_PLATFORM: Final = re.compile(
    "(?:综合性?|公共|服务|创新|交流|合作|信息|共享|对接|技术|科技|产业|展示|交易|投?融资|孵化|概念验证|中试|双创|人才|数字"
    "|智慧|线上|网络|大数据|一体化|重大|高端|开放|支撑|专业|研发|测试|检测|管理|推广|应用|转化|成果|企业|平台)+"
)
_NO_BODY: Final = re.compile(
    r"对接|沟通|交流平台|交流合作平台|为中心|或|国际[一-龥]{2,6}中心$|制造业中心$|高能级|高水平|新型研发机构$|联盟平台|一站式|分布式|区域性[^，。；]{0,12}平台"
)
#: 组建完善…平台: what exists is bettered.
_DOES: Final = re.compile("覆盖|完善|提升|优化|健全|壮大|巩固|加强")
#: Classes of bodies, not bodies: 国家产业创新中心, 省级企业技术中心.
_CLASS: Final = re.compile(
    r"\A(?:国家|全国|部|省|市|级|区域|重点|共性|产业|制造业|技术|科技|工程|企业|联合|创新|研究|研发|检测|检验)*"
    r"(?:中心|平台|机构|实验室|研究院|工作站|创新联合体)\Z"
)
#: 布局云岭市陶瓷重点实验室: a body that says whose it is, where nothing says it is founded.
_OWNED: Final = re.compile("国家(?!级)|[一-龥]{2,3}[省市区县](?!级)")
_ANY_EVENT: Final = re.compile(r"高水[准平]|大型|精品|重大|知名|顶级")
_OWN: Final = re.compile(r"^(?:本(?![省市区县州])|如下|以下|相应)")
#: 北京（京津冀）国际科技创新中心: a place and the region it serves.
_OF_REGION: Final = re.compile("[一-龥]{2,6}（[一-龥]{2,6}）[一-龥]{0,8}中心$")
_GATHERING: Final = re.compile(r"(?:产业|物流|商贸|贸易|创意|时尚|集散|交易|金融|消费|枢纽)中心$")
_BRACKET: Final = re.compile(r"（[^（）]*）?”?$|”$")
_STRONG: Final = re.compile("组建|成立|筹建|设立")
_ANNOUNCED: Final = frozenset({"发布", "公布"})
#: 制定报告 is no paper that a government issues; 编制报告 is.
_REPORTED: Final = re.compile("编制|编写|发布|撰写")
#: Events that a name of some length tells from others: 专业镇投资贸易博览会.
#: 云博会, 沙洽会: a fair known by its short name.
#: 云岭过大年: a custom that is held as an event.
_CUSTOM: Final = re.compile("(?:过大年|闹元宵|闹新春|迎新春|中国年|龙舟)$")
_SHORT_FAIR: Final = re.compile("^[一-龥]{1,8}[博洽交运]会$")
_FAIRS: Final = (
    "博览会",
    "交易会",
    "运动会",
    "奥会",
    "峰会",
    "洽谈会",
    "文化节",
    "艺术节",
    "旅游节",
    "电影节",
    "农业周",
    "科技周",
    "活动周",
    "活动月",
    "宣传周",
    "宣传月",
    "时装周",
    "设计周",
    "文化周",
    "美食季",
    "消费季",
    "马拉松",
    "锦标赛",
    "联合大赛",
)
#: 集成电路创新创业大赛: a contest, a forum that its subject tells.
_CONTESTS: Final = ("大赛", "论坛", "研讨会", "年会")
_LEAST_SUBJECT: Final = 6
#: 农民增收现场会: a meeting that its subject tells.
_MEETINGS: Final = ("现场会", "推进会", "观摩会")
_LEAST_MEETING: Final = 6
#: A centre that the state or a place is to have: 国家热带农业科学中心.
_OF_STATE: Final = re.compile("^国家(?!级)[一-龥]{4,}中心$")
_LEAST_PAPER: Final = 3
_LEAST_COMMON: Final = 6
_LEAST_PLAN: Final = 4
#: 数据条例: what a law is about may be one word.
_LAWS: Final = frozenset({"条例", "规章"})
_LEAST_ANNOUNCED: Final = 8
_LISTS: Final = frozenset({"目录", "名录"})
_LEAST_STRONG: Final = 2
_LEAST_BODY: Final = 4
#: Institutes that a word of their own tells: 海洋实验室, not 现代产业学院.
_INSTITUTES: Final = frozenset(("研究院", "研究所", "实验室", "学院", "大学", "科学院"))
_LEAST_OWN: Final = 2
_LEAST_PLATFORM: Final = 3
_LEAST_DESCRIBED: Final = 12
_LEAST_MADE: Final = 6
_LEAST_SYSTEM: Final = 8
_LEAST_CAMPAIGN: Final = 4
_LEAST_FAIR: Final = 4
_FARTHEST_BRACKET: Final = 24


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of promise: its verbs, the nouns its object ends in, what names one thing.

    `listed` things may stand in a list that another noun closes: 建设甲学院、乙实验室等载体.
    """

    verb: re.Pattern[str]
    nouns: tuple[str, ...]
    names: Callable[[str, str], bool]
    titled: bool = False
    placed: bool = False
    new: bool = False
    listed: bool = False

    def ends(self, text: str, start: int, end: int) -> bool:
        """Whether a stretch ends in one of the nouns, a bracket or quote behind it allowed.

        An event with its number (第三届…) needs no noun.
        """
        if self.placed and _NUMBERED.search(text, start, end):
            return True
        if text[end - 1 : end] in {"）", "”"}:
            bracket = _BRACKET.search(text, max(start, end - _FARTHEST_BRACKET), end)
            end = bracket.start() if bracket else end
        return text.endswith(self.nouns, start, end)


def is_general(name: str) -> bool:
    """Whether words speak of many things or any: 一批…平台, 有关政策."""
    return _GENERAL.search(name) is not None and not _QUOTED_EVENT.fullmatch(name)


def _verb(words: frozenset[str]) -> re.Pattern[str]:
    body = verbs.alternation(words)
    return re.compile(
        rf"(?<!统(?=筹))(?:{body})(?:[、和并]?(?:{body}|实施|出台|印发|完善|办好|落实|执行))*(?:好(?!项目|房子))?(?![了过的成为])"
    )


def _noun(name: str, nouns: tuple[str, ...]) -> str:
    """Return the longest noun a name ends in, or ""; the longest stand first."""
    return next(filter(name.endswith, nouns), "")


def _paper(name: str, verb: str) -> bool:
    """Whether a name without title marks tells one paper from others."""
    if _OWN.match(name) or "或" in name:
        return False
    core = _BRACKET.sub("", _COMMON.sub("", name))
    noun = _noun(core, _PAPERS)
    if noun == "报告" and not _REPORTED.match(verb):
        return False
    if noun == "计划" and (verb not in _ANNOUNCED or core.endswith("行动计划")):
        return len(core) - len(noun) >= _LEAST_PLAN
    if noun in _LAWS:
        return len(core) - len(noun) >= _LEAST_STRONG
    if noun in promises.COMMON_PAPERS:
        if verb in _ANNOUNCED:
            return noun in _LISTS and len(core) - len(noun) >= _LEAST_ANNOUNCED
        return len(_OF.sub("", core)) - len(noun) >= _LEAST_COMMON
    return len(core) - len(noun) >= _LEAST_PAPER


def _body(name: str, verb: str) -> bool:
    """Whether a name tells one body to be founded; a strong verb needs less of a name."""
    core = _OF.sub("", _BRACKET.sub("", name))
    noun = _noun(core, _BODIES)
    if _OF_REGION.match(core):
        return True
    if noun in {"", "基金", "公司"} or _DOES.match(name) or _is_any(core, verb):
        return False
    if verb == "打造" and _OF_STATE.match(core):
        return True
    if verb == "打造" and (noun != "平台" or len(core) - len(noun) < _LEAST_MADE):
        return False
    if noun == "平台":
        described = len(name) - len(noun) >= _LEAST_DESCRIBED
        told = len(core) - len(noun) >= _LEAST_PLATFORM
        return described or (told and _ANY_PLATFORM.fullmatch(core) is None)
    if noun == "系统":
        return len(core) - len(noun) >= _LEAST_SYSTEM
    if noun == "基地":
        return _STRONG.search(verb) is not None and len(core) - len(noun) >= _LEAST_BODY
    weak = _LEAST_BODY + (noun in _INSTITUTES)
    own = len(core) - len(noun) >= (_LEAST_STRONG if _STRONG.search(verb) else weak)
    return own or (noun in _INSTITUTES and residue(core.removesuffix(noun)) >= _LEAST_OWN)


def _is_any(core: str, verb: str) -> bool:
    """Whether words name a class of bodies, or one that is bettered or merely laid out."""
    gathering = _GATHERING.search(core) and not _STRONG.search(verb)
    laid_out = verb.endswith("布局") and not _OWNED.match(core)
    classed = _NO_BODY.search(core) or _CLASS.fullmatch(core)
    return bool(gathering or laid_out or classed or "完善" in verb)


def is_any_platform(core: str) -> bool:
    """Whether what stands before 平台 is said of any of them: 公共服务, 科技创新."""
    return _ANY_PLATFORM.fullmatch(core) is not None


def is_class(name: str) -> bool:
    """Whether words name a class of bodies, not one: 国家技术创新中心."""
    return _CLASS.fullmatch(name) is not None


def is_body_of(name: str) -> bool:
    """Whether the name of a centre that is furthered tells one: not 区域科技创新中心, 商贸中心."""
    core = _BRACKET.sub("", name)
    return _OF_REGION.match(core) is not None or not (
        _CLASS.fullmatch(core) or _NO_BODY.search(core) or _GATHERING.search(core)
    )


def _event(name: str, _verb: str) -> bool:
    """Whether a name tells one event: its number, year, place or a name of its own."""
    if name.endswith(("会议", *_MEETINGS)):
        return is_dated(name) or (name.endswith(_MEETINGS) and len(name) > _LEAST_MEETING)
    if _QUOTED_EVENT.fullmatch(name) or _NUMBERED.search(name) or _DAY.search(name):
        return True
    if (name.endswith("活动") and _EVERY_DAY.search(name)) or _ANY_EVENT.search(name):
        return False
    plain = name.removesuffix("活动")
    name = plain if plain.endswith(("季", "周", "月")) else name
    fair = next((noun for noun in _FAIRS if name.endswith(noun)), "")
    least = _LEAST_OWN if fair.endswith(("周", "月", "季")) else _LEAST_FAIR
    contest = next((noun for noun in _CONTESTS if name.endswith(noun)), "")
    told = contest and "的" not in name and len(name) - len(contest) >= _LEAST_SUBJECT
    met = fair and "的" not in name and len(name) - len(fair) >= least
    if met or (told and not _EVERY_DAY.search(name)):
        return True
    race = name.endswith(("赛", "节")) and len(name) > _LEAST_FAIR and not _EVERY_DAY.search(name)
    if race and strangeness(name) >= _LEAST_OWN:
        return True
    return any(sign.search(name) for sign in (_CUSTOM, _NAMED, _SHORT_FAIR))


#: 2026年…, 第三届…, 首届…: an edition, whatever the event is called.
_EDITION: Final = re.compile("20[0-9]{2}年?|第[0-9一二三四五六七八九十百]+[届次]|首届")


def is_dated(name: str) -> bool:
    """Whether words name an edition of an event: 2026年全国“村超”（南部赛区）."""
    return _EDITION.match(name) is not None


def _campaign(name: str, _verb: str) -> bool:
    return len(name) >= _LEAST_CAMPAIGN


_PAPERS: Final = tuple(sorted(promises.PAPERS, key=len, reverse=True))
_BODIES: Final = tuple(sorted(promises.BODIES, key=len, reverse=True))
KINDS: Final = (
    Kind(_verb(verbs.WRITE), _PAPERS, _paper, titled=True),
    Kind(_verb(verbs.FOUND), _BODIES, _body, listed=True),
    Kind(_verb(verbs.HOLD), tuple(promises.EVENTS), _event, placed=True, listed=True),
    Kind(_verb(verbs.LAUNCH), ("行动", "行动计划", "行动方案"), _campaign, new=True),
)
#: The kinds of promise that each verb may begin.
KINDS_OF: Final = {
    word: [kind for kind in KINDS if kind.verb.match(word)]
    for word in verbs.WRITE | verbs.FOUND | verbs.HOLD | verbs.LAUNCH
}
ANY_VERB: Final = re.compile(verbs.branches(KINDS_OF))
