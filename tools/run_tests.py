"""Every test, on SQLite and beside it the platform's on PostgreSQL; one count at the end.

`LUOSHI_TEST_POSTGRES_URL` names the server, else one on 127.0.0.1:5432 is used if it lets us in.
With `LUOSHI_TEST_POSTGRES=required` (CI) the run fails where there is none.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import psycopg

LOCAL = "postgres://postgres@127.0.0.1:5432/luoshi_test"
KINDS = ("passed", "failed", "error", "errors", "skipped")


def main() -> int:
    """Run both halves side by side and close on their sum."""
    postgres = _postgres()
    halves: list[tuple[str, list[str], str | None]] = [("SQLite", ["reader/tests", "web"], None)]
    if postgres:
        halves.append(("PostgreSQL", ["-m", "not process and not looks", "web"], postgres))
    elif os.environ.get("LUOSHI_TEST_POSTGRES") == "required":
        print("没有可用的 PostgreSQL，测试未完成。")
        return 1
    else:
        print("没有可用的 PostgreSQL，只在 SQLite 上测试。")
    with ThreadPoolExecutor(len(halves)) as hands:
        ended = list(hands.map(_pytest, *zip(*halves, strict=True)))
    passed = sum(counts.get("passed", 0) for _status, counts in ended)
    failed = sum(counts.get(kind, 0) for _status, counts in ended for kind in KINDS[1:])
    broken = [name for (name, *_), (status, _) in zip(halves, ended, strict=True) if status]
    if broken and not failed:
        print(f"{'、'.join(broken)}：测试没有正常结束。")
        return 1
    print(f"\n{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


def _postgres() -> str:
    """Return the address of a server that lets us in, or nothing."""
    address = os.environ.get("LUOSHI_TEST_POSTGRES_URL") or LOCAL
    try:
        server = address.rsplit("/", 1)[0] + "/postgres"
        psycopg.connect(server.replace("postgres://", "postgresql://"), connect_timeout=3).close()
    except psycopg.Error:
        return ""
    return address


def _pytest(name: str, paths: list[str], database: str | None) -> tuple[int, dict[str, int]]:
    """Run pytest, show what it says behind its name; return its status and what it counted."""
    environment = {key: value for key, value in os.environ.items() if key != "LUOSHI_DATABASE_URL"}
    if database:
        environment["LUOSHI_DATABASE_URL"] = database
    command = [sys.executable, "-m", "pytest", "-q", *paths]
    last = ""
    with subprocess.Popen(  # noqa: S603 - our own words
        command, env=environment, stdout=subprocess.PIPE, text=True
    ) as run:
        assert run.stdout is not None
        for line in run.stdout:
            print(f"{name:<10} | {line}", end="", flush=True)
            last = line if line.strip() else last
    return run.returncode, {kind: int(count) for count, kind in re.findall(r"(\d+) (\w+)", last)}


if __name__ == "__main__":
    sys.exit(main())
