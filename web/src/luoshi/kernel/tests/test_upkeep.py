"""The database knows how its rows are spread."""

from __future__ import annotations

import pytest
from django.db import connection

from luoshi.kernel import schedule, upkeep


@pytest.mark.django_db
def test_statements_are_planned_by_what_the_tables_hold() -> None:
    """The nightly job asks the database to count anew."""
    upkeep.analyse()

    assert "kernel.analyse" in {one.name for one in schedule.planned()}
    counted = {
        "sqlite": "SELECT count(*) FROM sqlite_stat1 WHERE tbl = 'django_migrations'",
        "postgresql": "SELECT reltuples FROM pg_class WHERE relname = 'django_migrations'",
    }
    with connection.cursor() as cursor:
        cursor.execute(counted[connection.vendor])
        assert cursor.fetchone()[0] > 0
