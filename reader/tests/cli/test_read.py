"""`luoshi read` from the keyboard's side."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from luoshi_reader import as_record, read_plan
from luoshi_reader.cli import main, read_command

HENAN = Path(__file__).parents[3] / "examples" / "henan-2016.txt"
SMALL = "纺织产业2016年度行动计划\n（2016年3月）\n一、总体要求\n二、重点工作\n"


@pytest.fixture
def small(tmp_path: Path) -> Path:
    path = tmp_path / "小计划.txt"
    path.write_bytes(SMALL.encode())
    return path


def test_facts_are_written_one_object_a_line_with_offsets_into_the_decoded_file(
    tmp_path: Path,
) -> None:
    out = tmp_path / "facts.jsonl"

    status = read_command([str(HENAN), "--facts", str(out)])

    text = HENAN.read_bytes().decode()
    records = [json.loads(line) for line in out.read_bytes().decode().splitlines()]
    assert status == 0
    document = read_plan(text)
    assert records == [
        as_record(fact, document.source) | {"confidence": fact.confidence}
        for fact in document.facts
    ]
    assert all(text[r["start"] :].startswith(r["quote"]) for r in records)


def test_the_terminal_shows_one_line_a_plan_with_title_year_and_counts(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    read_command([str(small)])

    said = capsys.readouterr().out
    assert "1 个计划，3 条事实，0 处存疑" in said
    assert "纺织产业2016年度行动计划  2016     3" in said


def test_a_format_without_a_file_goes_to_the_standard_output_and_the_summary_beside_it(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    read_command([str(small), "--format", "jsonl"])

    said = capsys.readouterr()
    assert [json.loads(line)["level"] for line in said.out.splitlines()] == [1, 2, 2]
    assert "1 个计划" in said.err


def test_facts_of_several_files_carry_the_name_of_their_file(small: Path, tmp_path: Path) -> None:
    other = tmp_path / "另一计划.txt"
    other.write_text(SMALL, encoding="utf-8")
    out = tmp_path / "facts.jsonl"

    assert read_command([str(small), str(other), "--facts", str(out)]) == 0

    records = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [Path(r["file"]).name for r in records] == ["小计划.txt"] * 3 + ["另一计划.txt"] * 3


def test_windows_line_ends_are_part_of_the_file_and_of_its_offsets(tmp_path: Path) -> None:
    path = tmp_path / "dos.txt"
    path.write_bytes(SMALL.replace("\n", "\r\n").encode())
    out = tmp_path / "facts.jsonl"

    read_command([str(path), "--facts", str(out)])

    text = path.read_bytes().decode()
    for line in out.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        assert text[record["start"] :].startswith(record["quote"])


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda _: None, "没有这个文件或文件夹"),
        (lambda path: path.mkdir(), "这是文件夹"),
        (lambda path: path.write_bytes(b"  \n"), "文件是空的"),
        (lambda path: path.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0"), "图片"),
        (lambda path: path.write_bytes("好".encode() + b"\xff\xff"), "编码无法识别"),
        (lambda path: path.write_text("今天天气很好。", encoding="utf-8"), "没有找到计划"),
    ],
    ids=["missing", "directory", "empty", "photo", "encoding", "no plan"],
)
def test_what_cannot_be_read_is_said_in_chinese_and_ends_with_2(
    make: Callable[[Path], None], told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "计划.txt"
    make(path)

    assert read_command([str(path)]) == 2

    said = capsys.readouterr()
    assert told in said.err
    assert str(path) in said.err
    assert not said.out


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_texts_of_other_encodings_read_the_same(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "计划.txt"
    path.write_bytes(SMALL.encode(encoding))
    out = tmp_path / "facts.jsonl"

    assert read_command([str(path), "--facts", str(out)]) == 0

    lines = out.read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["start"] for line in lines] == [
        0,
        SMALL.index("一、"),
        SMALL.index("二、"),
    ]


def test_one_bad_file_does_not_keep_the_others_from_being_read(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert read_command([str(tmp_path / "无.txt"), str(small)]) == 2

    assert "1 个计划" in capsys.readouterr().out


def test_a_destination_that_cannot_be_written_is_said_in_chinese(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert read_command([str(small), "--facts", str(tmp_path / "无" / "f.jsonl")]) == 2

    assert "没有这个文件或文件夹" in capsys.readouterr().err


def test_a_workbook_is_never_poured_onto_a_screen(
    small: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)

    assert read_command([str(small), "--format", "xlsx"]) == 2

    assert "--facts" in capsys.readouterr().err


def test_where_the_writer_of_workbooks_is_not_installed_that_is_said(
    small: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    monkeypatch.delitem(sys.modules, "luoshi_reader.exports.xlsx", raising=False)

    assert read_command([str(small), "--facts", str(tmp_path / "f.xlsx")]) == 2

    assert "luoshi-reader[xlsx]" in capsys.readouterr().err


@pytest.mark.parametrize("form", ["xlsx", "table", "jsonl", "akn"])
def test_every_format_goes_to_a_file(form: str, small: Path, tmp_path: Path) -> None:
    out = tmp_path / "facts"

    assert read_command([str(small), "--format", form, "--facts", str(out)]) == 0

    assert out.read_bytes()


def test_akoma_ntoso_is_told_by_the_name_of_the_file_and_takes_one_text(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "计划.XML"

    assert read_command([str(small), "--facts", str(out)]) == 0
    assert b"<akomaNtoso" in out.read_bytes()
    assert read_command([str(small), str(small), "--facts", str(out)]) == 2
    assert "请逐个文件转换" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ([], "缺少参数：read|check|compare|propose|bench|peers|calibrate|schema。"),
        (["read"], "缺少参数：文件。"),
        (["read", "x", "--format", "doc"], "--format 不能是 'doc'"),
        (["read", "x", "--colour"], "不认识的参数：--colour。"),
        (["read", "x", "--facts"], "--facts 后面缺少内容。"),
    ],
)
def test_a_slip_in_the_words_of_a_command_is_answered_in_chinese(
    words: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == 2

    said = capsys.readouterr().err
    assert told in said
    assert "用法：" in said


@pytest.mark.parametrize(
    "words", [["-h"], ["read", "-h"], ["check", "--help"], ["bench", "-h"], ["peers", "-h"]]
)
def test_help_is_in_chinese_and_succeeds(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == 0

    assert capsys.readouterr().out.startswith("用法：luoshi-reader")


def test_a_reader_of_our_output_may_leave_early() -> None:
    run = subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, "-m", "luoshi_reader.cli", "read", str(HENAN), "--format", "jsonl"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert run.stdout is not None
    run.stdout.close()

    assert run.wait(60) == 141
    assert run.stderr is not None
    assert b"Traceback" not in run.stderr.read()
    run.stderr.close()


def test_interrupting_is_no_crash(
    small: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupt(_path: Path) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr("luoshi_reader.cli.read.read_document", interrupt)

    assert read_command([str(small)]) == 130
    assert "已停止" in capsys.readouterr().err


def test_a_command_starts_without_what_it_does_not_need() -> None:
    code = (
        "import sys; from luoshi_reader.cli import read_command; read_command(['-h']);"
        "sys.exit(bool({'xlsxwriter', 'rjieba', 'django', 'subprocess'} & set(sys.modules)))"
    )
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}

    run = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, env=env)  # noqa: S603 - our own code

    assert run.returncode == 0, run.stderr
