"""Requests for posts: granted or refused by the security administrator, never by oneself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from django.db import transaction
from django.utils.translation import gettext as _

from luoshi.accounts.models import Person, Post, PostRequest, Session
from luoshi.accounts.permissions import May
from luoshi.accounts.queries import hindrances, require
from luoshi.kernel import clock
from luoshi.kernel.refusals import Refusal
from luoshi.kernel.trail import record, record_all


class NoReason(Refusal):
    """A refusal says why."""

    code: ClassVar[str] = "accounts.no_reason"


def _waiting(ids: Iterable[int]) -> list[PostRequest]:
    """Return the requests that still wait, kept from other deciders until the act is done."""
    locked = PostRequest.objects.select_for_update(of=("self",))
    rows = locked.filter(pk__in=list(ids), state=PostRequest.State.WAITING)
    return list(rows.select_related("person", "agency").order_by("pk"))


@transaction.atomic
def grant_requests(*, ids: Sequence[int], by: Person) -> int:
    """Grant the requests that wait and that nothing stands in the way of; return how many.

    What has been decided meanwhile, or cannot be granted, is left as it is; the preview said why.
    The people's sessions end and begin anew. As many statements for many as for one (SEC-17).
    """
    require(by, May.POST_GRANT)
    asked = _waiting(ids)
    against = hindrances(asked, by=by)
    granted = [one for one in asked if one.pk not in against]
    if not granted:
        return 0
    today = clock.today()
    Post.objects.bulk_create(
        Post(
            person=one.person,
            agency=one.agency,
            kind=one.kind,
            since=max(one.since or today, today),
            until=one.until,
        )
        for one in granted
    )
    Session.objects.filter(person__in={one.person_id for one in granted}).delete()
    _decide(granted, PostRequest.State.GRANTED, by=by)
    rows = [
        (one.person, {"agency": one.agency.name, "kind": one.kind, "request": one.pk})
        for one in granted
    ]
    record_all("accounts.post.added", by=by.login, of=rows)
    record("accounts.requests.granted", by=by.login, data={"count": len(granted)})
    return len(granted)


@transaction.atomic
def refuse_requests(*, ids: Sequence[int], reason: str, by: Person) -> int:
    """Refuse the requests that still wait, with a reason; return how many.

    Raises:
        NoReason: none is given.

    """
    require(by, May.POST_GRANT)
    if not reason.strip():
        raise NoReason(_("请填写不予批准的理由。"), next_step=_("理由由申请人查看。"))
    refused = _waiting(ids)
    if not refused:
        return 0
    _decide(refused, PostRequest.State.REFUSED, by=by, reason=reason.strip())
    rows = [
        (one.person, {"agency": one.agency.name, "kind": one.kind, "reason": reason.strip()})
        for one in refused
    ]
    record_all("accounts.post.refused", by=by.login, of=rows)
    record("accounts.requests.refused", by=by.login, data={"count": len(refused)})
    return len(refused)


def _decide(requests: list[PostRequest], state: str, *, by: Person, reason: str = "") -> None:
    PostRequest.objects.filter(pk__in=[one.pk for one in requests]).update(
        state=state, decided_at=clock.now(), decided_by=by.login, reason=reason
    )
