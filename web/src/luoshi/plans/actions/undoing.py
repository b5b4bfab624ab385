"""Taking decisions back: the decision stays in the history, what it replaced stands again."""

from __future__ import annotations

import uuid
from collections import defaultdict

from django.db import transaction
from django.db.models import F, OuterRef, Subquery

from luoshi.accounts.api import Actor, May, login_of
from luoshi.kernel import clock
from luoshi.plans.actions.deciding import (
    BATCH,
    STATES,
    Result,
    already,
    current_only,
    locked,
    stale,
    tell,
)
from luoshi.plans.actions.refusals import NotPossible
from luoshi.plans.models import Decision, Fact

#: An act with one of these moved words between facts: it is undone whole or not at all.
_WHOLE = frozenset({Decision.Verb.MERGED, Decision.Verb.SPLIT})


@transaction.atomic
def undo(*, fact_id: int, revision: int, by: Actor, act: uuid.UUID | None = None) -> Result:
    """Take back the decision in force on a fact; a merge or split goes back with all its facts."""
    login, act = login_of(by, May.PLAN_REVIEW), act or uuid.uuid4()
    fact = next(iter(locked([fact_id])), None)
    if (before := already(act)) is not None:
        return before
    if fact is None or fact.decision is None:
        if fact is not None and fact.revision != revision:
            raise stale(fact)
        raise NotPossible("该事实尚未审定，没有可撤销的操作。", next_step="请刷新页面后再看。")
    if fact.revision != revision:
        raise stale(fact)
    together = list(Decision.objects.filter(act=fact.decision.act).order_by("fact_id"))
    if any(each.verb in _WHOLE for each in together):
        return _take_back(together, login, act, whole=True)
    return _take_back([fact.decision], login, act, whole=True)


@transaction.atomic
def undo_act(*, undone: uuid.UUID, by: Actor, act: uuid.UUID | None = None) -> Result:
    """Take back a whole click; facts that somebody decided since are left as they are."""
    login, act = login_of(by, May.PLAN_REVIEW), act or uuid.uuid4()
    together = list(Decision.objects.filter(act=undone).order_by("fact_id"))
    if not together or any(each.verb == Decision.Verb.UNDONE for each in together):
        raise NotPossible("没有可撤销的操作。", next_step="请刷新页面后再看。")
    whole = any(each.verb in _WHOLE for each in together)
    return _take_back(together, login, act, whole=whole)


def _take_back(decisions: list[Decision], login: str, act: uuid.UUID, *, whole: bool) -> Result:
    facts = locked(each.fact_id for each in decisions)
    if (before := already(act)) is not None:
        return before
    current_only(fact.pk for fact in facts)
    mine = {each.fact_id: each for each in decisions}
    standing = [fact for fact in facts if fact.decision_id == mine[fact.pk].pk]
    changed = [fact for fact in facts if fact.decision_id != mine[fact.pk].pk]
    if whole and changed:
        raise stale(changed[0])
    if not standing:
        return Result(act, [], left=len(changed))
    now = clock.now()
    Decision.objects.bulk_create(
        [
            Decision(
                fact=fact,
                act=act,
                verb=Decision.Verb.UNDONE,
                revision=fact.revision + 1,
                undoes=mine[fact.pk],
                before=mine[fact.pk],
                by=login,
                at=now,
            )
            for fact in standing
        ],
        batch_size=BATCH,
    )
    _restore(standing, mine)
    done = tell(
        [fact.pk for fact in standing],
        action="plans.fact.undone",
        by=login,
        act=act,
        data={"undoes": str(decisions[0].act)},
    )
    return Result(act, done, left=len(changed))


def _restore(facts: list[Fact], mine: dict[int, Decision]) -> None:
    """Bring what stood before into force again, in one statement for each state."""
    earlier = Decision.objects.in_bulk(
        [each.before_id for each in mine.values() if each.before_id is not None]
    )
    groups: dict[str, list[int]] = defaultdict(list)
    for fact in facts:
        before = earlier.get(mine[fact.pk].before_id or 0)
        groups[_state(fact, before)].append(fact.pk)
    undone = {decision.act for decision in mine.values()}
    for state, ids in groups.items():
        stood = Decision.objects.filter(fact=OuterRef("pk"), act__in=undone).values("before_id")
        Fact.objects.filter(pk__in=ids).update(
            state=state, revision=F("revision") + 1, decision=Subquery(stood[:1])
        )


def _state(fact: Fact, before: Decision | None) -> str:
    if before is not None:
        return STATES[before.verb]
    if fact.origin == Fact.Origin.PERSON:
        return Fact.State.WITHDRAWN
    if fact.origin == Fact.Origin.SECOND:
        return Fact.State.PROPOSED
    return Fact.State.UNREVIEWED
