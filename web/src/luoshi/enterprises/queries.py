"""Reads of enterprises: the person's scope decides which mentions count."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from luoshi.accounts.api import May, Scope, require
from luoshi.agencies.api import Agency
from luoshi.enterprises.models import Enterprise, Mention, Merge, Name, Representative, Suggestion
from luoshi.enterprises.rules import loosely_alike, parts
from luoshi.plans.api import Fact, live_facts


def _facts(scope: Scope) -> QuerySet[Fact]:
    """Return the live facts a scope may see: proposals are for the province (issue 2)."""
    facts = live_facts()
    return facts if May.PROPOSAL_READ in scope.may else facts.exclude(state=Fact.State.UNREVIEWED)


def mentions(scope: Scope) -> QuerySet[Mention]:
    """Return the mentions a scope may see."""
    return Mention.objects.filter(fact__in=_facts(scope).values("pk"))


def enterprises(scope: Scope) -> QuerySet[Enterprise]:
    """Return the enterprises of places in scope or with a mention in it, counted, names fetched.

    Whom a plan names is for everybody who reads the plan; who is only on the register is for its
    county or park and those above, and without a place for the province alone.
    """
    here = scope.within("agency__path") & (Q(agency__isnull=False) | ~Q(added_by=""))
    seen = Q(names__mentions__in=mentions(scope).values("pk"))
    owner = seen & Q(names__mentions__role=Mention.Role.OWNER)
    return (
        Enterprise.objects.filter(merged_into=None)
        .annotate(
            mentions=Count("names__mentions", filter=seen, distinct=True),
            projects=Count("names__mentions__fact", filter=owner, distinct=True),
            plans=Count("names__mentions__fact__plan", filter=seen, distinct=True),
        )
        .filter(Q(mentions__gt=0) | here)
        .prefetch_related("names")
    )


def enterprise(scope: Scope, enterprise_id: int) -> Enterprise:
    """Return one enterprise in scope.

    Raises:
        Enterprise.DoesNotExist: there is none to be seen.

    """
    return enterprises(scope).get(pk=enterprise_id)


def mentions_of(scope: Scope, one: Enterprise) -> list[Mention]:
    """Return the mentions of an enterprise in the order of the text, facts fetched."""
    facts = Prefetch("fact", queryset=_facts(scope))
    found = mentions(scope).filter(name__enterprise=one).select_related("name")
    return list(found.prefetch_related(facts).order_by("fact__plan", "fact__start", "pk"))


def places_of(scope: Scope, ids: list[int]) -> dict[int, list[str]]:
    """Return the places of enterprises as their projects print them, one statement."""
    rows = mentions(scope).filter(name__enterprise__in=ids).exclude(place="")
    found: dict[int, list[str]] = {}
    for pk, place in rows.order_by("pk").values_list("name__enterprise", "place"):
        for one in place.split("、"):
            if one not in found.setdefault(pk, []):
                found[pk].append(one)
    return found


def open_suggestions(scope: Scope, about: Enterprise | None = None) -> list[Suggestion]:
    """Return the suggestions, of one or all, between enterprises in scope that nobody decided."""
    return _in_scope(scope, _about(about, Suggestion.State.OPEN))


def _about(one: Enterprise | None, state: str) -> QuerySet[Suggestion]:
    said = Suggestion.objects.filter(state=state).select_related("one", "other").order_by("pk")
    return said if one is None else said.filter(Q(one=one) | Q(other=one))


def _in_scope(scope: Scope, suggestions: QuerySet[Suggestion]) -> list[Suggestion]:
    """Return the suggestions of which a scope sees both firms; two statements.

    A database asked for both at once may read all mentions again for every suggestion.
    """
    found = list(suggestions)
    firms = {pk for each in found for pk in (each.one_id, each.other_id)}
    names = mentions(scope).filter(name__enterprise__in=firms)
    seen = set(names.values_list("name__enterprise", flat=True))
    return [each for each in found if {each.one_id, each.other_id} <= seen]


def with_words(scope: Scope, suggestions: list[Suggestion]) -> list[Suggestion]:
    """Give both firms of each suggestion the first mention of each, for a person to compare."""
    firms = [firm for pair in suggestions for firm in (pair.one, pair.other)]
    found = mentions(scope).filter(name__enterprise__in=firms).select_related("name", "fact__plan")
    first: dict[int, Mention] = {}
    for mention in found.defer("fact__plan__outline").order_by("fact__plan", "fact__start", "pk"):
        first.setdefault(mention.name.enterprise_id, mention)
    for firm in firms:
        firm.first = first.get(firm.pk)  # type: ignore[attr-defined]
    return suggestions


def suggestions_about(scope: Scope, one: Enterprise) -> list[Suggestion]:
    """Return the open suggestions about an enterprise."""
    return with_words(scope, open_suggestions(scope, one))


def decided_about(scope: Scope, one: Enterprise) -> list[Suggestion]:
    """Return what people said is different from an enterprise, which they may take back."""
    return _in_scope(scope, _about(one, Suggestion.State.DIFFERENT))


def merges_of(one: Enterprise) -> list[Merge]:
    """Return what was taken into an enterprise and not undone."""
    return list(one.merges.filter(undone_at=None).select_related("gone"))


def named(scope: Scope, words: list[str]) -> QuerySet[Enterprise]:
    """Return the enterprises in scope one of whose names holds every word."""
    found = enterprises(scope)
    for word in words:
        names = Name.objects.filter(text__icontains=word).values("enterprise")
        found = found.filter(Q(pk__in=names) | Q(uscc=word.upper()))
    return found


def waiting(person: Any) -> int:
    """Return how many suggestions wait for a person who may decide them."""
    scope = require(person, May.ENTERPRISE_EDIT)
    return len(open_suggestions(scope))


def representative_of(enterprise: Enterprise) -> str:
    """Return the login of who reports for a firm now; blank for nobody."""
    rows = enterprise.representatives.filter(until=None).order_by("pk")
    return rows.values_list("person__login", flat=True).first() or ""


def regions_printed() -> frozenset[str]:
    """Return the names of territories, whole and without their last sign."""
    levels = (Agency.Level.PROVINCE, Agency.Level.CITY, Agency.Level.COUNTY)
    names = Agency.objects.filter(level__in=levels).values_list("short_name", flat=True)
    whole = {name for name in names if name}
    return frozenset(whole | {"中国"} | {name[:-1] for name in whole if len(name) > 2})  # noqa: PLR2004 - 叶县 stays whole


class Alike:
    """Finds the firms whose names are like another; reads the register once."""

    def __init__(self) -> None:
        self.regions = regions_printed()
        rows = Name.objects.filter(enterprise__merged_into=None).order_by("enterprise", "pk")
        self.known = [
            (pk, parts(text, self.regions)) for pk, text in rows.values_list("enterprise", "text")
        ]

    def to(self, name: str, *, most: int = 10) -> list[Enterprise]:
        """Return the firms that a name may mean, at most `most`, in the order of the register."""
        taken = parts(name, self.regions)
        found = {pk for pk, other in self.known if loosely_alike(taken, other)}
        return list(Enterprise.objects.filter(pk__in=found).order_by("pk")[:most])


def places_to_belong() -> QuerySet[Agency]:
    """Return the counties and parks under which a firm's figures count."""
    levels = (Agency.Level.COUNTY, Agency.Level.PARK)
    found: QuerySet[Agency] = Agency.objects.filter(level__in=levels).order_by("path")
    return found


def belonging_of(enterprise: Enterprise) -> list[tuple[Any, Any]]:
    """Return where a firm belongs and its dates above the scale, as label and value."""
    said = enterprise
    scale = f"{said.scale_from} — {said.scale_to or ''}" if said.scale_from else ""
    rows = [
        (_("所在地"), said.agency or ""),
        (_("行业"), said.industry),
        (_("产业链"), said.chain),
        (_("规上（纳入—退出）"), scale),
    ]
    return [(label, value or "—") for label, value in rows]


def representatives() -> dict[int, str]:
    """Return who reports for each firm now, by its key."""
    rows = Representative.objects.filter(until=None).order_by("-pk")
    return dict(rows.values_list("enterprise", "person__login"))
