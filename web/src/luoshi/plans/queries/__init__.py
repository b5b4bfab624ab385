"""Reads of plans, facts and doubts; across all plans in `across`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Abs, Coalesce
from django.urls import reverse

from luoshi.accounts.api import May, Person, Scope
from luoshi.plans.models import Decision, Document, Doubt, Fact, Plan, Rereading, Version
from luoshi.plans.rules.reading import SURE
from luoshi.plans.rules.words import unwrapped

MOST_ALIKE = 30


@dataclass(frozen=True, slots=True)
class Selection:
    """Facts chosen by where they stand and what they are, for a count and for one click."""

    document_id: int | None = None
    plan_id: int | None = None
    type: str = ""
    start: int | None = None
    end: int | None = None
    without_doubt: bool = False
    sure: bool = False


def whole(facts: QuerySet[Fact]) -> QuerySet[Fact]:
    """Fetch what is shown with a fact; never the whole text once a row."""
    return facts.select_related("decision", "plan__version__document").defer(
        "plan__version__text", "plan__version__pieces", "plan__outline"
    )


def live_facts() -> QuerySet[Fact]:
    """Return the facts that count, of current versions, their decision and plan fetched."""
    gone = Q(reading=Fact.Reading.GONE, state=Fact.State.UNREVIEWED)
    live = Fact.objects.filter(state__in=Fact.LIVE, plan__version__current=True)
    return whole(live.exclude(gone))


def for_others(ids: Iterable[int]) -> QuerySet[Fact]:
    """Return facts as other contexts hear of them: decision, plan and document fetched."""
    return whole(Fact.objects.filter(pk__in=list(ids))).order_by("plan_id", "start", "sequence")


def selected(selection: Selection) -> QuerySet[Fact]:
    """Return the facts of a selection, of current versions unless a plan is named."""
    facts = Fact.objects.exclude(reading=Fact.Reading.GONE)
    if selection.plan_id is not None:
        facts = facts.filter(plan=selection.plan_id)
    else:
        facts = facts.filter(plan__version__current=True)
    if selection.document_id is not None:
        facts = facts.filter(plan__version__document=selection.document_id)
    if selection.type:
        facts = facts.filter(type=selection.type)
    if selection.start is not None and selection.end is not None:
        facts = facts.filter(start__gte=selection.start, start__lt=selection.end)
    if selection.without_doubt:
        facts = facts.filter(~doubted())
    if selection.sure:
        facts = facts.filter(confidence__gte=SURE)
    return facts


def unreviewed(selection: Selection) -> QuerySet[Fact]:
    """Return the facts of a selection that nobody has decided."""
    return selected(selection).filter(state=Fact.State.UNREVIEWED)


def effective_fields(fact: Fact) -> dict[str, Any]:
    """Return the guide's fields as they stand: a person's where somebody changed them."""
    decision = fact.decision
    if decision is not None and decision.fields is not None:
        return dict(decision.fields)
    return dict(fact.fields)


def sentence_of(fact: Fact) -> str:
    """Return the sentence of the plan that holds the fact, as it is shown: without wraps."""
    return unwrapped(fact.sentence)


@lru_cache(maxsize=1024)
def _reading(plan_id: int) -> str:
    return reverse("plans:read", args=[plan_id])


def link_to(fact: Fact) -> str:
    """Return the address that opens the fact's sentence in its document."""
    return f"{_reading(fact.plan_id)}#o={fact.start}-{fact.end}"


def is_live(fact: Fact) -> bool:
    """Whether the fact counts on the ledger (unreviewed ones do, marked 未审)."""
    return fact.live and fact.plan.version.current


def open_doubts() -> QuerySet[Doubt]:
    """Return the doubts nobody has settled."""
    return Doubt.objects.filter(settled_at=None, current=True)


def doubted() -> Exists:
    """Return the condition that an open doubt touches the fact."""
    return Exists(open_doubts().filter(facts=OuterRef("pk")))


#: States that somebody decided.
DECIDED = (
    Fact.State.ACCEPTED,
    Fact.State.CORRECTED,
    Fact.State.REJECTED,
    Fact.State.MERGED,
    Fact.State.SPLIT,
    Fact.State.ADDED,
)
_TOLD = (Fact.State.ACCEPTED, Fact.State.CORRECTED, Fact.State.ADDED)


