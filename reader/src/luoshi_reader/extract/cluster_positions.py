"""What a place or an industry is to become: a source of techniques, a famous town, a centre."""

from __future__ import annotations

import re
from typing import Final

from luoshi_reader.extract.cluster_words import TAUGHT
from luoshi_reader.lexicon import clusters as nouns
from luoshi_reader.lexicon.organisations import TRADES

#: What a place or an industry is to become: a source of techniques, a famous town, a centre.
POSITIONS: Final = frozenset(
    ["策源地", "集聚地", "聚集地", "名城", "小镇", "产业中心", "制作中心", "科创中心", "文创中心"]
)
#: 绿色石化科创中心 is one, 市民文创中心 a house.
_BODIES: Final = ("科创中心", "文创中心")
_TRADES: Final = ("大数据", *nouns.GOODS, *TRADES)
_SCIENCE: Final = re.compile(
    "(?:科技|科学|技术|原创|原始|创新|成果|核心|关键|前沿|颠覆性|未来|产业|人才|要素|资源|总部|企业|机构"
    "|全球|全国|世界|国际|国家级?|一流|重要|高端|先进|顶尖|制造业?)+"
)
_OF_CULTURE: Final = re.compile("历史|文化|旅游|山水|生态|宜居|商贸|康养|红色")
_OF_STATE: Final = ("国家", "全国", "世界", "全球", "中国")
_TOWN_TRADE: Final = re.compile(
    "(?:数字经济|低空经济|银发经济|金融|基金|大数据|云计算|人工智能|物联网|信息技术|软件|电商|电竞|影视|智能制造|机器人"
    "|新材料|新能源|氢能|光伏|装备|汽车|航空|医药|医疗器械|时尚|陶瓷|家具|家居|服装|纺织)$"
)


def is_position(
    noun: str, before: str, industry: str | None, *, placed: bool, praised: bool
) -> bool:
    """Whether what somebody is to become is told by an industry: not 原创技术策源地.

    `before` are its words before the head noun; `placed` whether it has a place, `praised` whether
    somebody is to become it, or a clause says what it is to be among others: 全国领先的.
    """
    if industry is None:
        return False
    if noun == "名城":
        return placed and _OF_CULTURE.search(before) is None
    if noun == "小镇":
        return (praised or before.startswith(_OF_STATE)) and bool(_TOWN_TRADE.search(before))
    own = industry.removesuffix(noun.removesuffix("中心"))
    if noun.endswith("中心"):
        made = noun not in _BODIES or own.endswith(_TRADES)
        return bool(own) and made and _SCIENCE.fullmatch(own) is None
    aimed = praised or before.startswith(_OF_STATE)
    aimed = aimed and "、" not in before and not before.endswith(("走廊", "圈", "带", "区", "城"))
    return aimed and _SCIENCE.fullmatch(own) is None and TAUGHT.search(before) is None
