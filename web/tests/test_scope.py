"""Everybody sees exactly what lies in scope: every address, with things of two counties (SEC-14).

Generated from the resolver: an address that takes a thing somebody owns is tried by every role with
the thing of its own county and with that of the other city's, whoever adds it.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any, Final

import pytest
from django.db import models
from django.test.client import ClientHandler
from django.urls import reverse
from luoshi.accounts.api import Post
from luoshi.dispatch.models import Assignment, Dispatch, Milestone, MilestoneFile
from luoshi.enterprises.models import Enterprise
from luoshi.kernel import clock
from luoshi.ledger.api import Item
from luoshi.monitoring.models import Alert, AlertRule
from luoshi.reporting.actions.proving import attach
from luoshi.reporting.models import Duty, Evidence, Submission
from luoshi.reporting.tests.filled import county

from web.conftest import person
from web.tests.addresses import Address, addresses
from web.tests.house import as_if, who, written
from web.tests.test_matrix import rows_of

#: What a parameter stands for, and where in the row its agency is found.
OWNED: Final[dict[str, tuple[type[models.Model], str]]] = {
    "duty_id": (Duty, "agency"),
    "submission_id": (Submission, "duty__agency"),
    "evidence_id": (Evidence, "duty__agency"),
    "assignment_id": (Assignment, "agency"),
    "milestone_id": (Milestone, "assignment__agency"),
    "alert_id": (Alert, "agency"),
    "enterprise_id": (Enterprise, "agency"),
    "milestone_file_id": (MilestoneFile, "milestone__assignment__agency"),
}
INSIDE: Final = {
    "jinshui": ("editor", "viewer", "reviewer", "city", "county"),
    "jianxi": ("editor", "viewer", "reviewer", "other_city"),
}
ROLES: Final = (
    "editor", "viewer", "reviewer", "city", "other_city", "county", "enterprise", "system",
    "security", "audit",
)  # fmt: skip
CLOSED: Final = {403, 404}
UNREADABLE: Final = 422


@dataclass(frozen=True)
class Two:
    """The cast, and the same things in a county of each of two cities."""

    cast: Any
    counties: dict[str, Any]

    def thing(self, parameter: str, owner: str) -> int:
        """Return the key of what a county owns."""
        model, agency = OWNED[parameter]
        row = model._default_manager.filter(**{agency: self.counties[owner]}).order_by("pk").first()
        assert row is not None, (parameter, owner)
        return int(row.pk)

    def url(self, address: Address, owner: str) -> str:
        """Return an address of a county's own thing."""
        found: dict[str, Any] = {}
        for key in address.pattern.pattern.converters:
            if key in OWNED:
                found[key] = self.thing(key, owner)
            elif key == "line_id":
                duty = Duty.objects.get(pk=self.thing("duty_id", owner))
                line = duty.cycle.form.lines.order_by("pk").first()
                assert line is not None
                found[key] = line.pk
            else:
                found[key] = uuid.UUID(int=0) if key == "sheet_key" else 0
        return reverse(address.name, kwargs=found)


@pytest.fixture
def two(house: Any, tree: Any) -> Two:
    """Hand something down to both counties, and let both have reported."""
    jian = person("jian", "涧科员", tree.jianxi, Post.Kind.EDITOR)
    june = county(tree.jianxi, jian, frequency="quarter")
    attach(duty_id=june.duty.pk, line_id=june.month.pk, name="证明.pdf", content=b"%PDF-", by=jian)
    rule = AlertRule.objects.filter(kind="red").first()
    item, act, at = Item.objects.first(), Dispatch.objects.first(), clock.now()
    for agency in (tree.jinshui, tree.jianxi):
        Enterprise.objects.create(name=f"{agency}企业", agency=agency)
        held = Assignment.objects.create(
            item=item, agency=agency, role="participant", dispatch=act, sent_at=at, sent_by="wang",
            read_at=at, read_by="x", signed_at=at, signed_by="x",
        )  # fmt: skip
        Alert.objects.create(
            rule=rule, agency=agency, thing=agency.code, words=f"{agency}：红灯", url="/",
            since=at, told_at=at,
        )  # fmt: skip
        step = Milestone.objects.create(
            assignment=held, title="开工", due_on=at.date(), made_by="x"
        )
        MilestoneFile.objects.create(
            milestone=step, name="a.pdf", file="a.pdf", size=5, digest="0" * 64, added_at=at,
            added_by="x",
        )  # fmt: skip
    return Two(house, {"jinshui": tree.jinshui, "jianxi": tree.jianxi})


