"""The program's log: one line of JSON a record, with nobody's data in it (SEC-27)."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import IntegrityError, OperationalError
from django.test import Client
from django.urls import reverse

from luoshi.kernel import context, jobs
from luoshi.kernel.logs import Lines

PHONE, NUMBER = "13800138000", "41010519900307123X"


@pytest.fixture
def log() -> Iterator[Any]:
    """Give what is written to the log meanwhile, as lines of JSON."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(Lines())
    root = logging.getLogger()
    root.addHandler(handler)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    root.removeHandler(handler)


@pytest.mark.django_db
def test_a_request_is_one_line_with_the_number_of_its_answer(
    cast: Any, log_in: Any, log: Any
) -> None:
    """SEC-27, SEC-42: the pattern of the address and not the address, and not who asked."""
    client = log_in(cast.system)
    page = reverse("accounts:person", args=[cast.county.pk])

    answer = client.get(page, {"q": PHONE}, headers={"user-agent": "Browser\nforged: line"})

    (line,) = log()
    assert line["request"] == answer.headers["X-Request-Id"]
    assert (line["logger"], line["level"]) == ("luoshi.request", "info")
    assert (line["method"], line["view"], line["status"]) == ("GET", "accounts:person", 200)
    assert line["route"] == "accounts/<int:person_id>/"
    assert line["ms"] >= 0
    assert not {PHONE, "guan", page, "127.0.0.1", "forged"} & set(json.dumps(line).split('"'))


@pytest.mark.django_db
def test_a_failure_is_told_by_its_kind_and_its_way_under_the_number_of_the_page(
    cast: Any, log: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SEC-27, SEC-45: what stood in the database stays there."""

    def fail(*_: Any, **__: Any) -> None:
        said = f"Key (phone)=({PHONE}) already exists"
        raise IntegrityError(said) from ValueError(NUMBER)

    monkeypatch.setattr("luoshi.kernel.views.todos", fail)
    client = Client(raise_request_exception=False)
    client.force_login(cast.viewer, backend="django.contrib.auth.backends.ModelBackend")

    answer = client.get("/")

    failure, request = log()
    assert failure["request"] == request["request"] == answer.headers["X-Request-Id"]
    assert failure["request"] in answer.text
    assert failure["error"] == "django.db.utils.IntegrityError"
    assert failure["causes"] == ["builtins.ValueError"]
    assert any(place.startswith("luoshi/kernel/views.py:") for place in failure["way"])
    assert "reason" not in failure
    assert request["status"] == 500
    assert not [word for word in (PHONE, NUMBER) if word in json.dumps([failure, request])]


def test_a_machine_may_say_why_and_others_only_their_template(log: Any) -> None:
    """SEC-27: numbers stay, words do not; nothing begins a line of its own."""
    logger = logging.getLogger("somebody.else")
    logger.warning("user %s from %r, %d times", "zhang", PHONE, 3)
    logger.warning("forged\n{} " + PHONE + " a@b.cn")  # noqa: G003 - what others do
    logger.error("failed", exc_info=OperationalError(f"database or disk is full\nat {NUMBER}"))

    first, second, third = log()
    assert first["message"] == "user … from …, 3 times"
    assert second["message"] == "forged {} … …"
    assert third["reason"] == "database or disk is full at …"


def test_outside_a_request_there_is_no_number_and_inside_there_is(log: Any) -> None:
    logger = logging.getLogger("luoshi.test")
    logger.warning("one")
    token = context.reference.set("A1")
    logger.warning("two", extra={"thing": "kernel.search"})
    context.reference.reset(token)

    one, two = log()
    assert "request" not in one
    assert (two["request"], two["thing"]) == ("A1", "kernel.search")


@pytest.mark.django_db
def test_a_failing_job_is_in_the_log(log: Any) -> None:
    def fail() -> None:
        raise ValueError(PHONE)

    jobs.register("kernel.failing", "…", fail)
    jobs.enqueue("kernel.failing")

    line = next(one for one in log() if one["message"] == "job failed")
    assert (line["job"], line["error"]) == ("kernel.failing", "builtins.ValueError")
    assert PHONE not in json.dumps(line)
