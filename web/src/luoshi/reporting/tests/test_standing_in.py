"""SEC-19: a report is decided by a second pair of eyes, whoever stands in for whom."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

from luoshi.accounts.actions.delegating import delegate, revoke_delegation
from luoshi.accounts.api import Person, Post
from luoshi.kernel import clock
from luoshi.kernel.models import Entry
from luoshi.reporting.actions.deciding import accept
from luoshi.reporting.models import Step
from luoshi.reporting.refusals import NotYours, WrongTransition
from luoshi.reporting.tests import factories

LogIn = Callable[[Person | None], Client]


def give(giver: Person, kind: str, to: Person) -> Any:
    """Put a post into a colleague's hands from today."""
    return delegate(
        posts=[giver.posts.get(kind=kind).pk],
        to=to,
        since=clock.today(),
        until=clock.today() + timedelta(days=3),
        reason="出差",
        by=giver,
    )[0]


def anew(person: Person) -> Person:
    """Return a person as the next request meets it."""
    return Person.objects.get(pk=person.pk)


def send(report: Any, person: Person) -> Any:
    """Send the county's report."""
    content = factories.said((report.lines[0], 12), (report.lines[1], 30))
    return factories.send(report.duty, anew(person), content)


def test_who_stands_in_signs_for_the_other_and_it_is_shown(
    report: Any, cast: Any, log_in: LogIn
) -> None:
    give(cast.county, "editor", cast.county_reviewer)
    sent = send(report, cast.county_reviewer).submission
    give(cast.city_reviewer, "reviewer", cast.city)
    client = log_in(cast.city)

    client.post(reverse("reporting:accept", args=[sent.pk]))

    assert sent.by_name == "卢主任（代金科员）"
    assert list(Step.objects.order_by("pk").values_list("act", "by", "on_behalf")) == [
        ("submitted", "lu", "jin"),
        ("accepted", "zheng", "zhang"),
    ]
    entry = Entry.objects.get(action="reporting.submission.accepted")
    assert (entry.actor, entry.data["on_behalf"]) == ("zheng", "zhang")
    assert "卢主任（代金科员）" in client.get(reverse("reporting:receipt", args=[sent.pk])).text
    review = client.get(reverse("reporting:review", args=[sent.pk])).text
    assert "卢主任（代金科员）" in review
    assert "郑科员（代张主任）" in review
    assert "zheng" not in review.partition("流转记录")[2].partition("</table>")[0]
    history = reverse("kernel:history", args=["reporting.duty", report.duty.pk])
    assert "郑科员（代张主任）" in client.get(history).text


@pytest.mark.parametrize("lent_back", [False, True])
@pytest.mark.parametrize("sender", ["city", "city_reviewer"])
@pytest.mark.parametrize("decider", ["city", "city_reviewer"])
def test_neither_decides_what_the_other_sent(
    report: Any, cast: Any, tree: Any, sender: str, decider: str, *, lent_back: bool
) -> None:
    """SEC-19: principal and delegate are one person, both ways, also after it was taken back.

    The county's report is sent by somebody who holds a post there and another at the city.
    """
    for who, kind in (("city", "viewer"), ("city_reviewer", "viewer")):
        Post.objects.create(
            person=getattr(cast, who), agency=tree.jinshui, kind=kind, since=clock.today()
        )
    Post.objects.create(
        person=getattr(cast, sender), agency=tree.jinshui, kind="editor", since=clock.today()
    )
    made = give(cast.city_reviewer, "reviewer", cast.city)
    sent = send(report, getattr(cast, sender)).submission
    if lent_back:
        revoke_delegation(delegation_id=made.pk, by=cast.security)

    with pytest.raises((WrongTransition, NotYours)) as refused:
        accept(
            submission_id=sent.pk,
            agency_id=tree.zhengzhou.pk,
            by=anew(getattr(cast, decider)),
        )

    if not (lent_back and decider == "city"):
        assert refused.type is WrongTransition
    assert not Step.objects.filter(act="accepted").exists()


def test_a_third_person_decides(report: Any, cast: Any, tree: Any) -> None:
    give(cast.county_reviewer, "reviewer", cast.county)
    sent = send(report, cast.county).submission

    state = accept(submission_id=sent.pk, agency_id=tree.zhengzhou.pk, by=anew(cast.city_reviewer))

    assert state.at == 1


def test_steps_are_still_append_only(report: Any, cast: Any) -> None:
    """REL-13: the column that was added left the guard in place."""
    send(report, cast.county)
    for statement in ("UPDATE reporting_step SET on_behalf = 'x'", "DELETE FROM reporting_step"):
        with (
            pytest.raises(DatabaseError, match="append"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)
