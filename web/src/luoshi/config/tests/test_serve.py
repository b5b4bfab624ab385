"""Production as it runs: two workers behind a proxy share what must be shared."""

from __future__ import annotations

import http.client
import re
import sqlite3
import time
import urllib.parse
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from luoshi.config.tests.running import free_port, luoshi, production, serving

pytestmark = pytest.mark.process


class Browser:
    """A browser behind the proxy."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookies: dict[str, str] = {}

    def ask(self, method: str, path: str, form: dict[str, str] | None = None) -> tuple[int, str]:
        """Return the status and the page."""
        headers = {
            "Host": "luoshi.example",
            "X-Forwarded-Proto": "https",
            "Referer": "https://luoshi.example/login/",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "Content-Type": "application/x-www-form-urlencoded",
        }
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)) as line:
            line.request(method, path, urllib.parse.urlencode(form or {}), headers)
            answer = line.getresponse()
            for cookie in answer.headers.get_all("Set-Cookie") or []:
                name, value = cookie.split(";")[0].split("=", 1)
                self.cookies[name] = value
            return answer.status, answer.read().decode()

    def log_in(self, login: str, password: str) -> int:
        """Try to log in."""
        _, page = self.ask("GET", "/login/")
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
        assert token
        form = {"csrfmiddlewaretoken": token[1], "login": login, "password": password}
        return self.ask("POST", "/login/", form)[0]


def test_two_workers_lock_an_account_at_five_failures_not_ten(tmp_path: Path) -> None:
    """SEC-07, SEC-36 to SEC-40 on the wire."""
    port = free_port()
    env = production(tmp_path / "data", LUOSHI_BIND=f"127.0.0.1:{port}", LUOSHI_WORKERS="2")
    luoshi("migrate", env=env, cwd=tmp_path)

    with serving("serve", env=env, cwd=tmp_path, until="提供服务"):
        browser = Browser(port)
        status, page = browser.ask("GET", "/login/")
        with ThreadPoolExecutor(10) as threads:
            failures = list(
                threads.map(lambda _: Browser(port).log_in("zhang", "wrong"), range(20))
            )

    assert status == 200
    assert "本机试用" not in page
    assert set(browser.cookies) == {"__Host-luoshi-csrf"}
    assert set(failures) == {422}
    with closing(sqlite3.connect(tmp_path / "data" / "luoshi.sqlite3")) as database:
        (counted,) = database.execute(
            "SELECT sum(failures_since_start) FROM axes_accessattempt"
        ).fetchone()
        (locked,) = database.execute(
            "SELECT count(*) FROM kernel_entry WHERE action = 'accounts.login.locked'"
        ).fetchone()
    # Attempts already under way when the lock falls may still be counted, no more than the threads.
    assert 5 <= counted < 5 + 10
    assert locked >= 20 - counted


def _runs(database: Path) -> list[tuple[str, str]]:
    """Return the jobs that were planned and their state, once one of them has ended."""
    for _ in range(200):
        with closing(sqlite3.connect(database)) as line:
            found = line.execute("SELECT name, state FROM kernel_jobrun").fetchall()
        if any(state == "done" for _name, state in found):
            return found
        time.sleep(0.1)
    return []


@pytest.mark.parametrize("command", ["serve", "worker"])
def test_jobs_are_planned_once_and_done_by_the_server_or_by_a_worker(
    tmp_path: Path, command: str
) -> None:
    """REL-22: two processes of a server, each with its own scheduler."""
    jobs = "1" if command == "serve" else "0"
    env = production(
        tmp_path / "data", LUOSHI_BIND=f"127.0.0.1:{free_port()}", LUOSHI_WORKERS="2"
    ) | {"LUOSHI_JOBS": jobs}
    luoshi("migrate", env=env, cwd=tmp_path)
    until = {"serve": "提供服务", "worker": "已启动"}[command]

    with serving(command, env=env, cwd=tmp_path, until=until):
        found = _runs(tmp_path / "data" / "luoshi.sqlite3")

    assert [name for name, _state in found].count("kernel.clean") == 1
