"""Reads about people: the one scope function that pages, exports and search all use."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db.models import Prefetch, Q, QuerySet, Sum

from luoshi.accounts.models import Invitation, Person, Post, Session
from luoshi.accounts.permissions import May, allowed
from luoshi.accounts.rules import POLICIES
from luoshi.kernel import clock
from luoshi.kernel.refusals import NotPermitted

ANYONE = Person | AnonymousUser
#: Who acts: a person, or the name under which the machine's operator acts at its command line.
Actor = Person | str


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


def posts_today(person: Person) -> QuerySet[Post]:
    """Return the posts a person holds today, with their agencies."""
    today = clock.today()
    held = Post.objects.filter(person=person, since__lte=today)
    return held.filter(Q(until=None) | Q(until__gte=today)).select_related("agency")


def scope_of(person: ANYONE) -> Scope:
    """Return what `person` may do, from the posts held today."""
    if not isinstance(person, Person) or not person.is_active:
        return Scope(frozenset(), (), province=False)
    cached: Scope | None = getattr(person, "_scope", None)
    if cached is None:
        may: frozenset[May] = frozenset()
        paths: list[str] = []
        province = False
        for post in posts_today(person):
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


def login_of(by: Actor, what: May) -> str:
    """Return the name for the trail, after asking whether a person's post allows `what`.

    Raises:
        NotPermitted: no post of the person allows it.

    """
    if isinstance(by, str):
        return by
    require(by, what)
    return by.login


def units_of(person: AbstractBaseUser | AnonymousUser) -> list[str]:
    """Return the names of the agencies where the person holds a post today."""
    if not isinstance(person, Person):
        return []
    names = (str(post.agency) for post in posts_today(person).order_by("since", "pk"))
    return list(dict.fromkeys(names))


def unit_of(person: AbstractBaseUser | AnonymousUser) -> str:
    """Return the person's unit as the trail keeps it: the agency of the first post held today."""
    return next(iter(units_of(person)), "")


def password_is_due(person: Person) -> bool:
    """Whether the person must set a new password before anything else."""
    age = POLICIES[settings.PASSWORD_POLICY].max_age_days
    if person.must_change_password or person.password_set_at is None:
        return True
    return age is not None and person.password_set_at + timedelta(days=age) < clock.now()


def everyone() -> QuerySet[Person]:
    """Return all accounts by login name, with the posts held today."""
    today = clock.today()
    held = Post.objects.filter(since__lte=today).filter(Q(until=None) | Q(until__gte=today))
    posts = Prefetch("posts", held.select_related("agency").order_by("since", "pk"))
    return Person.objects.prefetch_related(posts).order_by("login")


def sessions_of(person: Person) -> QuerySet[Session]:
    """Return the person's sessions that still last, the newest first."""
    lasting = Session.objects.filter(person=person, expire_date__gt=clock.now())
    return lasting.order_by("-began_at", "session_key")


def is_locked(person: Person) -> bool:
    """Whether too many failures keep the account closed at present."""
    since = clock.now() - settings.AXES_COOLOFF_TIME
    failures = AccessAttempt.objects.filter(username=person.login, attempt_time__gt=since)
    total: int = failures.aggregate(total=Sum("failures_since_start"))["total"] or 0
    return total >= settings.AXES_FAILURE_LIMIT


def open_invitation(digest: str) -> Invitation | None:
    """Return the unused, unexpired link of an active person, by the digest of its secret."""
    return (
        Invitation.objects.filter(
            digest=digest, used_at=None, expires_at__gt=clock.now(), person__is_active=True
        )
        .select_related("person")
        .first()
    )


def nobody_has_come_in() -> bool:
    """Whether no account has a password yet: the trial prints a link only then."""
    return not Person.objects.exclude(password_set_at=None).exists()
