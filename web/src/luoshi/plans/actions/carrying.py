"""A new version of a document keeps what people decided where the same words still stand."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from luoshi.kernel import clock
from luoshi.kernel.trail import record
from luoshi.plans.actions.adding import insert, new_fact
from luoshi.plans.actions.deciding import Verdict, write
from luoshi.plans.models import Decision, Doubt, Fact, Plan, Version
from luoshi.plans.queries import decided_facts, effective_fields, names_of, settled_doubts
from luoshi.plans.rules.carrying import only_place, paired, same_words
from luoshi.plans.rules.reading import sentence_at
from luoshi.plans.rules.second import free_key

_VERBS = (Decision.Verb.ACCEPTED, Decision.Verb.CORRECTED, Decision.Verb.REJECTED)
_LONGEST = 500


@dataclass(frozen=True, slots=True)
class Carried:
    """What was carried: how many decisions, which facts people had added, how many doubts."""

    decided: int = 0
    added: list[Fact] = field(default_factory=list)
    doubts: int = 0

    @property
    def facts(self) -> int:
        """How many facts of the new version a person has decided."""
        return self.decided + len(self.added)


@dataclass(frozen=True, slots=True)
class _Carrying:
    """The two versions, the act, and how the people of the old one are named."""

    before: Version
    after: Version
    login: str
    act: uuid.UUID
    names: Mapping[str, str]

    def said(self, words: str, by: str, what: str) -> str:
        """Return a person's words with where they come from."""
        source = f"（沿用第{self.before.number}版{self.names.get(by, by)}的{what}）"
        return words.partition("（沿用")[0][: _LONGEST - len(source)] + source


def carry_over(*, before: Version, after: Version, facts: list[Fact], login: str) -> Carried:
    """Decide, add and settle in the new version what people did in the one before.

    A decision holds for the same fact in the same words, an added fact where its words stand
    exactly once in the plan, a settled doubt where it says the same of the same sentences. Runs
    inside the import's transaction; each names the version and the person it repeats, and the
    decisions are one act, undone like any other.
    """
    old = list(decided_facts(before, (*_VERBS, Decision.Verb.ADDED)))
    settled = list(settled_doubts(before))
    people = {fact.decision.by for fact in old if fact.decision is not None}
    names = names_of(people | {doubt.settled_by for doubt in settled})
    carrying = _Carrying(before, after, login, uuid.uuid4(), names)
    decided = _decide(carrying, old, facts)
    carried = Carried(decided, _add(carrying, old, facts), _settle(carrying, settled))
    if carried.facts or carried.doubts:
        data = {
            "act": str(carrying.act),
            "before": before.pk,
            "facts": decided,
            "added": [fact.pk for fact in carried.added],
            "doubts": carried.doubts,
        }
        record("plans.decisions.carried", by=login, on=after, data=data)
    return carried


def _decide(carrying: _Carrying, old: list[Fact], facts: list[Fact]) -> int:
    """Decide the facts that say the same in the same words; return how many."""
    alike: dict[tuple[str, str, str], list[tuple[Fact, Decision]]] = defaultdict(list)
    for _plan, theirs, mine in _by_plan(old, facts):
        for one, other in same_words(theirs, mine):
            decision = one.decision
            if decision is None or decision.verb not in _VERBS:
                continue
            reason = carrying.said(decision.reason, decision.by, "审定")
            alike[decision.verb, reason, repr(decision.fields)].append((other, decision))
    for (verb, reason, _fields), group in alike.items():
        fields = group[0][1].fields
        verdict = Verdict(
            Decision.Verb(verb), carrying.login, carrying.act, fields=fields, reason=reason
        )
        write([fact for fact, _ in group], verdict)
    return sum(len(group) for group in alike.values())


def _add(carrying: _Carrying, old: list[Fact], facts: list[Fact]) -> list[Fact]:
    """Add again what people had added, or taken of a model's proposals; return the new facts.

    The words must stand exactly once. What was proposed stays so: undone, it waits again.
    """
    added: list[Fact] = []
    for plan, theirs, mine in _by_plan(old, facts):
        read = {(fact.type, fact.start, fact.end) for fact in mine}
        for one in theirs:
            decision = one.decision
            if one.origin == Fact.Origin.READER or one.parent_id is not None or decision is None:
                continue
            place = only_place(one.quote, carrying.after.text, plan.start, plan.end)
            rejected = decision.verb == Decision.Verb.REJECTED
            if rejected or place is None or (one.type, *place) in read:
                continue
            if one.origin == Fact.Origin.SECOND:
                key = free_key(one.type, place, {each.key for each in added})
                fact = new_fact(plan, one.type, place, dict(one.fields), key)
                fact.origin, fact.proposer = one.origin, one.proposer
                reason = carrying.said(decision.reason, decision.by, "审定")
                insert([fact], carrying.login, carrying.act, reason, like=decision)
            else:
                key = f"added:{carrying.act}:{len(added) + 1}"
                fact = new_fact(plan, one.type, place, effective_fields(one), key)
                insert([fact], carrying.login, carrying.act, carrying.said("", decision.by, "补录"))
            added.append(fact)
    return added


def _settle(carrying: _Carrying, settled: list[Doubt]) -> int:
    """Settle the doubts that say the same of the same words; return how many."""
    fresh = list(Doubt.objects.filter(plan__version=carrying.after).select_related("plan"))
    old, new = carrying.before.text, carrying.after.text
    pairs = paired(
        ((_question(one, old), one) for one in settled),
        ((_question(one, new), one) for one in fresh),
    )
    for one, other in pairs:
        other.note = carrying.said(one.note, one.settled_by, "处理")
        other.settled_by, other.settled_at = carrying.login, clock.now()
        other.revision += 1
    changed = [other for _, other in pairs]
    Doubt.objects.bulk_update(changed, ["note", "settled_by", "settled_at", "revision"], 500)
    return len(changed)


def _question(doubt: Doubt, text: str) -> tuple[str, ...]:
    """Return what a doubt asks: of which plan, what, and of which words in which sentences."""
    places = [(doubt.start, doubt.end), *doubt.related]
    words = (f"{text[start:end]}:{sentence_at(text, start, end)}" for start, end in places)
    return doubt.plan.title, doubt.code, doubt.message, *words


def _by_plan(
    old: Iterable[Fact], facts: list[Fact]
) -> Iterator[tuple[Plan, list[Fact], list[Fact]]]:
    """Yield each plan of the new version with the old facts of its title and its own."""
    of_title: dict[str, list[Fact]] = defaultdict(list)
    for fact in old:
        of_title[fact.plan.title].append(fact)
    mine: dict[int, list[Fact]] = defaultdict(list)
    for fact in facts:
        mine[fact.plan_id].append(fact)
    for plan in {fact.plan_id: fact.plan for fact in facts}.values():
        yield plan, of_title[plan.title], mine[plan.pk]
