"""Reads about people: the one scope function that pages, exports and search all use."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db.models import F, Prefetch, Q, QuerySet, Sum
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from luoshi.accounts.models import Invitation, Person, Post, PostRequest, Session, Token
from luoshi.accounts.permissions import May, allowed
from luoshi.accounts.rules import POLICIES
from luoshi.accounts.standing import held, in_force
from luoshi.kernel import clock, context
from luoshi.kernel.refusals import NotPermitted

ANYONE = Person | AnonymousUser
#: Who acts: a person, or the name under which the machine's operator acts at its command line.
Actor = Person | str


@dataclass(frozen=True, slots=True)
class Scope:
    """What a person may do and below which agencies; resolved once a request.

    `paths` are the materialised paths of the agencies the person belongs to: an agency is in
    scope when its path starts with one of them. `province` is true for a post at the top.
    `person` is the login name. `acts` are the pairs of agency and act that posts held exactly
    there allow: reading reaches down the tree, acting for an agency does not.
    """

    may: frozenset[May]
    paths: tuple[str, ...]
    province: bool
    person: str = ""
    acts: frozenset[tuple[int, May]] = frozenset()
    #: Acts that only a post held by somebody else allows: agency and act to that person's login.
    lent: Mapping[tuple[int, May], str] = field(default_factory=dict, compare=False)
    #: The posts of others that count today, for the bar: the holder's name and the post.
    stands_in: tuple[tuple[str, Post], ...] = field(default=(), compare=False)
    #: The names of the agencies where the person holds a post, the longest held first.
    units: tuple[str, ...] = field(default=(), compare=False)

    def at(self, what: May) -> frozenset[int]:
        """Return the agencies for which the person may do `what` by a post held exactly there."""
        return frozenset(agency for agency, act in self.acts if act == what)

    def principal(self, what: May, agency: int | None = None) -> str:
        """Return on whose behalf the person does `what`, by login; nothing for a post of its own.

        Without an agency: anywhere.
        """
        places = [agency] if agency else [at for at, act in self.acts if act == what]
        if any((at, what) in self.acts and (at, what) not in self.lent for at in places):
            return ""
        return next((self.lent[at, what] for at in places if (at, what) in self.lent), "")

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
    mine = Post.objects.filter(held(clock.today()), person=person)
    return mine.select_related("agency")


def posts_that_count(person: Person) -> QuerySet[Post]:
    """Return a person's posts and those the person stands in for today, in one statement."""
    today = clock.today()
    lent = in_force(today).filter(to=person).values("post")
    both = Post.objects.filter(held(today), Q(person=person) | Q(pk__in=lent))
    return both.select_related("agency", "person").order_by("pk")


def scope_of(person: ANYONE) -> Scope:
    """Return what `person` may do, from the posts held today."""
    if not isinstance(person, Person) or not person.is_active:
        return Scope(frozenset(), (), province=False)
    cached: Scope | None = getattr(person, "_scope", None)
    if cached is None:
        cached = _resolved(person, posts_that_count(person))
        person._scope = cached  # type: ignore[attr-defined]  # noqa: SLF001 - lives with the request
    return cached


def _resolved(person: Person, posts: Iterable[Post]) -> Scope:
    """Return what the posts allow; those of others count after the person's own."""
    acts: set[tuple[int, May]] = set()
    lent: dict[tuple[int, May], str] = {}
    stands_in: list[tuple[str, Post]] = []
    paths: list[str] = []
    province = False
    # The person's own first, the longest held first among them.
    ranked = sorted(posts, key=lambda post: (post.person_id != person.pk, post.since, post.pk))
    units = dict.fromkeys(str(post.agency) for post in ranked if post.person_id == person.pk)
    for post in ranked:
        top = post.agency.depth == 1
        more = {(post.agency_id, act) for act in allowed(post.kind, province=top)} - acts
        acts |= more
        if post.person_id != person.pk:
            lent |= dict.fromkeys(more, post.person.login)
            stands_in.append((post.person.name, post))
        if post.kind in Post.READERS:
            paths.append(post.agency.path)
            province = province or top
    may = frozenset(act for _agency, act in acts)
    reach = tuple(dict.fromkeys(paths))
    return Scope(
        may, reach, province, person.login, frozenset(acts), lent, tuple(stands_in), tuple(units)
    )


def act_for(person: ANYONE, what: May, agency: int | None = None) -> str:
    """Note on whose behalf the person is about to do `what`, for the trail; return the login.

    What needs no post of somebody else is the person's own act, and nothing is returned.
    """
    scope = scope_of(person)
    principal = scope.principal(what, agency)
    context.behalf.set((scope.person, principal))
    return principal


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
    act_for(person, what)
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


def units_of(person: ANYONE) -> list[str]:
    """Return the names of the agencies where the person holds a post today."""
    return list(scope_of(person).units)


def unit_of(person: AbstractBaseUser | AnonymousUser) -> str:
    """Return the person's unit as the trail keeps it: the agency of the first post held today."""
    if not isinstance(person, Person):
        return ""
    post = posts_today(person).order_by("since", "pk").first()
    return str(post.agency) if post else ""


