from dataclasses import asdict
from typing import Any

import django.db.models.deletion
from django.db import migrations, models

from luoshi.plans.rules.figures import compared


def fill(apps: Any, _editor: Any) -> None:
    """Keep for the figures already read what they are compared by."""
    facts = apps.get_model("plans", "Fact").objects.filter(type="figure")
    rows = apps.get_model("plans", "Comparison").objects
    told = facts.values_list("pk", "fields", "decision__fields").iterator(2000)
    rows.bulk_create(
        (
            rows.model(fact_id=pk, **asdict(compared(read if ours is None else ours)))
            for pk, read, ours in told
        ),
        batch_size=200,
    )


class Migration(migrations.Migration):
    """What figures are compared by is kept beside them."""

    dependencies = [
        ("plans", "0005_way_back_to_the_file"),
    ]

    operations = [
        migrations.CreateModel(
            name="Comparison",
            fields=[
                (
                    "fact",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="comparison",
                        serialize=False,
                        to="plans.fact",
                    ),
                ),
                ("indicator", models.TextField(db_index=True, verbose_name="指标")),
                ("subject", models.TextField(verbose_name="主体")),
                ("sector", models.TextField(verbose_name="可比主体")),
                ("kind", models.CharField(max_length=20, verbose_name="性质")),
                ("year", models.IntegerField(blank=True, null=True, verbose_name="年度")),
                ("unit", models.TextField(verbose_name="计量单位")),
                ("bare", models.TextField(verbose_name="基本单位")),
                ("size", models.FloatField(verbose_name="数值")),
                ("rate", models.FloatField(verbose_name="增速")),
            ],
            options={
                "verbose_name": "指标比较",
            },
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
