"""The pages of handing down: who may open them, what they show, what they cost, what they do."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from luoshi.dispatch import actions, queries
from luoshi.dispatch.actions import Given
from luoshi.dispatch.models import Assignment, ChangeRequest, Dispatch, Milestone
from luoshi.dispatch.rules import Part
from luoshi.dispatch.tests import factories
from luoshi.kernel.models import Entry

pytestmark = pytest.mark.django_db
LogIn = Callable[[Any], Client]
IN_JUNE = datetime(2016, 6, 6, 9, tzinfo=ZoneInfo("Asia/Shanghai"))


def of(assignment: Assignment, name: str = "assignment") -> str:
    return reverse(f"dispatch:{name}", args=[assignment.pk])


@pytest.mark.parametrize("name", ["plans", "mine", "assignments", "returned", "changes"])
@pytest.mark.parametrize("who", ["editor", "department", "city", "county"])
def test_the_lists_open_for_whoever_works_with_them(
    sent: Any, cast: Any, log_in: LogIn, name: str, who: str
) -> None:
    assert log_in(getattr(cast, who)).get(reverse(f"dispatch:{name}")).status_code == 200


@pytest.mark.parametrize("who", ["system", "security", "audit", "enterprise"])
def test_administrators_and_firms_see_nothing_of_it(
    sent: Any, cast: Any, log_in: LogIn, who: str
) -> None:
    """SEC-16."""
    client = log_in(getattr(cast, who))

    for name in ("plans", "mine", "assignments", "returned", "changes"):
        assert client.get(reverse(f"dispatch:{name}")).status_code == 403


def test_what_another_agency_holds_is_not_there(
    sent: Any, cast: Any, tree: Any, log_in: LogIn
) -> None:
    """SEC-14: pages and acts alike, and the rows as they were."""
    foreign = factories.held(factories.ROLL_OUT, tree.luoyang)
    client = log_in(cast.city)

    assert client.get(of(foreign)).status_code == 404
    for name in ("read", "contact", "milestone_add", "split", "split_sum", "ask", "reassign"):
        assert client.post(of(foreign, name), {}).status_code == 404
    assert client.get(reverse("dispatch:letter", args=[tree.luoyang.pk])).status_code == 404
    answer = client.post(reverse("dispatch:bulk_sign"), {"row": [foreign.pk]})
    foreign.refresh_from_db()
    assert "0 项" in answer.content.decode()
    assert foreign.state == Assignment.State.UNREAD


def test_the_province_sees_an_agencys_assignment_and_does_not_act_for_it(
    sent: Any, cast: Any, tree: Any, log_in: LogIn
) -> None:
    held = factories.held(factories.CARS, tree.industry)
    client = log_in(cast.editor)

    assert client.get(of(held)).status_code == 200
    for name in ("read", "contact", "milestone_add", "split_sum"):
        assert client.post(of(held, name), {}).status_code == 403
    for name in ("split", "ask"):
        assert client.get(of(held, name)).status_code == 403


def test_a_plan_is_previewed_confirmed_and_then_followed(
    plan: Any, cast: Any, log_in: LogIn
) -> None:
    """Row 21; what resolves to nobody is shown with the way to settle it."""
    client = log_in(cast.editor)
    address = reverse("dispatch:send", args=[plan.pk])
    asked = client.get(address).content.decode()
    assert "下达 10 项给 3 个单位" in asked
    assert "省充电设施总局" in asked
    assert "全省新能源汽车产业主营业务收入" in asked

    click = {"act": str(uuid.uuid4()), "sign_by": "2016-04-01", "note": "请认真落实"}
    wrong = client.post(address, {**click, "expected": "9"})
    assert wrong.status_code == 409
    done = [client.post(address, {**click, "expected": "10"}, follow=True) for _ in range(2)]

    assert Dispatch.objects.count() == 1
    text = done[0].content.decode()
    assert "已下达 10 项，已签收 0 项，未读 10 项" in text
    assert "2016-04-01 前签收" in text


def test_what_no_form_asks_for_is_ignored_and_noted(
    sent: Any, cast: Any, tree: Any, log_in: LogIn
) -> None:
    """SEC-15: a receiver signs for nobody, splits nothing and gives itself no amount this way."""
    held = factories.held(factories.CARS, tree.industry)
    extra = {"signed_at": "2016-01-01", "amount": "1", "agency": tree.luoyang.pk, "role": "lead"}

    log_in(cast.department).post(of(held, "contact"), {"leader": "赵主任", **extra})

    held.refresh_from_db()
    assert (held.leader, held.signed_at, held.amount) == ("赵主任", None, None)
    assert held.agency == tree.industry
    entry = Entry.objects.get(action="accounts.fields.ignored")
    assert set(entry.data["fields"]) == set(extra)


def test_a_wrong_date_keeps_what_was_typed(plan: Any, cast: Any, log_in: LogIn) -> None:
    answer = log_in(cast.editor).post(
        reverse("dispatch:send", args=[plan.pk]), {"sign_by": "四月", "note": "请落实"}
    )

    assert answer.status_code == 422
    assert "请落实" in answer.content.decode()
    assert not Dispatch.objects.exists()


def test_looking_marks_nothing_read_and_the_pages_own_request_does(
    sent: Any, cast: Any, tree: Any, log_in: LogIn
) -> None:
    """SEC-41; USE-21."""
    held = factories.held(factories.CARS, tree.industry)
    client = log_in(cast.department)

    text = client.get(of(held)).content.decode()
    held.refresh_from_db()
    assert held.read_at is None
    assert f'hx-post="{of(held, "read")}"' in text

    assert client.post(of(held, "read"), headers={"HX-Request": "true"}).status_code == 204
    held.refresh_from_db()
    assert held.state == Assignment.State.READ


def test_ticked_tasks_are_signed_with_a_result_a_row(
    sent: Any, cast: Any, tree: Any, log_in: LogIn
) -> None:
    """USE-18: a counted question first; who was faster is told."""
    client = log_in(cast.department)
    mine = list(Assignment.objects.filter(agency=tree.industry).values_list("pk", flat=True))
    asked = client.post(reverse("dispatch:ticked_sign"), {"row": mine}).content.decode()
    assert "可签收 4 项" in asked
    actions.sign(ids=mine[:1], by=cast.department)

    text = client.post(reverse("dispatch:bulk_sign"), {"row": mine}).content.decode()

    assert "4 项中，已签收 3 项" in text
    assert "未办理" in text
    assert not Assignment.objects.filter(agency=tree.industry, signed_at=None).exists()


def test_everything_is_signed_after_its_count_and_nothing_of_others(
    sent: Any, cast: Any, tree: Any, log_in: LogIn
) -> None:
    """USE-18: what came in after the question was asked is not signed unseen."""
    client = log_in(cast.department)
    assert "签收全部 4 项" in client.get(reverse("dispatch:mine")).content.decode()
    asked = client.post(reverse("dispatch:ticked_sign"), {"all": "1"}).content.decode()
    assert "可签收 4 项" in asked
    assert 'name="expected" value="4"' in asked
    act = reverse("dispatch:bulk_sign")

    assert client.post(act, {"all": "1", "expected": "3"}).status_code == 409
    assert Assignment.objects.filter(signed_at__isnull=False).count() == 0
    assert client.post(act, {"all": "1", "expected": "4"}).status_code == 200

    signed = Assignment.objects.filter(signed_at__isnull=False)
    assert {row.agency for row in signed} == {tree.industry}
    assert signed.count() == 4


def test_returning_in_bulk_needs_a_reason(sent: Any, cast: Any, tree: Any, log_in: LogIn) -> None:
    held = factories.held(factories.ROLL_OUT, tree.industry)
    client = log_in(cast.department)
    address = reverse("dispatch:bulk_return")

    assert client.post(address, {"row": [held.pk], "reason": ""}).status_code == 422
    client.post(address, {"row": [held.pk], "reason": "不属本单位职责"})

    held.refresh_from_db()
    assert held.state == Assignment.State.RETURNED
    text = log_in(cast.editor).get(reverse("dispatch:returned")).content.decode()
    assert "不属本单位职责" in text


def test_what_came_back_is_given_to_another_agency(
    sent: Any, cast: Any, tree: Any, log_in: LogIn
) -> None:
    held = factories.held(factories.ROLL_OUT, tree.industry)
    actions.return_(ids=[held.pk], reason="不属职责", by=cast.department)
    client = log_in(cast.editor)
    assert client.post(of(held, "reassign"), {"agency": ""}).status_code == 422

    client.post(of(held, "reassign"), {"agency": tree.province.pk})

    assert factories.held(factories.ROLL_OUT, tree.province).replaces == held
    assert log_in(cast.city).get(of(held, "reassign")).status_code == 404


def test_a_split_is_typed_summed_and_handed_down(
    lead: Assignment, cast: Any, tree: Any, log_in: LogIn
) -> None:
    """GOV-05: the sum stands against the whole as it is typed."""
    client = log_in(cast.department)
    typed = {f"part-{tree.zhengzhou.pk}": "0.285万辆", f"part-{tree.luoyang.pk}": "1160"}

    live = client.post(of(lead, "split_sum"), typed).content.decode()
    assert "已分解4010辆，余13990辆" in live
    assert not queries.children(lead).exists()
    assert client.post(of(lead, "split"), typed).status_code == 302

    assert queries.split_of(lead).rest == 13990
    page = client.get(of(lead)).content.decode()
    assert "已分解4010辆，余13990辆" in page


def test_a_pasted_split_fills_the_rows_and_says_what_it_cannot_place(
    lead: Assignment, cast: Any, tree: Any, log_in: LogIn
) -> None:
    text = "地区\t数量\n郑州市\t2,850\n洛阳\t１１６０\n火星市\t5\n合计\t4015"

    answer = log_in(cast.department).post(of(lead, "split"), {"pasted": text, "fill": "1"})

    page = answer.content.decode()
    assert 'value="2850"' in page
    assert 'value="1160"' in page
    assert "第4行“火星市”" in page
    assert not queries.children(lead).exists()


def test_a_split_beyond_the_whole_keeps_what_was_typed(
    lead: Assignment, cast: Any, tree: Any, log_in: LogIn
) -> None:
    client = log_in(cast.department)
    typed = {f"part-{tree.zhengzhou.pk}": "2万辆"}

    answer = client.post(of(lead, "split"), typed)

    assert answer.status_code == 422
    assert 'value="2万辆"' in answer.content.decode()
    assert "超出2000辆" in answer.content.decode()
    key = tree.zhengzhou.pk
    for wrong in ({f"part-{key}": "很多"}, {f"due-{key}": "年底", f"give-{key}": "1"}):
        assert client.post(of(lead, "split"), wrong).status_code == 422
    assert not queries.children(lead).exists()


def test_contacts_and_milestones_are_kept_from_the_page(
    lead: Assignment, cast: Any, log_in: LogIn
) -> None:
    """Row 14."""
    client = log_in(cast.department)
    client.post(of(lead, "contact"), {"leader": "赵主任", "contact": "钱科长", "phone": "0371-1"})
    client.post(of(lead, "milestone_add"), {"title": "出台细则", "due_on": "2016-06-30"})
    assert client.post(of(lead, "milestone_add"), {"title": "", "due_on": ""}).status_code == 422
    step = Milestone.objects.get()
    address = reverse("dispatch:milestone", args=[step.pk])
    assert client.post(address, {"done_on": "2016-06-20", "evidence": ""}).status_code == 422

    client.post(address, {"done_on": "2016-06-20", "evidence": "豫工信〔2016〕9号"})

    page = client.get(of(lead)).content.decode()
    for words in ("赵主任", "钱科长", "出台细则", "豫工信〔2016〕9号"):
        assert words in page
    assert log_in(cast.city).get(address).status_code == 404
    client.post(address, {"reason": "未印发"})
    step.refresh_from_db()
    assert step.done_on is None


@time_machine.travel(IN_JUNE, tick=False)
def test_a_change_is_asked_on_one_page_and_decided_on_another(
    sent: Any, cast: Any, tree: Any, log_in: LogIn
) -> None:
    item = factories.item("全省新能源汽车产业")
    given = actions.assign(item_id=item.pk, agency_id=tree.industry.pk, role="lead", by=cast.editor)
    actions.sign(ids=[given.pk], by=cast.department)
    client = log_in(cast.department)
    words = {"field": "value", "new": "280", "reason": "市场变化", "paper": "豫工信〔2016〕9号",
             "version": "1"}  # fmt: skip
    assert client.post(of(given, "ask"), {**words, "new": "很多"}).status_code == 422
    stale = client.post(of(given, "ask"), {**words, "version": "0"})
    assert stale.status_code == 409
    assert "现值" in stale.content.decode()

    client.post(of(given, "ask"), words)
    request = ChangeRequest.objects.get()
    address = reverse("dispatch:change", args=[request.pk])
    assert client.post(address, {"accept": "1"}).status_code == 403
    assert log_in(cast.city).get(address).status_code == 404
    reviewer = log_in(cast.reviewer)
    assert "去审批" in reviewer.get(reverse("kernel:home")).content.decode()
    assert reviewer.post(address, {"accept": "0", "note": ""}).status_code == 422
    reviewer.post(address, {"accept": "1", "note": "同意"})

    page = log_in(cast.editor).get(reverse("ledger:item", args=[item.pk])).content.decode()
    assert "300 → 280" in page
    assert "豫工信〔2016〕9号" in page


def test_the_items_page_shows_to_whom_it_was_handed_down(
    lead: Assignment, cast: Any, tree: Any, log_in: LogIn
) -> None:
    """SEC-14: each sees the branches in scope."""
    parts = [Given(tree.zhengzhou.pk, Part(Decimal(2850), "辆"))]
    actions.hand_down(assignment_id=lead.pk, parts=parts, by=cast.department)
    address = reverse("ledger:item", args=[lead.item_id])

    page = log_in(cast.editor).get(address).content.decode()
    assert "下达与分解" in page
    assert "余15150辆" in page
    foreign = log_in(cast.other_city).get(address).content.decode()
    assert "2850辆" not in foreign


def test_a_withdrawn_item_says_so_and_nothing_is_deleted(
    lead: Assignment, cast: Any, log_in: LogIn
) -> None:
    type(lead.item).objects.filter(pk=lead.item_id).update(state="withdrawn")

    page = log_in(cast.department).get(of(lead)).content.decode()

    assert "事项已撤" in page
    assert "（已撤）" in log_in(cast.department).get(reverse("dispatch:mine")).content.decode()
