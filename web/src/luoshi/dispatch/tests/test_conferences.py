"""Joint meetings: their agenda, their minutes, and what they resolve becomes an item (row 105)."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from docx import Document

from luoshi.accounts.api import scope_of
from luoshi.dispatch import actions, queries
from luoshi.dispatch.actions import Written
from luoshi.dispatch.models import Conference, Resolution, Topic
from luoshi.dispatch.refusals import ConferenceStale, TopicWrong
from luoshi.dispatch.tests import factories
from luoshi.kernel.models import Entry
from luoshi.kernel.refusals import NotPermitted
from luoshi.ledger.models import Item

pytestmark = pytest.mark.django_db
LogIn = Callable[[Any], Client]
SAID = Written(
    date(2016, 5, 10), "省政府第二会议室", "张副省长", "听取了推广情况汇报。\n研究了用地。"
)


@pytest.fixture
def meeting(sent: Any, cast: Any) -> Conference:
    return actions.hold(plan_id=sent.pk, written=SAID, by=cast.editor)


def resolve(meeting: Conference, tree: Any, by: Any) -> Resolution:
    return actions.resolve(
        conference_id=meeting.pk, title="研究解决充电站用地", leads=[tree.zhengzhou.pk],
        joined=[tree.industry.pk], due_on=date(2016, 6, 30), by=by,
    )  # fmt: skip


def test_meetings_are_numbered_and_entering_one_twice_is_harmless(
    meeting: Conference, sent: Any, cast: Any
) -> None:
    again = actions.hold(plan_id=sent.pk, written=SAID, by=cast.editor)
    second = actions.hold(plan_id=sent.pk, written=Written(date(2016, 6, 1)), by=cast.editor)

    assert again == meeting
    assert (meeting.number, second.number) == (1, 2)
    assert Entry.objects.filter(action="dispatch.conference.held").count() == 2


def test_two_clerks_do_not_overwrite_each_other(meeting: Conference, cast: Any) -> None:
    """REL-07."""
    values = {"conference_id": meeting.pk, "version": 1, "by": cast.editor}
    actions.write(written=Written(SAID.held_on, chair="李副省长"), **values)

    with pytest.raises(ConferenceStale):
        actions.write(written=Written(SAID.held_on, chair="王副省长"), **values)

    meeting.refresh_from_db()
    assert (meeting.chair, meeting.version) == ("李副省长", 2)
    entry = Entry.objects.get(action="dispatch.conference.written")
    assert entry.data["before"]["chair"] == "张副省长"


def test_the_agenda_takes_items_of_the_ledger_and_words(meeting: Conference, cast: Any) -> None:
    item = factories.item(factories.CARS)
    for _twice in range(2):
        actions.add_topic(conference_id=meeting.pk, item_number=item.number, by=cast.editor)
    actions.add_topic(conference_id=meeting.pk, text="其他", by=cast.editor)
    for wrong in ({"item_number": 9999}, {"text": " "}):
        with pytest.raises(TopicWrong):
            actions.add_topic(conference_id=meeting.pk, by=cast.editor, **wrong)

    assert [(topic.item, topic.text) for topic in meeting.topics.all()] == [
        (item, ""),
        (None, "其他"),
    ]
    assert Entry.objects.filter(action="dispatch.topic.added").count() == 2


def test_a_resolution_becomes_an_item_and_is_handed_down_like_others(
    meeting: Conference, sent: Any, cast: Any, tree: Any
) -> None:
    made = resolve(meeting, tree, cast.editor)
    assert resolve(meeting, tree, cast.editor) == made

    act = factories.hand_out(sent, by=cast.editor)

    assert {(a.item, a.agency, a.role) for a in act.assignments.all()} == {
        (made.item, tree.zhengzhou, "lead"),
        (made.item, tree.industry, "participant"),
    }
    assert (made.item.kind, made.item.fact) == (Item.Kind.RESOLUTION, None)
    assert Entry.objects.filter(action="dispatch.resolution.made").count() == 1


@pytest.mark.parametrize("who", ["viewer", "reviewer", "department", "city", "county", "system"])
def test_only_the_provinces_editor_keeps_meetings(
    meeting: Conference, sent: Any, cast: Any, tree: Any, who: str
) -> None:
    person = getattr(cast, who)
    for act in (
        lambda: actions.hold(plan_id=sent.pk, written=SAID, by=person),
        lambda: actions.write(conference_id=meeting.pk, version=1, written=SAID, by=person),
        lambda: actions.add_topic(conference_id=meeting.pk, text="加", by=person),
        lambda: resolve(meeting, tree, person),
    ):
        with pytest.raises(NotPermitted):
            act()

    assert Conference.objects.count() == 1
    assert not Topic.objects.exists()


def test_others_see_the_meetings_that_gave_them_something(
    meeting: Conference, cast: Any, tree: Any, log_in: LogIn
) -> None:
    """SEC-14."""
    address = reverse("dispatch:conference", args=[meeting.pk])
    assert not queries.conferences(scope_of(cast.city)).exists()
    made = resolve(meeting, tree, cast.editor)

    assert log_in(cast.city).get(address).status_code == 200
    assert log_in(cast.other_city).get(address).status_code == 404
    leads = reverse("dispatch:origin", args=[made.item_id])
    assert log_in(cast.city).get(leads).headers["Location"] == address
    assert log_in(cast.other_city).get(leads).status_code == 404


def test_a_meeting_is_kept_from_the_pages(sent: Any, cast: Any, tree: Any, log_in: LogIn) -> None:
    client = log_in(cast.editor)
    hold = reverse("dispatch:hold", args=[sent.pk])
    assert client.post(hold, {"held_on": "昨天"}).status_code == 422
    client.post(hold, {"held_on": "2016-05-10", "chair": "张副省长", "minutes": "听取汇报"})
    meeting = Conference.objects.get()

    def of(name: str) -> str:
        return reverse(f"dispatch:{name}", args=[meeting.pk])

    assert client.post(of("topic"), {"item_number": "9999"}).status_code == 422
    client.post(of("topic"), {"text": "充电站用地"})
    wrong = {"title": "研究用地", "leads": "火星市政府"}
    assert "火星市政府" in client.post(of("resolve"), wrong).content.decode()
    client.post(of("resolve"), {"title": "研究用地", "leads": "郑州市政府", "joined": "洛阳市"})
    stale = {"held_on": "2016-05-11", "version": "7"}
    assert client.post(of("write"), stale).status_code == 409
    client.post(of("write"), {**stale, "version": "1"})

    page = client.get(of("conference")).content.decode()
    for words in ("2016-05-11", "充电站用地", "研究用地", "郑州市人民政府", "未下达"):
        assert words in page
    item = Item.objects.get(kind="resolution")
    ledger = client.get(reverse("ledger:item", args=[item.pk])).content.decode()
    assert of("conference") in ledger
    listed = client.get(reverse("ledger:items"), {"kind": "resolution"}).content.decode()
    assert reverse("dispatch:origin", args=[item.pk]) in listed


def test_the_minutes_come_out_as_a_paper(
    meeting: Conference, cast: Any, tree: Any, log_in: LogIn
) -> None:
    actions.add_topic(conference_id=meeting.pk, text="充电站用地", by=cast.editor)
    resolve(meeting, tree, cast.editor)

    answer = log_in(cast.editor).get(reverse("dispatch:minutes", args=[meeting.pk]))

    document = Document(io.BytesIO(answer.content))
    words = "\n".join(paragraph.text for paragraph in document.paragraphs)
    stated = ("2016年5月10日", "省政府第二会议室", "张副省长主持", "1．充电站用地", "三、议定事项")
    for said in stated:
        assert said in words
    cells = [cell.text for table in document.tables for cell in table._cells]
    assert {"研究解决充电站用地", "郑州市人民政府", "2016年6月30日"} <= set(cells)
    assert Entry.objects.filter(action="dispatch.minutes.exported").count() == 1
