"""The command line: one list of commands, Chinese sentences, clean exit statuses."""

from __future__ import annotations

from pathlib import Path

import pytest

from luoshi.config.cli import COMMANDS, main
from luoshi.config.tests.running import luoshi, production


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
    assert "编辑（未设口令）" in listed.stdout


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
