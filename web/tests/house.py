"""The roles of the house, and how to be one of them for a moment."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import Any, Final

from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.test import Client
from django.test.client import ClientHandler
from luoshi.accounts.api import Person
from luoshi.dispatch.api import Assignment, ChangeRequest, Conference, Dispatch, Milestone
from luoshi.dispatch.models import MilestoneFile
from luoshi.kernel import clock
from luoshi.ledger.actions import TermSaid, add_dimension, add_option, add_term
from luoshi.ledger.api import Indicator, Item

from web.conftest import token_of

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
ROLES = (
    "anonymous",
    "editor",
    "viewer",
    "reviewer",
    "department",
    "city",
    "other_city",
    "county",
    "enterprise",
    "system",
    "security",
    "audit",
)

#: What comes and goes with every look, by convention (SEC-41).
COMES_AND_GOES: Final = {
    "accounts_allowance",
    "accounts_session",
    "accounts_token",
    "axes_accessattempt",
    "kernel_entry",
    "kernel_preference",
    "kernel_read",
}
_WRITE: Final = re.compile(
    r'(?:INSERT\b.*?\bINTO|UPDATE|DELETE FROM)\s+"(?P<table>\w+)"', re.DOTALL
)


def broken_down(by: Any) -> None:
    """Break what the plan states down in two parts."""
    indicator = Indicator.objects.order_by("pk").first()
    assert indicator is not None
    made = add_dimension(indicator_id=indicator.pk, name="车型", total="hard", by=by)
    for revision, name in enumerate(("纯电动", "插电式")):
        since = clock.today().replace(month=1, day=1)
        add_option(dimension_id=made.pk, revision=revision, name=name, since=since, by=by)


def made_of_another(by: Any) -> None:
    """Let an indicator follow from what the plan states."""
    source = Indicator.objects.order_by("pk").first()
    assert source is not None
    derived = Indicator.objects.create(name="标准车产量", unit=source.unit, revision=1)
    since = clock.today().replace(month=1, day=1)
    said = TermSaid(Decimal(2), since, "折合标准车", "豫工信〔2016〕9号")
    add_term(indicator_id=derived.pk, source_id=source.pk, said=said, by=by)


def hand_down(cast: Any) -> None:
    """Give the department a task, a part of it to the city, a step, and a change asked for."""
    item = Item.objects.get(kind=Item.Kind.TASK)
    at = clock.now()
    act = Dispatch.objects.create(
        plan=item.plan, year=at.year, number=1, client_key=uuid.uuid4(), at=at, by="wang"
    )
    given = {"item": item, "role": "lead", "sent_at": at}
    lead = Assignment.objects.create(
        **given, agency=cast.department.posts.get().agency, dispatch=act, sent_by="wang",
        read_at=at, read_by="zhao", signed_at=at, signed_by="zhao",
    )  # fmt: skip
    part = Assignment.objects.create(
        **given, agency=cast.city.posts.get().agency, parent=lead, sent_by="zhao"
    )
    step = Milestone.objects.create(
        assignment=lead, title="出台细则", due_on=at.date(), made_by="zhao"
    )
    MilestoneFile.objects.create(
        milestone=step, name="细则.pdf", file=ContentFile(b"%PDF-", "made.pdf"), size=5,
        digest="0" * 64, added_at=at, added_by="zhao",
    )  # fmt: skip
    ChangeRequest.objects.create(
        assignment=part, field="due_on", new="2016-12-31", base_version=1, reason="汛期影响",
        paper="郑政〔2016〕12号", agency=part.agency, asked_at=at, asked_by="zheng",
    )  # fmt: skip
    Conference.objects.create(
        plan=item.plan, number=1, held_on=at.date(), made_at=at, made_by="wang"
    )


@contextmanager
def as_if(person: Person | None, handler: ClientHandler | None = None) -> Iterator[Client]:
    """Give the client of a person, in a browser and as a program, and undo whatever it does.

    Many visits share a `handler`, whose middleware is then built once.
    """
    with transaction.atomic():
        head = {} if person is None else token_of(person)
        client = Client(raise_request_exception=False, headers=head)
        client.handler = handler or client.handler
        if person is not None:
            client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        yield client
        transaction.set_rollback(True)


@contextmanager
def written() -> Iterator[list[str]]:
    """Give the list of tables that are written to meanwhile, whether or not a row changes."""
    found: list[str] = []

    def watch(execute: Any, sql: str, params: Any, many: Any, context: Any) -> Any:
        write = _WRITE.match(sql)
        if write and write["table"] not in COMES_AND_GOES:
            found.append(write["table"])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield found


def who(house: Any, role: str) -> Person | None:
    """Return the person of a role; nobody for the anonymous."""
    person: Person | None = getattr(house, role, None)
    return person
