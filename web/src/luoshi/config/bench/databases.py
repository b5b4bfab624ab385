"""The same measurement on both databases, each in a process of its own: settings are of one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from luoshi_reader.bench.rows import NotMeasurable, Row

#: A server whose databases we may make and drop; without one only SQLite is measured.
SERVER: Final = os.environ.get(
    "LUOSHI_BENCH_POSTGRES", "postgres://postgres@127.0.0.1:5432/postgres"
)
_OURS: Final = ("LUOSHI_DATABASE_URL", "LUOSHI_PROFILE", "LUOSHI_SECRET_KEY", "LUOSHI_DATA_DIR")


@contextmanager
def each(name: str) -> Iterator[Iterator[tuple[str, dict[str, str]]]]:
    """Give the databases one after the other: its name, and the environment that chooses it."""
    with tempfile.TemporaryDirectory() as folder:
        yield _each(Path(folder), name)


def _each(folder: Path, name: str) -> Iterator[tuple[str, dict[str, str]]]:
    for label, environment, fresh in environments(folder, name):
        Path(environment["LUOSHI_DATA_DIR"]).mkdir()
        fresh()
        try:
            yield label, environment
        finally:
            if label != "SQLite":
                _statement(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def environments(
    folder: Path, name: str
) -> Iterator[tuple[str, dict[str, str], Callable[[], object]]]:
    """Yield each database there is: its name, the environment, and what makes it empty."""
    clean = {key: value for key, value in os.environ.items() if key not in _OURS}
    place = folder.absolute()
    yield "SQLite", {**clean, "LUOSHI_DATA_DIR": str(place / "SQLite")}, lambda: None
    if _statement():
        address = f"{SERVER.rsplit('/', 1)[0]}/{name}"
        environment = {**clean, "LUOSHI_DATA_DIR": str(place / "PostgreSQL")}
        yield (
            "PostgreSQL",
            {**environment, "LUOSHI_DATABASE_URL": address},
            lambda: _statement(
                f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)', f'CREATE DATABASE "{name}"'
            ),
        )


def settle(environment: Mapping[str, str]) -> None:
    """Do at once what a server does by itself by the next morning: clear dead rows, count anew."""
    import psycopg  # noqa: PLC0415 - only where it is measured

    address = environment.get("LUOSHI_DATABASE_URL", "").replace("postgres://", "postgresql://")
    if address:
        with psycopg.connect(address, autocommit=True) as line:
            line.execute("VACUUM ANALYZE")


def _statement(*statements: str) -> bool:
    """Send statements to the server; whether there is one that lets us in."""
    import psycopg  # noqa: PLC0415 - only where it is measured

    if not SERVER:
        return False

    try:
        with psycopg.connect(
            SERVER.replace("postgres://", "postgresql://"), autocommit=True
        ) as line:
            for statement in statements:
                line.execute(statement.encode())
    except psycopg.OperationalError:
        return False
    return True


def run(command: list[str], environment: Mapping[str, str]) -> str:
    """Run one of our own commands and return what it prints.

    Raises:
        NotMeasurable: it fails; its last words are in the sentence.

    """
    done = subprocess.run(  # noqa: S603 - our own command
        command, env=dict(environment), capture_output=True, text=True, check=False
    )
    if done.returncode:
        last = (done.stderr or done.stdout).strip().splitlines()[-1:]
        msg = f"没有量成：{''.join(last)}"
        raise NotMeasurable(msg)
    return done.stdout


def rows_of(module: str, label: str, environment: Mapping[str, str]) -> list[Row]:
    """Run a bench module in a process of its own and return the rows it prints as JSON."""
    out = run([sys.executable, "-m", module, label], environment)
    return [Row(**row) for row in json.loads(out.splitlines()[-1])]
