"""Make decisions append-only in the database itself, on both engines."""

from django.db import migrations

SQLITE = [
    """CREATE TRIGGER plans_decision_no_update BEFORE UPDATE ON plans_decision
       BEGIN SELECT RAISE(ABORT, 'decisions are append-only'); END""",
    """CREATE TRIGGER plans_decision_no_delete BEFORE DELETE ON plans_decision
       BEGIN SELECT RAISE(ABORT, 'decisions are append-only'); END""",
]
POSTGRESQL = [
    """CREATE TRIGGER plans_decision_append_only BEFORE UPDATE OR DELETE ON plans_decision
       FOR EACH ROW EXECUTE FUNCTION kernel_append_only()""",
]
UNDO = {
    "sqlite": ["DROP TRIGGER plans_decision_no_update", "DROP TRIGGER plans_decision_no_delete"],
    "postgresql": ["DROP TRIGGER plans_decision_append_only ON plans_decision"],
}


def guard(apps, schema_editor):
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def unguard(apps, schema_editor):
    for statement in UNDO[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [
        ("plans", "0001_documents_facts_decisions"),
        ("kernel", "0002_entry_append_only"),
    ]
    operations = [migrations.RunPython(guard, unguard)]
