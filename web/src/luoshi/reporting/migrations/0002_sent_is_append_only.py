"""Make what was sent and what was done with it append-only in the database itself (REL-13)."""

from django.db import migrations

TABLES = (
    "reporting_submission",
    "reporting_figure",
    "reporting_progress",
    "reporting_finding",
    "reporting_step",
    "reporting_evidence_submissions",
)


def guard(apps, schema_editor, tables=TABLES):
    for table in tables:
        if schema_editor.connection.vendor == "sqlite":
            for act in ("UPDATE", "DELETE"):
                schema_editor.execute(
                    f"""CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table}
                        BEGIN SELECT RAISE(ABORT, 'what was sent is append-only'); END"""
                )
        else:
            schema_editor.execute(
                f"""CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
                    FOR EACH ROW EXECUTE FUNCTION kernel_append_only()"""
            )


def unguard(apps, schema_editor, tables=TABLES):
    for table in tables:
        if schema_editor.connection.vendor == "sqlite":
            for act in ("update", "delete"):
                schema_editor.execute(f"DROP TRIGGER {table}_no_{act}")
        else:
            schema_editor.execute(f"DROP TRIGGER {table}_append_only ON {table}")


class Migration(migrations.Migration):
    dependencies = [
        ("reporting", "0001_forms_duties_submissions"),
        ("kernel", "0002_entry_append_only"),
    ]
    operations = [migrations.RunPython(guard, unguard)]
