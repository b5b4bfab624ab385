from django.db import migrations, models


class Migration(migrations.Migration):
    """Where each stretch of a text stands in its file; what was read of an offered file."""

    dependencies = [
        ("plans", "0004_confidence"),
    ]

    operations = [
        migrations.AddField(
            model_name="version",
            name="pieces",
            field=models.JSONField(default=list, verbose_name="原件位置"),
        ),
        migrations.AddField(
            model_name="upload",
            name="pieces",
            field=models.JSONField(default=list),
        ),
        # A file offered before the upgrade has no text here; its preview asks to upload it again.
        migrations.AddField(
            model_name="upload",
            name="text",
            field=models.TextField(default=""),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="upload",
            name="encoding",
            field=models.CharField(default="utf-8", max_length=20),
            preserve_default=False,
        ),
    ]
