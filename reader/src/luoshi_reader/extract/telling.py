"""Whether the words before the ending of a name name a body, or only say of what sort it is."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from luoshi_reader.facts import Category
from luoshi_reader.lexicon.organisations import (
    BREAKS,
    ENDINGS,
    FOUNDING,
    KNOWN,
    PARTICLES,
    PLAIN,
)
from luoshi_reader.lexicon.vocabulary import strangeness
from luoshi_reader.lexicon.words import alternation
from luoshi_reader.text.places import find_places, place_at

OF_FIRMS: Final = frozenset(ENDINGS["enterprise"])
#: They are companies, whatever they trade.
EXCHANGES: Final = ("交易所", "交易中心")
#: What opens names although it stands in quotes.
BELT: Final = "“一带一路”"
_CATEGORY: Final = {ending: kind for kind, endings in ENDINGS.items() for ending in endings}
_AREA: Final = re.compile(
    r"“一带一路”|中国|国家(?!级)|全国|国际|亚洲|世界|省(?![级外内属])|市(?![级场州属]|（)|自治区(?!级)|县(?![级域城区乡]|（)|区(?![域位间块划别内外])"
)
_NATIONAL: Final = re.compile(r"国家(?!级)|中国")
_OF_STATE: Final = re.compile("国家(?!级)|中国|全国高校|“一带一路”")
#: 云溪成果西部转化中心: one of a part of the country.
_REGIONAL: Final = re.compile("(?:[东西中南北]部|西[南北]|东北|华[东南北中])$")
#: 云溪湾国家技术创新中心: one of the state that a region opens.
_STATES: Final = re.compile("国家(?!级)(?=技术|制造|产业)")
_OF_PLACE: Final = frozenset({"学院", "银行", "实验室", "科学院", "研究院", "海关"})
#: Bodies of care and of checking that a level tells: 市疾控中心, 省疾病预防控制中心.
_CARING: Final = frozenset(
    {
        *("疾控中心", "疾病预防控制中心", "精神卫生中心", "急救中心", "血液中心"),
        *("计量院", "特检院", "质检院", "检测中心", "检验中心", "工研院", "产研院"),
    }
)
#: 甲、乙、丙三地联席会议: one that several have.
_OF_SEVERAL: Final = ("两地", "三地", "四地", "多地", "各地", "各方", "三方")
_OF_ZONE: Final = frozenset({"管委会", "管理委员会"})
#: 云溪高新区管委会: a zone with a name of its own.
_ZONED: Final = re.compile(
    "(?![各该某此本报由向经])[一-鿿]{2,5}(?:(?:高新|经开|开发|自贸试验|保税|示范|度假|港|新|风景名胜|景|片)区"
    "|科学城|新城)"
)
#: Bodies that 省, 市 or 国家 and a field of plain words name: 省农业科学院.
_FIELDED: Final = (
    *("究院", "究总院", "科学院", "计院", "划院", "查院", "察院", "绘院"),
    *("所", "大学", "专科学校"),
)
#: 省级科研院, 国家研究型大学: how it is, not what it is for.
_MANNER: Final = ("型", "级", "性", "科", "属", "办", "立", "等")
#: Centres that serve: every town has them, so only a trade and a place name one.
#: 发挥云溪情境创新中心功能: what it does is there.
_AT_WORK: Final = re.compile("[一-鿿]{2,3}中心(?:功能|作用|优势)")
_SERVING: Final = frozenset(
    {"合作中心", "交流中心", "服务中心", "运营中心", "仲裁中心", "调解中心"}
)
_PART: Final = re.compile("[东西中南北]部|东北亚|长三角|粤港澳|京津冀|成渝|[沿跨]海")
_ANY_SERVICE: Final = re.compile(
    "政务|便民|社区|乡村|乡镇|农村|党群|市民|养老|残疾|职工|县级|区级|村|企业|游客"
)
#: How much of a serving centre's words must be its own.
_SERVED: Final = 3
#: A trading centre of rights is a body; one of goods is a market and so a cluster.
_RIGHTS: Final = re.compile(
    "(?:权|公共资源|要素|技术|数据|金融|电力|环境|能源|票据|登记|配额|资产)$"
)
_NAMELESS: Final = PLAIN | BREAKS | FOUNDING | frozenset(PARTICLES)
_SINGLE: Final = frozenset(word for word in _NAMELESS if len(word) == 1)
#: In a brief name a single plain character counts only at its end.
_PLAIN: Final = re.compile(rf"{alternation(_NAMELESS - _SINGLE)}|[{''.join(sorted(_SINGLE))}]\Z")
_DROP_SINGLE: Final = dict.fromkeys(map(ord, _SINGLE | {"（", "）"}))
#: A name this short may consist of characters that elsewhere join: 和岭集团.
_BRIEF: Final = 3
_NEVER_FIRST: Final = "各该本其每某"
#: 怀柔实验室, 岳麓山实验室: one without a place is known by a short word.
_SHORT_STEM: Final = 5
#: 生物育种云岭实验室: a longer one ends in that word.
_LONG_STEM: Final = 8
_INNOVATING: Final = frozenset({"创新中心", "农创中心", "国创中心", "科创中心"})
TOLD: Final = 2
#: 云溪港集团, 沙岭钢集团: what one character behind a place tells.
_OF_PLACES_OWN: Final = frozenset("港钢煤电油铝铜粮盐酒药烟纺")
#: 市（州）农商银行: those of any.
_ANY_OF: Final = ("省（", "市（", "县（", "区（", "省外", "市外", "县外", "区外", "境外")
#: 云岭医学院, 沙溪工学院: what a college of a place teaches, in one character.
_FACULTIES: Final = frozenset("医工农林商警")
_JOINTS: Final = frozenset("与和及")
#: 碳中和: such a character ends a word of its own.
_CLOSED: Final = ("中和", "共和", "饱和")


#: 省、市、县三级银行机构: those of several levels.
_OF_LEVELS: Final = ("两级", "二级", "三级", "四级", "五级", "各级")


class _Stem(NamedTuple):
    """What stands before an ending: its places and levels up to `at`, its own words behind."""

    text: str
    start: int
    at: int
    end: int
    area: bool
    placed: bool

    @property
    def own(self) -> int:
        """How many characters stand behind the places."""
        return self.end - self.at

    @property
    def rest(self) -> int:
        """How many of them no ordinary word takes up."""
        return residue(self.text[self.at : self.end])

    @property
    def of_state(self) -> bool:
        return _NATIONAL.match(self.text, self.start) is not None

    def of_level(self, levels: str) -> bool:
        """Whether one of some levels opens it: 省, 市."""
        return self.area and self.text[self.start] in levels


def category_of(ending: str) -> Category:
    """Return the category an ending tells; a numbered institute has none in the list."""
    return _CATEGORY.get(ending, "institute")


def is_telling(text: str, start: int, stem: int, ending: str, home: str | None) -> bool:
    """Whether text[start:stem] names something: a word of its own, or a place for some ends."""
    at, area, placed = start, False, False
    if text.startswith(_ANY_OF, start) or text.endswith(_OF_LEVELS, start, stem):
        return False
    while at < stem:
        if found := _AREA.match(text, at, stem):
            at, area = found.end(), True
        elif place := place_at(text, at, home):
            at, placed = place.end, True
        else:
            break
    if at > stem or start == stem:
        return False
    numbered = ending not in _CATEGORY and ending.endswith("所")  # 电科第三十八研究所
    of_place = (placed and at == stem and ending in _OF_PLACE) or numbered
    if of_place or text[start:stem] + ending in KNOWN:
        return True
    before = _Stem(text, start, at, stem, area, placed)
    if ending in OF_FIRMS:
        sited = placed and before.own and text[stem - 1] in _OF_PLACES_OWN
        return ((placed or area) and before.own >= TOLD) or before.rest >= TOLD or bool(sited)
    return _tells_body(before, ending)


def _tells_body(stem: _Stem, ending: str) -> bool:
    """Whether the words before the ending of a body name it."""
    category = category_of(ending)
    if category == "government":
        return _tells_office(stem, ending)
    if category == "association":
        ours = stem.text[stem.start - 2 : stem.start] in {"我省", "全省"}
        own = stem.at < stem.end or (ending == "商会" and stem.placed)
        return (stem.area or stem.placed or ours) and own
    if ending in EXCHANGES:
        return _tells_exchange(stem, ending)
    if ending in _CARING and (stem.placed or stem.of_level("省市区县")):
        return True
    if ending.endswith("中心"):
        return _tells_centre(stem, ending)
    return _tells_institute(stem, ending)


def _tells_office(stem: _Stem, ending: str) -> bool:
    if not (stem.area or stem.placed) and ending in _OF_ZONE:
        return _ZONED.fullmatch(stem.text, stem.at, stem.end) is not None
    words = stem.text[stem.start : stem.end]
    return (stem.area or stem.placed) and "（" not in words and not words.endswith(_OF_SEVERAL)


def _tells_exchange(stem: _Stem, ending: str) -> bool:
    if ending != "交易所" and not _RIGHTS.search(stem.text, stem.at, stem.end):
        return False
    whole = stem.of_state or stem.text.startswith("全国", stem.start)
    return stem.own >= TOLD and (stem.placed or whole)


def _tells_centre(stem: _Stem, ending: str) -> bool:
    text = stem.text
    if ending in _SERVING:
        return _tells_serving(stem)
    if ending.endswith("创中心") and stem.of_state:
        return True  # 国家农创中心
    working = text.endswith("发挥", 0, stem.start) and _AT_WORK.match(text, stem.end) is not None
    if ending in _INNOVATING and not (stem.placed or stem.of_state or working):
        return False
    told = working or stem.placed or _OF_STATE.match(text, stem.start)
    told = told or _REGIONAL.search(text, stem.at, stem.end)
    told = told or _STATES.search(text, stem.at, stem.end)
    return bool(told) and (stem.rest >= TOLD or text.startswith(BELT, stem.start))


def _tells_serving(stem: _Stem) -> bool:
    """Whether words tell one centre of service: whose it is, and for what trade."""
    words = stem.text[stem.start : stem.end]
    whose = stem.placed or _PART.match(words) is not None or _abroad(words)
    return whose and stem.rest >= _SERVED and not _ANY_SERVICE.search(words)


def _abroad(words: str) -> bool:
    """Whether a centre of several countries says where it stands: 国际葡萄云岭…."""
    return words.startswith(("国际", "中国-", "中国—")) and bool(find_places(words[_BRIEF:]))


def _tells_institute(stem: _Stem, ending: str) -> bool:
    if ending in {"大学", "医院"} and (stem.placed or (stem.of_level("省市自") and stem.rest > 0)):
        return True
    joint = stem.text[stem.end - 1] in _JOINTS and not stem.text.endswith(_CLOSED, 0, stem.end)
    if joint or stem.text.endswith(("级", "甲"), 0, stem.end):
        return False
    if ending == "实验室" and not stem.placed and stem.own > _SHORT_STEM:
        return stem.own <= _LONG_STEM and strangeness(stem.text[stem.end - TOLD : stem.end]) >= TOLD
    if stem.own >= TOLD and ending.endswith(_FIELDED) and (stem.of_level("省市") or stem.of_state):
        return stem.rest >= TOLD or not stem.text.endswith(_MANNER, stem.at, stem.end)
    taught = ending == "学院" and stem.text[stem.at : stem.end] in _FACULTIES
    return stem.rest >= TOLD or (stem.placed and (stem.own >= TOLD or taught))


def residue(words: str) -> int:
    """Return how many characters are left when the words that make no name are taken away."""
    left = _PLAIN.sub("", words)
    if left and (len(words) > _BRIEF or words[0] in _NEVER_FIRST):
        left = left.translate(_DROP_SINGLE)
    return len(left)
