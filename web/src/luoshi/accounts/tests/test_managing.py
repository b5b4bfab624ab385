"""Accounts as an administrator manages them, and as nobody else may."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from luoshi.accounts import actions
from luoshi.accounts.models import Invitation, Person, Post, Session
from luoshi.accounts.queries import scope_of
from luoshi.kernel.models import Entry
from luoshi.kernel.refusals import NotPermitted

LogIn = Callable[[Person | None], Client]


@pytest.mark.django_db
def test_an_administrator_opens_an_account_and_sees_the_link_once(
    cast: Any, tree: Any, log_in: LogIn
) -> None:
    client = log_in(cast.administrator)

    answer = client.post(
        reverse("accounts:add"),
        {"login": "Sun", "name": "孙科员", "agency": tree.zhengzhou.name, "kind": "viewer"},
    )

    person = Person.objects.get(login="sun")
    secret = re.search(r"/link/([\w-]{20,})/", answer.text)
    assert secret
    assert scope_of(person).paths == (tree.zhengzhou.path,)
    assert secret[1] not in client.get(reverse("accounts:person", args=[person.pk])).text
    assert [entry.action for entry in Entry.objects.order_by("id")][-3:] == [
        "accounts.person.added",
        "accounts.post.added",
        "accounts.link.issued",
    ]


@pytest.mark.django_db
def test_a_taken_name_leaves_nothing_behind(cast: Any, tree: Any, log_in: LogIn) -> None:
    before = (Person.objects.count(), Entry.objects.count())

    answer = log_in(cast.administrator).post(
        reverse("accounts:add"),
        {"login": "ＷANG", "name": "另一人", "agency": tree.zhengzhou.code, "kind": "viewer"},
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
            person=cast.editor, agency=tree.province, kind="administrator", by=cast.editor
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
    actions.issue_link(person=cast.viewer, by=cast.administrator)

    actions.set_active(person=cast.viewer, active=False, by=cast.administrator)

    assert client.get("/").url.startswith("/login/")
    assert not Invitation.objects.exists()


@pytest.mark.django_db
def test_ending_a_post_ends_sessions_and_what_it_allowed(cast: Any, log_in: LogIn) -> None:
    """SEC-11: transfer."""
    client = log_in(cast.viewer)

    actions.end_post(post=cast.viewer.posts.get(), by=cast.administrator)

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


@pytest.mark.django_db
def test_an_administrator_holds_no_business_post(cast: Any, tree: Any) -> None:
    """SEC-16."""
    with pytest.raises(actions.PostsClash):
        actions.add_post(
            person=cast.administrator, agency=tree.province, kind="editor", by=cast.administrator
        )
    with pytest.raises(actions.PostsClash):
        actions.add_post(
            person=cast.editor, agency=tree.province, kind="administrator", by=cast.administrator
        )


@pytest.mark.django_db
def test_an_administrator_cannot_be_locked_out_by_oneself(cast: Any, log_in: LogIn) -> None:
    client = log_in(cast.administrator)
    post = cast.administrator.posts.get()

    answers = [
        client.post(reverse("accounts:disable", args=[cast.administrator.pk])),
        client.post(reverse("accounts:post_end", args=[post.pk])),
    ]

    assert [answer.status_code for answer in answers] == [422, 422]
    cast.administrator.refresh_from_db()
    assert cast.administrator.is_active


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
    client = log_in(cast.administrator)

    with django_assert_num_queries(STATEMENTS):
        assert client.get(reverse("accounts:people")).status_code == 200


STATEMENTS = 9


@pytest.mark.django_db
def test_without_script_an_account_is_disabled_on_a_page_that_asks_first(
    cast: Any, log_in: LogIn
) -> None:
    client = log_in(cast.administrator)
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
    me = cast.administrator

    asked = log_in(me).get(reverse("accounts:disable", args=[me.pk]))

    assert asked.headers["Location"] == reverse("accounts:person", args=[me.pk])
