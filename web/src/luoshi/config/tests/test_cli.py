"""The command line: one list of commands, Chinese sentences, clean exit statuses."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from luoshi.config.cli import COMMANDS, main
from luoshi.config.tests.running import luoshi, production
from luoshi.kernel import clock


def test_help_lists_every_command_in_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0

    said = capsys.readouterr().out
    assert all(f"  {name}" in said for name in COMMANDS)
    assert "usage" not in said


@pytest.mark.parametrize("name", [name for name in COMMANDS if name != "manage"])
def test_every_command_explains_itself(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([name, "--help"]) == 0

    assert "用法" in capsys.readouterr().out


def test_an_unknown_command_is_answered_with_the_list(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["reed"]) == 2

    assert "没有命令“reed”" in capsys.readouterr().err


@pytest.mark.process
def test_accounts_are_opened_listed_and_given_a_new_link(tmp_path: Path) -> None:
    """SEC-01, SEC-05: nobody is there before, and no password is ever printed or chosen."""
    env = production(tmp_path / "data")
    before = luoshi("user", "list", env=env, cwd=tmp_path)
    luoshi("migrate", env=env, cwd=tmp_path)
    fresh = luoshi("user", "list", env=env, cwd=tmp_path)
    luoshi("manage", "shell", "-c", SEED, env=env, cwd=tmp_path)

    added = luoshi("user", "add", "Zhang", "张三", "--post", "editor", env=env, cwd=tmp_path)
    twice = luoshi("user", "add", "ＺＨＡＮＧ", "张三", env=env, cwd=tmp_path)
    nowhere = luoshi("user", "add", "li", "李四", "--agency", "无此单位", env=env, cwd=tmp_path)
    reset = luoshi("user", "reset", "zhang", env=env, cwd=tmp_path)
    listed = luoshi("user", "list", env=env, cwd=tmp_path)

    assert before.returncode == 2
    assert "luoshi migrate" in before.stderr
    assert fresh.stdout == ""
    assert "https://luoshi.example/link/" in added.stdout
    assert twice.returncode == 2
    assert "已被使用" in twice.stderr
    assert nowhere.returncode == 2
    assert "没有找到单位" in nowhere.stderr
    assert "https://luoshi.example/link/" in reset.stdout
    assert listed.stdout.count("\n") == 1
    assert "经办（未设口令）" in listed.stdout


SEED = "from luoshi.agencies.api import seed; seed()"


@pytest.mark.process
def test_importing_needs_a_yes_and_says_what_came_of_it(tmp_path: Path) -> None:
    env = production(tmp_path / "data")
    plan = tmp_path / "plan.txt"
    plan.write_text(
        "装备产业2016年度行动计划\n　　一、总体要求\n　　（一）目标。达到12500亿元。\n",
        encoding="utf-8",
    )
    luoshi("migrate", env=env, cwd=tmp_path)

    unasked = luoshi("import", str(plan), env=env, cwd=tmp_path)
    done = luoshi("import", str(plan), "--yes", env=env, cwd=tmp_path)
    again = luoshi("import", str(plan), "--yes", env=env, cwd=tmp_path)
    missing = luoshi("import", "none.txt", "--yes", env=env, cwd=tmp_path)

    assert unasked.returncode == 2
    assert "--yes" in unasked.stderr
    assert done.returncode == 0
    assert "等待审定" in done.stdout
    assert "已经导入过" in again.stdout
    assert missing.returncode == 2
    assert "Traceback" not in missing.stderr


OLD_ENTRY = """
from datetime import UTC, datetime
from django.db import transaction
from luoshi.kernel import clock
from luoshi.kernel.trail import record
with transaction.atomic(), clock.standing_at(datetime(2016, 3, 1, tzinfo=UTC)):
    print(record("kernel.backup.made", by="王科长").pk)
"""


@pytest.mark.process
def test_the_trail_is_verified_and_what_must_be_kept_does_not_go(tmp_path: Path) -> None:
    """SEC-24, SEC-26: an entry that the database's owner changed is named, with status 1."""
    env = production(tmp_path / "data")
    luoshi("migrate", env=env, cwd=tmp_path)
    key = luoshi("manage", "shell", "-v", "0", "-c", OLD_ENTRY, env=env, cwd=tmp_path).stdout

    whole = luoshi("trail", "verify", env=env, cwd=tmp_path)
    other = luoshi("trail", "verify", "--head", f"1:{'0' * 64}", env=env, cwd=tmp_path)
    young = luoshi("trail", "purge", clock.today().isoformat(), env=env, cwd=tmp_path)
    with closing(sqlite3.connect(tmp_path / "data" / "luoshi.sqlite3")) as owner, owner:
        owner.execute("DROP TRIGGER kernel_entry_no_update")
        owner.execute("UPDATE kernel_entry SET actor = '别人' WHERE id = ?", [int(key)])
    changed = luoshi("trail", "verify", env=env, cwd=tmp_path)
    kept = luoshi("trail", "purge", "2016-06-01", env=env, cwd=tmp_path)

    assert (whole.returncode, whole.stderr) == (0, "")
    assert "一致。最后的封签：" in whole.stdout
    assert (other.returncode, "封签与以前核验的不符" in other.stderr) == (1, True)
    assert (young.returncode, "留痕至少保存 36 个月" in young.stderr) == (2, True)
    assert (changed.returncode, f"kernel.entry {int(key)}：" in changed.stderr) == (1, True)
    assert (kept.returncode, "不得清除" in kept.stderr) == (2, True)
