"""The one way a decision comes to stand: facts locked, revision checked, trail written, told on."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, Model, OuterRef, Subquery

from luoshi.kernel import clock
from luoshi.kernel.trail import record
from luoshi.plans.actions.refusals import NotPossible, Stale, official
from luoshi.plans.actions.telling import facts_changed
from luoshi.plans.models import Decision, Fact
from luoshi.plans.queries import for_others, names_of

BATCH = 500

#: The state of a fact by the verb of the decision in force.
STATES: Mapping[str, Fact.State] = {
    Decision.Verb.ACCEPTED: Fact.State.ACCEPTED,
    Decision.Verb.CORRECTED: Fact.State.CORRECTED,
    Decision.Verb.REJECTED: Fact.State.REJECTED,
    Decision.Verb.MERGED: Fact.State.MERGED,
    Decision.Verb.SPLIT: Fact.State.SPLIT,
    Decision.Verb.ADDED: Fact.State.ADDED,
}
#: Facts in these states are decided by undoing first: their words live on in other facts.
CLOSED = frozenset({Fact.State.MERGED, Fact.State.SPLIT, Fact.State.WITHDRAWN})


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is to be decided of facts, by whom, in one click."""

    verb: Decision.Verb
    by: str
    act: uuid.UUID
    fields: dict[str, Any] | None = None
    into: Fact | None = None
    reason: str = ""

    def stands_in(self, decision: Decision | None) -> bool:
        """Whether the decision in force already says the same."""
        return (
            decision is not None
            and decision.verb == self.verb
            and (decision.fields, decision.reason) == (self.fields, self.reason)
            and decision.into_id == (self.into.pk if self.into else None)
        )


@dataclass(frozen=True, slots=True)
class Result:
    """What an act did: the facts it decided, and those that somebody had decided before."""

    act: uuid.UUID
    facts: list[Fact] = field(default_factory=list)
    left: int = 0

    @property
    def done(self) -> int:
        """How many facts were decided."""
        return len(self.facts)


def locked(ids: Iterable[int]) -> list[Fact]:
    """Return the facts locked in the order of their keys, so that two acts never deadlock."""
    return list(
        Fact.objects.select_for_update(of=("self",))
        .filter(pk__in=list(ids))
        .prefetch_related("decision")
        .order_by("pk")
    )


def already(act: uuid.UUID | None) -> Result | None:
    """Return what the same click did before, when it comes a second time."""
    if act is None:
        return None
    ids = Decision.objects.filter(act=act).values_list("fact_id", flat=True)
    facts = list(for_others(ids)) if ids else []
    return Result(act, facts) if facts else None


def seen(facts: Sequence[Fact], revisions: Mapping[int, int]) -> None:
    """Refuse when somebody decided a fact after the revision that was seen.

    Raises:
        Stale: shows the other's decision.
        NotPossible: a fact is gone from the list.

    """
    if len(facts) != len(revisions):
        raise NotPossible("所选事实不存在。", next_step="请刷新页面后再试。")
    for fact in facts:
        if fact.revision != revisions[fact.pk]:
            raise stale(fact)


def stale(fact: Fact) -> Stale:
    """Return the refusal that shows what somebody else made of the fact, and who that was."""
    if fact.decision is None:
        return Stale(fact, None)
    name = names_of([fact.decision.by]).get(fact.decision.by, "")
    return Stale(fact, fact.decision, name)


def current_only(ids: Iterable[int]) -> None:
    """Refuse facts of a version that a newer one replaced; its decisions are history.

    Raises:
        NotPossible: says where the review goes on.

    """
    if Fact.objects.filter(pk__in=list(ids), plan__version__current=False).exists():
        raise NotPossible("该文件已有新版本，旧版本不再审定。", next_step="请到新版本中审定。")


def open_to(facts: Sequence[Fact]) -> None:
    """Refuse facts of old versions, and those merged, split or withdrawn: undoing comes first.

    Raises:
        NotPossible: names the state.

    """
    current_only(fact.pk for fact in facts)
    for fact in facts:
        if fact.state in CLOSED:
            message = f"“{fact.quote[:30]}”{official(fact)}，不能直接审定。"
            raise NotPossible(message, next_step="请先撤销该操作。")


def write(facts: Sequence[Fact], verdict: Verdict) -> None:
    """Append one decision a fact and bring it into force; the facts are locked and checked."""
    now = clock.now()
    Decision.objects.bulk_create(
        [
            Decision(
                fact=fact,
                act=verdict.act,
                verb=verdict.verb,
                revision=fact.revision + 1,
                fields=verdict.fields,
                into=verdict.into,
                reason=verdict.reason,
                by=verdict.by,
                at=now,
                before=fact.decision,
            )
            for fact in facts
        ],
        batch_size=BATCH,
    )
    made = Decision.objects.filter(fact=OuterRef("pk"), act=verdict.act).values("pk")
    Fact.objects.filter(pk__in=[fact.pk for fact in facts]).update(
        state=STATES[verdict.verb], revision=F("revision") + 1, decision=Subquery(made)
    )


def _thing(facts: Sequence[Fact]) -> Model | None:
    """Return of what an act tells: of one fact, or of the plan that all of several are in."""
    if len(facts) == 1:
        return facts[0]
    plans = {fact.plan_id: fact.plan for fact in facts}
    return next(iter(plans.values())) if len(plans) == 1 else None


def tell(
    ids: Sequence[int], *, action: str, by: str, act: uuid.UUID, data: dict[str, Any] | None = None
) -> list[Fact]:
    """Write the trail and tell the higher contexts; return the facts as they now stand."""
    facts = list(for_others(ids))
    trail: dict[str, Any] = {"act": str(act), **(data or {})}
    if len(facts) != 1:
        trail["facts"] = [fact.pk for fact in facts]
    record(action, by=by, on=_thing(facts), data=trail)
    facts_changed(facts, by)
    return facts
