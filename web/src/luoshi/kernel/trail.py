"""Writing the trail: inside the change, in the same transaction, or not at all (SEC-25)."""

from __future__ import annotations

from typing import Any

from django.db import connection, models

from luoshi.kernel import clock, context
from luoshi.kernel.models import Entry


def record(
    action: str,
    *,
    by: str,
    on: models.Model | None = None,
    data: dict[str, Any] | None = None,
    result: str = Entry.Result.OK,
    unit: str = "",
) -> Entry:
    """Append one entry. `action` is dotted and in the past tense (`plans.fact.accepted`).

    Raises:
        RuntimeError: outside a transaction, because a change without its entry must not exist.

    """
    if not connection.in_atomic_block:
        msg = f"record({action!r}) must run inside the transaction of the change it records"
        raise RuntimeError(msg)
    return Entry.objects.create(
        at=clock.now(),
        action=action,
        actor=by,
        actor_unit=unit or context.unit.get()(),
        object_type=on._meta.label_lower if on is not None else "",
        object_id=str(on.pk) if on is not None else "",
        result=result,
        address=context.address.get(),
        data=data or {},
    )
