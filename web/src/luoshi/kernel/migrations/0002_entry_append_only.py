"""Make the trail append-only in the database itself, on both engines (SEC-23)."""

from django.db import migrations

SQLITE = [
    """CREATE TRIGGER kernel_entry_no_update BEFORE UPDATE ON kernel_entry
       BEGIN SELECT RAISE(ABORT, 'the trail is append-only'); END""",
    """CREATE TRIGGER kernel_entry_no_delete BEFORE DELETE ON kernel_entry
       BEGIN SELECT RAISE(ABORT, 'the trail is append-only'); END""",
]
POSTGRESQL = [
    """CREATE OR REPLACE FUNCTION kernel_append_only() RETURNS trigger AS $$
       BEGIN RAISE EXCEPTION 'the trail is append-only'; END $$ LANGUAGE plpgsql""",
    """CREATE TRIGGER kernel_entry_append_only BEFORE UPDATE OR DELETE ON kernel_entry
       FOR EACH ROW EXECUTE FUNCTION kernel_append_only()""",
]
UNDO = {
    "sqlite": ["DROP TRIGGER kernel_entry_no_update", "DROP TRIGGER kernel_entry_no_delete"],
    "postgresql": [
        "DROP TRIGGER kernel_entry_append_only ON kernel_entry",
        "DROP FUNCTION kernel_append_only()",
    ],
}


def guard(apps, schema_editor):
    statements = {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor]
    for statement in statements:
        schema_editor.execute(statement)


def unguard(apps, schema_editor):
    for statement in UNDO[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("kernel", "0001_initial")]
    operations = [migrations.RunPython(guard, unguard)]
