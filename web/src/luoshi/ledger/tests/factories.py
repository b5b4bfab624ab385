"""Data for the tests of the ledger: a made-up plan, read and projected."""

from __future__ import annotations

from luoshi.accounts.api import Person
from luoshi.plans.actions.bulk import accept_these
from luoshi.plans.actions.importing import import_document
from luoshi.plans.models import Fact, Plan

TEXT = """造船产业2016年度行动计划
（省工业和信息化委 2016年3月）

　　为加快造船产业发展，制定本行动计划。

　　一、总体要求
　　（一）面临形势。2015年，全省造船产业主营业务收入100亿元，同比增长5%。
　　（二）工作目标。2016年，力争全省造船产业主营业务收入达到120亿元，同比增长10%。

　　二、重点工作
　　（一）强化技术改造。支持企业开展智能化改造，培养1000名高级技工，10月组织举办造船博览会。
　　（二）扩大出口。组织开展5场船舶出口对接活动。

　　重点工作分工安排
序号\t工作任务\t牵头单位\t参加单位
1\t强化技术改造\t省工业和信息化委、发展改革委\t省财政厅
2\t扩大出口\t省商务厅\t郑州、洛阳市政府，有关省辖市政府
3\t完善船舶检验\t省船舶检验总局\t
"""


def plan(text: str = TEXT, name: str = "ships.txt") -> Plan:
    """Return the one plan of a text, imported at the command line."""
    found: Plan = import_document(text.encode(), name, by="命令行").plans[0]
    return found


def fact(of: Plan, kind: str, words: str) -> Fact:
    """Return the fact of a kind whose quote holds some words."""
    return Fact.objects.get(plan=of, type=kind, quote__contains=words)


def accept_all(of: Plan, *, by: Person) -> None:
    """Accept every undecided fact of a plan."""
    undecided = Fact.objects.filter(plan=of, state=Fact.State.UNREVIEWED)
    accept_these(ids=undecided.values_list("pk", flat=True), by=by)
