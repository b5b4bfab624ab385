"""待办: the number in the bar, and when it is counted anew."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from luoshi.kernel import slots, todo
from luoshi.kernel.todo import Todo
from luoshi.kernel.trail import record


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Count how often a context is asked; it has as many lines as it was asked."""
    monkeypatch.setattr(todo, "COUNTED_WITHIN", 1e9)
    monkeypatch.setattr(todo, "_counted", {})
    asked: list[int] = []

    def lines(_person: Any) -> list[Todo]:
        asked.append(1)
        return [Todo("核报", "去核报", "/")] * len(asked)

    monkeypatch.setitem(slots._filled, "kernel.todo", [lines])
    return asked


@pytest.mark.django_db
def test_the_number_stands_until_somebody_does_something(cast: Any, counted: list[int]) -> None:
    """USE-16: right after every act, whoever did it; a page on which nobody acts costs nothing."""
    assert [todo.number_of(cast.editor) for _page in range(3)] == [1, 1, 1]

    record("kernel.test", by="li")

    assert todo.number_of(cast.editor) == 2
    assert len(counted) == 2


@pytest.mark.django_db
def test_the_number_is_counted_for_each_person_and_again_in_time(
    cast: Any, counted: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = todo.number_of(cast.editor), todo.number_of(cast.viewer)

    monkeypatch.setattr(todo, "COUNTED_WITHIN", 1e-9)

    assert first == (1, 2)
    assert todo.number_of(cast.editor) == 3


@pytest.mark.django_db
def test_the_bar_shows_the_number(
    cast: Any, counted: list[int], log_in: Callable[[Any], Client]
) -> None:
    client = log_in(cast.editor)

    before = client.get("/help/", follow=True).content.decode()
    record("kernel.test", by="li")
    after = client.get("/help/", follow=True).content.decode()

    assert '待办 <span class="figure">1</span>' in before
    assert '待办 <span class="figure">2</span>' in after
