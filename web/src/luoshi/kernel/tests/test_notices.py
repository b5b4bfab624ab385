"""A person's own notices, how the person is reached, and telling many at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from luoshi.kernel.models import Delivery, Entry, Notice, Reach
from luoshi.kernel.outbox import Message, notify, notify_all

LogIn = Callable[[Any], Client]


def test_a_person_sees_opens_and_reads_only_the_own_notices(cast: Any, log_in: LogIn) -> None:
    """SEC-13, SEC-14."""
    (mine,) = notify(key="a:1", to=["wang"], title="任务已下达", text="请签收", url="/agencies/")
    (other,) = notify(key="a:2", to=["li"], title="别人的消息")
    client = log_in(cast.editor)

    page = client.get(reverse("kernel:notices")).content.decode()
    assert "任务已下达" in page
    assert "别人的消息" not in page
    assert client.post(reverse("kernel:notice_open", args=[other.pk])).status_code == 404
    answer = client.post(reverse("kernel:notice_open", args=[mine.pk]))
    assert answer.headers["Location"] == "/agencies/"
    assert "没有未读消息" in client.get(reverse("kernel:notices")).content.decode()
    assert "任务已下达" in client.get(reverse("kernel:notices") + "?show=all").content.decode()
    mine.refresh_from_db()
    first = mine.read_at
    client.post(reverse("kernel:notice_open", args=[mine.pk]))
    mine.refresh_from_db()
    other.refresh_from_db()
    assert (mine.read_at, other.read_at) == (first, None)


def test_all_are_read_at_once_and_the_bar_counts(cast: Any, log_in: LogIn) -> None:
    client = log_in(cast.editor)
    assert "还没有消息" in client.get(reverse("kernel:notices") + "?show=all").content.decode()
    for number in range(3):
        notify(key=f"a:{number}", to=["wang"], title="通知")

    assert '消息 <span class="figure">3</span>' in client.get("/").content.decode()
    answer = client.post(reverse("kernel:notices_read"), follow=True)

    assert "已将 3 条标为已读。" in answer.content.decode()
    assert '消息 <span class="figure">0</span>' in answer.content.decode()


def test_a_person_says_how_to_be_reached_and_a_wrong_phone_is_refused(
    cast: Any, log_in: LogIn
) -> None:
    client = log_in(cast.viewer)
    address = reverse("kernel:reach")

    assert client.post(address, {"sms": "12345", "mail": "x"}).status_code == 422
    client.post(address, {"mail": "li@example.gov.cn", "sms": "13800000000", "sms_wanted": "on"})

    assert list(Reach.objects.order_by("channel").values_list("channel", "wanted")) == [
        ("mail", False),
        ("sms", True),
    ]
    assert "li@example.gov.cn" in client.get(address).content.decode()
    entries = Entry.objects.filter(action="kernel.reach.changed")
    assert len(entries) == 2
    assert "example" not in str([entry.data for entry in entries])
    assert str(Reach.objects.get(channel="sms")) == "li sms"


def test_the_outbox_asks_the_database_as_often_for_many_rows_as_for_few(
    cast: Any, log_in: LogIn, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = log_in(cast.system)
    notify(key="a:0", to=["wang"], title="通知")
    client.get(reverse("kernel:outbox"))

    with django_assert_max_num_queries(18) as few:
        client.get(reverse("kernel:outbox"))
    with django_assert_max_num_queries(12):
        notify(key="a:1", to=[f"p{number}" for number in range(40)], title="通知")
    with django_assert_max_num_queries(18) as many:
        client.get(reverse("kernel:outbox"))

    assert len(few) == len(many)
    assert str(Delivery.objects.first()) == "通知 mail"


@pytest.mark.django_db
def test_many_things_are_told_as_one_after_the_other(tree: Any, cast: Any) -> None:
    """REL-22: who is told, once each, with the same deliveries; one rule, in bulk or alone."""
    things = [
        Message(key=f"test.bulk:{number}", to=to, title=f"第{number}件", url="/", may=may)
        for number, (to, may) in enumerate(
            [([tree.zhengzhou.pk], ""), (["wang"], ""), ([tree.luoyang.pk, "wang"], "receive")]
        )
    ]

    def told() -> list[Any]:
        rows = Notice.objects.order_by("key", "login", "agency")
        return list(rows.values_list("key", "login", "agency", "title", "deliveries__channel"))

    with transaction.atomic():
        for each in things:
            notify(key=each.key, to=each.to, title=each.title, url=each.url, may=each.may)
        alone = told()
        transaction.set_rollback(True)
    made = notify_all(things)

    assert told() == alone
    assert len(made) == len(alone)
    assert notify_all(things) == []


@pytest.mark.django_db
def test_telling_many_costs_as_many_statements_as_telling_one(
    tree: Any, cast: Any, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in (1, 30):
        things = [
            Message(key=f"test.cost:{number}:{each}", to=[tree.zhengzhou.pk], title="办理")
            for each in range(number)
        ]
        with django_assert_num_queries(9):
            notify_all(things)
