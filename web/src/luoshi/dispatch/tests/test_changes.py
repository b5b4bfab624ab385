"""Changing what was agreed: in writing, in time, by two people, both values kept (GOV-05)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import IntegrityError, transaction

from luoshi.accounts.models import Delegation, Post
from luoshi.dispatch import actions, queries
from luoshi.dispatch.actions import Asked, Given
from luoshi.dispatch.models import Assignment, ChangeRequest
from luoshi.dispatch.refusals import (
    ChangeWrong,
    NotOpen,
    ReasonMissing,
    SamePerson,
    Stale,
    TooLate,
    TooMuch,
)
from luoshi.dispatch.rules import Part
from luoshi.dispatch.tests import factories
from luoshi.kernel import clock
from luoshi.kernel.models import Entry
from luoshi.kernel.refusals import NotPermitted
from luoshi.ledger.models import Item

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_june() -> Iterator[None]:
    """Stand in the plan's own year."""
    with time_machine.travel(datetime(2016, 6, 6, 9, tzinfo=ZoneInfo("Asia/Shanghai")), tick=False):
        yield


@pytest.fixture
def part(lead: Assignment, cast: Any, tree: Any) -> Assignment:
    """Return Zhengzhou's signed part of 2 850 cars."""
    parts = [Given(tree.zhengzhou.pk, Part(Decimal(2850), "辆"))]
    actions.hand_down(assignment_id=lead.pk, parts=parts, by=cast.department)
    return factories.signed(factories.CARS, by=cast.city)


def asked(new: str, **change: Any) -> Asked:
    words = {"field": "amount", "seen": "2850", "new": new, "version": 1, "reason": "补贴政策调整",
             "paper": "郑政〔2016〕12号"}  # fmt: skip
    return Asked(**{**words, **change})


@pytest.fixture
def boss(tree: Any, cast: Any) -> Any:
    """Return a reviewer of the department, who decides what the cities ask of it."""
    Post.objects.create(
        person=cast.viewer, agency=tree.industry, kind=Post.Kind.REVIEWER, since="2016-01-01"
    )
    return cast.viewer


def test_a_change_is_asked_and_then_decided_with_both_values_kept(
    part: Assignment, cast: Any, boss: Any
) -> None:
    request = actions.ask_change(assignment_id=part.pk, asked=asked("0.25万辆"), by=cast.city)
    part.refresh_from_db()
    assert part.amount == 2850

    actions.decide_change(request_id=request.pk, accept=True, note="", by=boss)

    part.refresh_from_db()
    request.refresh_from_db()
    assert (part.amount, part.version) == (2500, 2)
    assert (request.old, request.new, request.unit) == ("2850", "2500", "辆")
    assert (request.asked_by, request.decided_by) == ("zheng", "li")
    kinds = ("dispatch.change.asked", "dispatch.change.decided")
    assert [Entry.objects.filter(action=kind).count() for kind in kinds] == [1, 1]


def test_a_refused_change_changes_nothing_and_says_why(
    part: Assignment, cast: Any, boss: Any
) -> None:
    request = actions.ask_change(assignment_id=part.pk, asked=asked("2500"), by=cast.city)
    with pytest.raises(ReasonMissing):
        actions.decide_change(request_id=request.pk, accept=False, note="", by=boss)

    actions.decide_change(request_id=request.pk, accept=False, note="指标不减", by=boss)

    part.refresh_from_db()
    assert (part.amount, part.version) == (2850, 1)
    with pytest.raises(NotOpen):
        actions.decide_change(request_id=request.pk, accept=True, note="", by=boss)


def test_nobody_decides_what_that_person_asked_for(part: Assignment, cast: Any, tree: Any) -> None:
    """SEC-19."""
    request = actions.ask_change(assignment_id=part.pk, asked=asked("2500"), by=cast.city)
    Post.objects.create(
        person=cast.city, agency=tree.industry, kind=Post.Kind.REVIEWER, since="2016-01-01"
    )
    del cast.city._scope

    with pytest.raises(SamePerson):
        actions.decide_change(request_id=request.pk, accept=True, note="", by=cast.city)
    with pytest.raises(IntegrityError), transaction.atomic():
        ChangeRequest.objects.update(decided_by="zheng", decided_at=request.asked_at, accepted=True)


@pytest.mark.parametrize(("giver", "taker"), [("boss", "other"), ("other", "boss")])
def test_nor_what_was_asked_by_whoever_stands_in_either_way(
    part: Assignment, cast: Any, boss: Any, tree: Any, giver: str, taker: str
) -> None:
    """SEC-19: here of two colleagues at the department one also fills in for the city."""
    for kind in (Post.Kind.VIEWER, Post.Kind.EDITOR):
        agency = tree.industry if kind == Post.Kind.VIEWER else tree.zhengzhou
        Post.objects.create(person=cast.county, agency=agency, kind=kind, since="2016-01-01")
    people = {"boss": boss, "other": cast.county}
    own = people[giver].posts.get(agency=tree.industry)
    Delegation.objects.create(
        post=own, to=people[taker], since="2016-06-06", until="2016-06-09", reason="出差",
        made_at=clock.now(),
    )  # fmt: skip
    request = actions.ask_change(assignment_id=part.pk, asked=asked("2500"), by=cast.county)

    with pytest.raises(SamePerson):
        actions.decide_change(request_id=request.pk, accept=True, note="", by=boss)
    if giver == "boss":
        with pytest.raises(SamePerson):
            actions.decide_change(request_id=request.pk, accept=True, note="", by=cast.county)


