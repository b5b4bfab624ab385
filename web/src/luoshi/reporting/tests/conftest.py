"""A county's monthly report with three lines, ready to be filled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from luoshi.kernel import slots
from luoshi.reporting.models import Duty, Form, Line, Submission
from luoshi.reporting.tests import factories


@dataclass(frozen=True)
class Report:
    """The county's duty in a round, and its lines."""

    form: Form
    duty: Duty
    lines: tuple[Line, ...]


@pytest.fixture
def report(tree: Any) -> Report:
    """Return the duty of 金水区 for June 2016."""
    form = factories.form()
    lines = tuple(factories.line(form, code) for code in ("L01", "L02", "L03"))
    return Report(form, factories.duty(factories.cycle(form), tree.jinshui), lines)


@dataclass
class Told:
    """What the totals above were told, in order: agency, before, after."""

    acts: list[tuple[int, int | None, int | None]]


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Told:
    """Listen in the slot of accepted reports."""
    heard = Told([])

    def listen(
        *, agency: Any, duty: Any, before: Submission | None, after: Submission | None
    ) -> None:
        assert duty
        was, now = (each.number if each else None for each in (before, after))
        heard.acts.append((agency.pk, was, now))

    filled = {**slots._filled, "reporting.accepted": [listen]}
    monkeypatch.setattr(slots, "_filled", filled)
    return heard
