"""Standing in: a post put into a colleague's hands for some days, and taken back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from luoshi.accounts.actions.refusals import DelegationMissing, DelegationUnfit
from luoshi.accounts.factors import device_of
from luoshi.accounts.models import Delegation, Person, Post
from luoshi.accounts.permissions import May
from luoshi.accounts.policies import policy_in_force, post_needs_factor
from luoshi.accounts.queries import posts_today, scope_of
from luoshi.accounts.standing import in_force, lasting
from luoshi.kernel import clock
from luoshi.kernel.models import Notice
from luoshi.kernel.outbox import notify
from luoshi.kernel.trail import record

_LATE: Final = timedelta(days=7)  # how long after its end a delegation's end is still told


@transaction.atomic
def delegate(
    *, posts: Iterable[int], to: Person, since: date, until: date, reason: str, by: Person
) -> list[Delegation]:
    """Put one's own posts into a colleague's hands; it counts from its first day without a word.

    Saying the same again gives what there is.

    Raises:
        DelegationUnfit: the days, the person or a post do not allow it.

    """
    days = policy_in_force().delegation_days
    if since < clock.today() or not since <= until < since + timedelta(days=days):
        raise DelegationUnfit(
            _("起止日期不对：自今日或以后起，最长 %(days)d 天。") % {"days": days},
            next_step=_("请改正起止日期。"),
        )
    if to == by or not to.is_active:
        raise DelegationUnfit(
            _("不能委托给本人或已停用的账号。"), next_step=_("请选择本单位其他同事。")
        )
    wanted = set(posts)
    mine = posts_today(by).filter(pk__in=wanted, kind__in=Post.READERS)
    rows = list(mine.select_for_update(of=("self",)).order_by("pk"))
    if not rows or len(rows) != len(wanted):
        raise DelegationUnfit(
            _("只能委托本人的查看、经办、审核岗位；管理员和企业填报岗位、他人委托的岗位不能委托。"),
            next_step=_("请重新选择岗位。"),
        )
    if not reason.strip():
        raise DelegationUnfit(_("没有写明事由。"), next_step=_("请填写事由，如“出差”。"))
    return [_one(post, to, since, until, reason.strip()) for post in rows]


def _one(post: Post, to: Person, since: date, until: date, reason: str) -> Delegation:
    there = posts_today(to).filter(agency=post.agency, kind__in=Post.READERS)
    kinds = set(there.values_list("kind", flat=True))
    if not kinds:
        raise DelegationUnfit(
            _("%(name)s在%(agency)s没有业务岗位。") % {"name": to.name, "agency": post.agency},
            next_step=_("请选择同一单位的同事。"),
        )
    if post.kind in kinds:
        raise DelegationUnfit(
            _("%(name)s已有该岗位，不必委托。") % {"name": to.name},
            next_step=_("请选择其他岗位或同事。"),
        )
    if post_needs_factor(post, policy_in_force()) and device_of(to) is None:
        raise DelegationUnfit(
            _("该岗位须两步验证，%(name)s还没有启用。") % {"name": to.name},
            next_step=_("请对方先在“两步验证”中启用。"),
        )
    other = post.delegations.filter(revoked_at=None, since__lte=until, until__gte=since).first()
    if other is not None:
        if (other.to_id, other.since, other.until) == (to.pk, since, until):
            return other
        raise DelegationUnfit(
            _("该岗位在这段时间已经委托给%(name)s。") % {"name": other.to.name},
            next_step=_("请先撤销原委托，或另选日期。"),
        )
    made: Delegation = Delegation.objects.create(
        post=post, to=to, since=since, until=until, reason=reason, made_at=clock.now()
    )
    data = {**_named(made), "since": since.isoformat(), "until": until.isoformat()}
    record(
        "accounts.delegation.made", by=post.person.login, on=made, data={**data, "reason": reason}
    )
    _tell(made, "made", _("委托您代办"))
    return made


def _named(one: Delegation) -> dict[str, str]:
    return {"to": one.to.login, "agency": one.post.agency.name, "kind": one.post.kind}


@transaction.atomic
def revoke_delegation(*, delegation_id: int, by: Person) -> None:
    """Take a delegation back, or decline it: its giver, its taker or the security administrator.

    Once more, and after its end, changes nothing.

    Raises:
        DelegationMissing: there is none such for the person.

    """
    Delegation.objects.select_for_update().filter(pk=delegation_id).values_list("pk").first()
    rows = Delegation.objects.select_related("post__person", "post__agency", "to")
    found = rows.filter(pk=delegation_id).first()
    may = found is not None and (
        by.pk in (found.to_id, found.post.person_id) or May.POST_GRANT in scope_of(by).may
    )
    if found is None or not may:
        raise DelegationMissing(_("没有这项委托。"), next_step=_("请从“我的委托”重新进入。"))
    if found.revoked_at is not None or found.until < clock.today():
        return
    found.revoked_at, found.revoked_by = clock.now(), by.login
    found.save(update_fields=["revoked_at", "revoked_by"])
    record("accounts.delegation.revoked", by=by.login, on=found, data=_named(found))
    _tell(found, "revoked", _("委托已撤销"))


def _key(one: Delegation, what: str) -> str:
    """Return under which key it is told that something happened to a delegation."""
    return f"accounts.delegation.{what}:{one.pk}"


def _tell(one: Delegation, what: str, words: str) -> None:
    """Tell both, once for each thing that happens to a delegation."""
    post = one.post
    which = f"{post.agency}{post.get_kind_display()}"
    notify(
        key=_key(one, what),
        to=[one.to.login, post.person.login],
        kind=_("委托"),
        title=f"{words}：{post.person.name} → {one.to.name}，{which}",
        text=f"{one.since:%Y-%m-%d} — {one.until:%Y-%m-%d}　{one.reason}",
        url=reverse("accounts:delegations"),
    )


@transaction.atomic
def tell_of_delegations() -> str:
    """Tell of what began and of what ended by itself: the job of every morning."""
    today = clock.today()
    ended = Delegation.objects.filter(revoked_at=None, until__lt=today, until__gte=today - _LATE)
    begun = _with_people(in_force(today))
    for one in begun:
        _tell(one, "begun", _("委托已开始"))
    stopped = tell_of_stopped()
    over = _with_people(ended)
    known = Notice.objects.filter(key__in=[_key(one, "stopped") for one in over])
    told = set(known.values_list("key", flat=True))
    for one in over:
        if _key(one, "stopped") not in told:
            _tell(one, "ended", _("委托已到期"))
    counts = {"now": len(begun), "over": len(over), "stopped": stopped}
    return _("在办 %(now)d 项，近日到期 %(over)d 项，提前终止 %(stopped)d 项") % counts


@transaction.atomic
def tell_of_stopped() -> int:
    """Tell both of delegations that no longer count before their last day; return how many.

    The post was ended, an account disabled, the agency closed, or the colleague left it. Once told
    of one is enough; asked whenever a post or an account ends, and every morning for the rest.
    """
    today = clock.today()
    begun = Delegation.objects.filter(revoked_at=None, until__gte=today)
    stopped = _with_people(begun.exclude(pk__in=lasting(today).values("pk")))
    for one in stopped:
        _tell(one, "stopped", _("委托已提前终止"))
    return len(stopped)


def _with_people(rows: QuerySet[Delegation]) -> list[Delegation]:
    return list(rows.select_related("post__person", "post__agency", "to").order_by("pk"))
