"""Standing in for a colleague: who may, for how long, what it allows, and what ends it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from luoshi.accounts import actions
from luoshi.accounts.models import Delegation, Person, Post
from luoshi.accounts.permissions import May
from luoshi.accounts.queries import people_at, posts_today, require, scope_of
from luoshi.accounts.standing import close_to
from luoshi.kernel import clock
from luoshi.kernel.models import Entry, Notice

LogIn = Callable[[Person | None], Client]
pytestmark = pytest.mark.django_db


def give(giver: Person, to: Person, days: int = 5, after: int = 0) -> Delegation:
    """Put a person's first post into another's hands from today, or some days later."""
    since = clock.today() + timedelta(days=after)
    (made,) = actions.delegate(
        posts=[giver.posts.order_by("pk").first().pk],  # type: ignore[union-attr] # it has one
        to=to,
        since=since,
        until=since + timedelta(days=days - 1),
        reason="出差",
        by=giver,
    )
    return made


def anew(person: Person) -> Person:
    """Return a person as the next request meets it."""
    return Person.objects.get(pk=person.pk)


def may(person: Person, what: May = May.REPORT_ACCEPT) -> bool:
    """Whether a person may do something in the next request."""
    return what in scope_of(anew(person)).may


@pytest.fixture
def away(cast: Any) -> Delegation:
    """Let the city's reviewer be away, and the city's clerk stand in."""
    return give(cast.city_reviewer, cast.city)


def on(monkeypatch: pytest.MonkeyPatch, days: int) -> None:
    """Let it be some days later."""
    now = timezone.now() + timedelta(days=days)
    monkeypatch.setattr(clock, "now", lambda: now)
    monkeypatch.setattr(clock, "today", lambda: timezone.localdate(now))


def test_it_begins_and_ends_by_itself(
    cast: Any, tree: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SEC-13: from its first day to its last, and not a day besides."""
    made = give(cast.city_reviewer, cast.city, days=3, after=2)
    seen = []
    for day in range(7):
        with monkeypatch.context() as patch:
            on(patch, day)
            seen.append((may(cast.city), "zheng" in people_at([tree.zhengzhou.pk])[
                tree.zhengzhou.pk
            ], people_at([tree.zhengzhou.pk], May.REPORT_ACCEPT)[tree.zhengzhou.pk]))  # fmt: skip

    assert [one for one, _told, _may in seen] == [False, False, True, True, True, False, False]
    assert [one for *_rest, one in seen] == [
        ["zhang", "zheng"] if 2 <= day <= 4 else ["zhang"] for day in range(7)
    ]
    assert made.until - made.since == timedelta(days=2)


def test_it_lends_what_the_post_allows_there_and_owns_nothing(
    cast: Any, tree: Any, away: Delegation
) -> None:
    """SEC-13: what a person owns does not follow, so it cannot be handed on."""
    scope = scope_of(anew(cast.city))

    assert scope.at(May.REPORT_ACCEPT) == {tree.zhengzhou.pk}
    assert scope.principal(May.REPORT_ACCEPT, tree.zhengzhou.pk) == "zhang"
    assert scope.principal(May.REPORT_FILL, tree.zhengzhou.pk) == ""
    assert [post.kind for post in posts_today(cast.city)] == ["editor"]
    assert not may(cast.other_city)


@pytest.mark.parametrize(
    "how", ["post", "giver", "taker", "agency", "moved", "revoked", "declined", "security"]
)
def test_everything_that_ends_it(cast: Any, tree: Any, away: Delegation, how: str) -> None:
    assert may(cast.city)
    yesterday = clock.today() - timedelta(days=1)

    if how == "post":
        actions.end_post(post=away.post, by=cast.security)
    elif how in ("giver", "taker"):
        person = cast.city_reviewer if how == "giver" else cast.city
        actions.set_active(person=person, active=False, by=cast.system)
    elif how == "agency":
        type(tree.zhengzhou).objects.filter(pk=tree.zhengzhou.pk).update(valid_to=yesterday)
    elif how == "moved":
        cast.city.posts.update(until=yesterday)
    else:
        who = {"revoked": "city_reviewer", "declined": "city", "security": "security"}[how]
        for _twice in range(2):
            actions.revoke_delegation(delegation_id=away.pk, by=getattr(cast, who))
        assert Entry.objects.filter(action="accounts.delegation.revoked").count() == 1

    assert not may(cast.city)


def test_nobody_else_takes_it_back(cast: Any, away: Delegation) -> None:
    others = ("editor", "other_city", "county_reviewer", "enterprise", "system", "audit")
    for who in others:
        with pytest.raises(actions.DelegationMissing):
            actions.revoke_delegation(delegation_id=away.pk, by=getattr(cast, who))
    with pytest.raises(actions.DelegationMissing):
        actions.revoke_delegation(delegation_id=0, by=cast.security)
    assert may(cast.city)