@pytest.mark.parametrize(
    "who", ["editor", "reviewer", "department", "city", "city_reviewer", "other_city", "county"]
)
def test_only_who_handed_the_part_down_decides(part: Assignment, cast: Any, who: str) -> None:
    request = actions.ask_change(assignment_id=part.pk, asked=asked("2500"), by=cast.city)

    with pytest.raises(NotPermitted):
        actions.decide_change(request_id=request.pk, accept=True, note="", by=getattr(cast, who))

    part.refresh_from_db()
    assert part.amount == 2850


@pytest.mark.parametrize("who", ["editor", "department", "other_city", "county", "city_reviewer"])
def test_only_the_agency_itself_asks(part: Assignment, cast: Any, who: str) -> None:
    with pytest.raises(NotPermitted):
        actions.ask_change(assignment_id=part.pk, asked=asked("1"), by=getattr(cast, who))


def test_after_the_due_date_no_change_is_asked(part: Assignment, cast: Any) -> None:
    with (
        time_machine.travel(datetime(2017, 1, 3, 9, tzinfo=ZoneInfo("Asia/Shanghai"))),
        pytest.raises(TooLate, match="2016-12-31"),
    ):
        actions.ask_change(assignment_id=part.pk, asked=asked("2500"), by=cast.city)


def test_a_request_based_on_an_old_value_says_base_mine_and_theirs(
    part: Assignment, cast: Any, boss: Any
) -> None:
    """REL-07."""
    first = actions.ask_change(assignment_id=part.pk, asked=asked("2500"), by=cast.city)
    date = asked("2016-11-30", field="due_on", seen="2016-12-31")
    second = actions.ask_change(assignment_id=part.pk, asked=date, by=cast.city)
    actions.decide_change(request_id=first.pk, accept=True, note="", by=boss)

    with pytest.raises(Stale) as stale:
        actions.ask_change(assignment_id=part.pk, asked=asked("2400"), by=cast.city)
    assert (stale.value.base, stale.value.mine, stale.value.theirs) == ("2850", "2400", "2500")
    assert stale.value.status == 409
    with pytest.raises(Stale):
        actions.decide_change(request_id=second.pk, accept=True, note="", by=boss)


def test_one_request_of_a_kind_waits_at_a_time(part: Assignment, cast: Any) -> None:
    actions.ask_change(assignment_id=part.pk, asked=asked("2500"), by=cast.city)

    with pytest.raises(NotOpen):
        actions.ask_change(assignment_id=part.pk, asked=asked("2400"), by=cast.city)


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"new": "2850"}, ChangeWrong),
        ({"new": "很多"}, ChangeWrong),
        ({"new": "5亿元"}, ChangeWrong),
        ({"new": "5%"}, ChangeWrong),
        ({"paper": " "}, ChangeWrong),
        ({"reason": " "}, ReasonMissing),
        ({"field": "value"}, ChangeWrong),
        ({"field": "due_on", "new": "年底"}, ChangeWrong),
    ],
)
def test_a_request_that_says_nothing_is_refused(
    part: Assignment, cast: Any, change: dict[str, str], refusal: type[Exception]
) -> None:
    words = asked(**{"new": "2500", **change})
    with pytest.raises(refusal):
        actions.ask_change(assignment_id=part.pk, asked=words, by=cast.city)

    assert not ChangeRequest.objects.exists()


def test_a_change_beyond_the_whole_needs_the_deciders_word(
    part: Assignment, cast: Any, boss: Any
) -> None:
    request = actions.ask_change(assignment_id=part.pk, asked=asked("2万辆"), by=cast.city)
    with pytest.raises(TooMuch):
        actions.decide_change(request_id=request.pk, accept=True, note="", by=boss)
    part.refresh_from_db()
    assert part.amount == 2850

    actions.decide_change(request_id=request.pk, accept=True, note="超额完成", by=boss)

    part.refresh_from_db()
    assert part.amount == 20000
    assert part.parent is not None
    assert part.parent.excess_reason == "超额完成"


def test_a_lead_asks_the_province_to_amend_the_target_itself(
    sent: Any, cast: Any, tree: Any
) -> None:
    """Row 13: the plan's value and the agreed one stand side by side."""
    item = Item.objects.get(kind="target")
    given = actions.assign(item_id=item.pk, agency_id=tree.industry.pk, role="lead", by=cast.editor)
    actions.sign(ids=[given.pk], by=cast.department)
    words = asked("280", field="value", seen="300")
    request = actions.ask_change(assignment_id=given.pk, asked=words, by=cast.department)

    actions.decide_change(request_id=request.pk, accept=True, note="", by=cast.reviewer)

    item = Item.objects.select_related("target").get(pk=item.pk)
    assert (item.target.value, item.target.now, item.version) == (300, 280, 2)
    assert item.amendments.get().paper == "郑政〔2016〕12号"
    given.refresh_from_db()
    assert queries.total_of(given) == (Decimal(280), "亿元")


def test_half_a_decision_is_none(
    part: Assignment, cast: Any, boss: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = actions.ask_change(assignment_id=part.pk, asked=asked("2500"), by=cast.city)

    def fail(*_arguments: Any, **_named: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr("luoshi.dispatch.actions.changes.record", fail)
    with pytest.raises(RuntimeError):
        actions.decide_change(request_id=request.pk, accept=True, note="", by=boss)

    part.refresh_from_db()
    request.refresh_from_db()
    assert (part.amount, request.decided_at) == (2850, None)
