"""Let nothing be said outside a round; put the guard of the table back."""

from importlib import import_module

import django.db.models.deletion
from django.db import migrations, models

guards = import_module("luoshi.reporting.migrations.0002_sent_is_append_only")
TABLES = ("reporting_progress",)


def guard(apps, schema_editor):
    guards.guard(apps, schema_editor, TABLES)


class Migration(migrations.Migration):
    dependencies = [
        ("reporting", "0014_rounds_of_progress"),
    ]
    operations = [
        migrations.AlterField(
            "progress",
            "cycle",
            models.ForeignKey(
                to="reporting.cycle",
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                db_index=False,
            ),
        ),
        migrations.AddIndex(
            "progress",
            models.Index(fields=["cycle", "item"], name="reporting_progress_round"),
        ),
        migrations.RunPython(guard, migrations.RunPython.noop),
    ]
