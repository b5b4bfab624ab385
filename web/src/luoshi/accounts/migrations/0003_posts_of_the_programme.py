"""Seven kinds of post; who was administrator keeps the accounts as system administrator."""

from __future__ import annotations

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def to_system(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Rename the kind; the security and audit administrators are appointed anew (SEC-16)."""
    apps.get_model("accounts", "Post").objects.filter(kind="system").update(kind="system")


def to_administrator(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Give the old name back."""
    apps.get_model("accounts", "Post").objects.filter(kind="system").update(kind="system")


class Migration(migrations.Migration):
    """Choices and data."""

    dependencies = [("accounts", "0002_sessions_and_old_passwords")]

    operations = [
        migrations.AlterField(
            "post",
            "kind",
            models.CharField(
                "岗位",
                max_length=20,
                choices=[
                    ("viewer", "查看"),
                    ("editor", "经办"),
                    ("reviewer", "审核"),
                    ("enterprise", "企业填报"),
                    ("system", "系统管理员"),
                    ("security", "安全管理员"),
                    ("audit", "审计管理员"),
                ],
            ),
        ),
        migrations.RunPython(to_system, to_administrator),
    ]
