"""What 配置体检 looks at among the people: posts, delegations, administrators (row 43)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from luoshi.accounts.models import Delegation, Invitation, Person, Post, PostRequest
from luoshi.accounts.permissions import May
from luoshi.accounts.standing import held
from luoshi.kernel import checkup, clock
from luoshi.kernel.checkup import Found, Grade

#: Accounts are the system administrator's, posts the security administrator's.
ACTS: Final = frozenset({May.ACCOUNT_MANAGE, May.POST_GRANT})
_LOOK: Final = checkup.Group(gettext_lazy("账号和岗位"), ACTS)


def _page(person_id: int) -> str:
    return reverse("accounts:person", args=[person_id])


@_LOOK.probe(
    "AC01",
    Grade.DOUBT,
    title=gettext_lazy("一人兼任经办和审核"),
    meaning=gettext_lazy("同一人在同一单位既经办又审核，自己报的自己不能审，也没有别人可审。"),
    remedy=gettext_lazy("请把其中一个岗位授予其他人员。"),
)
def both_hands() -> Iterator[Found]:
    """Yield people who enter and decide at an agency where nobody else decides (SEC-19).

    That an administrator holds nothing else is kept by the database itself (SEC-16).
    """
    here = Post.objects.filter(held(clock.today()), agency=OuterRef("agency"))
    enters = here.filter(person=OuterRef("person"), kind=Post.Kind.EDITOR)
    others = here.filter(kind=Post.Kind.REVIEWER, person__is_active=True)
    rows = Post.objects.filter(
        held(clock.today()),
        Exists(enters),
        ~Exists(others.exclude(person=OuterRef("person"))),
        kind=Post.Kind.REVIEWER,
        person__is_active=True,
    ).select_related("person", "agency")
    for one in rows.order_by("agency__path", "pk"):
        told = _("%(name)s，%(agency)s") % {"name": one.person.name, "agency": one.agency}
        yield Found(str(one.pk), told, _page(one.person_id))


@_LOOK.probe(
    "AC02",
    Grade.ERROR,
    title=gettext_lazy("三类管理员缺人"),
    meaning=gettext_lazy("没有人担任该类管理员，账号、授权或审计工作无人办理。"),
    remedy=gettext_lazy("请为其他人员授予该岗位。"),
)
def missing_administrators() -> Iterator[Found]:
    """Yield the kinds of administrators that nobody is today."""
    rows = Post.objects.filter(held(clock.today()), person__is_active=True)
    there = set(rows.filter(kind__in=Post.ADMINISTRATORS).values_list("kind", flat=True))
    for kind in (Post.Kind.SYSTEM, Post.Kind.SECURITY, Post.Kind.AUDIT):
        if kind not in there:
            yield Found(kind.value, str(kind.label), reverse("accounts:people"))


@_LOOK.probe(
    "AC03",
    Grade.ERROR,
    title=gettext_lazy("委托给已停用的账号"),
    meaning=gettext_lazy("受托人账号已停用，委托期间无人办理。"),
    remedy=gettext_lazy("请启用受托人账号，或请委托人撤销后另行委托。"),
)
def dead_delegations() -> Iterator[Found]:
    """Yield delegations of today or to come whose delegate's account is disabled."""
    rows = Delegation.objects.filter(
        revoked_at=None, until__gte=clock.today(), to__is_active=False
    ).select_related("to", "post__person", "post__agency")
    for one in rows.order_by("since", "pk"):
        words = {"post": one.post, "agency": one.post.agency, "to": one.to.name}
        told = _("%(agency)s %(post)s委托给已停用的%(to)s") % words
        yield Found(str(one.pk), told, _page(one.to_id))


@_LOOK.probe(
    "AC04",
    Grade.DOUBT,
    title=gettext_lazy("停用单位仍有岗位"),
    meaning=gettext_lazy("单位已停用，岗位还在，持岗人看不到承接单位的业务。"),
    remedy=gettext_lazy("请撤销岗位，并在承接单位重新授予。"),
)
def posts_at_ended() -> Iterator[Found]:
    """Yield posts held today at a body that has ended."""
    today = clock.today()
    rows = Post.objects.filter(
        held(today), person__is_active=True, agency__valid_to__lte=today
    ).select_related("person", "agency")
    for one in rows.order_by("agency__path", "pk"):
        words = {"post": one, "agency": one.agency}
        told = _("%(post)s，所在%(agency)s已停用") % words
        yield Found(str(one.pk), told, _page(one.person_id))


@_LOOK.probe(
    "AC05",
    Grade.HINT,
    title=gettext_lazy("账号没有岗位"),
    meaning=gettext_lazy("账号已启用，没有任何岗位，登录后无事可办。"),
    remedy=gettext_lazy("请授予岗位；不再使用的请停用账号。"),
)
def without_post() -> Iterator[Found]:
    """Yield enabled accounts that hold no post today or later and ask for none."""
    later = Post.objects.filter(Q(until=None) | Q(until__gte=clock.today()), person=OuterRef("pk"))
    asked = PostRequest.objects.filter(person=OuterRef("pk"), state=PostRequest.State.WAITING)
    rows = Person.objects.filter(~Exists(later), ~Exists(asked), is_active=True)
    for one in rows.order_by("login"):
        yield Found(str(one.pk), f"{one.name}（{one.login}）", _page(one.pk))


@_LOOK.probe(
    "AC06",
    Grade.HINT,
    title=gettext_lazy("一次性链接过期未用"),
    meaning=gettext_lazy("链接已过期，本人还没有设置口令，无法登录。"),
    remedy=gettext_lazy("请重新发放一次性链接。"),
)
def never_came() -> Iterator[Found]:
    """Yield enabled accounts whose one-time links all ran out before a password was set."""
    links = Invitation.objects.filter(person=OuterRef("pk"))
    open_ = links.filter(used_at=None, expires_at__gt=clock.now())
    rows = Person.objects.filter(
        Exists(links), ~Exists(open_), is_active=True, password_set_at=None
    )
    for one in rows.order_by("login"):
        yield Found(str(one.pk), f"{one.name}（{one.login}）", _page(one.pk))


def register() -> None:
    """Let 配置体检 look at the people."""
    _LOOK.register()
