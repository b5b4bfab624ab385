"""Deciding facts one at a time: accept, correct, reject, merge, split, add."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.db import IntegrityError, transaction

from luoshi.accounts.api import Actor, May, login_of
from luoshi.plans.actions.adding import insert, new_fact
from luoshi.plans.actions.deciding import (
    Result,
    Verdict,
    already,
    locked,
    open_to,
    seen,
    tell,
    write,
)
from luoshi.plans.actions.refusals import BadFields, NotPossible
from luoshi.plans.models import Decision, Fact, Plan, Type
from luoshi.plans.queries import effective_fields
from luoshi.plans.rules.fields import FieldError, clean

MAX_REASON: Final = 500
MAX_PARTS: Final = 20
MAX_ADDED: Final = 2000

Verb = Decision.Verb


@transaction.atomic
def accept(*, fact_id: int, revision: int, by: Actor, act: uuid.UUID | None = None) -> Result:
    """Accept a fact as it was read; once accepted, accepting again changes nothing."""
    return _decide(fact_id, revision, Verdict(Verb.ACCEPTED, _login(by), act or uuid.uuid4()))


@transaction.atomic
def correct(
    *,
    fact_id: int,
    revision: int,
    fields: Mapping[str, Any],
    by: Actor,
    reason: str = "",
    act: uuid.UUID | None = None,
) -> Result:
    """Put a person's fields beside what was read."""
    login = _login(by)
    fact = Fact.objects.filter(pk=fact_id).first()
    cleaned = cleaned_fields(fact.type if fact else "", fields)
    return _decide(
        fact_id,
        revision,
        Verdict(Verb.CORRECTED, login, act or uuid.uuid4(), fields=cleaned, reason=_reason(reason)),
    )


@transaction.atomic
def reject(
    *, fact_id: int, revision: int, reason: str, by: Actor, act: uuid.UUID | None = None
) -> Result:
    """Say that the fact is none, and why."""
    login = _login(by)
    verdict = Verdict(Verb.REJECTED, login, act or uuid.uuid4(), reason=required_reason(reason))
    return _decide(fact_id, revision, verdict)


def _decide(fact_id: int, revision: int, verdict: Verdict) -> Result:
    facts = locked([fact_id])
    if (before := already(verdict.act)) is not None:
        return before
    if len(facts) == 1 and verdict.stands_in(facts[0].decision):
        return Result(verdict.act, facts)
    seen(facts, {fact_id: revision})
    open_to(facts)
    fields_before = effective_fields(facts[0])
    write(facts, verdict)
    data: dict[str, Any] = {}
    if verdict.reason:
        data["reason"] = verdict.reason
    if verdict.fields is not None:
        data |= {"before": fields_before, "after": verdict.fields}
    done = tell(
        [fact_id], action=f"plans.fact.{verdict.verb}", by=verdict.by, act=verdict.act, data=data
    )
    return Result(verdict.act, done)


@transaction.atomic
def merge(
    *,
    revisions: Mapping[int, int],
    into: int,
    fields: Mapping[str, Any],
    by: Actor,
    reason: str = "",
    act: uuid.UUID | None = None,
) -> Result:
    """Make several facts of one kind one: `into` stands with the given fields, the rest go in."""
    login, act = _login(by), act or uuid.uuid4()
    facts = locked(revisions)
    if (before := already(act)) is not None:
        return before
    seen(facts, revisions)
    open_to(facts)
    kept = next((fact for fact in facts if fact.pk == into), None)
    rest = [fact for fact in facts if fact.pk != into]
    if kept is None or not rest or len({(fact.plan_id, fact.type) for fact in facts}) != 1:
        raise NotPossible(
            "只能合并同一计划中同一类型的两条以上事实。", next_step="请重新选择要合并的事实。"
        )
    why = _reason(reason)
    cleaned = cleaned_fields(kept.type, fields)
    write([kept], Verdict(Verb.CORRECTED, login, act, fields=cleaned, reason=why))
    write(rest, Verdict(Verb.MERGED, login, act, into=kept, reason=why))
    data = {"into": into, "after": cleaned, "reason": why}
    done = tell([*revisions], action="plans.fact.merged", by=login, act=act, data=data)
    return Result(act, done)


