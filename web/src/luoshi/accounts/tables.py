"""The list of accounts."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from luoshi.accounts.models import Person, Post
from luoshi.accounts.queries import everyone
from luoshi.kernel.tables import Column, Filter, Link, Mark, Table

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
    nothing = (_("还没有账号"), _("请新增账号并发放一次性链接。"))

    def queryset(self) -> QuerySet[Any]:
        """Return all accounts."""
        return everyone()
