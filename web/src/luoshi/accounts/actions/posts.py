"""Posts: granted and ended by the security administrator."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import Q

from luoshi.accounts.actions.delegating import tell_of_stopped
from luoshi.accounts.actions.refusals import PostHeld, PostsClash, not_oneself
from luoshi.accounts.models import Person, Post, Session
from luoshi.accounts.permissions import May
from luoshi.accounts.queries import Actor, login_of
from luoshi.agencies.api import Agency
from luoshi.kernel import clock
from luoshi.kernel.trail import record


@transaction.atomic
def add_post(*, person: Person, agency: Agency, kind: str, by: Actor) -> Post:
    """Give a person a post from today; the person's sessions end and begin anew.

    Raises:
        PostHeld: the person holds it already.
        PostsClash: an administrator does nothing besides, and the other way round.
        NotOneself: nobody grants to oneself (SEC-17).

    """
    login_by = login_of(by, May.POST_GRANT)
    not_oneself(person.login, login_by)
    standing = Q(until=None) | Q(until__gte=clock.today())
    held = list(person.posts.filter(standing))
    if any(post.agency_id == agency.pk and post.kind == kind for post in held):
        msg = f"{person.name}已有该岗位。"
        raise PostHeld(msg)
    clash = next((post for post in held if Post.exclude_each_other(post.kind, kind)), None)
    if clash:
        msg = f"{clash.get_kind_display()}与{Post.Kind(kind).label}不得由一人兼任。"
        raise PostsClash(msg, next_step="请先撤销原岗位，或另设账号。")
    post = Post.objects.create(person=person, agency=agency, kind=kind, since=clock.today())
    Session.objects.filter(person=person).delete()
    record(
        "accounts.post.added",
        by=login_by,
        on=person,
        data={"agency": agency.name, "kind": str(kind)},
    )
    return post


@transaction.atomic
def end_post(*, post: Post, by: Actor) -> None:
    """Relieve a person of a post as of yesterday; the person's sessions end (SEC-11).

    Raises:
        NotOneself: administrators do not relieve themselves.

    """
    login_by = login_of(by, May.POST_GRANT)
    not_oneself(post.person.login, login_by)
    post.until = clock.today() - timedelta(days=1)
    post.save(update_fields=["until"])
    Session.objects.filter(person=post.person).delete()
    record(
        "accounts.post.ended",
        by=login_by,
        on=post.person,
        data={"agency": post.agency.name, "kind": post.kind},
    )
    tell_of_stopped()
