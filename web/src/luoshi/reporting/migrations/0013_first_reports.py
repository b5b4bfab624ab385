"""Keep beside every duty when its first report came, so that lists and boards count at once."""

from django.db import migrations, models
from django.db.models import OuterRef, Q, Subquery


def mark(apps, schema_editor):
    """Repeat what the first versions say."""
    first = apps.get_model("reporting", "Submission").objects.filter(duty=OuterRef("pk"), number=1)
    sent = apps.get_model("reporting", "Duty").objects.filter(current__isnull=False)
    sent.update(first_at=Subquery(first.values("at")))


class Migration(migrations.Migration):
    dependencies = [
        ("reporting", "0012_evidence_files"),
    ]
    operations = [
        migrations.AddField(
            "duty", "first_at", models.DateTimeField("首次报送时间", null=True, blank=True)
        ),
        migrations.RunPython(mark, migrations.RunPython.noop),
        migrations.RemoveConstraint("duty", "reporting_duty_stands_by_what_was_sent"),
        migrations.AddConstraint(
            "duty",
            models.CheckConstraint(
                condition=Q(current=None, standing="", got=0, first_at=None)
                | Q(current__isnull=False, first_at__isnull=False) & ~Q(standing=""),
                name="reporting_duty_stands_by_what_was_sent",
            ),
        ),
    ]
