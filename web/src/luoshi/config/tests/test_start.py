"""The trial: from nothing to a page, and again without a change."""

from __future__ import annotations

import http.cookiejar
import re
import socket
import sqlite3
import stat
import urllib.parse
import urllib.request
from contextlib import closing
from pathlib import Path

import pytest

from luoshi.config.tests.running import answers, environment, free_port, luoshi, serving

pytestmark = pytest.mark.process

PLAN = "高端装备产业2016年度行动计划\n　　一、总体要求\n　　（一）工作目标。达到12500亿元。\n"
READY = "按 Ctrl\\+C 停止"
PASSWORD = "Shijiazhuang-7-bridges"


def rows(data: Path) -> dict[str, int]:
    """Count the rows of every table."""
    with closing(sqlite3.connect(data / "luoshi.sqlite3")) as database:
        tables = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        return {
            name: database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608
            for (name,) in tables.fetchall()
        }


def test_a_trial_starts_from_nothing_and_again_without_a_change(tmp_path: Path) -> None:
    plan = tmp_path / "plan.txt"
    plan.write_text(PLAN, encoding="utf-8")
    data, port = tmp_path / "data", free_port()
    env = environment(LUOSHI_DATA_DIR=str(data), PORT=str(port))
    words = ("start", "--example", str(plan))

    with serving(*words, env=env, cwd=tmp_path, until=READY) as (_, said):
        link = re.search(r"http://\S+/link/\S+", said)
        assert link
        assert "100%" in said
        assert "本机试用".encode() in set_password(link[0])
        taken = luoshi("start", env=env, cwd=tmp_path)
    before = rows(data)
    with serving(*words, env=env, cwd=tmp_path, until=READY) as (_, said):
        assert "/link/" not in said
        assert answers(f"http://127.0.0.1:{port}/readyz") == b"ok"
    listed = luoshi("user", "list", env=env, cwd=tmp_path)

    assert rows(data) == before
    assert taken.returncode == 1
    assert f"端口 {port} 已被进程" in taken.stderr
    assert taken.stderr.count("\n") == 1
    assert "省级经办" in listed.stdout
    assert stat.S_IMODE((data / "secret").stat().st_mode) == 0o600
    assert stat.S_IMODE(data.stat().st_mode) == 0o700


def set_password(link: str) -> bytes:
    """Follow a one-time link as a browser does; return the first page inside."""
    jar = http.cookiejar.CookieJar()
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    form = opener.open(link, timeout=20).read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', form)
    assert token
    sent = {"csrfmiddlewaretoken": token[1], "password": PASSWORD, "again": PASSWORD}
    page = urllib.parse.urljoin(link, "/link/")
    with opener.open(page, urllib.parse.urlencode(sent).encode(), timeout=20) as answer:
        content: bytes = answer.read()
        return content


def test_a_trial_listens_on_this_machine_only(tmp_path: Path) -> None:
    port = free_port()
    env = environment(LUOSHI_DATA_DIR=str(tmp_path / "data"), PORT=str(port))

    with serving("start", env=env, cwd=tmp_path, until=READY):
        listening = Path("/proc/net/tcp").read_text(encoding="ascii")

    mine = [line for line in listening.splitlines() if f":{port:04X} 00000000:0000 0A" in line]
    assert [line.split()[1] for line in mine] == [f"0100007F:{port:04X}"]


def test_a_port_that_is_no_port_is_said(tmp_path: Path) -> None:
    env = environment(LUOSHI_DATA_DIR=str(tmp_path), PORT="99999")

    done = luoshi("start", env=env, cwd=tmp_path)

    assert done.returncode == 1
    assert "请写 1 到 65535 之间的数字" in done.stderr


def test_a_port_held_by_somebody_is_said_before_anything_is_made(tmp_path: Path) -> None:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        env = environment(LUOSHI_DATA_DIR=str(tmp_path / "data"), PORT=str(holder.getsockname()[1]))

        done = luoshi("start", env=env, cwd=tmp_path)

    assert done.returncode == 1
    assert "占用" in done.stderr
    assert not (tmp_path / "data").exists()


def test_an_example_that_is_not_there_is_said(tmp_path: Path) -> None:
    """The demo reads the repository's example unless another is named."""
    env = environment(LUOSHI_DATA_DIR=str(tmp_path / "data"))

    done = luoshi("demo", env=env, cwd=tmp_path)

    assert done.returncode == 2
    assert "没有找到示例文件 examples/henan-2016.txt" in done.stderr
    assert "--example" in done.stderr
