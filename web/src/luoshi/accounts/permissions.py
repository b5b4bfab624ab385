"""One list of what may be done, and which post may do it where.

A post counts at its own agency and at everything below. `PROVINCE` acts belong to posts at the
top of the tree; `OWN` acts to a post at any agency, within its scope. The administrator manages
accounts and sees no business data.
"""

from __future__ import annotations

from enum import StrEnum, auto

from luoshi.accounts.models import Post


class May(StrEnum):
    """Everything a person may be allowed to do."""

    PLAN_READ = auto()
    PROPOSAL_READ = auto()
    PLAN_IMPORT = auto()
    PLAN_REVIEW = auto()
    AGENCY_READ = auto()
    AGENCY_EDIT = auto()
    ENTERPRISE_READ = auto()
    ENTERPRISE_EDIT = auto()
    LEDGER_READ = auto()
    LEDGER_EXPORT = auto()
    INDICATOR_EDIT = auto()
    ACCOUNT_MANAGE = auto()


_READ = frozenset(
    {May.PLAN_READ, May.AGENCY_READ, May.ENTERPRISE_READ, May.LEDGER_READ, May.LEDGER_EXPORT}
)
_PROVINCE_READ = _READ | {May.PROPOSAL_READ}
_PROVINCE_EDIT = _PROVINCE_READ | {
    May.PLAN_IMPORT,
    May.PLAN_REVIEW,
    May.AGENCY_EDIT,
    May.ENTERPRISE_EDIT,
    May.INDICATOR_EDIT,
}


def allowed(kind: str, *, province: bool) -> frozenset[May]:
    """Return what a post of a kind allows, at the top of the tree or below it."""
    if kind == Post.Kind.ADMINISTRATOR:
        return frozenset({May.ACCOUNT_MANAGE})
    if not province:
        return _READ
    return _PROVINCE_EDIT if kind == Post.Kind.EDITOR else _PROVINCE_READ
