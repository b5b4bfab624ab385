"""Reads about people: the one scope function that pages, exports and search all use."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

from luoshi.accounts.models import Person, Post
from luoshi.accounts.permissions import May, allowed
from luoshi.kernel import clock
from luoshi.kernel.refusals import NotPermitted

ANYONE = Person | AnonymousUser


@dataclass(frozen=True, slots=True)
class Scope:
    """What a person may do and below which agencies; resolved once a request.

    `paths` are the materialised paths of the agencies the person belongs to: an agency is in
    scope when its path starts with one of them. `province` is true for a post at the top.
    """

    may: frozenset[May]
    paths: tuple[str, ...]
    province: bool

    def within(self, field: str) -> Q:
        """Return the condition that `field` (an agency path, `…__agency__path`) is in scope."""
        if self.province:
            return Q()
        condition = Q(pk__in=())
        for path in self.paths:
            condition |= Q(**{f"{field}__startswith": path})
        return condition


def scope_of(person: ANYONE) -> Scope:
    """Return what `person` may do, from the posts held today."""
    if not isinstance(person, Person) or not person.is_active:
        return Scope(frozenset(), (), province=False)
    cached: Scope | None = getattr(person, "_scope", None)
    if cached is None:
        today = clock.today()
        posts = Post.objects.filter(person=person, since__lte=today).filter(
            Q(until=None) | Q(until__gte=today)
        )
        may: frozenset[May] = frozenset()
        paths: list[str] = []
        province = False
        for post in posts.select_related("agency"):
            top = post.agency.depth == 1
            may |= allowed(post.kind, province=top)
            if post.kind != Post.Kind.ADMINISTRATOR:
                paths.append(post.agency.path)
                province = province or top
        cached = Scope(may, tuple(paths), province)
        person._scope = cached  # type: ignore[attr-defined]  # noqa: SLF001 - lives with the request
    return cached


def require(person: ANYONE, what: May) -> Scope:
    """Return the person's scope, or refuse with whom to see (SEC-13).

    Raises:
        NotPermitted: no post of the person allows `what`.

    """
    scope = scope_of(person)
    if what not in scope.may:
        raise NotPermitted(
            "您的岗位没有此项权限。", next_step="如需办理，请与本单位系统管理员联系。"
        )
    return scope
