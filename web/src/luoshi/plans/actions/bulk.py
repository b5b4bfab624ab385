"""Deciding many facts with one click: only those that still wait, with a count of the rest.

Proposals of the second reader are decided with others only where somebody ticked them.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import asdict

from django.db import transaction

from luoshi.accounts.api import Actor, May, login_of
from luoshi.plans.actions.deciding import (
    Result,
    Verdict,
    already,
    current_only,
    locked,
    tell,
    write,
)
from luoshi.plans.actions.refusals import NotPossible
from luoshi.plans.actions.review import required_reason
from luoshi.plans.models import Decision, Fact
from luoshi.plans.queries import Selection, unreviewed


@transaction.atomic
def accept_all(*, selection: Selection, by: Actor, act: uuid.UUID | None = None) -> Result:
    """Accept every fact of a selection that nobody has decided yet."""
    verdict = Verdict(Decision.Verb.ACCEPTED, login_of(by, May.PLAN_REVIEW), act or uuid.uuid4())
    ids = unreviewed(selection).values_list("pk", flat=True)
    return _decide(ids, verdict, {"selection": asdict(selection)})


@transaction.atomic
def accept_these(*, ids: Iterable[int], by: Actor, act: uuid.UUID | None = None) -> Result:
    """Accept the ticked facts."""
    login = login_of(by, May.PLAN_REVIEW)
    return _decide(ids, Verdict(Decision.Verb.ACCEPTED, login, act or uuid.uuid4()), {})


@transaction.atomic
def reject_these(
    *, ids: Iterable[int], reason: str, by: Actor, act: uuid.UUID | None = None
) -> Result:
    """Reject the ticked facts for one reason."""
    login = login_of(by, May.PLAN_REVIEW)
    why = required_reason(reason)
    verdict = Verdict(Decision.Verb.REJECTED, login, act or uuid.uuid4(), reason=why)
    return _decide(ids, verdict, {"reason": why})


def _decide(ids: Iterable[int], verdict: Verdict, data: dict[str, object]) -> Result:
    wanted = set(ids)
    facts = locked(wanted)
    if (before := already(verdict.act)) is not None:
        return before
    current_only(wanted)
    fresh = [fact for fact in facts if fact.state in Fact.WAITING]
    left = len(wanted) - len(fresh)
    if not fresh:
        raise NotPossible("所选范围内没有未审的事实。", next_step="请刷新页面查看最新状态。")
    write(fresh, verdict)
    done = tell(
        [fact.pk for fact in fresh],
        action=f"plans.facts.{verdict.verb}",
        by=verdict.by,
        act=verdict.act,
        data={**data, "left": left},
    )
    return Result(verdict.act, done, left=left)