def visible_facts(scope: Scope) -> QuerySet[Fact]:
    """Return the facts a person may see: proposals and review only at the province."""
    gone = Q(reading=Fact.Reading.GONE, state=Fact.State.UNREVIEWED)
    facts = Fact.objects.exclude(state=Fact.State.WITHDRAWN).exclude(gone)
    return facts if May.PROPOSAL_READ in scope.may else facts.filter(state__in=_TOLD)


def plans_with_progress() -> QuerySet[Plan]:
    """Return the plans of current versions with how many facts were read and decided."""
    return with_progress(Plan.objects.filter(version__current=True))


def plans_of(document_id: int) -> QuerySet[Plan]:
    """Return the plans of a document's current version, with their progress."""
    return plans_with_progress().filter(version__document=document_id)


def with_progress(plans: QuerySet[Plan]) -> QuerySet[Plan]:
    """Add to plans how many facts count, how many are decided, and the open doubts.

    What a model proposes is counted apart (`proposed`), and with the rest once somebody took it.
    """
    proposed = Q(facts__state=Fact.State.PROPOSED)
    none = proposed | Q(facts__origin=Fact.Origin.SECOND, facts__state=Fact.State.REJECTED)
    gone = Q(facts__reading=Fact.Reading.GONE, facts__state=Fact.State.UNREVIEWED)
    there = ~Q(facts__state=Fact.State.WITHDRAWN) & ~gone & ~none
    doubts = open_doubts().filter(plan=OuterRef("pk")).order_by().values("plan")
    return (
        plans.select_related("version__document")
        .defer("version__text", "version__pieces", "outline")
        .annotate(
            total=Count("facts", filter=there),
            decided=Count("facts", filter=Q(facts__state__in=DECIDED) & ~none),
            proposed=Count("facts", filter=proposed),
            open_doubts=Coalesce(Subquery(doubts.annotate(n=Count("pk")).values("n")), 0),
        )
        .order_by("version__document", "ordinal")
    )


def doubts_of(plan: Plan) -> QuerySet[Doubt]:
    """Return a plan's doubts that still stand or were settled, their facts' keys fetched."""
    keys = Fact.objects.only("pk")
    return plan.doubts.filter(Q(current=True) | Q(settled_at__isnull=False)).prefetch_related(
        Prefetch("facts", queryset=keys)
    )


def plan_to_read(plan_id: int) -> Plan | None:
    """Return a plan with the text it stands in."""
    return (
        Plan.objects.select_related("version__document")
        .defer("version__pieces")
        .filter(pk=plan_id)
        .first()
    )


def facts_of(plan: Plan, scope: Scope) -> QuerySet[Fact]:
    """Return a plan's facts as its page shows them, in the order of the text."""
    return (
        visible_facts(scope)
        .filter(plan=plan)
        .select_related("decision")
        .order_by("start", "-end", "sequence")
    )


def fact_to_show(fact_id: int, scope: Scope) -> Fact | None:
    """Return one fact with its plan and the way back into its file, if the person may see it."""
    facts = whole(visible_facts(scope)).defer(None).defer("plan__version__text", "plan__outline")
    return facts.filter(pk=fact_id).first()


def names_of(logins: Iterable[str]) -> dict[str, str]:
    """Return what people are called, by login; who is no person here keeps the name given."""
    wanted = {login for login in logins if login}
    if not wanted:
        return {}
    return dict(Person.objects.filter(login__in=wanted).values_list("login", "name"))


def history_of(fact: Fact) -> QuerySet[Decision]:
    """Return every decision of a fact, the latest first."""
    return fact.decisions.select_related("into", "undoes").order_by("-revision")


def queue(scope: Scope) -> QuerySet[Fact]:
    """Return every fact of current versions that the person may review."""
    if May.PROPOSAL_READ not in scope.may:
        return Fact.objects.none()
    return (
        whole(visible_facts(scope)).filter(plan__version__current=True).annotate(doubted=doubted())
    )


