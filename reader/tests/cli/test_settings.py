"""`luoshi.toml` and the file of waivers beside a plan (row 101)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from luoshi_reader.cli import check_command

PLAN = """轻工业2026年行动计划
一、总体要求
（一）形势。收入力争增长8%左右。
（二）思路。质量,效益并重，于6月31日前办结。
"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "计划.txt"
    path.write_text(PLAN, encoding="utf-8")
    return path


def checked(
    plan: Path, capsys: pytest.CaptureFixture[str], *words: str
) -> tuple[int, dict[str, str]]:
    status = check_command([str(plan), "--json", *words])
    found = json.loads(capsys.readouterr().out)
    return status, {each["code"]: each["severity"] for each in found}


def settings(plan: Path, text: str) -> None:
    (plan.parent / "luoshi.toml").write_text(text, encoding="utf-8")


ALL = {"LS502": "note", "LS605": "note", "LS404": "error"}


@pytest.mark.parametrize(
    ("text", "status", "found"),
    [
        ("", 1, ALL),
        ('[check]\nselect = ["LS4"]', 1, {"LS404": "error"}),
        ('[check]\nignore = ["LS404", "LS6"]', 1, {"LS502": "note"}),
        ('[check]\nignore = ["LS"]\nselect = ["LS605"]', 1, {"LS605": "note"}),
        (
            '[check.severity]\nLS6 = "warning"\nLS605 = "error"',
            1,
            {**ALL, "LS605": "error"},
        ),
        ('[check]\nfail-on = "error"', 1, ALL),
        ('[check]\nfail-on = "error"\nignore = ["LS404"]', 0, {"LS502": "note", "LS605": "note"}),
        ('[check.per-file]\n"计*.txt" = ["LS5", "LS6"]', 1, {"LS404": "error"}),
        ('[check.per-file]\n"别的.txt" = ["LS5", "LS6"]', 1, ALL),
    ],
)
def test_the_settings_choose_weigh_and_leave_out(
    plan: Path, capsys: pytest.CaptureFixture[str], text: str, status: int, found: dict[str, str]
) -> None:
    settings(plan, text)

    assert checked(plan, capsys) == (status, found)


def test_settings_are_those_of_the_nearest_folder_or_the_ones_given(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings(plan, '[check]\nselect = ["LS4"]')
    below = plan.parent / "下" / "计划.txt"
    below.parent.mkdir()
    below.write_text(PLAN, encoding="utf-8")
    given = plan.parent / "别的.toml"
    given.write_text('[check]\nselect = ["LS5"]', encoding="utf-8")

    assert checked(below, capsys) == (1, {"LS404": "error"})
    assert checked(below, capsys, "--config", str(given)) == (1, {"LS502": "note"})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[check", "不是正确的TOML"),
        ("check = 1", "应是一个表"),
        ("[check]\nselekt = []", "没有“selekt”这一项"),
        ('[check]\nselect = "LS1"', "应写成列表"),
        ('[check]\nselect = ["LS999"]', "没有代码“LS999”"),
        ('[check.severity]\nLS1 = "fatal"', "程度“fatal”"),
        ('[check]\nseverity = "note"', "“severity”应是一个表"),
        ('[check]\nfail-on = "never"', "程度“never”"),
    ],
)
def test_settings_that_cannot_be_meant_are_refused_with_their_place(
    plan: Path, capsys: pytest.CaptureFixture[str], text: str, said: str
) -> None:
    settings(plan, text)

    assert check_command([str(plan)]) == 2
    error = capsys.readouterr().err
    assert said in error
    assert "luoshi.toml" in error


def beside(plan: Path, text: str) -> None:
    plan.with_suffix(".waivers.toml").write_text(text, encoding="utf-8")


def test_a_file_beside_waives_by_the_words(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    beside(
        plan,
        '[[waive]]\ncode = "LS502"\nquote = "收入力争增长8%左右"\nreason = "会议原话"\n'
        '[[waive]]\ncode = "LS404"\nquote = "6月31日"\nreason = "照印"\n',
    )

    assert checked(plan, capsys) == (1, {"LS605": "note"})
    check_command([str(plan)])
    assert "另有 2 处已豁免" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("entry", "found"),
    [
        ('code = "LS502"\nquote = "收入力争增长8%左右"', {**ALL, "LS010": "warning"}),
        ('code = "LS502"\nquote = "没有这句话"\nreason = "照印"', {**ALL, "LS011": "note"}),
        ('code = "LS502"\nquote = ""\nreason = "照印"', {**ALL, "LS011": "note"}),
    ],
)
def test_an_entry_without_reason_or_place_is_itself_found(
    plan: Path, capsys: pytest.CaptureFixture[str], entry: str, found: dict[str, str]
) -> None:
    beside(plan, f"[[waive]]\n{entry}\n")

    assert checked(plan, capsys) == (1, found)


@pytest.mark.parametrize("text", ["waive = 1", '[[waive]]\nwhy = "x"', "[[waive]]\ncode = 1"])
def test_a_file_of_waivers_in_another_form_is_refused(
    plan: Path, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    beside(plan, text)

    assert check_command([str(plan)]) == 2
    assert "waive" in capsys.readouterr().err
