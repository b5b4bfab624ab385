"""Opening a report, a version or its evidence is noted; what one fills oneself is not (row 89)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from luoshi.accounts.actions import create_token
from luoshi.accounts.api import Person
from luoshi.kernel.models import Read
from luoshi.reporting.actions.proving import attach
from luoshi.reporting.tests import factories
from luoshi.reporting.tests.filled import County, county

LogIn = Callable[[Person | None], Client]
pytestmark = pytest.mark.django_db


@pytest.fixture
def june(tree: Any, cast: Any) -> County:
    """Return the county's report of June."""
    return county(tree.jinshui, cast.county)


def noted() -> list[tuple[str, str, str]]:
    """Return who opened what by which door, the oldest first."""
    return list(Read.objects.order_by("pk").values_list("reader", "thing", "door"))


def test_the_levels_above_are_noted_and_the_agency_that_fills_is_not(
    june: County, cast: Any, log_in: LogIn
) -> None:
    page = reverse("reporting:fill", args=[june.duty.pk])
    sheet = reverse("reporting:sheet", args=[june.duty.pk])
    for who in (cast.county, cast.city_reviewer):
        answers = [log_in(who).get(address) for address in (page, sheet)]
        assert [answer.status_code for answer in answers] == [200, 200]
    assert log_in(cast.other_city).get(page).status_code == 404

    assert noted() == [("zhang", "reporting.duty", "page")] * 2
    assert "金水区人民政府" in Read.objects.latest("pk").title


def test_a_version_its_receipt_and_its_evidence_are_noted_and_nobody_below_learns_of_it(
    june: County, cast: Any, log_in: LogIn
) -> None:
    file = attach(
        duty_id=june.duty.pk, line_id=june.month.pk, name="证明.pdf", content=b"%PDF-",
        by=cast.county,
    )  # fmt: skip
    cells = ((june.month, "value", "120"), (june.total, "value", "620"))
    factories.type_in(june.duty, cast.county, *cells)
    sent = factories.send(june.duty, cast.county).submission
    client = log_in(cast.city_reviewer)
    for name, key in (("review", sent.pk), ("receipt", sent.pk), ("evidence", file.pk)):
        assert client.get(reverse(f"reporting:{name}", args=[key])).status_code == 200

    things = ["reporting.submission", "reporting.submission", "reporting.evidence"]
    assert noted() == [("zhang", thing, "page") for thing in things]
    for own in (
        reverse("kernel:history", args=["reporting.duty", june.duty.pk]),
        reverse("reporting:fill", args=[june.duty.pk]),
        reverse("reporting:review", args=[sent.pk]),
    ):
        text = log_in(cast.county).get(own).text
        assert "张主任" not in text
        assert "阅读记录" not in text


def test_a_program_is_noted_as_one(june: County, cast: Any) -> None:
    secret = create_token(person=cast.city_reviewer, name="市级平台", days=1)
    head = {"Authorization": f"Bearer {secret}"}

    answer = Client().get(reverse("api:duty", args=[june.duty.pk]), headers=head)

    assert answer.status_code == 200
    assert noted() == [("zhang", "reporting.duty", "rest")]


def test_the_figures_of_a_firm_are_noted_whoever_opens_them(
    tree: Any, cast: Any, log_in: LogIn
) -> None:
    form = factories.form(said_by="enterprise")
    factories.line(form, "E01")
    firm = factories.firm(tree.jinshui, cast.enterprise)
    due = factories.duty(factories.cycle(form), tree.jinshui, enterprise=firm)
    for who in (cast.enterprise, cast.county):
        answer = log_in(who).get(reverse("reporting:fill", args=[due.pk]))
        assert answer.status_code == 200

    assert noted() == [("qi", "reporting.duty", "page"), ("jin", "reporting.duty", "page")]
