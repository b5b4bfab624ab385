"""Data for the tests of plans: a short plan read by the reader."""

from __future__ import annotations

from itertools import count
from typing import Any

from luoshi.plans.actions.importing import Outcome, import_document
from luoshi.plans.models import Doubt, Fact, Plan

_NUMBERS = count(1000)

PLAN = """高端装备产业2016年度行动计划
（省工业和信息化委 2016年3月）

　　为加快产业发展，制定本计划。

　　一、总体要求
　　（一）工作目标。2016年，力争全省装备制造业主营业务收入达到12500亿元，同比增长9.6%。
　　（二）基本思路。以创新为引领，培育5个省级技术中心，10月组织举办装备制造博览会。

　　二、重点工作
　　（一）强化技术改造。支持企业开展智能化　　改造，培养1000名高级技工。

　　重点工作分工安排
工作任务\t牵头单位\t参加单位
强化技术改造\t省工业和信息化委\t省财政厅、科技厅
"""


def imported(text: str = PLAN, name: str = "plan.txt") -> Outcome:
    """Return the outcome of importing a text at the command line."""
    return import_document(text.encode(), name, by="命令行")


def a_fact(*, kind: str = "organisation", plan: Plan | None = None, fields: Any = None) -> Fact:
    """Return one unreviewed fact in a plan; the plan is imported when there is none."""
    if plan is None:
        plan = Plan.objects.first() or imported().plans[0]
    number = next(_NUMBERS)
    start = PLAN.index("省工业和信息化委")
    return Fact.objects.create(
        plan=plan,
        type=kind,
        sequence=number,
        start=start,
        end=start + 8,
        quote="省工业和信息化委",
        sentence="（省工业和信息化委 2016年3月）",
        fields=fields or {"name_text": "省工业和信息化委", "category": "association"},
        key=f"test:{number}",
    )


def doubt_in(plan: Plan) -> Doubt:
    """Return a doubt about a figure of a plan."""
    fact = plan.facts.filter(type="figure").first() or plan.facts.all()[0]
    made = plan.doubts.create(
        code="LS101",
        severity="error",
        message="目标与增速不一致",
        start=fact.start,
        end=fact.end,
        related=[[plan.start, plan.start + 5]],
        key="test",
    )
    made.facts.add(fact)
    return made
