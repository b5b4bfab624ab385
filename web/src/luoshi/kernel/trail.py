"""Writing the trail: inside the change, in the same transaction, or not at all (SEC-25)."""

from __future__ import annotations

from collections.abc import Iterable
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
    entry = _entry(action, by, on, data, unit=unit or context.unit.get()(), result=result)
    entry.save(force_insert=True)
    return entry


def record_all(
    action: str, *, by: str, of: Iterable[tuple[models.Model, dict[str, Any]]]
) -> list[Entry]:
    """Append an entry for each thing that one act did, with its data; a fixed cost of statements.

    Raises:
        RuntimeError: outside a transaction.

    """
    unit = context.unit.get()()
    rows = [_entry(action, by, on, data, unit=unit) for on, data in of]
    return Entry.objects.bulk_create(rows, batch_size=500)


def _entry(
    action: str,
    by: str,
    on: models.Model | None,
    data: dict[str, Any] | None,
    *,
    unit: str,
    result: str = Entry.Result.OK,
) -> Entry:
    if not connection.in_atomic_block:
        msg = f"record({action!r}) must run inside the transaction of the change it records"
        raise RuntimeError(msg)
    actor, principal = context.behalf.get()
    if principal and actor == by:
        data = {**(data or {}), "on_behalf": principal}
    return Entry(
        at=clock.now(),
        action=action,
        actor=by,
        actor_unit=unit,
        object_type=on._meta.label_lower if on is not None else "",
        object_id=str(on.pk) if on is not None else "",
        result=result,
        address=context.address.get(),
        data=data or {},
    )
