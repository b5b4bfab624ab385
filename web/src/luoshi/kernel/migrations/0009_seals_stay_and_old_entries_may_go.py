"""Let the database refuse to touch a seal, and to delete an entry that must be kept (SEC-24, SEC-26).

An entry may go after 184 days, the longest six months there are; a seal when its entry is gone.
Changing either is refused for ever.
"""

from django.db import migrations

SQLITE = [
    "DROP TRIGGER kernel_entry_no_delete",
    """CREATE TRIGGER kernel_entry_no_delete BEFORE DELETE ON kernel_entry
       WHEN OLD.at > strftime('%Y-%m-%d %H:%M:%S', 'now', '-184 days')
       BEGIN SELECT RAISE(ABORT, 'the trail is kept for six months'); END""",
    """CREATE TRIGGER kernel_seal_no_update BEFORE UPDATE ON kernel_seal
       BEGIN SELECT RAISE(ABORT, 'the chain is append-only'); END""",
    """CREATE TRIGGER kernel_seal_no_delete BEFORE DELETE ON kernel_seal
       WHEN EXISTS (SELECT 1 FROM kernel_entry WHERE id = OLD.entry)
       BEGIN SELECT RAISE(ABORT, 'the chain is append-only'); END""",
]
POSTGRESQL = [
    "DROP TRIGGER kernel_entry_append_only ON kernel_entry",
    """CREATE TRIGGER kernel_entry_append_only BEFORE UPDATE ON kernel_entry
       FOR EACH ROW EXECUTE FUNCTION kernel_append_only()""",
    """CREATE TRIGGER kernel_entry_kept BEFORE DELETE ON kernel_entry FOR EACH ROW
       WHEN (OLD.at > now() - interval '184 days') EXECUTE FUNCTION kernel_append_only()""",
    """CREATE FUNCTION kernel_seal_kept() RETURNS trigger AS $$
       BEGIN
         IF EXISTS (SELECT 1 FROM kernel_entry WHERE id = OLD.entry) THEN
           RAISE EXCEPTION 'the chain is append-only';
         END IF;
         RETURN OLD;
       END $$ LANGUAGE plpgsql""",
    """CREATE TRIGGER kernel_seal_append_only BEFORE UPDATE ON kernel_seal
       FOR EACH ROW EXECUTE FUNCTION kernel_append_only()""",
    """CREATE TRIGGER kernel_seal_kept BEFORE DELETE ON kernel_seal
       FOR EACH ROW EXECUTE FUNCTION kernel_seal_kept()""",
]
UNDO = {
    "sqlite": [
        "DROP TRIGGER kernel_entry_no_delete",
        """CREATE TRIGGER kernel_entry_no_delete BEFORE DELETE ON kernel_entry
           BEGIN SELECT RAISE(ABORT, 'the trail is append-only'); END""",
        "DROP TRIGGER kernel_seal_no_update",
        "DROP TRIGGER kernel_seal_no_delete",
    ],
    "postgresql": [
        "DROP TRIGGER kernel_entry_kept ON kernel_entry",
        "DROP TRIGGER kernel_entry_append_only ON kernel_entry",
        """CREATE TRIGGER kernel_entry_append_only BEFORE UPDATE OR DELETE ON kernel_entry
           FOR EACH ROW EXECUTE FUNCTION kernel_append_only()""",
        "DROP TRIGGER kernel_seal_append_only ON kernel_seal",
        "DROP TRIGGER kernel_seal_kept ON kernel_seal",
        "DROP FUNCTION kernel_seal_kept()",
    ],
}


def guard(apps, schema_editor):
    statements = {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor]
    for statement in statements:
        # Written out in full: a percent sign in it is none of ours to fill.
        schema_editor.execute(statement, params=None)


def unguard(apps, schema_editor):
    for statement in UNDO[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("kernel", "0008_seals")]
    operations = [migrations.RunPython(guard, unguard)]
