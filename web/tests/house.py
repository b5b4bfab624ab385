"""The roles of the house, and how to be one of them for a moment."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.test import Client
from django.test.client import ClientHandler
from luoshi.accounts.api import Person

PLAN = """高端装备产业2016年度行动计划
（省工业和信息化委 2016年3月）

　　一、总体要求
　　（一）工作目标。2016年，力争全省装备制造业主营业务收入达到12500亿元，同比增长9.6%。
　　（二）基本思路。培育5个省级技术中心，10月组织举办装备制造博览会。

　　二、重点工作
　　（一）强化技术改造。支持企业开展智能化改造，培养1000名高级技工。

　　重点工作分工安排
工作任务\t牵头单位\t参加单位
强化技术改造\t省工业和信息化委\t省财政厅、科技厅
"""
ROLES = ("anonymous", "editor", "viewer", "department", "city", "other_city", "administrator")


@contextmanager
def as_if(person: Person | None, handler: ClientHandler | None = None) -> Iterator[Client]:
    """Give the client of a person, and undo whatever it does.

    Many visits share a `handler`, whose middleware is then built once.
    """
    with transaction.atomic():
        client = Client(raise_request_exception=False)
        client.handler = handler or client.handler
        if person is not None:
            client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        yield client
        transaction.set_rollback(True)


def who(house: Any, role: str) -> Person | None:
    """Return the person of a role; nobody for the anonymous."""
    person: Person | None = getattr(house, role, None)
    return person
