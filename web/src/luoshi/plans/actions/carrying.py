"""A new version of a document keeps the decisions on facts that say the same in the same words."""

from __future__ import annotations

import uuid
from collections import defaultdict

from luoshi.kernel.trail import record
from luoshi.plans.actions.deciding import Verdict, write
from luoshi.plans.models import Decision, Fact, Version
from luoshi.plans.queries import decided_facts, names_of
from luoshi.plans.rules.carrying import same_words

_CARRIED = (Decision.Verb.ACCEPTED, Decision.Verb.CORRECTED, Decision.Verb.REJECTED)


def carry_over(*, before: Version, after: Version, facts: list[Fact], login: str) -> int:
    """Decide the new version's facts as the same facts of the version before were decided.

    Runs inside the import's transaction. The decision names the version and the person whose
    verdict it repeats; it is one act and undone like any other.
    """
    old = list(decided_facts(before, _CARRIED))
    names = names_of(each.decision.by for each in old if each.decision is not None)
    alike: dict[tuple[str, str, str], list[tuple[Fact, Decision]]] = defaultdict(list)
    for plan in {fact.plan_id: fact.plan for fact in facts}.values():
        mine = [fact for fact in facts if fact.plan_id == plan.pk]
        theirs = [fact for fact in old if fact.plan.title == plan.title]
        for one, other in same_words(theirs, mine):
            decision = one.decision
            assert decision is not None
            by = names.get(decision.by, decision.by)
            reason = (
                decision.reason.partition("（沿用")[0] + f"（沿用第{before.number}版{by}的审定）"
            )
            key = (decision.verb, reason[-500:], repr(decision.fields))
            alike[key].append((other, decision))
    act = uuid.uuid4()
    for (verb, reason, _fields), group in alike.items():
        verdict = Verdict(Decision.Verb(verb), login, act, fields=group[0][1].fields, reason=reason)
        write([fact for fact, _ in group], verdict)
    carried = sum(len(group) for group in alike.values())
    if carried:
        data = {"act": str(act), "before": before.pk, "facts": carried}
        record("plans.decisions.carried", by=login, on=after, data=data)
    return carried
