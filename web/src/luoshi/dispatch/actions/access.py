"""Who may act for an agency, and locking what is acted on."""

from __future__ import annotations

from collections.abc import Iterable

from luoshi.accounts.api import Actor, May, act_for, require, scope_of
from luoshi.dispatch.models import Assignment
from luoshi.dispatch.refusals import ReasonMissing
from luoshi.kernel.refusals import NotPermitted

LONGEST = 500


def login_at(by: Actor, what: May, agency_id: int) -> str:
    """Return the name for the trail, after asking for a post held exactly at the agency.

    Raises:
        NotPermitted: there is none.

    """
    if isinstance(by, str):
        return by
    require(by, what)
    if agency_id not in scope_of(by).at(what):
        raise NotPermitted(
            "您的岗位不在该单位，不能代其办理。", next_step="请由该单位经办人员办理。"
        )
    act_for(by, what, agency_id)
    return by.login


def locked(ids: Iterable[int]) -> list[Assignment]:
    """Return assignments, locked, in the order of their keys so that two acts cannot cross."""
    return list(
        Assignment.objects.select_for_update(of=("self",))
        .filter(pk__in=set(ids))
        .prefetch_related("item", "agency", "parent__agency")
        .order_by("pk")
    )


def reason_of(words: str, what: str) -> str:
    """Return a reason as kept.

    Raises:
        ReasonMissing: it is blank.

    """
    reason = words.strip()[:LONGEST]
    if not reason:
        message = f"{what}须写明理由。"
        raise ReasonMissing(message, next_step="请填写后再办理。")
    return reason