#: Colleagues at one agency, with different business posts: all others are refused.
PAIRS = {
    *product(("editor", "viewer", "reviewer"), repeat=2),
    *product(("city", "city_reviewer"), repeat=2),
    *product(("county", "county_reviewer"), repeat=2),
}


def test_every_pair_of_people(cast: Any) -> None:
    """SEC-16: one of thirteen to one of thirteen; never oneself, an administrator, a firm."""
    people = list(cast.__dataclass_fields__)
    done = set()
    for giver, to in product(people, repeat=2):
        try:
            made = give(getattr(cast, giver), getattr(cast, to))
        except actions.DelegationUnfit:
            continue
        done.add((giver, to))
        Delegation.objects.filter(pk=made.pk).delete()

    assert done == {(giver, to) for giver, to in PAIRS if giver != to}


def test_what_is_lent_is_not_lent_on(cast: Any, tree: Any, away: Delegation) -> None:
    """No chains: neither by naming the post nor by lending one's own."""
    third = Person.objects.create(login="san", name="三", password_set_at=clock.now())
    Post.objects.create(person=third, agency=tree.zhengzhou, kind="viewer", since=date(2016, 1, 1))

    with pytest.raises(actions.DelegationUnfit):
        actions.delegate(
            posts=[away.post_id],
            to=third,
            since=clock.today(),
            until=clock.today(),
            reason="转托",
            by=cast.city,
        )
    give(cast.city, third)

    assert may(third, May.REPORT_FILL)
    assert not may(third, May.REPORT_ACCEPT)


@pytest.mark.parametrize(("days", "after"), [(31, 0), (0, 0), (3, -1)])
def test_the_days_keep_the_policy(cast: Any, days: int, after: int) -> None:
    with pytest.raises(actions.DelegationUnfit):
        give(cast.city_reviewer, cast.city, days=days, after=after)
    assert not Delegation.objects.exists()
    assert not Entry.objects.filter(action="accounts.delegation.made").exists()


def test_twice_is_once_and_two_at_a_time_is_refused(cast: Any, tree: Any, away: Delegation) -> None:
    third = Person.objects.create(login="san", name="三", password_set_at=clock.now())
    Post.objects.create(person=third, agency=tree.zhengzhou, kind="viewer", since=date(2016, 1, 1))

    assert give(cast.city_reviewer, cast.city) == away
    with pytest.raises(actions.DelegationUnfit, match="已经委托给"):
        give(cast.city_reviewer, third, days=2, after=4)
    assert Entry.objects.filter(action="accounts.delegation.made").count() == 1


def test_a_post_that_asks_for_a_second_factor_goes_to_who_has_one(cast: Any) -> None:
    """SEC-09."""
    from django_otp.plugins.otp_totp.models import TOTPDevice  # noqa: PLC0415 - here only

    actions.lay_down_policy(
        by=cast.security,
        reason="等保",
        factor="province",
        idle_minutes=30,
        administrator_idle_minutes=15,
        lasting_hours=8,
        delegation_days=10,
    )
    with pytest.raises(actions.DelegationUnfit, match="两步验证"):
        give(cast.reviewer, cast.viewer)
    TOTPDevice.objects.create(user=cast.viewer, name="li", confirmed=True)

    give(cast.reviewer, cast.viewer)
    with pytest.raises(actions.DelegationUnfit):
        give(cast.city_reviewer, cast.city, days=11)


def test_the_trail_says_on_whose_behalf(cast: Any, away: Delegation) -> None:
    """SEC-20: only what needed the other's post."""
    from luoshi.kernel import context  # noqa: PLC0415 - put back below
    from luoshi.kernel.trail import record  # noqa: PLC0415 - as above

    before = context.behalf.set(("", ""))
    person = anew(cast.city)
    require(person, May.REPORT_ACCEPT)
    lent = record("kernel.list.exported", by=person.login)
    other = record("kernel.list.exported", by="somebody")
    require(person, May.REPORT_FILL)
    own = record("kernel.list.exported", by=person.login)
    context.behalf.reset(before)

    assert [one.data for one in (lent, other, own)] == [{"on_behalf": "zhang"}, {}, {}]


