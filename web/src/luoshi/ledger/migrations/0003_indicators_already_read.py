"""Fill the dictionary from the figures that were read before there was one."""

from django.db import migrations

LIVE = ("unreviewed", "accepted", "corrected", "added")


def fill(apps, schema_editor):
    Fact = apps.get_model("plans", "Fact")
    Indicator = apps.get_model("ledger", "Indicator")
    IndicatorUse = apps.get_model("ledger", "IndicatorUse")
    live = Fact.objects.filter(type="figure", state__in=LIVE, plan__version__current=True)
    known = {}
    for fact in live.exclude(reading="gone", state="unreviewed").select_related("decision"):
        corrected = fact.decision.fields if fact.decision else None
        fields = fact.fields if corrected is None else corrected
        name = (fields.get("indicator_text") or "").strip()[:200]
        if name:
            if name not in known:
                known[name], _made = Indicator.objects.get_or_create(name=name)
            IndicatorUse.objects.create(
                indicator=known[name],
                fact=fact,
                kind=fields.get("kind") or "",
                unit=(fields.get("unit") or "")[:30],
            )


class Migration(migrations.Migration):

    dependencies = [
        ("ledger", "0002_indicators"),
    ]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
