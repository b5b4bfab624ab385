"""The alerts that hold before anybody wrote one; each may be changed or turned off."""

from __future__ import annotations

from typing import Any

from django.db import migrations
from django.utils import timezone

#: The agency itself is told at once when a light turns red; these tell those above, and of more.
PRESETS = (
    {"name": "红灯报上级", "kind": "red", "own": False, "up": 1, "whom": "report_accept"},
    {"name": "全年达标可能不足三成", "kind": "chance", "limit": 30, "own": True, "up": 1},
    {"name": "逾期五天未报", "kind": "overdue", "limit": 5, "own": True, "up": 1},
    {"name": "同一问题连续三期说明", "kind": "soft", "limit": 3, "own": False, "up": 1,
     "whom": "report_accept"},
)  # fmt: skip


def add(apps: Any, _editor: Any) -> None:
    """Add the presets where there is no rule yet."""
    rules = apps.get_model("monitoring", "AlertRule").objects
    if not rules.exists():
        for preset in PRESETS:
            rules.create(made_at=timezone.now(), made_by="系统", **preset)


def remove(apps: Any, _editor: Any) -> None:
    """Take those away again that nobody changed and that raised nothing."""
    names = [preset["name"] for preset in PRESETS]
    rules = apps.get_model("monitoring", "AlertRule").objects
    rules.filter(name__in=names, revision=1, alerts=None).delete()


class Migration(migrations.Migration):
    """Add the presets."""

    dependencies = (("monitoring", "0006_alerts"),)
    operations = (migrations.RunPython(add, remove),)