@transaction.atomic
def split(
    *,
    fact_id: int,
    revision: int,
    parts: Sequence[Mapping[str, Any]],
    by: Actor,
    reason: str = "",
    act: uuid.UUID | None = None,
) -> Result:
    """Make one fact several: each part has its `fields` and stands at the fact's own words."""
    login, act = _login(by), act or uuid.uuid4()
    facts = locked([fact_id])
    if (before := already(act)) is not None:
        return before
    seen(facts, {fact_id: revision})
    open_to(facts)
    if not 2 <= len(parts) <= MAX_PARTS:  # noqa: PLR2004 - fewer than two is no split
        message = f"应拆分为2至{MAX_PARTS}条。"
        raise NotPossible(message, next_step="请填写每一条的要素。")
    fact, why = facts[0], _reason(reason)
    cleaned = [cleaned_fields(fact.type, part) for part in parts]
    write([fact], Verdict(Verb.SPLIT, login, act, reason=why))
    made = [
        new_fact(fact.plan, fact.type, (fact.start, fact.end), each, f"split:{act}:{number}")
        for number, each in enumerate(cleaned, 1)
    ]
    for part in made:
        part.parent = fact
        part.evidence = fact.evidence
    insert(made, login, act, why)
    data = {"parts": cleaned, "reason": why}
    ids = [fact_id, *(part.pk for part in made)]
    return Result(act, tell(ids, action="plans.fact.split", by=login, act=act, data=data))


def add(
    *,
    plan_id: int,
    type: str,  # noqa: A002 - the guide's own word
    place: tuple[int, int],
    fields: Mapping[str, Any],
    by: Actor,
    act: uuid.UUID | None = None,
) -> Result:
    """Add a fact the reader missed, at the words somebody selected."""
    login, act = _login(by), act or uuid.uuid4()
    try:
        with transaction.atomic():
            return _add(plan_id, type, place, fields, (login, act))
    except IntegrityError:
        # The same click arrived twice in one moment: the first one's fact stands.
        if (before := already(act)) is None:
            raise
        return before


def _add(
    plan_id: int,
    kind: str,
    place: tuple[int, int],
    fields: Mapping[str, Any],
    who: tuple[str, uuid.UUID],
) -> Result:
    login, act = who
    if (before := already(act)) is not None:
        return before
    plan = Plan.objects.select_related("version").filter(pk=plan_id).first()
    if plan is None or kind not in Type.values:
        raise NotPossible("没有这个计划或类型。", next_step="请刷新页面后再试。")
    if not plan.version.current:
        raise NotPossible("该文件已有新版本，旧版本不再审定。", next_step="请到新版本中补录。")
    start, end = place
    if not (plan.start <= start < end <= plan.end and end - start <= MAX_ADDED):
        raise NotPossible(
            "所选文字不在本计划之内，或超过2000字。", next_step="请在正文中重新选择文字。"
        )
    cleaned = cleaned_fields(kind, fields)
    fact = new_fact(plan, kind, (start, end), cleaned, f"added:{act}")
    insert([fact], login, act, "")
    data = {"plan": plan_id, "place": [start, end], "after": cleaned}
    done = tell([fact.pk], action="plans.fact.added", by=login, act=act, data=data)
    return Result(act, done)


@transaction.atomic
def adopt(*, fact_id: int, revision: int, take: bool, by: Actor) -> Result:
    """Settle what a newer reading proposed for a decided fact: take it over or leave it."""
    login, act = _login(by), uuid.uuid4()
    facts = locked([fact_id])
    seen(facts, {fact_id: revision})
    fact = facts[0]
    newer = fact.newer
    if newer is None:
        raise NotPossible("该事实没有待处理的重读结果。", next_step="请刷新页面后再看。")
    if take:
        open_to(facts)
        verdict = Verdict(Verb.CORRECTED, login, act, fields=newer["fields"], reason="采用重读结果")
        write(facts, verdict)
    left = None if take else {**newer, "left": True}
    Fact.objects.filter(pk=fact_id).update(proposed=left, reading=Fact.Reading.CURRENT)
    action = "plans.reading.adopted" if take else "plans.reading.dismissed"
    done = tell([fact_id], action=action, by=login, act=act, data={"proposed": newer})
    return Result(act, done)


def cleaned_fields(kind: str, fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return validated fields or refuse with a sentence for each."""
    try:
        return clean(kind, fields)
    except FieldError as error:
        raise BadFields(error.errors) from error


def required_reason(reason: str) -> str:
    """Return a reason that is there, or refuse."""
    if not reason.strip():
        raise BadFields({"reason": "理由：不能为空"})
    return _reason(reason)


def _reason(reason: str) -> str:
    text = reason.strip().replace("\x00", "")
    if len(text) > MAX_REASON:
        raise BadFields({"reason": f"理由：不能超过{MAX_REASON}字"})
    return text


def _login(by: Actor) -> str:
    return login_of(by, May.PLAN_REVIEW)
