"""How handing down says a part, a state and a sum."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _

from luoshi.dispatch import queries, rules
from luoshi.dispatch.models import Assignment
from luoshi.kernel.figures import plain
from luoshi.kernel.tables import Mark
from luoshi.ledger.api import Responsibility

_TONES = {
    Assignment.State.UNREAD: "doubt",
    Assignment.State.READ: "plain",
    Assignment.State.SIGNED: "done",
    Assignment.State.RETURNED: "wrong",
    Assignment.State.WITHDRAWN: "plain",
}


def state(assignment: Assignment) -> Mark:
    """Return 未读, 已读, 已签收, 已退回 or 已收回."""
    return Mark(tone(assignment), assignment.state.label)


def tone(assignment: Assignment) -> str:
    """Return the tone of a state's badge."""
    return _TONES[assignment.state]


def amount(value: Decimal | None, unit: str) -> str:
    """Return a value with its unit: 2850辆."""
    return "" if value is None else f"{plain(value)}{unit}"


def part(assignment: Assignment) -> str:
    """Return what an agency got: 2850辆, 15%, or nothing where nothing is counted."""
    if assignment.share_pct is not None:
        return f"{plain(assignment.share_pct)}%"
    return amount(assignment.amount, assignment.unit)


def carried(assignment: Assignment) -> str:
    """Return what an agency has to bring: its part, or all that the item promises by its lead."""
    own = part(assignment)
    if own or assignment.parent_id is not None or assignment.role != Responsibility.Role.LEAD:
        return own
    return amount(*queries.promised(assignment.item))


def summed(split: rules.Split) -> str:
    """Return a sum against its whole: 已分解4010辆，余13990辆."""
    if split.total is None:
        return _("已下达%(n)s个单位") % {"n": split.parts} if split.parts else ""
    if not split.parts:
        return ""
    words = {"given": amount(split.given, split.unit), "rest": ""}
    if split.excess is not None:
        words["rest"] = amount(split.excess, split.unit)
        return _("已分解%(given)s，超出%(rest)s") % words
    words["rest"] = amount(split.rest, split.unit)
    return _("已分解%(given)s，余%(rest)s") % words
