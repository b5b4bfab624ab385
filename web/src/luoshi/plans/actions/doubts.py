"""Settling doubts: a person decides, with a note, and may open the question again."""

from __future__ import annotations

from django.db import transaction

from luoshi.accounts.api import Actor, May, login_of
from luoshi.kernel import clock
from luoshi.kernel.trail import record
from luoshi.plans.actions.refusals import BadFields, DoubtStale, NotPossible
from luoshi.plans.actions.review import MAX_REASON
from luoshi.plans.models import Doubt
from luoshi.plans.queries import names_of


@transaction.atomic
def settle_doubt(*, doubt_id: int, revision: int, note: str, by: Actor) -> Doubt:
    """Settle a doubt with the note that says how; the same note twice changes nothing."""
    login = login_of(by, May.PLAN_REVIEW)
    text = note.strip().replace("\x00", "")
    if not text or len(text) > MAX_REASON:
        raise BadFields({"note": f"处理意见：应填写，且不超过{MAX_REASON}字"})
    doubt = _locked(doubt_id)
    if doubt.settled_at is not None and (doubt.note, doubt.settled_by) == (text, login):
        return doubt
    _seen(doubt, revision)
    before, doubt.note = doubt.note, text
    doubt.settled_by, doubt.settled_at = login, clock.now()
    return _save(doubt, "plans.doubt.settled", login, before)


@transaction.atomic
def reopen_doubt(*, doubt_id: int, revision: int, by: Actor) -> Doubt:
    """Open a settled doubt again."""
    login = login_of(by, May.PLAN_REVIEW)
    doubt = _locked(doubt_id)
    if doubt.settled_at is None and doubt.revision == revision + 1:
        return doubt
    _seen(doubt, revision)
    before, doubt.note = doubt.note, ""
    doubt.settled_by, doubt.settled_at = "", None
    return _save(doubt, "plans.doubt.reopened", login, before)


def _locked(doubt_id: int) -> Doubt:
    doubt = Doubt.objects.select_for_update().filter(pk=doubt_id).first()
    if doubt is None:
        raise NotPossible("该存疑不存在。", next_step="请刷新页面后再试。")
    return doubt


def _seen(doubt: Doubt, revision: int) -> None:
    if doubt.revision != revision:
        raise DoubtStale(doubt, names_of([doubt.settled_by]).get(doubt.settled_by, ""))


def _save(doubt: Doubt, action: str, login: str, before: str) -> Doubt:
    doubt.revision += 1
    doubt.save(update_fields=["note", "settled_by", "settled_at", "revision"])
    data = {"code": doubt.code, "before": before, "after": doubt.note}
    record(action, by=login, on=doubt, data=data)
    return doubt
