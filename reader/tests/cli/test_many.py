"""`luoshi read DIR --out …` from the keyboard's side, where nothing but the reader is installed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from luoshi_reader.cli import read_command

_WITHOUT = "import sys; sys.modules[{name!r}] = None; from luoshi_reader.cli import main; main()"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--workers", "2"], "请用 --out 指定"),
        (["--scheduler", "tcp://127.0.0.1:1"], "请用 --out 指定"),
        (["--out", "f.parquet", "--format", "jsonl"], "不能和"),
        (["--out", "f.parquet", "--workers", "2", "--scheduler", "tcp://a:1"], "只能用一个"),
        (["--out", "f.parquet", "--workers", "-1"], "应为正整数"),
        (["--out", "f.parquet", "--workers", "0"], "应为正整数"),
        (["--out", "facts.csv"], "扩展名 .parquet"),
    ],
)
def test_words_that_do_not_fit_together_are_refused(
    words: list[str], told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert read_command([str(tmp_path), *words]) == 2

    assert told in capsys.readouterr().err


def test_a_folder_that_is_not_there_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert read_command([str(tmp_path / "无"), "--out", "f.parquet"]) == 2

    assert "请给出一个已有的文件夹" in capsys.readouterr().err


def test_a_folder_without_an_output_says_how_folders_are_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert read_command([str(tmp_path)]) == 2

    assert "请加 --out facts.parquet" in capsys.readouterr().err


def test_without_the_extra_one_sentence_says_what_to_install(tmp_path: Path) -> None:
    program = _WITHOUT.format(name="pyarrow").replace("main()", "sys.exit(main(sys.argv[1:]))")

    done = subprocess.run(  # noqa: S603 - our own program
        [
            sys.executable,
            "-c",
            program,
            "read",
            str(tmp_path),
            "--out",
            str(tmp_path / "f.parquet"),
        ],
        capture_output=True,
        check=False,
        text=True,
    )

    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "pip install 'luoshi-reader[files,corpus]'" in done.stderr
