"""`luoshi check` from the keyboard's side."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from luoshi_reader import Document, Doubt, Source, Span
from luoshi_reader.cli import check_command
from luoshi_reader.rules import RULES

TEXT = "一、目标\n　　力争主营业务收入达到4975亿元，同比增长9%。\n去年主营业务收入4776亿元。\n"
READABLE = """轻工业2026年行动计划
一、总体要求
（一）形势。收入力争增长8%左右。
（二）思路。办好展会3场。
"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "计划.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def document(doubts: tuple[Doubt, ...]) -> Document:
    made = Document(Source(TEXT), ())
    vars(made)["_judged"] = (doubts, ())
    return made


@pytest.fixture
def clash(monkeypatch: pytest.MonkeyPatch) -> Doubt:
    """One doubt about the text, whatever the checks say of it."""
    start = TEXT.index("4975")
    base = TEXT.index("4776")
    doubt = Doubt(
        code="LS101",
        severity="error",
        message="按4776亿元和4975亿元计算增长4.2%，文中为9%。",
        span=Span(start, start + 6),
        related=(Span(base, base + 6),),
    )
    monkeypatch.setattr("luoshi_reader.cli.check.read_document", lambda _: document((doubt,)))
    return doubt


def test_findings_come_as_a_json_list_with_both_places(
    plan: Path, clash: Doubt, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check_command([str(plan), "--json"]) == 1

    assert json.loads(capsys.readouterr().out) == [
        {
            "code": "LS101",
            "slug": "growth",
            "severity": "error",
            "message": clash.message,
            "start": TEXT.index("4975"),
            "quote": "4975亿元",
            "related": [{"start": TEXT.index("4776"), "quote": "4776亿元"}],
        }
    ]


def test_a_person_sees_the_place_the_words_marked_and_the_arithmetic(
    plan: Path, clash: Doubt, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check_command([str(plan)]) == 1

    told = capsys.readouterr().out.splitlines()
    assert told[0] == f"{plan}:2:13: 错误 LS101　{clash.message}"
    assert told[1] == "    力争主营业务收入达到4975亿元，同比增长9%。"
    assert told[2] == "    　　　　　　　　　　^^^^＾＾"
    assert told[3:6] == [
        "    对照 3:9",
        "    去年主营业务收入4776亿元。",
        "    　　　　　　　　^^^^＾＾",
    ]
    assert told[-1].endswith("共 1 处存疑（错误 1），请对照原文核实。")


def test_nothing_found_is_said_and_ends_with_0(
    plan: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("luoshi_reader.cli.check.read_document", lambda _: document(()))

    assert check_command([str(plan)]) == 0
    assert "没有发现" in capsys.readouterr().out
    assert check_command([str(plan), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_a_file_that_cannot_be_read_ends_with_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check_command([str(tmp_path / "无.txt")]) == 2
    assert "没有这个文件" in capsys.readouterr().err


def test_colour_is_for_terminals_that_want_it(
    plan: Path,
    clash: Doubt,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.delenv("NO_COLOR", raising=False)
    check_command([str(plan)])
    assert "\033[31m错误\033[0m" in capsys.readouterr().out

    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setenv("NO_COLOR", "1")
    check_command([str(plan)])
    assert "\033" not in capsys.readouterr().out


def test_a_rule_is_explained_and_all_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert check_command(["--explain", "LS101"]) == 0
    assert capsys.readouterr().out.startswith("# LS101 目标、基数与增速不符")
    assert check_command(["--rules"]) == 0
    assert len([line for line in capsys.readouterr().out.splitlines() if "  LS" in line]) == len(
        RULES
    )
    assert check_command(["--explain", "LS999"]) == 2
    assert "没有代码“LS999”" in capsys.readouterr().err


def test_without_a_file_the_command_says_what_is_missing(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert check_command([]) == 2
    assert "缺少参数：文件" in capsys.readouterr().err


def test_several_files_are_told_apart_and_one_that_cannot_be_read_stops_no_other(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = plan.with_name("乙.txt")
    plan.write_text(READABLE, encoding="utf-8")
    other.write_text(READABLE, encoding="utf-8")

    assert check_command([str(plan), str(other), str(plan.with_name("无.txt")), "--json"]) == 2

    out, err = capsys.readouterr()
    assert {each["file"] for each in json.loads(out)} == {str(plan), str(other)}
    assert "没有这个文件" in err


def test_the_form_follows_the_name_of_the_output(plan: Path, tmp_path: Path) -> None:
    plan.write_text(READABLE, encoding="utf-8")
    for suffix, head in (("json", b"["), ("sarif", b"{"), ("docx", b"PK"), ("out", b"/")):
        target = tmp_path / f"结果.{suffix}"
        assert check_command([str(plan), "--output", str(target)]) == 1
        assert target.read_bytes().startswith(head)


def test_what_cannot_be_written_is_refused(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan.write_text(READABLE, encoding="utf-8")
    assert check_command([str(plan), "--output", str(tmp_path / "无" / "结果.json")]) == 2
    assert check_command([str(plan), str(plan), "--output", "两个.docx"]) == 2
    assert "一次只能写一个文件" in capsys.readouterr().err