def document_to_show(document_id: int) -> Document | None:
    """Return a document."""
    return Document.objects.filter(pk=document_id).first()


def versions_of(document: Document) -> QuerySet[Version]:
    """Return a document's versions, the current one first, without their texts."""
    return document.versions.defer("text", "pieces").order_by("-number")


def version_with_text(version_id: int) -> Version | None:
    """Return a version with its document and text."""
    return Version.objects.select_related("document").filter(pk=version_id).first()


def rereadings_of(document: Document) -> QuerySet[Rereading]:
    """Return what re-readings found, the latest first."""
    return (
        Rereading.objects.filter(version__document=document)
        .select_related("version")
        .defer("version__text", "version__pieces")
        .order_by("-pk")
    )


def same_title(title: str) -> Document | None:
    """Return the document that a file of this title would become a new version of."""
    return Document.objects.filter(title=title).order_by("id").first()


def version_of_hash(sha256: str) -> Version | None:
    """Return the version of the very same bytes."""
    return (
        Version.objects.select_related("document")
        .defer("text", "pieces")
        .filter(sha256=sha256)
        .first()
    )


def rereading_to_show(rereading_id: int) -> Rereading | None:
    """Return one re-reading with its document."""
    return (
        Rereading.objects.select_related("version__document")
        .defer("version__text", "version__pieces")
        .filter(pk=rereading_id)
        .first()
    )


def facts_like(fact: Fact) -> list[Fact]:
    """Return facts of the same kind and plan that could be merged with it, the nearest first."""
    near = (
        whole(Fact.objects.filter(plan=fact.plan_id, type=fact.type))
        .exclude(pk=fact.pk)
        .exclude(state__in=[Fact.State.MERGED, Fact.State.SPLIT, Fact.State.WITHDRAWN])
        .order_by(Abs(F("start") - fact.start), "pk")
    )
    return list(near[:MOST_ALIKE])


def plan_choices() -> list[tuple[str, str]]:
    """Return the plans to filter by."""
    plans = Plan.objects.filter(version__current=True).order_by("version__document", "ordinal")
    return [(str(key), title) for key, title in plans.values_list("pk", "title")]


def plans_to_compare() -> QuerySet[Plan]:
    """Return every plan of every version, the newest document first."""
    plans = Plan.objects.select_related("version").defer("outline", "version__text")
    return plans.order_by("-version__document", "-version__number", "ordinal")


def plans_beside(keys: Iterable[int]) -> dict[int, Plan]:
    """Return plans with their texts and the ways back into their files; one statement."""
    return Plan.objects.select_related("version").defer("outline").in_bulk(list(keys))


def all_doubts() -> QuerySet[Doubt]:
    """Return the doubts of current versions that stand or were settled."""
    stands = Q(current=True) | Q(settled_at__isnull=False)
    return (
        Doubt.objects.filter(stands, plan__version__current=True)
        .select_related("plan")
        .defer("plan__outline")
    )


def decided_facts(version: Version, verbs: Iterable[str]) -> QuerySet[Fact]:
    """Return a version's facts whose decision in force is one of `verbs`."""
    facts = whole(Fact.objects.filter(plan__version=version, decision__verb__in=list(verbs)))
    return facts.order_by("plan_id", "start", "sequence")


def settled_doubts(version: Version) -> QuerySet[Doubt]:
    """Return a version's doubts that people settled."""
    settled = Doubt.objects.filter(plan__version=version, settled_at__isnull=False)
    return settled.select_related("plan").defer("plan__outline")


def versions_to_compare(document_id: int, numbers: Iterable[int]) -> dict[int, Version]:
    """Return versions of a document with their texts, by number."""
    found = Version.objects.filter(document=document_id, number__in=list(numbers))
    return {version.number: version for version in found.prefetch_related("plans")}


def replaced_facts(version: Version) -> list[Fact]:
    """Return the facts of the version that `version` replaced."""
    if version.number == 1:
        return []
    before = Q(plan__version__document=version.document_id) & Q(
        plan__version__number=version.number - 1
    )
    return list(whole(Fact.objects.filter(before)).order_by("plan_id", "start", "sequence"))
