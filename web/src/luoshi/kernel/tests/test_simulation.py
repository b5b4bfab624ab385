"""Made-up data says so wherever it shows, and cannot stop saying so."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import docx
import openpyxl
import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from luoshi.kernel import simulation
from luoshi.kernel.models import Entry
from luoshi.kernel.papers import Paper

LABEL = "模拟数据"


@pytest.fixture
def made_up(db: None) -> None:
    with transaction.atomic():
        simulation.mark(by="operator", year=2016, seed=96)
    simulation.forget()


def _shown(client: Client, path: str) -> str:
    return client.get(path).content.decode()


def test_without_simulated_data_nothing_says_so(cast: Any, log_in: Callable[..., Client]) -> None:
    simulation.forget()

    assert LABEL not in _shown(log_in(cast.editor), "/")
    assert LABEL not in _shown(log_in(None), "/login/")


def test_pages_say_so_with_and_without_a_bar(
    made_up: None, cast: Any, log_in: Callable[..., Client]
) -> None:
    """`kernel.simulation.made` marks the installation."""
    page = _shown(log_in(cast.editor), "/")

    assert page.count(LABEL) >= 3  # the badge, its title, the sentence that print shows
    assert LABEL in _shown(log_in(None), "/login/")


def test_a_sheet_says_so_in_its_name_its_head_and_its_description(
    made_up: None, cast: Any, log_in: Callable[..., Client]
) -> None:
    response = log_in(cast.editor).get("/agencies/list/?format=xlsx")
    book = openpyxl.load_workbook(BytesIO(b"".join(response)))

    assert "%E6%A8%A1%E6%8B%9F%E6%95%B0%E6%8D%AE" in response.headers["Content-Disposition"]
    header = book.worksheets[0].oddHeader
    assert header is not None
    assert header.center.text == LABEL
    assert LABEL in str(book["说明"]["B1"].value)


def test_a_paper_says_so_before_its_title(made_up: None) -> None:
    first = docx.Document(BytesIO(Paper("关于分工的函").data())).paragraphs[0]

    assert LABEL in first.text


def test_a_running_server_notices_by_itself(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    now = 1000.0
    monkeypatch.setattr(simulation, "monotonic", lambda: now)
    simulation.forget()
    assert not simulation.simulated()
    with transaction.atomic():
        simulation.mark(by="operator", year=2016, seed=96)

    assert not simulation.simulated()
    now += 31

    assert simulation.simulated()


def test_the_mark_cannot_be_removed(made_up: None) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        Entry.objects.filter(action="kernel.simulation.made").delete()

    assert simulation.simulated()
