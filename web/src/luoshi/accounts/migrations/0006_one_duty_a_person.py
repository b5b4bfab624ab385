"""An administrator holds no other kind of post at the same time, in the database itself (SEC-16)."""

from django.db import migrations

ADMINISTRATORS = "('system', 'security', 'audit')"
#: Another post of the person, of another kind, one of both an administrator's, at the same time.
CLASH = f"""EXISTS (
    SELECT 1 FROM accounts_post held
    WHERE held.person_id = NEW.person_id AND held.id <> NEW.id AND held.kind <> NEW.kind
      AND (held.kind IN {ADMINISTRATORS} OR NEW.kind IN {ADMINISTRATORS})
      AND (held.until IS NULL OR held.until >= NEW.since)
      AND (NEW.until IS NULL OR NEW.until >= held.since)
)"""
MESSAGE = "accounts_post_one_duty: an administrator holds no other kind of post"
SQLITE = [
    f"""CREATE TRIGGER accounts_post_one_duty_{when.lower()} AFTER {when} ON accounts_post
        WHEN {CLASH} BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"""
    for when in ("INSERT", "UPDATE")
]
POSTGRESQL = [
    f"""CREATE FUNCTION accounts_post_one_duty() RETURNS trigger AS $$
        BEGIN
          PERFORM 1 FROM accounts_person WHERE id = NEW.person_id FOR UPDATE;
          IF {CLASH} THEN
            RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation';
          END IF;
          RETURN NEW;
        END $$ LANGUAGE plpgsql""",
    """CREATE TRIGGER accounts_post_one_duty BEFORE INSERT OR UPDATE ON accounts_post
       FOR EACH ROW EXECUTE FUNCTION accounts_post_one_duty()""",
]
UNDO = {
    "sqlite": [
        "DROP TRIGGER accounts_post_one_duty_insert",
        "DROP TRIGGER accounts_post_one_duty_update",
    ],
    "postgresql": [
        "DROP TRIGGER accounts_post_one_duty ON accounts_post",
        "DROP FUNCTION accounts_post_one_duty()",
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
    dependencies = [("accounts", "0005_entering")]
    operations = [migrations.RunPython(guard, unguard)]
