"""One list of what may be done, and which post may do it where.

A post counts at its own agency: it reads there and everywhere below, and acts for that agency
alone. What concerns the programme as a whole belongs to posts at the top of the tree. The three
administrators see no business data, and neither does a post that fills in for one enterprise.
"""

from __future__ import annotations

from enum import StrEnum, auto
from typing import Final

from luoshi.accounts.models import Post


class May(StrEnum):
    """Everything a person may be allowed to do."""

    PLAN_READ = auto()
    AGENCY_READ = auto()
    ENTERPRISE_READ = auto()
    LEDGER_READ = auto()
    LEDGER_EXPORT = auto()
    DISPATCH_READ = auto()
    REPORT_READ = auto()
    MONITOR_READ = auto()
    PROPOSAL_READ = auto()
    PLAN_IMPORT = auto()
    PLAN_REVIEW = auto()
    AGENCY_EDIT = auto()
    ENTERPRISE_EDIT = auto()
    INDICATOR_EDIT = auto()
    DISPATCH = auto()
    CYCLE_MANAGE = auto()
    RULE_EDIT = auto()
    CONFERENCE_EDIT = auto()
    RECEIVE = auto()
    REPORT_FILL = auto()
    REPORT_ACCEPT = auto()
    CHANGE_DECIDE = auto()
    FIRM_REPORT = auto()
    ACCOUNT_MANAGE = auto()
    JOB_MANAGE = auto()
    POST_GRANT = auto()
    POLICY_EDIT = auto()
    TRAIL_READ = auto()


_READ: Final = frozenset(
    {
        May.PLAN_READ,
        May.AGENCY_READ,
        May.ENTERPRISE_READ,
        May.LEDGER_READ,
        May.LEDGER_EXPORT,
        May.DISPATCH_READ,
        May.REPORT_READ,
        May.MONITOR_READ,
    }
)
#: What a post of a kind allows at any agency.
ANYWHERE: Final[dict[str, frozenset[May]]] = {
    Post.Kind.VIEWER: _READ,
    Post.Kind.EDITOR: _READ | {May.RECEIVE, May.REPORT_FILL},
    Post.Kind.REVIEWER: _READ | {May.REPORT_ACCEPT, May.CHANGE_DECIDE},
    Post.Kind.ENTERPRISE: frozenset({May.FIRM_REPORT}),
    Post.Kind.SYSTEM: frozenset({May.ACCOUNT_MANAGE, May.JOB_MANAGE}),
    Post.Kind.SECURITY: frozenset({May.POST_GRANT, May.POLICY_EDIT}),
    Post.Kind.AUDIT: frozenset({May.TRAIL_READ}),
}
#: What it allows besides at the top of the tree.
AT_THE_TOP: Final[dict[str, frozenset[May]]] = {
    Post.Kind.VIEWER: frozenset({May.PROPOSAL_READ}),
    Post.Kind.EDITOR: frozenset(
        {
            May.PROPOSAL_READ,
            May.PLAN_IMPORT,
            May.PLAN_REVIEW,
            May.AGENCY_EDIT,
            May.ENTERPRISE_EDIT,
            May.INDICATOR_EDIT,
            May.DISPATCH,
            May.CYCLE_MANAGE,
            May.RULE_EDIT,
            May.CONFERENCE_EDIT,
        }
    ),
    Post.Kind.REVIEWER: frozenset({May.PROPOSAL_READ}),
}


def allowed(kind: str, *, province: bool) -> frozenset[May]:
    """Return what a post of a kind allows, at the top of the tree or below it."""
    at_the_top = AT_THE_TOP.get(kind, frozenset()) if province else frozenset()
    return ANYWHERE[kind] | at_the_top
