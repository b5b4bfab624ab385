"""Keep what is over out of the way of who looks for what waits: a flag and an index on the rest."""

from django.db import migrations, models


def settle(apps, schema_editor):
    """Mark the reports that the top of the tree stands by."""
    acceptance = apps.get_model("reporting", "Acceptance")
    duty = apps.get_model("reporting", "Duty")
    over = acceptance.objects.filter(
        duty=models.OuterRef("pk"), submission=models.OuterRef("current"), agency__depth=1
    )
    duty.objects.filter(models.Exists(over)).update(settled=True)


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0005_ways_of_succession"),
        ("enterprises", "0002_where_firms_report"),
        ("reporting", "0003_once_on_both_engines"),
    ]
    operations = [
        migrations.AddField(
            "duty", "settled", models.BooleanField("已办结", db_default=False)
        ),
        migrations.AddIndex(
            "duty",
            models.Index(
                fields=["cycle"],
                condition=models.Q(settled=False, current__isnull=False),
                name="reporting_duty_waiting",
            ),
        ),
        migrations.RunPython(settle, migrations.RunPython.noop),
    ]
