"""The log of reads: who opened what, and who may know (row 89)."""

from __future__ import annotations

import ast
import logging
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client
from django.urls import reverse

import luoshi
from luoshi.accounts.models import Person
from luoshi.kernel import clock, reads
from luoshi.kernel.models import Entry, Read

LogIn = Callable[[Person | None], Client]
pytestmark = pytest.mark.django_db


def rows() -> list[tuple[str, str, str, str]]:
    """Return what is noted, the oldest first."""
    noted = Read.objects.order_by("pk")
    return list(noted.values_list("reader", "thing", "key", "door"))


def test_opening_an_account_is_noted_with_who_when_and_from_where(cast: Any, log_in: LogIn) -> None:
    """Row 89: only for who was let in."""
    page = reverse("accounts:person", args=[cast.county.pk])

    assert log_in(cast.viewer).get(page).status_code == 403
    assert not Read.objects.exists()
    assert log_in(cast.system).get(page).status_code == 200

    noted = Read.objects.get()
    assert (noted.reader, noted.thing, noted.key) == (
        "guan",
        "accounts.person",
        str(cast.county.pk),
    )
    assert (noted.title, noted.door, noted.address) == ("金科员（jin）", "page", "127.0.0.1")
    assert clock.now() - noted.at < timedelta(minutes=1)
    assert not Entry.objects.filter(object_type="accounts.person", action__contains="read")


def test_a_search_is_noted_with_its_words_and_an_empty_one_is_not(cast: Any, log_in: LogIn) -> None:
    client = log_in(cast.viewer)
    client.get(reverse("kernel:search"))
    client.get(reverse("kernel:search"), {"q": "装备"})

    assert rows() == [("li", "kernel.search", "", "page")]
    assert Read.objects.get().title == "装备"


@pytest.mark.parametrize("who", ["editor", "viewer", "enterprise", "system", "security"])
def test_nobody_but_the_audit_administrator_sees_the_log(
    cast: Any, who: str, log_in: LogIn
) -> None:
    """SEC-16: also not whose things were opened."""
    assert log_in(getattr(cast, who)).get(reverse("accounts:reads")).status_code == 403


def test_the_log_is_narrowed_by_person_thing_and_day_and_looking_at_it_is_noted(
    cast: Any, log_in: LogIn
) -> None:
    log_in(cast.viewer).get(reverse("kernel:search"), {"q": "装备"})
    log_in(cast.system).get(reverse("accounts:person", args=[cast.county.pk]))
    Read.objects.filter(reader="li").update(at=clock.now() - timedelta(days=9))
    client = log_in(cast.audit)
    address = reverse("accounts:reads")
    today, week = clock.today(), clock.today() - timedelta(days=7)

    def shown(**asked: Any) -> str:
        text = client.get(address, asked).text
        return "".join(word for word in ("金科员（jin）", "装备") if f">{word}<" in text)

    assert shown(person="guan") == "金科员（jin）"
    assert shown(thing="kernel.search") == "装备"
    assert shown(since=week, until=today) == "金科员（jin）"
    assert shown(until=week) == "装备"
    assert shown(since="2016-02-30") == ""
    assert ("shen", "kernel.read", "", "page") in rows()


def test_looking_at_the_trail_is_noted(cast: Any, log_in: LogIn) -> None:
    log_in(cast.audit).get(reverse("accounts:trail"), {"person": "li"})

    assert rows() == [("shen", "kernel.entry", "", "page")]
    assert Read.objects.get().title == "person=li"


def test_taking_the_log_away_is_in_the_trail(cast: Any, log_in: LogIn) -> None:
    """SEC-26."""
    assert log_in(cast.audit).get(reverse("accounts:reads"), {"format": "csv"}).status_code == 200

    entry = Entry.objects.get(action="kernel.list.exported")
    assert (entry.actor, entry.data["list"]) == ("shen", "accounts.reads")


@pytest.mark.parametrize("more", [0, 60])
def test_the_log_asks_as_often_with_many_as_with_few(
    cast: Any, log_in: LogIn, more: int, django_assert_max_num_queries: Any
) -> None:
    for key in range(more):
        Read.objects.create(
            at=clock.now(), reader="li", thing="accounts.person", key=key, door="page"
        )
    client = log_in(cast.audit)

    with django_assert_max_num_queries(14):
        assert client.get(reverse("accounts:reads")).status_code == 200


def test_reading_goes_on_when_nothing_can_be_written(
    rf: Any, cast: Any, monkeypatch: pytest.MonkeyPatch, caplog: Any
) -> None:
    """REL-20: the program's log says what was read; within a change nothing is hidden."""

    def full(*_: Any, **__: Any) -> None:
        raise OperationalError("database or disk is full")

    request = rf.get("/")
    request.user, request.resolver_match = cast.system, None
    monkeypatch.setattr(Read, "save", full)
    with pytest.raises(OperationalError):
        reads.note(request, "accounts.person", 1)

    monkeypatch.setattr("luoshi.kernel.reads.connection", type("C", (), {"in_atomic_block": False}))
    with caplog.at_level(logging.ERROR):
        reads.note(request, "accounts.person", 1)

    assert caplog.records[-1].thing == "accounts.person"


def test_every_kind_of_thing_that_is_noted_has_its_word() -> None:
    noted = {
        call.args[1].value
        for path in Path(luoshi.__file__).parent.rglob("*.py")
        if "tests" not in path.parts
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and call.func.attr == "note"
        and isinstance(call.args[1], ast.Constant)
    }

    assert noted == set(reads.things())
    with pytest.raises(KeyError):
        reads.note(None, "kernel.nothing")  # type: ignore[arg-type]
