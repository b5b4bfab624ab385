"""The door for programs: tokens and sessions, the same actions, the same refusals (row 90)."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from luoshi.accounts.api import Person, fields_of, scope_of
from luoshi.kernel import clock
from luoshi.kernel.models import Entry
from luoshi.reporting.models import Acceptance, Submission
from luoshi.reporting.tests import factories

LogIn = Callable[[Person | None], Client]


def body(report: Any, value: str = "12.5", **more: Any) -> dict[str, Any]:
    """Return a report as a program sends it."""
    return {
        "client_key": str(uuid.uuid4()),
        "based_on": 0,
        "figures": [{"line_id": report.lines[0].pk, "value": value}],
        **more,
    }


def post(client: Client, name: str, pk: int, said: Any, **heads: str) -> Any:
    """Post data to an address of the door."""
    return client.post(
        reverse(f"api:{name}", args=[pk]),
        json.dumps(said),
        content_type="application/json",
        headers=heads,
    )


def test_a_program_finds_its_duties_with_lines(report: Any, cast: Any, program: LogIn) -> None:
    client = program(cast.county)

    duties = client.get(reverse("api:duties")).json()
    lines = client.get(reverse("api:duty", args=[report.duty.pk])).json()["lines"]

    assert [(one["id"], one["stands"]) for one in duties["items"]] == [(report.duty.pk, "awaited")]
    assert [line["code"] for line in lines] == ["L01", "L02", "L03"]


def test_the_same_key_gives_the_same_receipt_and_other_content_is_refused(
    report: Any, cast: Any, program: LogIn
) -> None:
    """REL-02, REL-03."""
    client, said = program(cast.county), body(report)

    first = post(client, "submit", report.duty.pk, said)
    again = post(client, "submit", report.duty.pk, said)
    figures = [{**said["figures"][0], "value": "13"}]
    other = post(client, "submit", report.duty.pk, {**said, "figures": figures})

    assert (first.status_code, again.status_code, other.status_code) == (200, 200, 409)
    assert first.json() == again.json()
    assert other.json()["code"] == "reporting.key_reused"
    assert other.json()["next_step"]
    assert Submission.objects.get().source == "rest"


@pytest.mark.parametrize(
    ("role", "status"),
    [("viewer", 403), ("other_city", 404), ("city", 403), ("audit", 404), ("enterprise", 404)],
)
def test_nobody_sends_for_another_agency(
    report: Any, cast: Any, program: LogIn, role: str, status: int
) -> None:
    """SEC-13: out of scope nothing is there; in scope the post is missing."""
    answer = post(program(getattr(cast, role)), "submit", report.duty.pk, body(report))

    assert answer.status_code == status
    assert set(answer.json()) == {"code", "message", "next_step"}
    assert not Submission.objects.exists()


def test_who_is_denied_stands_in_the_trail(report: Any, cast: Any, program: LogIn) -> None:
    """SEC-21."""
    post(program(cast.viewer), "submit", report.duty.pk, body(report))

    assert Entry.objects.filter(action="accounts.access.denied", actor="li").count() == 1


@pytest.mark.parametrize("head", [{}, {"Authorization": "Bearer wrong"}])
def test_a_stranger_is_answered_as_a_program(report: Any, cast: Any, head: dict[str, str]) -> None:
    answer = post(Client(), "submit", report.duty.pk, body(report), **head)

    assert answer.status_code == 401
    assert answer.json()["code"] == "api.stranger"


def test_a_session_is_no_way_in(report: Any, cast: Any, log_in: LogIn) -> None:
    """No page of ours asks here, and another site cannot make a person's browser ask or send."""
    client = log_in(cast.county)

    sent = post(client, "submit", report.duty.pk, body(report))
    asked = client.get(reverse("api:duties"))

    assert (sent.status_code, asked.status_code) == (401, 401)
    assert asked.json()["code"] == "api.stranger"
    assert not Submission.objects.exists()


def test_who_asks_too_often_is_told_how_long_to_wait(
    report: Any, cast: Any, program: LogIn, settings: Any
) -> None:
    """SEC-53: an account's tokens together; nobody else is held up."""
    settings.API_PER_MINUTE = 6
    first, second, other = program(cast.county), program(cast.county), program(cast.city)
    url, now = reverse("api:duties"), clock.now()

    with clock.standing_at(now):
        answers = [client.get(url) for client in (first, second) * 4]
        assert other.get(url).status_code == 200
    assert [one.status_code for one in answers] == [200] * 6 + [429] * 2
    told = answers[-1]
    assert told.headers["Retry-After"] == "10"
    assert set(told.json()) == {"code", "message", "next_step"}
    assert told.json()["code"] == "config.too_many"
    with clock.standing_at(now + timedelta(seconds=10)):
        assert [first.get(url).status_code for _ in range(2)] == [200, 429]
    with clock.standing_at(now + timedelta(minutes=5)):
        assert [first.get(url).status_code for _ in range(7)] == [200] * 6 + [429]


