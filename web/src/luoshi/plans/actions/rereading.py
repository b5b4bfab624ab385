"""Reading a stored text again: decisions stay, what is new, changed or gone is shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Max

from luoshi.accounts.api import Actor, May, login_of
from luoshi.kernel import clock
from luoshi.kernel.trail import record
from luoshi.plans.actions.refusals import NotPossible
from luoshi.plans.actions.storing import store_doubts, store_facts, touch
from luoshi.plans.actions.telling import facts_changed, keep_comparisons
from luoshi.plans.models import Doubt, Fact, Plan, Rereading, Version
from luoshi.plans.queries import effective_fields, for_others
from luoshi.plans.rules.matching import matched
from luoshi.plans.rules.reading import ReadFact, ReadPlan, read_text, reader_version
from luoshi.plans.rules.second import says_the_same

_READ = ("start", "end", "quote", "sentence", "fields", "evidence", "confidence")
_BATCH = 100


@dataclass(slots=True)
class _Changes:
    """What a re-reading did, for the page, and the rows to write."""

    told: list[dict[str, Any]] = field(default_factory=list)
    rows: list[Fact] = field(default_factory=list)
    heard: list[int] = field(default_factory=list)
    withdrawn: int = 0

    def tell(self, what: str, fact: Fact, before: Any, after: Any) -> None:
        self.told.append(
            {
                "change": what,
                "fact": fact.pk,
                "type": fact.type,
                "quote": fact.quote,
                "state": fact.state,
                "before": before,
                "after": after,
            }
        )
        self.heard.append(fact.pk)


@transaction.atomic
def reread(*, version_id: int, by: Actor) -> Rereading:
    """Read a version's text with the present reader and reconcile; no decision is touched.

    An undecided fact takes the new reading; a decided one keeps what was decided and shows the
    new reading beside it; what is no longer found stays, marked gone. What a model proposed and
    the reader now finds itself is the reader's, unless somebody decided the proposal.
    """
    login = login_of(by, May.PLAN_IMPORT)
    version = Version.objects.select_for_update().filter(pk=version_id).first()
    if version is None:
        raise NotPossible("没有这份文本。", next_step="请刷新页面后再试。")
    changes = _Changes()
    for plan, read in _plans(version, read_text(version.text, version.pieces)):
        found = _beside_proposals(plan, read.facts if read else [], changes)
        _facts(plan, found, changes)
        _doubts(plan, read)
    Fact.objects.bulk_update(
        changes.rows, [*_READ, "key", "reading", "proposed"], batch_size=_BATCH
    )
    done = Rereading.objects.create(
        version=version,
        reader_before=version.reader_version,
        reader_after=reader_version(),
        by=login,
        at=clock.now(),
        changes=changes.told,
    )
    version.reader_version, version.read_at = done.reader_after, done.at
    version.save(update_fields=["reader_version", "read_at"])
    # A newer reader may call an indicator by another usual name, though the fact reads the same.
    keep_comparisons(Fact.objects.filter(plan__version=version).select_related("decision"))
    counts = {what: sum(1 for each in changes.told if each["change"] == what) for what in _WHAT}
    if changes.withdrawn:
        counts["proposals"] = changes.withdrawn
    record("plans.document.reread", by=login, on=version, data={"rereading": done.pk, **counts})
    facts_changed(list(for_others(changes.heard)), login)
    return done


_WHAT = ("new", "changed", "gone")


def _plans(version: Version, read: list[ReadPlan]) -> list[tuple[Plan, ReadPlan | None]]:
    """Pair the stored plans with those read; a plan never seen before is added."""
    stored = list(version.plans.all())
    last = max((plan.ordinal for plan in stored), default=0)
    pairs: list[tuple[Plan, ReadPlan | None]] = []
    for each in read:
        plan = max(stored, key=lambda one: _shared(one, each), default=None)
        if plan is None or not _shared(plan, each):
            last += 1
            plan = Plan(version=version, ordinal=last)
        else:
            stored.remove(plan)
        plan.title, plan.year, plan.issuer = each.title[:500], each.year, each.issuer[:200]
        plan.start, plan.end, plan.outline = each.start, each.end, each.outline
        plan.save()
        pairs.append((plan, each))
    return [*pairs, *((plan, None) for plan in stored)]


def _shared(plan: Plan, read: ReadPlan) -> int:
    return max(0, min(plan.end, read.end) - max(plan.start, read.start))


def _facts(plan: Plan, read: Sequence[ReadFact], changes: _Changes) -> None:
    stored = list(plan.facts.filter(origin=Fact.Origin.READER).select_related("decision"))
    fresh: list[ReadFact] = []
    for old, new in matched(stored, read):
        if old is None:
            assert new is not None
            fresh.append(new)
        elif new is None:
            _gone(old, changes)
        elif _same(old, new):
            _kept(old, new, changes)
        elif old.decision is None and old.state == Fact.State.UNREVIEWED:
            before = old.fields
            _take(old, new)
            old.reading = Fact.Reading.CHANGED
            changes.rows.append(old)
            changes.tell("changed", old, before, new.fields)
        else:
            _propose(old, new, changes)
    last = plan.facts.aggregate(last=Max("sequence"))["last"] or 0
    for fact in store_facts(plan, fresh, reading=Fact.Reading.NEW, after=last):
        changes.tell("new", fact, None, fact.fields)


def _beside_proposals(
    plan: Plan, read: Sequence[ReadFact], changes: _Changes
) -> Sequence[ReadFact]:
    """Settle what a model proposed with what the reader now finds itself; return the rest.

    A proposal that nobody decided is withdrawn for the reader's fact. A decided one stays, with
    what the reader makes of it beside it.
    """
    proposals = plan.facts.filter(origin=Fact.Origin.SECOND).exclude(state=Fact.State.WITHDRAWN)
    second = list(proposals.select_related("decision").order_by("start", "pk"))
    if not second:
        return read
    known = set(plan.facts.values_list("key", flat=True))
    settled: set[str] = set()
    found: list[int] = []
    for old in second:
        same = [new for new in read if says_the_same(old, old.fields, new, new.fields)]
        if same and old.state == Fact.State.PROPOSED:
            found.append(old.pk)
        elif fresh := [new for new in same if new.key not in known | settled]:
            settled.add(fresh[0].key)
            _propose(old, fresh[0], changes)
    waiting = Fact.objects.filter(pk__in=found, state=Fact.State.PROPOSED)
    changes.withdrawn += waiting.update(state=Fact.State.WITHDRAWN)
    return [new for new in read if new.key not in settled]


def _same(old: Fact, new: ReadFact) -> bool:
    return (old.start, old.end, old.fields) == (new.start, new.end, new.fields)


def _take(old: Fact, new: ReadFact) -> None:
    for name in (*_READ, "key"):
        setattr(old, name, getattr(new, name))


def _kept(old: Fact, new: ReadFact, changes: _Changes) -> None:
    """Nothing changed; a fact that had gone is told as found again."""
    if old.reading == Fact.Reading.GONE:
        changes.tell("new", old, None, new.fields)
    fresh = (Fact.Reading.CURRENT, None, new.evidence, new.key, new.confidence)
    if (old.reading, old.proposed, old.evidence, old.key, old.confidence) != fresh:
        old.reading, old.proposed, old.evidence, old.key, old.confidence = fresh
        changes.rows.append(old)


def _propose(old: Fact, new: ReadFact, changes: _Changes) -> None:
    """Show a newer reading beside a decision, unless the decision says the same already."""
    if effective_fields(old) == new.fields:
        if old.reading != Fact.Reading.CURRENT or old.proposed is not None:
            old.reading, old.proposed = Fact.Reading.CURRENT, None
            changes.rows.append(old)
        return
    proposed = {name: getattr(new, name) for name in _READ}
    left = old.proposed is not None and old.proposed.get("left", False)
    if left and old.proposed == {**proposed, "left": True}:
        return
    if old.proposed != proposed:
        changes.tell("changed", old, effective_fields(old), new.fields)
    old.reading, old.proposed = Fact.Reading.CHANGED, proposed
    changes.rows.append(old)


def _gone(old: Fact, changes: _Changes) -> None:
    if old.reading != Fact.Reading.GONE:
        old.reading, old.proposed = Fact.Reading.GONE, None
        changes.rows.append(old)
        changes.tell("gone", old, old.fields, None)


def _doubts(plan: Plan, read: ReadPlan | None) -> None:
    """Keep settled doubts, refresh those that still stand, retire those that do not."""
    found = {doubt.key: doubt for doubt in (read.doubts if read else [])}
    stored = {doubt.key: doubt for doubt in plan.doubts.all()}
    for key, doubt in stored.items():
        again = found.get(key)
        doubt.current = again is not None
        if again is not None:
            doubt.message, doubt.severity = again.message, again.severity
            doubt.related = again.related
    Doubt.objects.bulk_update(
        stored.values(), ["current", "message", "severity", "related"], batch_size=_BATCH
    )
    facts = list(plan.facts.exclude(state=Fact.State.WITHDRAWN))
    kept = [(doubt, found[key]) for key, doubt in stored.items() if key in found]
    Doubt.facts.through.objects.filter(doubt__plan=plan).delete()
    touch(kept, facts)
    store_doubts(plan, [doubt for key, doubt in found.items() if key not in stored], facts)
