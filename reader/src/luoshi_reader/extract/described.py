"""What a number only tells of: how things are, how large they are, on what terms one is paid."""

from __future__ import annotations

import re
from typing import Final

from luoshi_reader.extract.counted import Count, Frame
from luoshi_reader.extract.governing import clause_end
from luoshi_reader.lexicon import promises, verbs

_SUPPLIED: Final = re.compile(verbs.branches(verbs.SUPPLY | verbs.CUT))
#: What stands before a number that states how many there are.
STOCK: Final = re.compile(
    r"^年(?![度内底]|产值|营业|营收|收入|销售|主营|税收|交易)|达(?!标)|总[数量]|现有|已有|累计|共有|拥有|截至|占|增[至到加]|年产(?!值)|日产|年处理|就业|贯通|连接|辐射|惠及|受益|覆盖|涵盖|面向|到位|第$|[每各][个家名人户项]?$"
)
#: 11个项目投资突破2000亿元: the number only tells whose figure follows.
_LEVEL_OF: Final = re.compile(
    r"[^，。；、0-9]{0,20}(?:项目|工程)(?:累计|总|完成)?投资(?:突破|超过?|达到?|实现|完成)"
    r"[0-9][0-9.]*+[万亿千]*+元?+(?:以上|左右)?+(?=[，。；、]|$)"
)
#: 新增新型储能200万千瓦, 装机规模3000万千瓦 are figures.
_POWER: Final = re.compile("瓦$")
_INSTALLED: Final = re.compile("新增|装机|并网|储能")
_LEANT: Final = re.compile(r"为(?:依托|基础|载体|主体|代表|主导)")
_REWARD: Final = re.compile(
    r"奖励|补助|补贴(?!性)|奖补|罚款|资助[^，。；]{0,12}元|给予[^，。]{0,12}元|最高[0-9.]+[%万亿]|(?<!不)达标(?!企业|排放)|评分"
)
#: 发展三大产业, 落实七大行动: what is spoken of, not counted.
_AT_LARGE: Final = frozenset({"发展", "提升", "推进", "推动", "落实", "支持", "聚焦", "布局"})
#: 每个园区引进3家: so many for each, not so many.
_OF_EACH: Final = re.compile("每[一1]?[个家所座条县乡镇村市区]")
_EVERY: Final = re.compile(r"每[0-9一二两三四五]?[个]?[年月季周]")
#: 整治面积不低于300万平方米 tells how large something is.
_SIZES: Final = frozenset({"面积", "规模", "里程", "长度", "数量", "总量"})
#: 形成节能量约5000万吨标准煤, 减排二氧化碳1.3亿吨: what is saved is measured, not made.
_SAVED: Final = re.compile(
    "节[能水电煤]量|减[排碳]量|二氧化碳|碳排放|氮氧化物|二氧化硫|化学需氧量|氨氮"
)
#: 成交额突破500亿元: what is reached is a figure.
_STATED_NOUN: Final = re.compile("(?:额|量|值|收入|规模|总数|税收|资产|利润)$")
#: 年出栏100万头生猪、…等项目: how large a work of the list is.
_OUTPUT: Final = ("头", "只", "羽", "台", "辆", "套", "吨", "千瓦", "兆瓦", "立方米")
_OF_WORKS: Final = re.compile("[^，。；]{0,80}?等[^，。；]{0,8}(?:项目|工程)")
#: 面积较2023年增长2000万平方米: how much more there is.
_GROWN: Final = re.compile("较[^，。；]{2,16}?(?:增长|提高|增加|下降|降低|减少)$")


def describes(text: str, low: int, count: Count, frame: Frame) -> bool:
    """Whether a number only tells how things are, or on what terms something is paid."""
    return bool(
        (count.unit == "大" and frame.verb.text in _AT_LARGE)
        or _LEVEL_OF.match(text, count.end)
        or (_POWER.search(count.unit) and _INSTALLED.search(text, low, count.start))
        or STOCK.search(_told(text, frame))
        or _quoted(text, low, count.start)
        or (text[slice(*frame.between)] in _SIZES and text[count.end : count.end + 1] != "的")
        or (count.unit == "次" and _EVERY.search(text, low, count.start))
        or (count.unit in promises.PRODUCED and not _supplied(text, frame))
        or _OF_EACH.search(text, low, max(low + 1, frame.verb.start))
        or ("产能" in text[slice(*frame.between)] and not _SUPPLIED.search(frame.verb.text))
        or (count.physical and _SAVED.search(text, *frame.between) is not None)
        or _GROWN.search(text, low, count.start) is not None
        or _LEANT.search(text, count.end, clause_end(text, count.end))
        or (count.unit.endswith("元") and text.endswith("投资", low, count.start))
        or (
            not text[count.start].isdigit()
            and _STATED_NOUN.search(text, low, count.start) is not None
        )
        or (count.unit.endswith(_OUTPUT) and _OF_WORKS.match(text, count.end) is not None)
        or _rewarded(text, low, count.end)
    )


def _told(text: str, frame: Frame) -> str:
    """Return the words between verb and number; 完成…贯通 is what is done."""
    words = text[slice(*frame.between)]
    return words.removesuffix("贯通") if frame.verb.text == "完成" else words


def _supplied(text: str, frame: Frame) -> bool:
    """Whether goods are handed out or put in, not made: 投放500辆, 实施老楼加装电梯800台."""
    end = max(frame.verb.end, frame.between[1])
    return _SUPPLIED.search(text, frame.verb.start, end) is not None


def _quoted(text: str, low: int, at: int) -> bool:
    """Whether a number stands inside quotes: “四个中心、六个基地”建设."""
    opening = text.rfind("“", low, at)
    straight = text.count('"', low, at) % 2 == 1
    return straight or (opening >= 0 and text.find("”", opening, at) < 0)


def _rewarded(text: str, start: int, at: int) -> bool:
    """Whether a clause sets the condition or the rate of a reward."""
    return text[start] in "对凡" or _REWARD.search(text, start, clause_end(text, at)) is not None
