"""Keep beside every duty how it stands, so that lists find what waits at once."""

from django.db import migrations, models
from django.db.models import Case, Count, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce


def stand(apps, schema_editor):
    """Repeat what the steps of the standing versions say."""
    agency = apps.get_model("agencies", "Agency")
    acceptance = apps.get_model("reporting", "Acceptance")
    duty = apps.get_model("reporting", "Duty")
    step = apps.get_model("reporting", "Step")
    over = step.objects.filter(
        submission=OuterRef("current"), act__in=("returned", "withdrawn")
    ).order_by("-pk")
    accepted = (
        acceptance.objects.filter(duty=OuterRef("pk"), submission=OuterRef("current"))
        .order_by()
        .values("duty")
        .annotate(n=Count("pk"))
    )
    depth = agency.objects.filter(pk=OuterRef("agency")).values("depth")
    sent = duty.objects.filter(current__isnull=False)
    sent.update(
        standing=Coalesce(Subquery(over.values("act")[:1]), Value("submitted")),
        got=Coalesce(Subquery(accepted.values("n")), 0),
    )
    length = Case(
        When(Q(enterprise__isnull=False) | Q(deep=1), then=F("deep")), default=F("deep") - 1
    )
    whole = duty.objects.annotate(deep=Subquery(depth)).annotate(length=length)
    done = whole.filter(standing="submitted", got__gte=F("length"), current__isnull=False)
    duty.objects.filter(pk__in=done.values("pk")).update(standing="accepted")


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0005_ways_of_succession"),
        ("reporting", "0010_bases_with_versions"),
    ]
    operations = [
        migrations.RemoveIndex("duty", "reporting_duty_waiting"),
        migrations.RemoveField("duty", "settled"),
        migrations.AddField(
            "duty",
            "standing",
            models.CharField(
                "状态",
                max_length=9,
                choices=[
                    ("submitted", "已报送"),
                    ("returned", "已退回"),
                    ("withdrawn", "已撤回"),
                    ("accepted", "已办结"),
                ],
                blank=True,
                db_default="",
            ),
        ),
        migrations.AddField(
            "duty", "got", models.PositiveSmallIntegerField("已核报级数", db_default=0)
        ),
        migrations.RunPython(stand, migrations.RunPython.noop),
        migrations.AddIndex(
            "duty",
            models.Index(fields=["standing", "cycle"], name="reporting_duty_standing"),
        ),
        migrations.AddConstraint(
            "duty",
            models.CheckConstraint(
                condition=Q(current=None, standing="", got=0)
                | Q(current__isnull=False) & ~Q(standing=""),
                name="reporting_duty_stands_by_what_was_sent",
            ),
        ),
    ]
