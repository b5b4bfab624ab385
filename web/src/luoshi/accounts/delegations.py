"""Delegations as pages show them: a person's own, and all in force as a list."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from luoshi.accounts.models import Delegation, Person, Post
from luoshi.accounts.permissions import May
from luoshi.accounts.standing import held, in_force, lasting
from luoshi.kernel import clock
from luoshi.kernel.tables import Column, Filter, Mark, Table

STATES = {
    "now": Mark("done", _("在办")),
    "later": Mark("doubt", _("未开始")),
    "revoked": Mark("wrong", _("已撤销")),
    "over": Mark("", _("已终止")),
}
_SHOWN = 50


def delegations_of(person: Person) -> list[Any]:
    """Return what a person gave and took, the latest first, each with `mark` and `open`."""
    today = clock.today()
    both = Delegation.objects.filter(Q(to=person) | Q(post__person=person))
    rows: list[Any] = list(
        both.select_related("post__person", "post__agency", "to").order_by("-since", "-pk")[:_SHOWN]
    )
    live = set(lasting(today).filter(pk__in=[row.pk for row in rows]).values_list("pk", flat=True))
    for row in rows:
        row.open = row.pk in live
        key = "now" if row.since <= today else "later"
        row.mark = STATES[key if row.open else "revoked" if row.revoked_at else "over"]
    return rows


def colleagues_of(person: Person, posts: Iterable[Post]) -> QuerySet[Person]:
    """Return who holds a business post at the agencies of some posts, besides the person."""
    there = Post.objects.filter(
        held(clock.today()), agency__in=[post.agency_id for post in posts], kind__in=Post.READERS
    )
    active = Person.objects.filter(is_active=True, pk__in=there.values("person"))
    return active.exclude(pk=person.pk).order_by("name", "pk")


class InForce(Table):
    """Who stands in for whom today."""

    key = "accounts.delegations"
    title = _("在办委托")
    order = ("until",)
    proof_first = True
    export_act: ClassVar[str] = May.POST_GRANT
    columns = (
        Column(
            "who",
            _("委托人"),
            frozen=True,
            sort="post__person__name",
            value=lambda row: str(row.post.person),
            url=lambda row: reverse("accounts:person", args=[row.post.person_id]),
        ),
        Column("to", _("受托人"), sort="to__name", value=lambda row: str(row.to)),
        Column("agency", _("单位"), value=lambda row: str(row.post.agency), width=24),
        Column("kind", _("岗位"), value=lambda row: row.post.get_kind_display()),
        Column("since", _("起"), "date", sort="since"),
        Column("until", _("止"), "date", sort="until"),
        Column("reason", _("事由"), width=24),
    )
    filters = (
        Filter(
            "q",
            _("姓名或登录名"),
            "text",
            fields=("to__name", "to__login", "post__person__name", "post__person__login"),
        ),
    )
    nothing = (_("没有在办的委托"), "")

    def queryset(self) -> QuerySet[Any]:
        """Return the delegations that count today."""
        return in_force(clock.today()).select_related("post__person", "post__agency", "to")
