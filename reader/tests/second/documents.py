"""A short plan for a second reader, of which the grammar has read only the headings."""

from __future__ import annotations

from dataclasses import replace

from luoshi_reader.facts import Fact, Heading
from luoshi_reader.plan import Document, read_plan

PLAN = """甲市轴承产业2024年行动计划

一、总体目标
到2024年，规模以上工业增加值增长8%以上。把握方向，久久为功，轴承出口约占三成六即36%，能耗较上年下降3%以上。

二、重点任务
（一）加快项目。让云岭那座新厂早日出产品，年产轴承20万套，花36亿元也值得。小镇客厅、南湖水厂也要办好。
（二）相关安排。沙河老窑坊要与云岭大学、轴承同业会一道出力，百亿级轴承谷越办越红火，由钢材、轴承、电机走到整机。按照《装备条例》（甲政〔2023〕6号）办事，秋天前把《轴承之约》写出来，请来20位师傅。
"""


def document_of(plan: str = PLAN) -> Document:
    """Return a plan of which the grammar has read nothing but the headings."""
    document = read_plan(plan)
    (one,) = document.plans
    headings = tuple(fact for fact in one.facts if isinstance(fact, Heading))
    return replace(document, plans=(replace(one, facts=headings),))


def quote_of(fact: Fact) -> str:
    return PLAN[fact.span.start : fact.span.end]
