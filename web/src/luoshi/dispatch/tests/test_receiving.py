"""An agency reads, signs, returns, and says who is in charge; nobody does it in its place."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from luoshi.accounts.actions.delegating import delegate
from luoshi.accounts.api import Post
from luoshi.dispatch import actions
from luoshi.dispatch.models import Assignment
from luoshi.dispatch.refusals import NotOpen, ReasonMissing
from luoshi.dispatch.tests import factories
from luoshi.kernel import clock
from luoshi.kernel.models import Entry
from luoshi.kernel.refusals import NotPermitted
from web.conftest import person

pytestmark = pytest.mark.django_db
State = Assignment.State


@pytest.fixture
def held(sent: Any, tree: Any) -> Assignment:
    """Return what the department holds unread."""
    return factories.held(factories.CARS, tree.industry)


def test_the_state_follows_from_the_dates(held: Assignment, cast: Any) -> None:
    """Row 18; USE-21."""
    assert held.state == State.UNREAD
    actions.mark_read(ids=[held.pk], by=cast.department)
    held.refresh_from_db()
    assert held.state == State.READ
    assert held.read_by == "zhao"

    actions.sign(ids=[held.pk], by=cast.department)

    held.refresh_from_db()
    assert held.state == State.SIGNED
    assert held.signed_by == "zhao"
    assert held.signed_at is not None
    kinds = ("dispatch.assignment.read", "dispatch.assignment.signed")
    assert [Entry.objects.filter(action=kind).count() for kind in kinds] == [1, 1]


def test_signing_twice_changes_nothing_and_says_so(held: Assignment, cast: Any) -> None:
    actions.sign(ids=[held.pk], by=cast.department)
    held.refresh_from_db()
    at = held.signed_at

    (result,) = actions.sign(ids=[held.pk], by=cast.department)

    held.refresh_from_db()
    assert (result.done, result.why) == (False, "已签收")
    assert held.signed_at == at
    assert Entry.objects.filter(action="dispatch.assignment.signed").count() == 1


def test_reading_counts_once(held: Assignment, cast: Any) -> None:
    assert actions.mark_read(ids=[held.pk], by=cast.department) == 1
    assert actions.mark_read(ids=[held.pk], by=cast.department) == 0


@pytest.mark.parametrize("who", ["editor", "viewer", "city", "other_city", "county", "system"])
def test_nobody_signs_for_another_agency(held: Assignment, cast: Any, who: str) -> None:
    """SEC-13: acting for an agency needs a post held exactly there, for the province too."""
    person = getattr(cast, who)
    for act in (
        lambda: actions.sign(ids=[held.pk], by=person),
        lambda: actions.mark_read(ids=[held.pk], by=person),
        lambda: actions.return_(ids=[held.pk], reason="退回", by=person),
        lambda: actions.set_contact(ids=[held.pk], leader="甲", contact="", phone="", by=person),
    ):
        with pytest.raises(NotPermitted):
            act()

    held.refresh_from_db()
    assert held.state == State.UNREAD
    assert held.leader == ""


def test_one_of_somebody_else_spoils_the_whole_act(held: Assignment, cast: Any, tree: Any) -> None:
    """REL-02: all or nothing where the right is missing."""
    foreign = factories.held(factories.ROLL_OUT, tree.luoyang)

    with pytest.raises(NotPermitted):
        actions.sign(ids=[held.pk, foreign.pk], by=cast.department)

    held.refresh_from_db()
    assert held.signed_at is None


def test_returning_needs_a_reason_and_is_told(held: Assignment, cast: Any) -> None:
    with pytest.raises(ReasonMissing):
        actions.return_(ids=[held.pk], reason="　", by=cast.department)

    actions.return_(ids=[held.pk], reason="应由省发展改革委牵头", by=cast.department)

    held.refresh_from_db()
    assert held.state == State.RETURNED
    entry = Entry.objects.get(action="dispatch.assignment.returned")
    assert entry.data["reason"] == "应由省发展改革委牵头"


def test_what_is_signed_for_is_not_returned(held: Assignment, cast: Any) -> None:
    actions.sign(ids=[held.pk], by=cast.department)

    (result,) = actions.return_(ids=[held.pk], reason="退回", by=cast.department)

    held.refresh_from_db()
    assert not result.done
    assert held.state == State.SIGNED


def test_what_was_returned_is_not_signed(held: Assignment, cast: Any) -> None:
    actions.return_(ids=[held.pk], reason="退回", by=cast.department)

    (result,) = actions.sign(ids=[held.pk], by=cast.department)

    assert (result.done, result.why) == (False, "已退回")


def test_who_is_in_charge_is_kept_with_what_was_before(held: Assignment, cast: Any) -> None:
    words = {"leader": "赵主任", "contact": "钱科长", "phone": "0371-12345678"}
    assert actions.set_contact(ids=[held.pk], by=cast.department, **words) == 1
    assert actions.set_contact(ids=[held.pk], by=cast.department, **words) == 0

    held.refresh_from_db()
    assert (held.leader, held.contact, held.phone) == tuple(words.values())
    entry = Entry.objects.get(action="dispatch.contact.set")
    assert entry.data == {"before": dict.fromkeys(words, ""), "after": words}


def test_nobody_is_put_in_charge_of_what_was_returned(held: Assignment, cast: Any) -> None:
    actions.return_(ids=[held.pk], reason="退回", by=cast.department)

    with pytest.raises(NotOpen):
        actions.set_contact(ids=[held.pk], leader="甲", contact="", phone="", by=cast.department)


def test_the_page_says_who_signed_in_whose_place(
    held: Assignment, cast: Any, tree: Any, log_in: Any
) -> None:
    """SEC-20: names, and not log-in names."""
    deputy = person("qian", "钱科员", tree.industry, Post.Kind.VIEWER)
    delegate(
        posts=[cast.department.posts.get().pk], to=deputy, since=clock.today(),
        until=clock.today(), reason="出差", by=cast.department,
    )  # fmt: skip
    actions.sign(ids=[held.pk], by=deputy)

    text = log_in(cast.editor).get(reverse("dispatch:assignment", args=[held.pk])).text

    assert "钱科员（代赵主任）" in text
    assert "王科长" in text
    assert "qian" not in text