def test_who_stood_in_stays_close_after_it_was_taken_back(
    cast: Any, away: Delegation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SEC-19: both ways, and not for what was done after its end."""
    today = clock.today()
    actions.revoke_delegation(delegation_id=away.pk, by=cast.city)

    for who in ("zhang", "zheng"):
        assert close_to(who, today) == {"zhang", "zheng"}
        assert close_to(who, today + timedelta(days=1)) == {who}
    assert close_to("jin", today) == {"jin"}


def test_both_are_told_of_beginning_end_and_revocation(
    cast: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    give(cast.city_reviewer, cast.city, days=2)
    other = give(cast.county_reviewer, cast.county)
    for _twice in range(2):
        actions.tell_of_delegations()
    actions.revoke_delegation(delegation_id=other.pk, by=cast.security)
    on(monkeypatch, 2)
    for _twice in range(2):
        actions.tell_of_delegations()

    told = Notice.objects.filter(login="zheng").order_by("pk").values_list("key", flat=True)
    assert [key.split(".")[2].split(":")[0] for key in told] == ["made", "begun", "ended"]
    assert Notice.objects.filter(key=f"accounts.delegation.revoked:{other.pk}").count() == 2
    assert not Notice.objects.filter(key=f"accounts.delegation.ended:{other.pk}").exists()


def test_the_pages_make_show_and_take_back(cast: Any, log_in: LogIn) -> None:
    page = reverse("accounts:delegations")
    client = log_in(cast.city_reviewer)
    today = clock.today()
    values = {
        "posts": [cast.city_reviewer.posts.get().pk],
        "to": cast.city.pk,
        "since": today.isoformat(),
        "until": today.isoformat(),
    }

    wrong = client.post(page, {**values, "until": "2016-01-01", "reason": "休假"})
    stranger = client.post(page, {**values, "to": cast.editor.pk, "reason": "休假"})
    done = client.post(page, {**values, "reason": "休假"})

    assert (wrong.status_code, stranger.status_code, done.status_code) == (422, 422, 302)
    assert "休假" in wrong.text
    made = Delegation.objects.get()
    bar = log_in(cast.city).get("/").text
    assert "正在代张主任办理" in bar
    assert "不再代办" not in client.get(page).text
    assert "不再代办" in log_in(cast.city).get(page).text
    assert f'value="{today.isoformat()}"' in client.get(page).text
    assert "正在代" not in client.get("/").text
    assert "张主任" in log_in(cast.security).get(reverse("accounts:delegations_in_force")).text
    there = reverse("accounts:delegation_revoke", args=[made.pk])
    assert (
        there
        in log_in(cast.security).get(reverse("accounts:person", args=[cast.city_reviewer.pk])).text
    )
    assert log_in(cast.county).post(there).status_code == 404
    assert log_in(cast.security).post(there).status_code == 302
    assert not may(cast.city)


def test_a_stale_session_delegates_nothing(
    cast: Any, log_in: LogIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SEC-12."""
    client = log_in(cast.city_reviewer)
    now = timezone.now() + timedelta(minutes=11)
    monkeypatch.setattr(clock, "now", lambda: now)
    values = {
        "posts": [cast.city_reviewer.posts.get().pk],
        "to": cast.city.pk,
        "since": clock.today().isoformat(),
        "until": clock.today().isoformat(),
        "reason": "休假",
    }

    answer = client.post(reverse("accounts:delegations"), values)

    assert answer.headers["Location"].startswith(reverse("accounts:confirm"))
    assert not Delegation.objects.exists()


def test_what_counts_costs_one_statement(cast: Any, away: Delegation) -> None:
    person = anew(cast.city)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        scope_of(person)
    assert len(asked) == 1


def test_the_list_costs_the_same_for_many(cast: Any, log_in: LogIn, away: Delegation) -> None:
    client = log_in(cast.security)
    page = reverse("accounts:delegations_in_force")
    client.get(page)
    with CaptureQueriesContext(connection) as one:
        client.get(page)
    give(cast.county_reviewer, cast.county)
    give(cast.reviewer, cast.viewer)
    with CaptureQueriesContext(connection) as three:
        client.get(page)
    assert len(one) == len(three)


@pytest.mark.parametrize("why", ["post", "giver", "taker", "left", "closed"])
def test_both_are_told_at_once_when_it_ends_early_and_only_of_that(
    cast: Any, away: Delegation, why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The post, an account, the colleague's own post; an agency's closing on the next morning."""
    if why == "post":
        actions.end_post(post=away.post, by=cast.security)
    elif why == "left":
        actions.end_post(post=cast.city.posts.get(), by=cast.security)
    elif why == "closed":
        type(away.post.agency).objects.filter(pk=away.post.agency_id).update(
            valid_to=clock.today() - timedelta(days=1)
        )
        actions.tell_of_delegations()
    else:
        who = cast.city_reviewer if why == "giver" else cast.city
        actions.set_active(person=who, active=False, by=cast.system)
    on(monkeypatch, 5)
    for _twice in range(2):
        actions.tell_of_delegations()

    told = Notice.objects.filter(key__endswith=f":{away.pk}").order_by("pk")
    kinds = [(one.login, one.key.split(".")[2].split(":")[0]) for one in told]
    assert {kind for _login, kind in kinds} == {"made", "stopped"}
    assert {login for login, kind in kinds if kind == "stopped"} == {"zheng", "zhang"}
    assert len(kinds) == 4