def owned() -> list[Address]:
    """Return the addresses that take something somebody owns."""
    return [one for one in addresses() if set(one.pattern.pattern.converters) & set(OWNED)]


def test_there_are_such_addresses() -> None:
    assert {"reporting:fill", "reporting:review", "dispatch:assignment"} <= {
        address.name for address in owned()
    }


@pytest.mark.django_db
def test_nobody_reaches_what_another_county_owns(two: Two) -> None:
    """SEC-14: 404 or 403 by whatever method, and nothing written."""
    handler = ClientHandler(enforce_csrf_checks=False)
    reached = []
    for address in owned():
        for owner, inside in INSIDE.items():
            url = two.url(address, owner)
            for role in set(ROLES) - set(inside):
                with as_if(who(two.cast, role), handler) as client, written() as tables:
                    for method in rows_of(address):
                        status = client.generic(method, url).status_code
                        # A program's empty body is refused before the thing is looked at.
                        unread = address.name.startswith("api") and status == UNREADABLE
                        if status not in CLOSED and not unread:
                            reached.append(f"{role} {method} {url}: {status}")
                if tables:
                    reached.append(f"{role} {url}: wrote {tables}")

    assert not reached, "\n".join(reached)


@pytest.mark.django_db
def test_everybody_reaches_what_lies_in_scope(two: Two) -> None:
    """A thing in scope is never said not to exist."""
    handler = ClientHandler(enforce_csrf_checks=False)
    gone = []
    for address in owned():
        # A file of a draft is its sender's until it is sent; a kept sheet ends with its preview.
        if {"sheet_key", "evidence_id"} & set(address.pattern.pattern.converters):
            continue
        if "GET" not in rows_of(address):
            continue
        for owner, inside in INSIDE.items():
            for role in inside:
                with as_if(who(two.cast, role), handler) as client:
                    if client.get(two.url(address, owner)).status_code == 404:
                        gone.append(f"{role} {two.url(address, owner)}")

    assert not gone, "\n".join(gone)


@pytest.mark.django_db
def test_no_list_leads_to_what_another_county_owns(two: Two) -> None:
    """SEC-14: lists, counts' links and the inbox name only what lies in scope."""
    handler = ClientHandler(enforce_csrf_checks=False)
    simple = [one for one in owned() if len(one.pattern.pattern.converters) == 1]
    pages = [one for one in addresses() if not one.pattern.pattern.converters]
    leaks, seen = [], set()
    for page in pages:
        if "GET" not in rows_of(page):
            continue
        for role in ROLES:
            text = _text(two, page, role, handler)
            for owner, inside in INSIDE.items():
                shown = [one for one in simple if f'href="{two.url(one, owner)}"' in text]
                if shown and role not in inside:
                    leaks.append(f"{role} {page.url()}: {shown[0].name} of {owner}")
                elif shown:
                    seen.add((role, owner))

    assert not leaks, "\n".join(leaks)
    assert {("county", "jinshui"), ("city", "jinshui"), ("other_city", "jianxi")} <= seen


def _text(two: Two, page: Address, role: str, handler: ClientHandler) -> str:
    with as_if(who(two.cast, role), handler) as client:
        answer = client.get(page.url())
        return "" if answer.streaming else answer.content.decode(errors="replace")
