"""A responsibility stands once on SQLite too, which knows no NULLS NOT DISTINCT."""

from __future__ import annotations

from typing import Any

from django.db import migrations, models
from django.db.models.functions import Coalesce


def join(apps: Any, _editor: Any) -> None:
    """Join what stands twice, members of groups with it; nothing does but for two acts at once."""
    rows = apps.get_model("ledger", "Responsibility").objects
    first: dict[tuple[Any, ...], int] = {}
    for row in rows.order_by("pk"):
        key = (row.item_id, row.role, row.printed, row.agency_id, row.via_id)
        if first.setdefault(key, row.pk) != row.pk:
            rows.filter(group_id=row.pk).update(group_id=first[key])
            row.delete()


class Migration(migrations.Migration):
    """Replace the rule by one that both databases hold."""

    dependencies = (("ledger", "0007_breakdowns"), ("agencies", "0005_ways_of_succession"))
    operations = (
        migrations.RunPython(join, migrations.RunPython.noop),
        migrations.RemoveConstraint("responsibility", "ledger_responsibility_once"),
        migrations.AddConstraint(
            "responsibility",
            models.UniqueConstraint(
                "item",
                "role",
                "printed",
                Coalesce("agency", 0),
                Coalesce("via", 0),
                name="ledger_responsibility_once_for_all",
            ),
        ),
    )