def test_a_number_that_is_none_is_named_by_its_field(
    report: Any, cast: Any, program: LogIn
) -> None:
    answer = post(program(cast.county), "submit", report.duty.pk, body(report, "many"))

    assert answer.status_code == 422
    assert answer.json()["code"] == "api.unreadable"
    assert answer.json()["fields"][0]["field"][-1] == "value"


def test_levels_accept_and_return_by_the_door_in_order(
    report: Any, cast: Any, tree: Any, program: LogIn
) -> None:
    """SEC-19: the same transitions as on the pages."""
    receipt = factories.send(report.duty, cast.county, factories.said((report.lines[0], 1)))
    pk, city, top = receipt.submission.pk, tree.zhengzhou.pk, tree.province.pk

    early = post(program(cast.reviewer), "accept", pk, {"agency_id": top})
    accepted = post(program(cast.city_reviewer), "accept", pk, {"agency_id": city})
    back = post(program(cast.reviewer), "return", pk, {"agency_id": top, "note": "请核对"})
    state = program(cast.county).get(reverse("api:state", args=[pk])).json()

    assert early.status_code == 409
    assert accepted.json() == {
        "kind": "submitted", "accepted_levels": 1, "waiting_for": top, "final": False,
    }  # fmt: skip
    assert (back.status_code, state["kind"]) == (200, "returned")
    assert not Acceptance.objects.exists()


def test_the_door_describes_itself(cast: Any, program: LogIn) -> None:
    """Row 90: OpenAPI at a known address."""
    told = program(cast.county).get("/api/v1/openapi.json").json()

    assert "/api/v1/reporting/duties" in told["paths"]
    assert told["openapi"].startswith("3.")


def ignored() -> list[Any]:
    """Return which fields were ignored of which thing, as the trail has it."""
    rows = Entry.objects.filter(action="accounts.fields.ignored").order_by("pk")
    return [(one.actor, one.data["path"], one.data["fields"]) for one in rows]


def test_a_program_cannot_send_its_own_acceptance(report: Any, cast: Any, program: LogIn) -> None:
    """SEC-15, row 87: ignored and recorded; what is listed counts."""
    said = body(report, status="accepted", score=100)
    said["figures"][0]["state"] = "accepted"

    answer = post(program(cast.county), "submit", report.duty.pk, said)

    assert answer.status_code == 200
    sent = Submission.objects.get()
    assert [step.act for step in sent.steps.all()] == ["submitted"]
    assert not Acceptance.objects.exists()
    assert ignored() == [
        ("jin", "reporting.report", ["score", "status"]),
        ("jin", "reporting.figure", ["state"]),
    ]


def test_the_pages_of_a_report_take_no_acceptance_either(
    report: Any, cast: Any, program: LogIn
) -> None:
    """SEC-15: `status=accepted, score=100` from a county form is ignored and recorded."""
    client = program(cast.county)
    fill = reverse("reporting:save", args=[report.duty.pk])
    send = reverse("reporting:send", args=[report.duty.pk])
    more = {"status": "accepted", "score": "100"}
    cell = {f"c.{report.lines[0].pk}.value.0": "12.5"}
    said = {
        "client_key": str(uuid.uuid4()),
        "based_on": "0",
        "phone": "0371-1",
        "responsible": "金",
    }

    client.post(fill, cell)
    honest = ignored()
    saved = client.post(fill, {**cell, **more})
    sent = client.post(send, {**said, **more})

    assert not honest
    assert saved.status_code < 400
    assert sent.status_code == 302
    assert [step.act for step in Submission.objects.get().steps.all()] == ["submitted"]
    assert not Acceptance.objects.exists()
    assert ignored() == [
        ("jin", fill, ["score", "status"]),
        ("jin", send, ["score", "status"]),
    ]


def test_only_listed_fields_leave(report: Any, cast: Any, program: LogIn) -> None:
    """SEC-15: the lists and what is given are the same."""
    client = program(cast.county)
    duty = client.get(reverse("api:duty", args=[report.duty.pk])).json()

    scope = scope_of(cast.county)
    assert set(duty["duty"]) == fields_of(scope, "reporting.duty", "read")
    assert set(duty["lines"][0]) == fields_of(scope, "reporting.line", "read")
    assert None not in (duty["duty"]["id"], duty["lines"][0]["code"])
    assert not ignored()
