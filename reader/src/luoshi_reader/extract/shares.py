"""Shares of a class that come to be something: 90%以上的规模骨干企业质量意识明显增强."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from luoshi_reader.structure.clauses import Stretch, clause_start
from luoshi_reader.text.comparators import Comparison
from luoshi_reader.text.quantities import Quantity

_CLASS: Final = (
    r"(?:企业|行政村|自然村|村庄|村|学校|高校|医院|社区|家庭|居民|乡镇|街道|园区|机构|农户|面积|人口|群众|产品"
    r"|项目|设备|地区|小区|耕地|产能|人员|专利|单位|用户|车辆|建筑|农田|断面|岗位|院所|党员|师资|教师|学生|事项|设施|场所|车间|村)"
)
#: What the members of a class come to do where nothing else parts them: 企业|设立研发机构.
_DO: Final = (
    "(?:接入|设立|建立|建有|落户|落地|实现|达到|完成|采用|开展|通过|具备|拥有|配备|使用|纳入|上云|建成|参与|提升|增强"
    "|获得|转型|应用|从事|来自|由|在)"
)
#: 30%以上|规上工业企业|设立研发机构: the class stands right behind.
_DOING: Final = re.compile(
    rf"(?P<class>(?:(?:符合|具备)条件的)?[^，。；、（）0-9%的]{{0,14}}?{_CLASS})(?P<more>(?!))?"
    rf"(?P<what>{_DO}(?:[^，。；（）的0-9]|、(?![0-9])){{2,30}})(?=[，。；;]|\Z)"
)
#: 50%以上村庄|面貌提升: a state told of the class itself.
_BETTER: Final = re.compile("(?:提升|增强|改善|达标|好转|优化|改观)$")
_AREAS: Final = re.compile("(?:全|[我本])[省市区县国州]|各地区?|专利")
_MEMBER: Final = re.compile(
    rf"的?(?P<class>[^，。；、（）0-9%的]{{0,12}}?{_CLASS})"
    r"(?:(?P<more>、)|(?P<what>(?:[^，。；、（）的0-9]|、(?![0-9])){3,30})(?=[，。；;]|\Z))"
)
_HOPES: Final = re.compile(
    r"(?:力争|确保|争取|使|让|推动|实现|全省|全市|全区|全县|到|[0-9]{4}年|年?[底内]|全年|今年|，){0,12}\Z"
)
_LEADS: Final = re.compile(
    r"(?:力争|确保|争取|使|让|推动|实现|到?[0-9]{4}年(?:年?底)?|年[底内]|全年|今年|，)+"
)


@dataclass(frozen=True, slots=True)
class Share:
    """A share of `owner` (a class of firms, a territory) that `what` is said of."""

    quantity: Quantity
    compared: Comparison
    start: int
    end: int
    owner: Stretch
    what: Stretch
    narrow: bool = True


def shares(
    text: str, read: Sequence[tuple[Quantity, Comparison]], start: int, end: int
) -> Iterator[Share]:
    """Yield the shares among the numbers read in a sentence.

    Members of a list share what stands behind the last:
    60%以上的中型企业、50%以上的小型企业产品质量意识明显增强 gives two; 建成区40%以上面积达到要求
    is a share of 建成区.
    """
    if text.find("%", start, end) < 0 and text.find("百分之", start, end) < 0:
        return
    waiting: list[tuple[Quantity, Comparison, Stretch, int]] = []
    floor = start
    for quantity, compared in read:
        match = _MEMBER.match(text, compared.end, end) if quantity.noun == "%" else None
        first, floor = clause_start(text, compared.start, floor), compared.end
        bare = quantity.noun == "%" and _HOPES.match(text, first, compared.start)
        doing = _DOING.match(text, compared.end, end) if bare else None
        if doing is not None and not waiting:
            whose = Stretch(*doing.span("class"))
            what = Stretch(*doing.span("what"))
            yield Share(quantity, compared, compared.start, doing.end(), whose, what, narrow=False)
            continue
        if match is None:
            waiting = []
            continue
        owner = _owner(text, match, first, compared.start)
        if owner is None:
            waiting = []
            continue
        waiting.append((quantity, compared, owner, min(owner.start, compared.start)))
        if match["more"]:
            floor = match.end()
            continue
        behind = owner.start == match.start("class")
        begin = match.start("what") if behind else match.start("class")
        what = Stretch(begin, match.end("what"))
        for each, meant, whose, opens in waiting:
            narrow = _AREAS.match(text, whose.start, whose.end) is None
            yield Share(each, meant, opens, match.end(), whose, what, narrow)
        waiting = []


#: 总投资120亿元|的15个重点项目: what the projects come to.
_INVESTED: Final = re.compile(
    "(?P<what>总投资)(?:约|达|超|超过|近)?(?=[0-9])|(?:守住|守牢|严守|坚守|不突破)[^，。；0-9]{0,6}(?=[0-9])"
)
_OF_PROJECTS: Final = re.compile(
    "的(?P<owner>[0-9]{1,5}个[^，。；、的]{0,12}?项目)(?=[，。；、;建开]|\\Z)"
)
_RED_LINE: Final = re.compile("(?:的)?(?P<what>(?:永久)?(?:基本农田|耕地)(?:保护|保有量)?)红线")


def sums(
    text: str, read: Sequence[tuple[Quantity, Comparison]], start: int, end: int
) -> Iterator[Share]:
    """Yield what a number of projects come to, and the red lines that are kept.

    推进总投资120亿元的15个重点项目 gives 总投资 of 15个重点项目; 守住18亿亩耕地红线 gives 耕地.
    """
    if "总投资" not in text and "红线" not in text:
        return
    for quantity, compared in read:
        low = clause_start(text, compared.start, start)
        for opens in _INVESTED.finditer(text, low, quantity.end):
            if opens["what"] and (of := _OF_PROJECTS.match(text, compared.end, end)):
                owner, what = Stretch(*of.span("owner")), Stretch(*opens.span("what"))
                yield Share(quantity, compared, opens.start(), of.end(), owner, what)
            elif not opens["what"] and (line := _RED_LINE.match(text, compared.end, end)):
                least = compared._replace(op=">=")
                nobody = Stretch(opens.start(), opens.start())
                what = Stretch(*line.span("what"))
                yield Share(quantity, least, opens.start(), line.end(), nobody, what, narrow=False)


def _owner(text: str, match: re.Match[str], first: int, start: int) -> Stretch | None:
    """Return the class of 90%以上的企业, or what stands before 40%以上面积."""
    if text.startswith("的", match.start()):
        if text[first:start].strip("、") and not _HOPES.match(text, first, start):
            return None
        return Stretch(match.start("class"), match.end("class"))
    if _HOPES.match(text, first, start):
        better = match["what"] is not None and _BETTER.search(match["what"])
        return Stretch(match.start("class"), match.end("class")) if better else None
    lead = _LEADS.match(text, first, start)
    low = lead.end() if lead else first
    high = start - len(_DONE[0]) * text.endswith(_DONE, low, start)
    return Stretch(low, high) if low < high else None


#: 各地区|完成60%以上重点用能单位节能监察: a verb is nobody's.
_DONE: Final = ("完成", "实现")
