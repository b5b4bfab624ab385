"""One number in its clause: what it is the number of, and whether it is a level or a growth."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final, Literal

from luoshi_reader.extract.years import Said
from luoshi_reader.facts import Op
from luoshi_reader.lexicon.indicators import ACTS, FALL, LEADING, REACH, RISE, TRAILING
from luoshi_reader.lexicon.words import alternation
from luoshi_reader.structure.clauses import Stretch, clause_start
from luoshi_reader.text.comparators import Comparison
from luoshi_reader.text.quantities import Quantity

Role = Literal["level", "growth", "change", "base"]


_YEAR: Final = r"(?:(?:19|20)[0-9]{2}(?:[-—–~～至到]{1,2}(?:19|20)[0-9]{2})?年|[今去前明本当]年)"
_TIME: Final = (
    rf"(?:到|至|截至|截止|截止到|自|从)?(?:{_YEAR}(?:年?[底末初]|上半年|下半年|[0-9]{{1,2}}月(?:底|末)?)?"
    r"|“?十[一二三四五六七]五”?(?:时期|期间|末|以来)|过去五年|五年来|这五年|未来五年|今后五年|[0-9一二三四五]年内|年[底末])(?:前|的|，)?"
)
_MARK: Final = (
    r"（[一二三四五六七八九十0-9]{1,3}）|[0-9]{1,2}[.、](?![0-9])|[①-⑳]|[—─●•·]+"
    r"|[一二三四五六七八九十]是"
)
#: 安排光伏装机规模3000万千瓦, 建成电力装机2000万千瓦: what is installed is the indicator.
_INSTALLED: Final = "(?:安排|建成)(?=[^，。；]{0,12}(?:装机|储能|产量))"
_LEAD: Final = re.compile(rf"{_MARK}|{_TIME}|{_INSTALLED}|{alternation(LEADING)}")
#: Words in front that belong to no quote.
_JOINS: Final = re.compile(rf"(?:{_MARK}|其中|并|且|，|、|：|；|以及|同时)\Z")
_TRAIL: Final = re.compile(rf"(?:{alternation(TRAILING | REACH)})\Z")
_TRAIL_TIME: Final = re.compile(rf"{_TIME}\Z")
_CHANGE: Final = re.compile(rf"({alternation(RISE | FALL)})(?:幅度|速度)?\Z")
_BASIS: Final = re.compile(
    r"(?:同比|环比|同期|[比较与]?(?:上年|去年|上年同期|去年同期|同期|往年|上年末|上年底)(?:相比)?"
    r"|[比较](?:19|20)[0-9]{2}年(?:[底末]|同期)?|近?(?:[0-9]{1,2}|[两三四五六七八九十])年(?:来|间)?|年均|平均|每年|累计|名义|实际|可比|按可比价(?:格)?(?:计算)?"
    r"|[比较]“?十[一二三四五六]五”?(?:时期|末)?|同口径|自然口径|现价|总体|均|分别|增速|逐年|每年以|以|年|再|又|，|扣除价格因素)\Z"
)
#: 由47.6%提升至: the number is where the change starts.
_STEPS: Final = re.compile(
    r"(?:连续|接连|先后|连)?(?:跨|迈|登|上|跃|跨越|突破|越过)(?:上|过)?(?:了)?(?:[两三四五六七八九]|[0-9]{1,2})个\Z"
)
_LEAVES: Final = re.compile(
    r"(?:左右|以上)?(?:，)?(?:大幅|稳步|进一步)?"
    r"(?:增长|提高|提升|增加|扩大|上升|下降|降低|减少|发展|跃升|调整|压减|缩短|上调|拓展|增|升|降|减)[到至为]"
)
#: 从46503元和16935元分别提高到: two starts at once are not read.
_PAIRED: Final = re.compile(r"[和、](?=[0-9])")
#: 提高到2020年的2.11%: a level, its year told between.
_TO_YEAR: Final = re.compile(
    rf"(?:{alternation(RISE | FALL)}|增|升|降)[到至](?:19|20)[0-9]{{2}}年(?:[底末])?的\Z"
)
_FROM: Final = re.compile(r"[由从自](?=[^由从自]{0,8}\Z)")
_KEPT: Final = re.compile(r"的(?:增速|增长|速度|增幅|年均增速|增长速度)")
#: What may follow a number that is said of an indicator, not of the noun behind it.
_CLOSES: Final = re.compile(
    r"\Z|台阶|大关|关口|[，。；、：（）()！？\s”]|其中|同比|比|较|增长|下降|占|居|位居|和|与|并|以|，"
)
#: 服务业, 生产总值: there the verb is part of a noun.
_ACT: Final = re.compile(
    rf"(?:累计|共|已)?(?:{alternation(ACTS)})(?!业|外包|贸易|值|总值|性|量|率|额|者|商|端|期|力|区|面|地|总|水平|强度|安全|机构|标准|能力|覆盖)"
)
#: 新增新型储能200万千瓦, 完成招商引资40亿元: what is added to or kept of a measure is a figure.
_MEASURED: Final = re.compile(
    "新增(?=[^，。；]{0,12}(?:装机|储能|产量))"
    "|完成(?=[^，。；]{0,8}(?:任务|计划|进度)|招商引资|引进资金|到位资金)"
)
_NEW: Final = re.compile(
    "新增[^，。；0-9]{0,8}?(?:就业|投资|贷款|社会融资|授信|产值|收入|利税|税收|增加值|存款)|转移就业"
)
#: 新建厂房屋顶光伏覆盖率: how high a rate of what is newly built is, no act of building.
_OPENS_CLASS: Final = ("新建", "新上", "改造后")
_OF_CLASS: Final = re.compile("(?:率|占比|比例|强度|能耗|煤耗|规模)$")
#: Projects that have been signed, not the signing.
_SIGNED: Final = ("签约项目", "签约落地项目")
#: 人均, 亩均: 均 belongs to the name.
_PER_HEAD: Final = frozenset("人亩户地")
_CIRCUMSTANCES: Final = ("情况下", "基础上", "背景下", "前提下")
FLIPPED: Final[dict[Op, Op]] = {">=": "<=", ">": "<", "<=": ">=", "<": ">"}
_MOST_DOUBLINGS: Final = 9
_LONGEST_STRIP: Final = 12


#: Indicators measured in years, days or hours; other durations are no figures.
_LASTING: Final = re.compile(r"(?:年限|寿命|时间|时长|天数|年龄|时限|周期)[^，。；0-9]{0,12}\Z")
#: What is told as a bare number: 电能利用效率降至1.25以下, 收入比缩小到2.1.
_UNITLESS: Final = re.compile(
    r"(?:PUE|电能利用效率|电源使用效率|容积率|系数|收入比|收入之比|收入差距)值?[^，。；0-9]{0,3}(?:降低?|缩小|控制|不[高低]于|不超过|低于|高于|达到?|优于|提高|提升|保持)[^，。；0-9]{0,4}\Z"
)
#: 突破5000亿元大关，达到5123亿元: the mark, then the number itself.
_MARKED: Final = re.compile("[十百千万]亿元?(?:台阶|大关|关口)")


@dataclass(frozen=True, slots=True)
class Mention:
    """A number of a clause with the words that name it.

    `opens` is where a quote begins, `name` the words between it and the number without verbs and
    comparators (empty where elided), `before` all the words of the clause before the number;
    `tail` is what the members of a list share, the indicator of owners where it `owns`; `said`
    is the year where numbers are told year by year.
    """

    quantity: Quantity
    compared: Comparison
    role: Role
    verb: str
    opens: int
    name: Stretch
    before: str
    reached: bool
    tail: Stretch | None = None
    owns: bool = False
    said: Said | None = None

    @property
    def falls(self) -> bool:
        """Whether the change is a fall."""
        return self.verb in FALL


def mention(text: str, quantity: Quantity, compared: Comparison, floor: int) -> Mention | None:
    """Read the clause of a quantity; None where the number is said of the noun behind it."""
    kept = _KEPT.match(text, compared.end) is not None
    leaves = _LEAVES.match(text, compared.end) is not None
    if not (kept or leaves or _CLOSES.match(text, compared.end)):
        return None
    start = clause_start(text, compared.start, floor)
    opens, low = leading(text, start, compared.start)
    high, stripped = _trailing(text, low, compared.start)
    level = Mention(
        quantity=quantity,
        compared=compared,
        role="level",
        verb="",
        opens=opens,
        name=Stretch(low, high),
        before=text[start : compared.start],
        reached=compared.before in REACH or bool(stripped & REACH),
    )
    if to_year := _TO_YEAR.search(text, low, compared.start):
        high, _ = _trailing(text, low, to_year.start())
        return replace(level, name=Stretch(low, max(low, high)), reached=True)
    if _PAIRED.match(text, compared.end) and _FROM.search(text, low, compared.start):
        return None
    if leaves and (origin := _FROM.search(text, low, compared.start)):
        high, _ = _trailing(text, low, origin.start())
        return replace(level, role="base", name=Stretch(low, high))
    change = _CHANGE.search(text, max(low, high - _LONGEST_STRIP), high)
    if change is not None:
        high = change.start()
    elif not kept:
        # 高于全国4.9个百分点 compares with others; only a change is a figure in points.
        return level if not quantity.noun.endswith("百分点") else None
    high, _ = _trailing(text, low, basis(text, low, _circumstance(text, low, high)))
    return replace(
        level,
        role="growth" if quantity.noun in {"%", "‰"} else "change",
        verb=change[1] if change is not None else "增长",
        name=Stretch(low, max(low, high)),
    )


def _circumstance(text: str, low: int, high: int) -> int:
    """Return where a name ends when 在…的情况下 behind it is left out."""
    if not text.endswith(_CIRCUMSTANCES, low, high):
        return high
    opened = text.rfind("在", low, high)
    return opened if opened > low else high


def tells(text: str, name: Stretch) -> bool:
    """Whether a verb stands anywhere among the words before a number: 为群众追回工资17亿元.

    What tells only how large firms are is none: 收入超过10亿元的企业.
    """
    return any(not text[act.end()].isdigit() for act in _ACT.finditer(text, name.start, name.end))


#: 完成公共机构节能改造面积80万平方米: how much is to be done.
_DONE_TO: Final = re.compile(r"(?:改造|整治|治理|修复|加固|绿化|造林)(?:面积|里程|长度)\Z")


def is_act(text: str, found: Mention) -> bool:
    """Whether the words before a number tell of something done, not of an indicator."""
    name = found.name
    if not found.quantity.unit:
        return False  # 新建大型数据中心电能利用效率不高于1.25
    if text.startswith("的", name.start) or text.find("一批", name.start, name.end) >= 0:
        return True
    if text.startswith(_OPENS_CLASS, name.start) and _OF_CLASS.search(text, name.start, name.end):
        return False
    if text.startswith(_SIGNED, name.start) or any(
        sign.match(text, name.start, name.end) for sign in (_NEW, _MEASURED)
    ):
        return False
    if found.role == "level" and "完成" in found.before and _DONE_TO.search(found.before):
        return True
    return _ACT.match(text, name.start, name.end) is not None


def leading(text: str, low: int, high: int) -> tuple[int, int]:
    """Return where a quote opens and where its name begins, the words that lead in left out."""
    opens = low
    while match := _LEAD.match(text, low, high):
        low = match.end()
        if _JOINS.match(match[0]):
            opens = low
    return opens, low


def _trailing(text: str, low: int, high: int) -> tuple[int, set[str]]:
    stripped: set[str] = set()
    while high > low:
        if match := _STEPS.search(text, max(low, high - _LONGEST_STRIP), high):
            high = match.start()
            continue
        window = max(low, high - _LONGEST_STRIP)
        if match := _TRAIL_TIME.search(text, window, high):
            high = match.start()
            continue
        match = _TRAIL.search(text, window, high)
        if match is None or (match[0] == "均" and text[match.start() - 1] in _PER_HEAD):
            break
        stripped.add(match[0])
        high = match.start()
    return high, stripped


def basis(text: str, low: int, high: int) -> int:
    """Return where a name ends when 同比, 比2015年, 年均 and their like behind it are left out."""
    while high > low and (match := _BASIS.search(text, max(low, high - _LONGEST_STRIP), high)):
        if match[0] == "均" and text[match.start() - 1] in _PER_HEAD:
            break
        high = match.start()
    return high


def doubled(text: str, found: Mention) -> Mention:
    """Read 翻两番 as 4倍."""
    low, high = found.name.start, found.name.end
    if text.startswith("翻", high - 1):
        high -= 1
    times = Decimal(2 ** min(int(found.quantity.value), _MOST_DOUBLINGS))
    quantity = found.quantity._replace(value=times, noun="倍")
    name = Stretch(low, basis(text, low, high))
    return replace(found, quantity=quantity, name=name, role="level")


def growth(found: Mention) -> tuple[Op, Decimal]:
    """Return operator and percent of a growth, turned round where it falls: 下降3%以上 is <= -3."""
    op, value = found.compared.op, found.quantity.value
    if not found.falls:
        return op, value
    return FLIPPED.get(op, op), -value


def says_nothing(text: str, quantity: Quantity) -> bool:
    """Whether a number is part of a name: 尼龙66盐, 每万人…拥有量, 千吨级航道, 一件事."""
    kind = quantity.kind
    if kind == "none" and not quantity.scale:
        return not _UNITLESS.search(text, max(0, quantity.start - 16), quantity.start)
    if text[quantity.start - 1 : quantity.start] == "每":
        return True
    if text.startswith(("级", "光网"), quantity.end) or _MARKED.match(text, quantity.end):
        return True
    if kind == "duration":
        return not _LASTING.search(text, max(0, quantity.start - 16), quantity.start)
    digits = text[quantity.start].isdigit()
    return not digits and kind == "count" and not quantity.scale
