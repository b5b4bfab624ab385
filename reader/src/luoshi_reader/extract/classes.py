"""Classes that own an indicator without a territory before them: 钢铁行业, 公共机构, 农村居民."""

from __future__ import annotations

import re
from typing import Final

#: What cannot open an indicator: a joint, or a character that makes the class another word.
_GOES_ON: Final = "(?![、和及与的内中外数库化上间]|项目|车辆|产品|企业|场景|$)"
#: Industries, fields and things counted as one, whatever list stands before them.
_TRADES: Final = (
    f"(?:公共机构|[^，。；（）0-9]{{1,30}}?(?:行业|领域|机组|工业锅炉|电站锅炉|用能设备|制冷设备|冶炼)){_GOES_ON}"
    "|[^，。；（）0-9]{1,12}?建筑(?=可再生能源|节能率|能耗|碳排放)"
    "|[^，。；（）0-9]{1,16}?企业(?=平均|关键工序|人均|单位|数字化)"
)
#: 规模以上工业|单位增加值能源消耗.
_INDUSTRY: Final = "(?:规模以上|规上)工业(?=单位)"
#: People: 农村居民|人均可支配收入.
_PEOPLE: Final = (
    "(?:全[国省市区县州])?"
    "(?:(?:城镇|农村|城乡|全体|脱贫)(?:常住)?居民|常住居民|农牧?民|脱贫人口)(?=人均)"
)
#: 一产|增加值.
_SECTORS: Final = "(?:[一二三]产|第[一二三]产业)(?=增加值|投资|固定资产)"
#: 省市重点项目|当年投资.
_PROJECTS: Final = (
    "[^，。；（）]{0,24}?项目"
    "(?=(?:当年|年度|计划|累计|总|完成)?(?:投资|总投资)(?:完成)?(?:额|率)?$)"
)
_CLASSES: Final = re.compile(f"{_INDUSTRY}|{_PEOPLE}|{_SECTORS}|{_PROJECTS}|{_TRADES}")
#: 城镇居民人均可支配收入: whose the income is.
_INCOME: Final = re.compile(
    "(?P<people>(?:全[国省市区县州])?(?:城镇|农村|城乡|全体|脱贫)?(?:常住)?居民|农牧?民)(?P<what>人均[^，。；]{2,8})"
)
#: 实施重大项目1900多个，|完成投资: what the clause before counts.
_PROJECTS_BEFORE: Final = re.compile(
    "(?:^|[，。；、的]|实施|推进|完成|安排|抓好|启动|建设|开工|谋划)"
    "(?P<what>(?:[0-9]{1,5}[个项])?(?:(?!实施|推进|完成|安排|抓好|启动|建设|开工|谋划)[^，。；、的0-9]){0,10}项目)"
    "(?:[0-9]{1,5}[多余]?[个项](?:以上|左右)?)?(?:建设)?，(?:确保|力争|年度|当年|全年|年内)?(?:完成)?$"
)
#: Parks and firms behind those of the sentence before: 甲高新区达到2000亿元.
PARKS: Final = re.compile("(?:园|园区|高新区|经开区|开发区|聚集区|集聚区|示范区|公司|集团)等?$")
_FARTHEST: Final = 50
_INVESTED: Final = ("投资", "完成投资", "总投资", "当年投资")
_LEAST: Final = 2
#: One industry among others: 新能源产业, 装备制造业, not 钢铁行业 nor the whole of what is made.
_TRADE: Final = re.compile(
    "(?!全|[我本][省市区县国州行]|规模|规上|限额)[^，。；、]{1,14}(?:产业|工业|业|产业链)"
    "(?<!行业|农业|企业|事业|就业)"
)
_WHOLE: Final = re.compile(
    "(?:先进|高技术|高端|现代|传统)?(?:工业|农业|服务业|制造业|建筑业|种植业|畜牧业|渔业|林业|加工业)"
    "|(?:战略性?新兴|高新技术|高技术|未来|新兴|传统|优势|主导|支柱|重点|数字|文化|数字经济核心|核心)产业"
    "|(?:生产性|生活性|现代|科技|高技术)服务业|(?:文化|旅游|文旅|体育|金融|房地产|健康)[^，。；]{0,4}业|农林牧渔业|数字经济核心产业制造业"
)


def is_one_trade(owner: str, title: str) -> bool:
    """Whether an owner is one industry of a plan that is not about it."""
    if _TRADE.fullmatch(owner) is None or _WHOLE.fullmatch(owner):
        return False
    return owner[:2] not in title


def class_end(text: str, low: int, high: int) -> int | None:
    """Return where a class that opens a name ends, and what is told of it begins."""
    found = _CLASSES.match(text, low, high)
    if found is None or high - found.end() < _LEAST:
        return None
    return found.end()


def people_of(indicator: str) -> tuple[str, str] | None:
    """Return whose an income is and the income: 城镇居民, 人均可支配收入."""
    found = _INCOME.fullmatch(indicator)
    return (found["people"], found["what"]) if found else None


def projects_before(text: str, indicator: str, at: int) -> tuple[int, int] | None:
    """Return the projects that the clause before an investment at `at` tells of."""
    if indicator not in _INVESTED:
        return None
    found = _PROJECTS_BEFORE.search(text, max(0, at - _FARTHEST), at)
    return found.span("what") if found else None
