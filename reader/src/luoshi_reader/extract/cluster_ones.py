"""Whether what was named is one cluster, and no class of them, no rank and no function."""

from __future__ import annotations

import re
from typing import Final

from luoshi_reader.extract.cluster_parts import Context, Named
from luoshi_reader.extract.cluster_positions import POSITIONS, is_position
from luoshi_reader.extract.cluster_words import TAUGHT, makes_goods, tells_one

#: “一城、一基地”, 4.0版园区, 乡级发展产业园: a slogan, an edition, a level.
#: 千亩药园 is a field.
#: 产业向集群集聚, 龙头带基地: what something is led to.
_NO_NAME: Final = re.compile(
    "^(?:一(?:基地|园|谷)|[0-9.]+版|[县乡镇村]级发展|[百千万]亩[一-龥]园$"
    "|(?:产业|企业|项目)?向(?:集群|园区|基地)|主导产业集群"
    "|[一-龥]{0,4}(?:试点市|规划和)|[^，。]{0,12}龙头带)"
)
#: 洛阳国家高新区 is one, 创建国家高新区 only a rank.
_RANKED: Final = ("国家高新区", "国家经开区")
#: 提升云岭科学城、沙河新区创新功能: what is wanted is what they do.
_FUNCTIONS: Final = re.compile("[、和][^，。；]{2,16}功能|功能")
#: 争创国家级先进制造业集群: a title to be won is one; 培育国家级先进制造业集群 any.
_WON: Final = ("创建", "争创", "建成", "创成")
_PAIR: Final = 2


def is_one(context: Context, named: Named) -> bool:
    """Whether a name tells one cluster from others."""
    begin, end = named.parts[-1]
    before = "".join(context.text[slice(*each)] for each in named.parts)
    if _NO_NAME.match(before):
        return False
    words = before[: -(context.end - context.head_at)]
    placed, given = bool(named.places), bool(context.subject)
    if context.noun in _RANKED and not words:
        return False
    if context.noun == "科学城" and _FUNCTIONS.match(context.text, context.end):
        return False
    if words == "国家级先进制造业" and context.text.endswith(_WON, 0, named.start):
        return True
    if makes_goods(context.text, named.parts[0][0]):
        words = TAUGHT.sub("", words)
    if context.noun in POSITIONS:
        praised = given or context.text.startswith("的", named.parts[0][0] - 1)
        return is_position(context.noun, words, named.industry, placed=placed, praised=praised)
    return tells_one(
        context.noun,
        words,
        named.industry,
        placed=placed,
        given=given,
        long=end - begin > _PAIR,
    )
