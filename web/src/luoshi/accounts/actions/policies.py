"""The log-in policy: each change is a new version with its reason."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from luoshi.accounts.models import Policy
from luoshi.accounts.permissions import May
from luoshi.accounts.queries import Actor, login_of
from luoshi.kernel import clock
from luoshi.kernel.trail import record


@transaction.atomic
def lay_down_policy(*, by: Actor, reason: str, **rules: Any) -> Policy:
    """Lay down the rules for log-ins that begin from now on."""
    login_by = login_of(by, May.POLICY_EDIT)
    policy = Policy.objects.create(reason=reason, made_at=clock.now(), made_by=login_by, **rules)
    record("accounts.policy.changed", by=login_by, on=policy, data={**rules, "reason": reason})
    return policy
