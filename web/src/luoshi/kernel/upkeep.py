"""What a database needs now and then to stay quick: knowing how its rows are spread."""

from __future__ import annotations

from typing import Final

from django.db import connection

#: Rows looked at of each index: https://sqlite.org/lang_analyze.html#approx
_ROWS: Final = 1000


def analyse() -> None:
    """Let the database count anew what it plans its statements by.

    PostgreSQL does so by itself once much has changed; SQLite only when told.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"PRAGMA analysis_limit = {_ROWS:d}")
        cursor.execute("ANALYZE")
