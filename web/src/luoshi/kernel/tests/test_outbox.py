"""Notices and the outbox: in the act's transaction, once for each key, sent at least once."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
import time_machine
from aiosmtpd.controller import Controller
from django.db import connections, transaction
from django.test import Client
from django.urls import reverse

from luoshi.config.tests.running import free_port
from luoshi.kernel import channels, clock, outbox, schedule
from luoshi.kernel.models import Delivery, Entry, JobRun, Notice
from luoshi.kernel.outbox import NotFailed, notify
from luoshi.kernel.refusals import NotPermitted

LogIn = Callable[[Any], Client]


class Post:
    """A mail server that keeps what it gets."""

    def __init__(self) -> None:
        self.got: list[tuple[list[str], str]] = []

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        """Keep a mail."""
        self.got.append((envelope.rcpt_tos, envelope.content.decode()))
        return "250 OK"


@pytest.fixture
def mail(settings: Any) -> Iterator[Post]:
    """A real mail server on loopback."""
    post = Post()
    server = Controller(post, hostname="127.0.0.1", port=free_port())
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = server.port
    settings.MAIL_FROM = "luoshi@example.gov.cn"
    settings.SITE = "https://luoshi.example"
    yield post
    server.stop()


class Hook(HTTPServer):
    """A robot and a text message gateway that keep what they get."""

    answer = b'{"errcode": 0}'

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Hooked)
        self.got: list[tuple[str, dict[str, Any], str]] = []

    @property
    def url(self) -> str:
        """Return the address."""
        return f"http://127.0.0.1:{self.server_port}"


class _Hooked(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        """Keep what was posted."""
        server = self.server
        assert isinstance(server, Hook)
        said = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        server.got.append((self.path, said, self.headers["Idempotency-Key"]))
        self.send_response(200)
        self.end_headers()
        self.wfile.write(server.answer)

    def log_message(self, *_words: Any) -> None:
        """Say nothing."""


@pytest.fixture
def hook() -> Iterator[Hook]:
    """A web server on loopback."""
    server = Hook()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def states() -> list[tuple[str, str, str]]:
    rows = Delivery.objects.order_by("pk").values_list("notice__login", "channel", "state")
    return list(rows)


def test_people_and_holders_of_posts_at_an_agency_are_told_once(cast: Any, tree: Any) -> None:
    """REL-22."""
    first = notify(
        key="a:1",
        to=["wang", tree.zhengzhou.pk, "zheng"],
        title="下达\n任务",
        url="/ledger/",
        may="receive",
    )
    again = notify(key="a:1", to=["wang", tree.zhengzhou.pk], title="下达任务", may="receive")

    assert [one.login for one in first] == ["wang", "zheng"]
    assert again == []
    assert (str(first[0]), first[0].url) == ("下达 任务", "/ledger/")
    assert outbox.unread("wang") == 1


def test_at_an_agency_all_who_read_there_are_told_unless_an_act_is_named(
    cast: Any, tree: Any
) -> None:
    everyone = notify(key="a:1", to=[tree.jinshui.pk], title="通知")
    reviewers = notify(key="a:2", to=[tree.jinshui.pk], title="待核", may="report_accept")

    assert [one.login for one in everyone] == ["jin", "lu"]
    assert [one.login for one in reviewers] == ["lu"]


def test_an_agency_without_people_shows_in_the_outbox(cast: Any, tree: Any) -> None:
    notify(key="a:1", to=[tree.jianxi.pk], title="通知")
    notify(key="a:1", to=[tree.jianxi.pk], title="通知")

    assert states() == [("", "mail", "nobody")]


@pytest.mark.django_db
def test_an_address_outside_the_house_is_not_kept() -> None:
    """SEC-29."""
    for number, url in enumerate(("https://evil.example/", "//evil.example/", "javascript:1")):
        (one,) = notify(key=f"a:{number}", to=["wang"], title="通知", url=url)
        assert one.url == ""


@pytest.mark.django_db
def test_without_mail_a_notice_stays_inside_and_the_outbox_says_so(
    cast: Any, log_in: LogIn
) -> None:
    notify(key="a:1", to=["wang"], title="内部事项")

    page = log_in(cast.system).get(reverse("kernel:outbox")).content.decode()

    assert states() == [("wang", "mail", "unconfigured")]
    assert "未配置，留在站内" in page
    assert "未配置的渠道：邮件、短信、工作群" in page
    assert "内部事项" not in page


@pytest.mark.django_db
def test_an_act_that_fails_tells_nobody() -> None:
    """REL-22: written in the transaction of the act."""

    @transaction.atomic
    def act() -> None:
        notify(key="a:1", to=["wang"], title="通知")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        act()

    assert not Notice.objects.exists()


@pytest.mark.django_db
def test_a_mail_goes_to_whoever_wants_it_with_the_key_and_a_link(mail: Post) -> None:
    outbox.set_reach(login="wang", channel="mail", address="wang@example.gov.cn", wanted=True)
    outbox.set_reach(login="li", channel="mail", address="li@example.gov.cn", wanted=False)
    notify(key="a:1", to=["wang", "li", "zhao"], title="Notice", text="Text", url="/ledger/")

    schedule.tick(clock.now())

    ((to, content),) = mail.got
    assert to == ["wang@example.gov.cn"]
    assert "Message-ID: <" in content
    assert "X-Luoshi-Key: " in content
    assert "https://luoshi.example/ledger/" in content
    assert states() == [
        ("wang", "mail", "sent"),
        ("li", "mail", "unwanted"),
        ("zhao", "mail", "no_address"),
    ]
    assert JobRun.objects.get(name="kernel.outbox").result == "发送 1 条"
    assert outbox.deliver() == "发送 0 条"


@pytest.mark.django_db
def test_a_group_is_told_once_and_a_phone_by_its_gateway(hook: Hook, settings: Any) -> None:
    settings.ROBOT_URL = f"{hook.url}/robot"
    settings.SMS_URL = f"{hook.url}/sms?to={{phone}}&text={{text}}"
    outbox.set_reach(login="li", channel="sms", address="13800000000", wanted=True)
    notify(key="a:1", to=["wang", "li"], title="通知 & 提醒", text="请办理")

    outbox.deliver()

    assert [(path, said) for path, said, _key in hook.got] == [
        ("/robot", {"msgtype": "text", "text": {"content": "通知 & 提醒\n请办理"}}),
        (
            "/sms?to=13800000000&text=%E9%80%9A%E7%9F%A5%20%26%20%E6%8F%90%E9%86%92",
            {"phone": "13800000000", "text": "通知 & 提醒", "key": hook.got[1][2]},
        ),
    ]
    assert len({key for _path, _said, key in hook.got}) == 2


@pytest.mark.django_db
def test_what_a_robot_refuses_is_tried_again_later_each_time_and_given_up(
    hook: Hook, settings: Any, cast: Any, log_in: LogIn
) -> None:
    settings.ROBOT_URL = hook.url
    hook.answer = b'{"errcode": 310000, "errmsg": "keywords not in content"}'
    with time_machine.travel(clock.now(), tick=False) as now:
        notify(key="a:1", to=["wang"], title="通知")
        for _ in range(outbox.MOST_TRIES):
            assert outbox.is_waiting()
            outbox.deliver()
            assert not outbox.is_waiting()
            now.shift(timedelta(hours=2))

    failed = Delivery.objects.get(channel="robot")
    assert (failed.state, failed.tries) == ("failed", outbox.MOST_TRIES)
    assert "keywords not in content" in failed.error
    client = log_in(cast.system)
    assert "消息发送失败" in client.get("/").content.decode()
    hook.answer = b"thank you"
    client.post(reverse("kernel:outbox_resend"), {"row": [failed.pk]})
    outbox.deliver()
    failed.refresh_from_db()
    assert (failed.state, failed.error) == ("sent", "")
    assert Entry.objects.get(action="kernel.delivery.resent").actor == "guan"
    with pytest.raises(NotFailed):
        outbox.resend(failed.pk, by=cast.system)
    with pytest.raises(NotPermitted):
        outbox.resend(failed.pk, by=cast.editor)


@pytest.mark.django_db
def test_a_crash_while_sending_sends_again_with_the_same_key(
    hook: Hook, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """REL-22: crash between commit and send, and between send and its note."""
    settings.ROBOT_URL = hook.url
    real = channels.send

    def crash(channel: str, message: channels.Message) -> None:
        real(channel, message)
        raise SystemExit

    with time_machine.travel(clock.now(), tick=False) as now:
        notify(key="a:1", to=["wang"], title="通知")
        monkeypatch.setattr(channels, "send", crash)
        with pytest.raises(SystemExit):
            outbox.deliver()
        monkeypatch.setattr(channels, "send", real)
        outbox.deliver()
        assert len(hook.got) == 1
        now.shift(outbox.LEASE)
        outbox.deliver()

    assert len(hook.got) == 2
    assert len({key for _path, _said, key in hook.got}) == 1


@pytest.mark.django_db
def test_an_address_that_is_no_web_address_fails_in_sight(settings: Any) -> None:
    settings.ROBOT_URL = "file:///etc/passwd"
    notify(key="a:1", to=["wang"], title="通知")

    outbox.deliver()

    assert "must begin with http" in Delivery.objects.get(channel="robot").error


@pytest.mark.django_db(transaction=True)
def test_two_senders_at_once_send_once_and_two_tellers_tell_once(hook: Hook, settings: Any) -> None:
    """REL-22."""
    settings.ROBOT_URL = hook.url
    together = threading.Barrier(3)

    def tell_and_send(_number: int) -> None:
        together.wait()
        try:
            notify(key="a:1", to=["wang"], title="通知")
            together.wait()
            outbox.deliver()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(3) as threads:
        list(threads.map(tell_and_send, range(3)))

    assert (Notice.objects.count(), len(hook.got)) == (1, 1)
