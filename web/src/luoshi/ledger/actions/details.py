"""The part of an item that its kind adds, and the names printed in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from luoshi.agencies.api import Resolver
from luoshi.enterprises.api import Name
from luoshi.ledger.models import Commitment, Item, Owner, Place, Project, Target, Task

Fields = dict[str, Any]
_DETAIL: dict[str, Any] = {
    Item.Kind.TARGET: Target,
    Item.Kind.COMMITMENT: Commitment,
    Item.Kind.PROJECT: Project,
    Item.Kind.TASK: Task,
}


def write_details(items: Sequence[tuple[Item, Fields]], resolver: Resolver) -> None:
    """Write the detail row, the owners and the places of each item; again changes nothing."""
    for kind, model in _DETAIL.items():
        rows = [(item, _READ[kind](fields)) for item, fields in items if item.kind == kind]
        known = set(
            model.objects.filter(item__in=[item.pk for item, _ in rows]).values_list(
                "item_id", flat=True
            )
        )
        model.objects.bulk_create(
            [model(item=item, **values) for item, values in rows if item.pk not in known]
        )
        old = [model(item=item, **values) for item, values in rows if item.pk in known]
        if old:
            model.objects.bulk_update(old, list(rows[0][1]))
    _write_owners(items)
    _write_places(items, resolver)


def _write_owners(items: Sequence[tuple[Item, Fields]]) -> None:
    wanted = {
        (item.pk, name) for item, fields in items for name in fields.get("owners") or [] if name
    }
    names = Name.objects.filter(text__in={name for _, name in wanted})
    known = {name.text: name for name in names}
    _replace(Owner, [item for item, _ in items], wanted, known, "name")


def _write_places(items: Sequence[tuple[Item, Fields]], resolver: Resolver) -> None:
    wanted = {
        (item.pk, name) for item, fields in items for name in fields.get("places") or [] if name
    }
    known = {name: resolver.resolve(name).agency for name in {n for _, n in wanted}}
    _replace(Place, [item for item, _ in items], wanted, known, "agency")


def _replace(
    model: Any,
    items: list[Item],
    wanted: set[tuple[int, str]],
    known: dict[str, Any],
    field: str,
) -> None:
    """Make the rows of `items` those in `wanted`, each tied to what its name resolves to."""
    have = {(row.item_id, row.printed): row for row in model.objects.filter(item__in=items)}
    gone = [row.pk for pair, row in have.items() if pair not in wanted]
    if gone:
        model.objects.filter(pk__in=gone).delete()
    model.objects.bulk_create(
        [
            model(item_id=item, printed=name, **{field: known.get(name)})
            for item, name in sorted(wanted)
            if (item, name) not in have
        ]
    )


def _decimal(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def _target(fields: Fields) -> Fields:
    return {
        "subject_text": fields.get("subject_text") or "",
        "indicator_text": fields.get("indicator_text") or "",
        "year": fields.get("year"),
        "op": fields.get("op") or "",
        "value": _decimal(fields.get("value")),
        "value_to": _decimal(fields.get("value_to")),
        "unit": fields.get("unit") or "",
        "growth_op": fields.get("growth_op") or "",
        "growth_pct": _decimal(fields.get("growth_pct")),
        "hedge": bool(fields.get("hedge")),
        "scope": fields.get("scope") or "",
    }


def _commitment(fields: Fields) -> Fields:
    return {
        "action_text": fields.get("action_text") or "",
        "object_text": fields.get("object_text") or "",
        "op": fields.get("op") or "",
        "count": _decimal(fields.get("count")),
        "unit": fields.get("unit") or "",
        "documents": fields.get("documents") or [],
    }


def _project(fields: Fields) -> Fields:
    investment = fields.get("investment") or {}
    return {
        "name_text": fields.get("name_text") or "",
        "capacities": fields.get("capacities") or [],
        "investment": _decimal(investment.get("value")),
        "investment_unit": investment.get("unit") or "",
    }


def _task(fields: Fields) -> Fields:
    return {"row": fields.get("number")}


_READ: dict[str, Callable[[Fields], Fields]] = {
    Item.Kind.TARGET: _target,
    Item.Kind.COMMITMENT: _commitment,
    Item.Kind.PROJECT: _project,
    Item.Kind.TASK: _task,
}
