"""The list of accounts."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from luoshi.accounts.models import Person, Post, PostRequest
from luoshi.accounts.permissions import May
from luoshi.accounts.queries import everyone, requests_for_posts
from luoshi.kernel.tables import Bulk, Column, Filter, Link, Mark, Table

STATES = {
    "active": Mark("done", _("启用")),
    "invited": Mark("doubt", _("未设口令")),
    "disabled": Mark("wrong", _("停用")),
}


def state_of(person: Person) -> Mark:
    """Return the state of an account as a mark."""
    if not person.is_active:
        return STATES["disabled"]
    return STATES["active" if person.password_set_at else "invited"]


def _in_state(people: QuerySet[Person], values: list[str]) -> QuerySet[Person]:
    if values == ["disabled"]:
        return people.filter(is_active=False)
    return people.filter(is_active=True, password_set_at__isnull=values == ["invited"])


class People(Table):
    """Accounts, with posts and state."""

    key = "accounts.people"
    proof_first = True
    title = _("账号")
    order = ("login",)
    columns = (
        Column(
            "login",
            _("登录名"),
            sort="login",
            frozen=True,
            url=lambda person: reverse("accounts:person", args=[person.pk]),
        ),
        Column("name", _("姓名"), sort="name", frozen=True),
        Column(
            "posts",
            _("岗位"),
            "links",
            value=lambda person: [
                Link(f"{post.agency} {post.get_kind_display()}") for post in person.posts.all()
            ],
            width=44,
        ),
        Column("state", _("状态"), "badge", value=state_of),
        Column("last_login", _("最近登录"), "date", sort="last_login"),
        Column("password_set_at", _("设置口令"), "date", sort="password_set_at", shown=False),
        Column("created_at", _("创建时间"), "date", sort="created_at"),
    )
    filters = (
        Filter("q", _("登录名或姓名"), "text", fields=("login", "name")),
        Filter(
            "kind",
            _("岗位"),
            choices=lambda _table: Post.Kind.choices,
            apply=lambda people, values: people.filter(
                posts__kind__in=values, posts__until=None
            ).distinct(),
        ),
        Filter(
            "state",
            _("状态"),
            choices=lambda _table: [(key, mark.word) for key, mark in STATES.items()],
            apply=_in_state,
        ),
    )
    bulk = (Bulk(_("发放一次性链接"), "accounts:links", May.ACCOUNT_MANAGE),)
    nothing = (_("还没有账号"), _("请新增账号并发放一次性链接。"))

    def queryset(self) -> QuerySet[Any]:
        """Return all accounts."""
        return everyone()


REQUEST_STATES = {
    PostRequest.State.WAITING: Mark("doubt", PostRequest.State.WAITING.label),
    PostRequest.State.GRANTED: Mark("done", PostRequest.State.GRANTED.label),
    PostRequest.State.REFUSED: Mark("wrong", PostRequest.State.REFUSED.label),
}


class Requests(Table):
    """Requests for posts, those that wait before the decided."""

    key = "accounts.requests"
    title = _("岗位申请")
    order = ("-state", "-asked_at")
    proof_first = True
    columns = (
        Column(
            "person",
            _("人员"),
            sort="person__login",
            frozen=True,
            value=lambda one: f"{one.person.name}（{one.person.login}）",
            url=lambda one: reverse("accounts:person", args=[one.person_id]),
        ),
        Column("agency", _("单位"), sort="agency__path", width=24),
        Column("kind", _("岗位"), sort="kind", value=lambda one: one.get_kind_display()),
        Column("since", _("起"), "date", sort="since"),
        Column("until", _("止"), "date", sort="until"),
        Column("asked_by", _("申请人"), sort="asked_by"),
        Column("asked_at", _("申请时间"), "date", sort="asked_at"),
        Column(
            "state", _("状态"), "badge", sort="state", value=lambda one: REQUEST_STATES[one.state]
        ),
        Column("decided_by", _("审批人"), sort="decided_by"),
        Column("decided_at", _("审批时间"), "date", sort="decided_at", shown=False),
        Column("reason", _("理由"), width=24),
    )
    filters = (
        Filter("q", _("登录名或姓名"), "text", fields=("person__login", "person__name")),
        Filter("agency", _("单位"), "text", fields=("agency__name", "agency__short_name")),
        Filter(
            "state",
            _("状态"),
            choices=lambda _table: PostRequest.State.choices,
            apply=lambda rows, values: rows.filter(state__in=values),
        ),
    )
    bulk = (
        Bulk(_("批准"), "accounts:requests_grant", May.POST_GRANT),
        Bulk(_("不予批准"), "accounts:requests_refuse", May.POST_GRANT, danger=True),
    )
    nothing = (_("没有岗位申请"), _("导入人员名单时填写的岗位在此审批。"))

    def queryset(self) -> QuerySet[Any]:
        """Return all requests."""
        return requests_for_posts()
