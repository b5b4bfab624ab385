"""Accounts as an administrator manages them, and as nobody else may."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from luoshi.accounts import actions
from luoshi.accounts.models import Invitation, Person, Post, Session
from luoshi.accounts.permissions import May
from luoshi.accounts.queries import scope_of
from luoshi.kernel.models import Entry
from luoshi.kernel.refusals import NotPermitted

LogIn = Callable[[Person | None], Client]


@pytest.mark.django_db
def test_the_system_administrator_opens_an_account_and_sees_the_link_once(
    cast: Any, log_in: LogIn
) -> None:
    """SEC-17: without a post, the account may do nothing."""
    client = log_in(cast.system)

    answer = client.post(
        reverse("accounts:add"),
        {"login": "Sun", "name": "孙科员"},
    )

    person = Person.objects.get(login="sun")
    secret = re.search(r"/link/([\w-]{20,})/", answer.text)
    assert secret
    assert not scope_of(person).may
    assert secret[1] not in client.get(reverse("accounts:person", args=[person.pk])).text
    assert [entry.action for entry in Entry.objects.order_by("id")][-2:] == [
        "accounts.person.added",
        "accounts.link.issued",
    ]


@pytest.mark.django_db
def test_a_taken_name_leaves_nothing_behind(cast: Any, log_in: LogIn) -> None:
    before = (Person.objects.count(), Entry.objects.count())

    answer = log_in(cast.system).post(
        reverse("accounts:add"),
        {"login": "ＷANG", "name": "另一人"},
    )

    assert answer.status_code == 422
    assert "已被使用" in answer.text
    assert (Person.objects.count(), Entry.objects.count()) == before


@pytest.mark.django_db
def test_only_an_administrator_may_act_on_accounts(cast: Any, tree: Any) -> None:
    """SEC-13: asked in the action, not only in the view."""
    attempts: list[Callable[[], object]] = [
        lambda: actions.add_person(login="x", name="x", by=cast.editor),
        lambda: actions.issue_link(person=cast.viewer, by=cast.editor),
        lambda: actions.add_post(
            person=cast.editor, agency=tree.province, kind="system", by=cast.editor
        ),
        lambda: actions.set_active(person=cast.viewer, active=False, by=cast.editor),
        lambda: actions.end_sessions(person=cast.viewer, by=cast.editor),
        lambda: actions.unlock(person=cast.viewer, by=cast.editor),
        lambda: actions.end_post(post=cast.viewer.posts.get(), by=cast.editor),
    ]

    for attempt in attempts:
        with pytest.raises(NotPermitted):
            attempt()

    assert not Entry.objects.exists()


@pytest.mark.django_db
def test_disabling_ends_sessions_and_links_at_once(cast: Any, log_in: LogIn) -> None:
    """SEC-11."""
    client = log_in(cast.viewer)
    actions.issue_link(person=cast.viewer, by=cast.system)

    actions.set_active(person=cast.viewer, active=False, by=cast.system)

    assert client.get("/").url.startswith("/login/")
    assert not Invitation.objects.exists()


@pytest.mark.django_db
def test_ending_a_post_ends_sessions_and_what_it_allowed(cast: Any, log_in: LogIn) -> None:
    """SEC-11: transfer."""
    client = log_in(cast.viewer)

    actions.end_post(post=cast.viewer.posts.get(), by=cast.security)

    assert client.get("/").status_code == 302
    assert not scope_of(Person.objects.get(pk=cast.viewer.pk)).may


@pytest.mark.django_db
def test_a_person_ends_own_sessions_elsewhere(cast: Any, log_in: LogIn) -> None:
    """SEC-11."""
    here, there = log_in(cast.viewer), log_in(cast.viewer)

    here.post(reverse("accounts:end_others"))

    assert here.get("/").status_code == 200
    assert there.get("/").status_code == 302
    assert Session.objects.filter(person=cast.viewer).count() == 1


@pytest.mark.django_db
def test_changing_the_password_ends_sessions_elsewhere(cast: Any, log_in: LogIn) -> None:
    """SEC-11."""
    cast.viewer.set_password("Shijiazhuang-7-bridges")
    cast.viewer.save()
    here, there = log_in(cast.viewer), log_in(cast.viewer)
    new = "Two-rivers-8-boats!"

    answer = here.post(
        reverse("accounts:password"),
        {"present": "Shijiazhuang-7-bridges", "password": new, "again": new},
    )

    assert answer.status_code == 302
    assert here.get("/").status_code == 200
    assert there.get("/").status_code == 302


KINDS = [str(kind) for kind in Post.Kind]
ADMINISTRATORS = ["system", "security", "audit"]


@pytest.mark.django_db
@pytest.mark.parametrize("held", ADMINISTRATORS)
@pytest.mark.parametrize("more", KINDS)
def test_an_administrator_holds_no_other_kind_of_post(
    held: str, more: str, cast: Any, tree: Any
) -> None:
    """SEC-16: every pair, in both orders."""
    if held == more:
        return
    for first, second in ((held, more), (more, held)):
        person = Person.objects.create(login=f"{first}-{second}", name="某人")
        actions.add_post(person=person, agency=tree.province, kind=first, by=cast.security)

        with pytest.raises(actions.PostsClash):
            actions.add_post(person=person, agency=tree.zhengzhou, kind=second, by=cast.security)


@pytest.mark.django_db
@pytest.mark.parametrize("held", ADMINISTRATORS)
@pytest.mark.parametrize("more", KINDS)
def test_the_database_refuses_what_the_action_refuses(
    held: str, more: str, cast: Any, tree: Any
) -> None:
    """SEC-16: every pair in both orders, past the program; one after the other is no clash."""
    if held == more:
        return
    for first, second in ((held, more), (more, held)):
        person = Person.objects.create(login=f"{first}-{second}", name="某人")
        named = {"person": person, "agency": tree.province}
        post = Post.objects.create(**named, kind=first, since=date(2016, 1, 1))

        with pytest.raises(DatabaseError, match="one_duty"), transaction.atomic():
            Post.objects.create(**named, kind=second, since=date(2016, 3, 1))
        early = {"since": date(2015, 1, 1), "until": date(2015, 2, 1)}
        over = Post.objects.create(**named, kind=second, **early)
        with pytest.raises(DatabaseError, match="one_duty"), transaction.atomic():
            Post.objects.filter(pk=over.pk).update(until=None)
        post.until = date(2016, 2, 1)
        post.save()
        Post.objects.create(**named, kind=second, since=date(2016, 3, 1))


@pytest.mark.django_db
def test_who_makes_accounts_grants_no_posts_and_the_other_way_round(cast: Any, tree: Any) -> None:
    """SEC-17: neither grants alone, and neither to oneself."""
    with pytest.raises(NotPermitted):
        actions.add_post(person=cast.city, agency=tree.zhengzhou, kind="viewer", by=cast.system)
    with pytest.raises(NotPermitted):
        actions.add_person(login="xin", name="新人", by=cast.security)
    with pytest.raises(actions.NotOneself):
        actions.add_post(
            person=cast.security, agency=tree.zhengzhou, kind="security", by=cast.security
        )


@pytest.mark.django_db
def test_a_post_reads_below_its_agency_and_acts_for_it_alone(cast: Any, tree: Any) -> None:
    """SEC-13, SEC-14."""
    city, reviewer = scope_of(cast.city), scope_of(cast.city_reviewer)

    assert city.at(May.REPORT_FILL) == {tree.zhengzhou.pk}
    assert not city.at(May.REPORT_ACCEPT)
    assert reviewer.at(May.REPORT_ACCEPT) == {tree.zhengzhou.pk}
    assert not reviewer.at(May.REPORT_FILL)
    assert scope_of(cast.editor).at(May.DISPATCH) == {tree.province.pk}
    assert May.DISPATCH not in city.may
    assert (city.person, city.paths) == ("zheng", (tree.zhengzhou.path,))


@pytest.mark.django_db
def test_a_firm_s_account_reads_nothing_of_the_programme(cast: Any, tree: Any) -> None:
    """SEC-13."""
    scope = scope_of(cast.enterprise)

    assert scope.may == {May.FIRM_REPORT}
    assert scope.at(May.FIRM_REPORT) == {tree.jinshui.pk}
    assert scope.paths == ()
    assert not Person.objects.filter(scope.within("posts__agency__path")).exists()


@pytest.mark.django_db
def test_an_administrator_cannot_be_locked_out_by_oneself(cast: Any, log_in: LogIn) -> None:
    post = cast.security.posts.get()

    answers = [
        log_in(cast.system).post(reverse("accounts:disable", args=[cast.system.pk])),
        log_in(cast.security).post(reverse("accounts:post_end", args=[post.pk])),
    ]

    assert [answer.status_code for answer in answers] == [422, 422]
    cast.system.refresh_from_db()
    assert cast.system.is_active


@pytest.mark.django_db
def test_a_person_whose_password_is_due_can_only_change_it(cast: Any, log_in: LogIn) -> None:
    """SEC-05."""
    cast.viewer.must_change_password = True
    cast.viewer.save()
    client = log_in(cast.viewer)

    assert client.get("/").url == reverse("accounts:password")
    assert client.get(reverse("accounts:password")).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("more", [0, 40])
def test_the_list_of_accounts_asks_as_often_with_many_as_with_few(
    cast: Any,
    tree: Any,
    log_in: LogIn,
    more: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(more):
        person = Person.objects.create(login=f"p{number}", name=f"人{number}")
        Post.objects.create(
            person=person, agency=tree.luoyang, kind="viewer", since=cast.viewer.created_at
        )
    client = log_in(cast.system)

    with django_assert_num_queries(STATEMENTS):
        assert client.get(reverse("accounts:people")).status_code == 200


STATEMENTS = 13


@pytest.mark.django_db
def test_without_script_an_account_is_disabled_on_a_page_that_asks_first(
    cast: Any, log_in: LogIn
) -> None:
    client = log_in(cast.system)
    address = reverse("accounts:disable", args=[cast.viewer.pk])

    shown = client.get(reverse("accounts:person", args=[cast.viewer.pk])).text
    asked = client.get(address)
    cast.viewer.refresh_from_db()
    active_when_asked = cast.viewer.is_active
    client.post(address)

    assert f'href="{address}"' in shown
    assert "岗位和留痕保留" in asked.text
    assert '<form method="post">' in asked.text
    assert active_when_asked
    cast.viewer.refresh_from_db()
    assert not cast.viewer.is_active
    assert client.get(address).status_code == 302


@pytest.mark.django_db
def test_nobody_is_asked_to_disable_oneself(cast: Any, log_in: LogIn) -> None:
    me = cast.system

    asked = log_in(me).get(reverse("accounts:disable", args=[me.pk]))

    assert asked.headers["Location"] == reverse("accounts:person", args=[me.pk])
