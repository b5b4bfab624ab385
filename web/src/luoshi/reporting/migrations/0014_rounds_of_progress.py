"""Keep beside what was said of an item in which round, so that a round's words are found at once.

What was sent is append-only in the database itself (0002): the guard of this table stands aside
for the one update, and the next migration, which the column's constraint needs, puts it back.
"""

from importlib import import_module

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import OuterRef, Subquery

guards = import_module("luoshi.reporting.migrations.0002_sent_is_append_only")
TABLES = ("reporting_progress",)


def unguard(apps, schema_editor):
    guards.unguard(apps, schema_editor, TABLES)


def fill(apps, schema_editor):
    """Repeat the round of each report."""
    duty = apps.get_model("reporting", "Duty").objects
    of = duty.filter(submissions=OuterRef("submission")).values("cycle")
    apps.get_model("reporting", "Progress").objects.update(cycle=Subquery(of))


class Migration(migrations.Migration):
    dependencies = [
        ("reporting", "0013_first_reports"),
    ]
    operations = [
        migrations.RunPython(unguard, migrations.RunPython.noop),
        migrations.AddField(
            "progress",
            "cycle",
            models.ForeignKey(
                to="reporting.cycle",
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                db_index=False,
                null=True,
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
