from __future__ import annotations

import pytest
from luoshi_reader.facts import Link
from luoshi_reader.plan import read_plan

PLAN = """某市食品工业2024年度行动计划
（市工业和信息化局 2024年3月）

一、总体要求
（一）基本思路。以绿色安全为引领，发展预制菜产业。
二、工作重点
围绕县域经济，实施特色集群建设。
（一）实施品牌培育工程。创建区域公用品牌，申报地理标志。
（二）加强质量、安全体系建设。完善追溯平台，推广在线检测。
三、保障措施
（一）加大财税扶持力度。安排专项资金，对技术改造给予贴息。
（二）拓宽销售渠道。组织企业参加展会，扩大产品出口。
重点工作分工安排
序号\t工作任务\t牵头单位\t参加单位
"""


def linked(task: str) -> tuple[tuple[int, int | None], ...]:
    document = read_plan(PLAN + f"1\t{task}\t市工信局\t\n")
    (link,) = [fact for fact in document.facts if isinstance(fact, Link)]
    assert document.source.quote(link.span) == task
    return link.headings


@pytest.mark.parametrize(
    ("task", "headings"),
    [
        ("品牌培育", ((2, 1),)),
        ("强化质量安全体系", ((2, 2),)),
        ("加大财税支持力度", ((3, 1),)),
        ("支持产品出口", ((3, 2),)),
        ("特色集群建设", ((2, None),)),
        ("品牌培育，产品走出去", ((2, 1), (3, 2))),
        ("发展预制菜产业", ((1, 1),)),
        ("技术改造、产品出口", ((3, 1), (3, 2))),
        ("降低用电成本", ()),
    ],
)
def test_a_row_links_to_the_headings_that_treat_it(
    task: str, headings: tuple[tuple[int, int | None], ...]
) -> None:
    assert linked(task) == headings


def test_a_plan_without_a_table_has_no_links() -> None:
    document = read_plan(PLAN.split("重点工作分工安排", maxsplit=1)[0])

    assert not [fact for fact in document.facts if isinstance(fact, Link)]
