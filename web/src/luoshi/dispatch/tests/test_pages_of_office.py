"""Reminders, letters, sheets and what waits, as the pages of dispatch have them."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import openpyxl
import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from docx import Document

from luoshi.dispatch import actions
from luoshi.dispatch.actions import Asked
from luoshi.dispatch.models import Assignment
from luoshi.dispatch.tests import factories
from luoshi.kernel.models import Entry
from luoshi.kernel.todo import todos

pytestmark = pytest.mark.django_db


LogIn = Callable[[Any], Client]
IN_JUNE = datetime(2016, 6, 6, 9, tzinfo=ZoneInfo("Asia/Shanghai"))


def test_reminding_says_how_it_went_for_each(
    sent: Any, cast: Any, tree: Any, log_in: LogIn
) -> None:
    """USE-21."""
    client = log_in(cast.editor)
    all_of_them = client.post(reverse("dispatch:remind", args=[sent.pk])).content.decode()
    ticked = client.post(
        reverse("dispatch:ticked_remind"), {"plan": sent.pk, "row": [tree.luoyang.pk]}
    )

    assert "3 项中，已提醒 3 项" in all_of_them
    assert "今天已提醒" in ticked.content.decode()
    assert client.post(reverse("dispatch:ticked_remind"), {"plan": "x"}).status_code == 404


def test_the_letter_lists_what_an_agency_leads_and_takes_part_in(
    lead: Assignment, cast: Any, tree: Any, log_in: LogIn
) -> None:
    answer = log_in(cast.department).get(reverse("dispatch:letter", args=[tree.industry.pk]))

    document = Document(io.BytesIO(answer.content))
    words = "".join(paragraph.text for paragraph in document.paragraphs)
    cells = [cell.text for table in document.tables for cell in table._cells]
    assert "牵头2项，参加2项" in words
    assert factories.CARS in cells
    assert "已签收" in cells
    assert Entry.objects.filter(action="dispatch.letter.exported").count() == 1


def test_the_sheet_of_the_tasks_goes_out_within_the_scope(
    sent: Any, cast: Any, log_in: LogIn
) -> None:
    answer = log_in(cast.city).get(reverse("dispatch:assignments"), {"format": "xlsx"})
    rows = list(openpyxl.load_workbook(io.BytesIO(b"".join(answer))).worksheets[0].values)

    text = str(rows)
    assert "郑州市人民政府" in text
    assert "洛阳市人民政府" not in text


@time_machine.travel(IN_JUNE, tick=False)
def test_the_first_screen_says_what_waits_and_the_number_is_the_lists(
    lead: Assignment, cast: Any, tree: Any, log_in: LogIn
) -> None:
    """USE-16: what is read and not signed waits; so does a milestone, counted once a task."""
    unread = Assignment.objects.filter(agency=tree.industry, read_at=None)
    actions.mark_read(ids=[unread.order_by("pk")[0].pk], by=cast.department)
    for title, day in (
        ("甲", date(2016, 6, 1)),
        ("乙", date(2016, 6, 10)),
        ("丙", date(2016, 9, 1)),
    ):
        actions.add_milestone(assignment_id=lead.pk, title=title, due_on=day, by=cast.department)
    words = Asked("value", "18000", "17000", 1, "市场变化", "豫工信〔2016〕9号")
    actions.ask_change(assignment_id=lead.pk, asked=words, by=cast.department)
    for person, counted in (
        (cast.department, {"签收上级下达的任务": 3, "完成即将到期的节点": 1}),
        (cast.reviewer, {"审批调整申请": 1}),
    ):
        client = log_in(person)
        found = {str(one.what): one for one in todos(person)}
        for what, number in counted.items():
            assert found[what].count == number
            listed = client.get(found[what].url).content.decode()
            assert f"筛选出 {number} / " in listed


@pytest.mark.parametrize("name", ["plans", "mine", "assignments"])
def test_a_list_costs_the_same_however_long(sent: Any, cast: Any, log_in: LogIn, name: str) -> None:
    client = log_in(cast.department)
    address = reverse(f"dispatch:{name}")
    client.get(address)
    with CaptureQueriesContext(connection) as before:
        short = client.get(address).content
    text = factories.TEXT.replace("新能源汽车", "电动船舶")
    factories.hand_out(
        factories.reviewed(by=cast.editor, text=text, name="boats.txt"), by=cast.editor
    )

    with CaptureQueriesContext(connection) as after:
        assert len(client.get(address).content) > len(short)

    assert len(after) == len(before)
