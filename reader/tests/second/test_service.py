"""The service behind the address: what goes out, what may come back, and how long it may take."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from time import monotonic, sleep

import pytest
from luoshi_reader.errors import ReadingError
from luoshi_reader.facts import Organisation
from luoshi_reader.plan import read_plan
from luoshi_reader.second import Service, propose
from luoshi_reader.second.service import MAX_BYTES
from luoshi_reader.source import Span

from reader.tests.second.fake import fake, lines, spoken

ASK = [{"role": "user", "content": "在吗"}]
PLAN = "甲市2024年行动计划\n\n一、任务\n" + "".join(
    f"（{number}）要办。{word}会馆的门要修。" + "慢慢来，不着急，把小事办好。" * 90 + "\n"
    for number, word in enumerate(("清溪", "南湖", "沙湾", "云岭"), 1)
)
TOLD = {"type": "organisation", "category": "association"}


def _told(word: str) -> str:
    return lines(TOLD | {"paragraph": 1, "quote": f"{word}会馆", "name_text": f"{word}会馆"})


@contextmanager
def _line(*, say: bytes, pause: float) -> Iterator[str]:
    """Listen once on a bare socket and answer byte by byte."""
    with socket.create_server(("127.0.0.1", 0)) as door:

        def serve() -> None:
            line, _ = door.accept()
            with line:
                line.recv(65536)
                for at in range(len(say)):
                    try:
                        line.sendall(say[at : at + 1])
                    except OSError:
                        return
                    sleep(pause)

        thread = Thread(target=serve, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{door.getsockname()[1]}/v1"
        thread.join(5)


def test_the_question_and_the_key_go_to_the_address_and_are_not_shown() -> None:
    with fake("在") as heard:
        service = Service(heard.address, "fake", "secret-key")
        assert service.answer(ASK) == "在"
        assert heard.asked == ["在吗"]
        assert heard.keys == ["Bearer secret-key"]
        assert "secret" not in repr(service)


def test_without_a_key_none_is_sent() -> None:
    with fake("在") as heard:
        Service(heard.address, "fake").answer(ASK)
        assert heard.keys == [None]


def test_no_proxy_of_the_machine_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    with fake("在") as heard:
        assert Service(heard.address, "fake").answer(ASK) == "在"


def test_a_redirection_is_not_followed() -> None:
    with fake(307) as heard, pytest.raises(ReadingError) as refused:
        Service(heard.address, "fake", "secret-key").answer(ASK)
    assert refused.value.code == "second.refused"
    assert len(heard.asked) == 1


@pytest.mark.parametrize(
    "address",
    [
        "", "10.0.0.8:8000/v1", "ftp://10.0.0.8/v1", "http://", "http://[::1/v1",
        "http://a:99999/v1", "http://甲/v1", "http://a b/v1", "http://a/v1\r\nX: y", "file:///etc",
    ],
)  # fmt: skip
def test_what_is_no_address_is_refused_with_what_to_write(address: str) -> None:
    with pytest.raises(ReadingError) as refused:
        Service(address, "fake")
    assert refused.value.code == "second.address"
    assert "http://" in refused.value.next_step


def test_a_model_must_be_named() -> None:
    with pytest.raises(ReadingError, match="模型"):
        Service("http://127.0.0.1/v1", " ")


def test_a_closed_door_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as door:
        port = door.getsockname()[1]
    with pytest.raises(ReadingError, match=f"127.0.0.1:{port}") as refused:
        Service(f"http://127.0.0.1:{port}/v1", "fake").answer(ASK)
    assert refused.value.code == "second.unreachable"


@pytest.mark.parametrize(
    ("status", "code", "said"),
    [
        (401, "second.refused", "密钥"),
        (404, "second.refused", "没有这个地址或模型“fake”"),
        (400, "second.refused", "不予应答"),
        (429, "second.silent", "正忙"),
        (503, "second.silent", "正忙"),
    ],
)
def test_a_refusal_is_told_in_a_sentence(status: int, code: str, said: str) -> None:
    with fake(status) as heard, pytest.raises(ReadingError, match=said) as refused:
        Service(heard.address, "fake").answer(ASK)
    assert refused.value.code == code


@pytest.mark.parametrize(
    "answer",
    [
        b"", b"hello", b"[]", b"{}", b'{"choices": []}', b'{"choices": [{"message": {}}]}',
        b'{"choices": [{"message": {"content": null}}]}', b"\xff\xfe", b"[" * 100_000,
        spoken("长" * MAX_BYTES),
    ],
    ids=lambda answer: repr(answer[:20]),
)  # fmt: skip
def test_an_answer_out_of_form_is_none(answer: bytes) -> None:
    with fake(answer) as heard, pytest.raises(ReadingError) as refused:
        Service(heard.address, "fake").answer(ASK)
    assert refused.value.code == "second.silent"


def test_an_answer_that_drips_is_cut_off_in_time() -> None:
    with _line(say=b"HTTP/1.1 200 OK\r\n\r\n" + spoken("慢" * 500), pause=0.05) as address:
        begun = monotonic()
        with pytest.raises(ReadingError, match="没有答完") as refused:
            Service(address, "fake", seconds=0.5).answer(ASK)
        assert monotonic() - begun < 5
    assert refused.value.code == "second.silent"


def test_an_answer_that_breaks_off_is_none() -> None:
    with (
        _line(say=b"HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n{", pause=0) as address,
        pytest.raises(ReadingError) as refused,
    ):
        Service(address, "fake").answer(ASK)
    assert refused.value.code == "second.silent"


def test_a_stretch_without_an_answer_is_told_and_the_others_are_kept() -> None:
    heard_of: list[tuple[int, int]] = []
    with fake(_told("清溪"), 500, _told("沙湾"), _told("云岭")) as heard:
        found = propose(
            read_plan(PLAN),
            Service(heard.address, "fake"),
            lambda done, total: heard_of.append((done, total)),
        )
    names = [fact.name_text for fact in found.facts if isinstance(fact, Organisation)]
    assert names == ["清溪会馆", "沙湾会馆", "云岭会馆"]
    (lost,) = found.unanswered
    at = PLAN.index("南湖会馆")
    assert lost.covers(Span(at, at + 4))
    assert "正忙或出错（500）" in found.silence
    assert heard_of == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_a_service_gone_for_good_is_not_asked_on_and_on() -> None:
    with fake(_told("清溪"), 500) as heard:
        long = PLAN + PLAN.partition("一、任务\n")[2].replace("会馆", "商会")
        found = propose(read_plan(long), Service(heard.address, "fake"))
        assert len(heard.asked) == 4
    assert len(found.facts) == 1
    assert len(found.unanswered) == 7


def test_where_nothing_was_answered_that_is_said() -> None:
    with fake(500) as heard, pytest.raises(ReadingError, match="正忙"):
        propose(read_plan(PLAN), Service(heard.address, "fake"))


def test_a_wrong_key_ends_the_asking_at_once() -> None:
    with fake(401) as heard, pytest.raises(ReadingError, match="密钥"):
        propose(read_plan(PLAN), Service(heard.address, "fake"))
    assert len(heard.asked) == 1


def test_what_was_answered_before_the_door_closed_is_kept() -> None:
    with fake(_told("清溪"), _told("南湖"), 401) as heard:
        found = propose(read_plan(PLAN), Service(heard.address, "fake"))
        assert len(heard.asked) == 3
    assert len(found.facts) == 2
    assert len(found.unanswered) == 2
    assert "密钥" in found.silence


def test_a_text_without_a_plan_asks_nothing() -> None:
    with fake("") as heard:
        assert propose(read_plan(""), Service(heard.address, "fake")).facts == ()
    assert not heard.asked


def test_reading_does_not_load_the_second_reader() -> None:
    script = "import sys, json, luoshi_reader; print(json.dumps(list(sys.modules)))"
    told = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", script], capture_output=True, check=True
    )
    loaded = json.loads(told.stdout)
    assert not [name for name in loaded if name.startswith(("luoshi_reader.second", "http."))]
