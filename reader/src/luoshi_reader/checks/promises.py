"""LS501 and LS502: promises that nobody could tick off."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final

from luoshi_reader.doubts import Doubt
from luoshi_reader.facts import Citation, Cluster, Commitment, Fact, Figure, Project
from luoshi_reader.rules import raised
from luoshi_reader.structure.outline import PlanText, Section

_MEASURE: Final = 3
#: Titles about the whole are not measures.
_WHOLE: Final = re.compile(
    r"总体|要求|思想|思路|原则|目标|形势|意义|组织|领导|统筹|协调|责任|督[查促导]|宣传|氛围|附则|问题|回顾|成绩|总结"
)
_VAGUE: Final = re.compile(
    r"加大[^，。；]{1,16}力度|进一步(?:加强|加大|强化|提高|推动|完善|优化)|加强[^，。；]{2,12}(?:工作|引导|管理)"
)
#: What can be seen when it is done: numbers, names in quotes, things made, papers, dates.
_TANGIBLE: Final = re.compile(
    r"[0-9“《]|[一二三四五六七八九十两]+[个项家户批条大座次种类]|平台|中心|基地|园区|体系|机制|制度|办法|方案|"
    r"目录|清单|名单|台账|基金|资金|补贴|补助|奖励|奖补|项目|工程|标准|规范|规划|系统|网络|站|试点|示范|"
    r"培训|大赛|展会|论坛|会议|活动|专项|行动|计划|联盟|协会|产业链|生产线|贷款|税|电价|费|名牌|品牌|"
    r"数据库|档案|协议|合同|学校|学院|专业|人才|企业家|招标|考核|评估|检查|核查|立法|条例|报告|通报|公开"
)
_LONGEST: Final = 160
_HEDGED: Final = re.compile(
    r"(?P<hedge>力争|争取|努力)[^，。；：]{0,24}[0-9][^，。；：、0-9]{0,6}?(?<![年月天日])(?P<about>左右)"
)
_KINDS: Final = (Figure, Commitment, Project, Cluster, Citation)


def promises(plan: PlanText, facts: Sequence[Fact]) -> Iterator[Doubt]:
    """Yield LS501 for measures of general words alone, LS502 for numbers hedged on both sides."""
    starts = sorted(fact.span.start for fact in facts if isinstance(fact, _KINDS))
    waiting = [plan.root]
    while waiting:
        section = waiting.pop()
        waiting += section.children
        if not section.children:
            yield from _general(section, starts)
    for paragraph in plan.paragraphs:
        view = paragraph.folded
        for match in _HEDGED.finditer(view.text):
            yield raised(
                "LS502",
                view.back(*match.span()),
                target=view.words(*match.span()),
                hedge=match["hedge"],
                about=match["about"],
            )


def _general(section: Section, starts: Sequence[int]) -> Iterator[Doubt]:
    heading = section.heading
    if heading is None or heading.level < _MEASURE or not section.paragraphs:
        return
    title = heading.title_text or ""
    text = "".join([paragraph.text for paragraph in section.paragraphs])
    if not title or _WHOLE.search(title) or len(text) > _LONGEST or _TANGIBLE.search(text):
        return
    end = section.paragraphs[-1].folded.origins[-1]
    at = bisect_left(starts, heading.span.start)
    if _VAGUE.search(text) and (at == len(starts) or starts[at] > end):
        yield raised("LS501", heading.span, measure=title)