def password_is_due(person: Person) -> bool:
    """Whether the person must set a new password before anything else."""
    age = POLICIES[settings.PASSWORD_POLICY].max_age_days
    if person.must_change_password or person.password_set_at is None:
        return True
    return age is not None and person.password_set_at + timedelta(days=age) < clock.now()


def everyone() -> QuerySet[Person]:
    """Return all accounts by login name, with the posts held today."""
    today = clock.today()
    posts = Prefetch(
        "posts", Post.objects.filter(held(today)).select_related("agency").order_by("since", "pk")
    )
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


def person_with(person_id: int) -> Person:
    """Return the account of a key, or 404."""
    return get_object_or_404(Person, pk=person_id)


def tokens_of(person: Person) -> QuerySet[Token]:
    """Return the person's tokens, those that still count first."""
    return Token.objects.filter(person=person).order_by(
        F("revoked_at").asc(nulls_first=True), "-expires_at", "pk"
    )


def token_of(digest: str) -> Token | None:
    """Return the token of a secret's digest while it counts: not ended, its person active."""
    return (
        Token.objects.filter(
            digest=digest, revoked_at=None, expires_at__gt=clock.now(), person__is_active=True
        )
        .select_related("person")
        .first()
    )


def people_at(agencies: list[int], may: str = "") -> dict[int, list[str]]:
    """Return by login who may do `may` exactly at each agency today: holders, and who stands in."""
    today = clock.today()
    there = Post.objects.filter(held(today), agency__in=agencies, person__is_active=True)
    lent = in_force(today).filter(post__agency__in=agencies).select_related("to").order_by("pk")
    posts = there.select_related("person", "agency").order_by("pk")
    found: dict[int, list[str]] = {}
    for post in posts.prefetch_related(Prefetch("delegations", lent, to_attr="lent")):
        acts = allowed(post.kind, province=post.agency.depth == 1)
        logins = found.setdefault(post.agency_id, [])
        if may in acts if may else post.kind in Post.READERS:
            told = [post.person.login, *(one.to.login for one in post.lent)]
            logins += [login for login in dict.fromkeys(told) if login not in logins]
    return found


def people_who(acts: frozenset[str]) -> list[str]:
    """Return by login who may do any of the acts today, by a post of their own."""
    there = Post.objects.filter(held(clock.today()), person__is_active=True)
    posts = there.select_related("person", "agency").order_by("person__login", "pk")
    logins = (
        post.person.login
        for post in posts.filter(kind__in=[kind for kind in Post.Kind if _ever(kind) & acts])
        if allowed(post.kind, province=post.agency.depth == 1) & acts
    )
    return list(dict.fromkeys(logins))


def _ever(kind: str) -> frozenset[May]:
    """Return what a post of a kind allows wherever it is held."""
    return allowed(kind, province=True)


def requests_for_posts() -> QuerySet[PostRequest]:
    """Return all requests for posts with their people and agencies."""
    return PostRequest.objects.select_related("person", "agency")


def waiting_requests() -> int:
    """Return how many requests for posts wait for a decision."""
    return PostRequest.objects.filter(state=PostRequest.State.WAITING).count()


def hindrances(requests: Iterable[PostRequest], *, by: Person) -> dict[int, str]:
    """Return in words what stands in the way of granting requests; nothing for the free ones.

    One statement. Earlier ones of the same list count as granted for the later ones (SEC-16).
    """
    asked = list(requests)
    today = clock.today()
    held: dict[int, list[tuple[int, str]]] = {}
    standing = Q(until=None) | Q(until__gte=today)
    posts = Post.objects.filter(standing, person__in={one.person_id for one in asked})
    for person_id, agency_id, kind in posts.values_list("person_id", "agency_id", "kind"):
        held.setdefault(person_id, []).append((agency_id, kind))
    found = {}
    for one in asked:
        own = held.setdefault(one.person_id, [])
        words = _against(one, own, by)
        if words:
            found[one.pk] = words
        else:
            own.append((one.agency_id, one.kind))
    return found


def _against(one: PostRequest, held: list[tuple[int, str]], by: Person) -> str:
    """Return what stands in the way of granting one request."""
    if one.state != PostRequest.State.WAITING:
        return _("已审批。")
    if by.login in {one.person.login, one.asked_by}:
        return _("不能审批本人的岗位或本人提出的申请，请由另一名管理员办理。")
    if not one.person.is_active:
        return _("账号已停用。")
    if one.agency.valid_to is not None and one.agency.valid_to <= clock.today():
        return _("单位已停用。")
    if one.until is not None and one.until < clock.today():
        return _("截止日期已过。")
    if (one.agency_id, one.kind) in held:
        return _("已有该岗位。")
    clash = next((kind for _agency, kind in held if Post.exclude_each_other(kind, one.kind)), None)
    if clash:
        labels = {"one": Post.Kind(clash).label, "other": one.get_kind_display()}
        return _("%(one)s与%(other)s不得由一人兼任。") % labels
    return ""


def names_of(logins: Iterable[str]) -> dict[str, str]:
    """Return what people are called, by login; one statement, none for nobody."""
    wanted = {login for login in logins if login}
    found = Person.objects.filter(login__in=wanted) if wanted else Person.objects.none()
    return dict(found.values_list("login", "name"))
