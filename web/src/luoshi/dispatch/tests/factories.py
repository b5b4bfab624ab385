"""Data for the tests of handing down: a plan with a target that is split among cities."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from luoshi.dispatch import actions
from luoshi.dispatch.models import Assignment, Dispatch
from luoshi.ledger.models import Item
from luoshi.plans.actions.bulk import accept_these
from luoshi.plans.actions.importing import import_document
from luoshi.plans.models import Fact, Plan

TEXT = """新能源汽车推广应用2016年度行动计划
（省工业和信息化委 2016年3月）

　　一、总体要求
　　（一）工作目标。2016年，全省新能源汽车产业主营业务收入达到300亿元。

　　二、重点工作
　　（一）加快推广应用。2016年，全省推广新能源汽车不低于1.8万辆。
　　（二）完善充电设施。10月底前建成5座示范充电站。

　　重点工作分工安排
序号\t工作任务\t牵头单位\t参加单位
1\t加快推广应用\t省工业和信息化委\t郑州、洛阳市政府
2\t完善充电设施\t郑州市政府\t省工业和信息化委，省充电设施总局
"""
CARS = "推广18000辆新能源汽车"
ROLL_OUT = "加快推广应用"


def reviewed(*, by: Any, text: str = TEXT, name: str = "cars.txt") -> Plan:
    """Return the one plan of a text, every fact accepted."""
    plan: Plan = import_document(text.encode(), name, by="命令行").plans[0]
    accept_these(ids=Fact.objects.filter(plan=plan).values_list("pk", flat=True), by=by)
    return plan


def hand_out(plan: Plan, *, by: Any, sign_by: date | None = None) -> Dispatch:
    """Hand a plan down with a click of its own."""
    return actions.dispatch_plan(plan_id=plan.pk, client_key=uuid.uuid4(), by=by, sign_by=sign_by)


def item(words: str) -> Item:
    """Return the item whose title begins with some words."""
    return Item.objects.get(title__startswith=words)


def held(words: str, agency: Any) -> Assignment:
    """Return the open assignment of an item at an agency."""
    return Assignment.objects.get(
        item__title__startswith=words, agency=agency, returned_at=None, withdrawn_at=None
    )


def signed(words: str, *, by: Any) -> Assignment:
    """Return a person's assignment of an item, signed for."""
    found = held(words, by.posts.get().agency)
    actions.sign(ids=[found.pk], by=by)
    found.refresh_from_db()
    return found
