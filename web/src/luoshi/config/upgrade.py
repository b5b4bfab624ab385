"""Bringing the database up to the program, with a copy made first."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from luoshi.kernel import backup, clock
from luoshi.kernel.trail import record


def pending() -> list[str]:
    """Return the migrations that the database has not seen."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def upgrade(*, by: str) -> tuple[list[str], Path | None]:
    """Apply what is pending; return it, and the copy made before unless the place was empty."""
    steps = pending()
    if not steps:
        return [], None
    copy = None
    if MigrationRecorder(connection).applied_migrations():
        name = f"before-upgrade-{clock.now():%Y%m%d-%H%M%S}.luoshi"
        copy = Path(settings.DATA_DIR) / "backups" / name
        copy.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        backup.make(copy)
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    with transaction.atomic():
        record(
            "config.database.upgraded",
            by=by,
            data={"migrations": steps, "copy": copy.name if copy else ""},
        )
    return steps, copy
