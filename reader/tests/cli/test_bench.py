"""`luoshi bench` from the keyboard's side."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from luoshi_reader.bench import gold
from luoshi_reader.bench.rows import Row
from luoshi_reader.cli import bench_command

GOOD = Row(name="pages", metric="log-in", value=3, unit="ms", bar=5, at_most=True)
BAD = Row(name="pages", metric="ledger", value=9, unit="ms", bar=5, at_most=True)


def test_rows_come_as_json_and_a_missed_bar_ends_with_1(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert bench_command(["pages", "--json"], more={"pages": lambda: [GOOD, BAD]}) == 1

    assert json.loads(capsys.readouterr().out) == [GOOD.record(), BAD.record()]


def test_all_bars_reached_ends_with_0_and_the_page_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "bench.md"

    assert bench_command(["pages", "--write", str(page)], more={"pages": lambda: [GOOD]}) == 0

    assert "| pages | log-in | 3 ms |" in page.read_text(encoding="utf-8")
    assert "log-in" in capsys.readouterr().out


def test_a_bench_that_is_not_asked_for_is_not_run(tmp_path: Path) -> None:
    def refuse() -> list[Row]:
        raise AssertionError

    status = bench_command(["gold", "--gold", str(tmp_path)], more={"pages": refuse})

    assert status == 2


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["fast"], "没有项目 fast，可用：gold、reading、many。"),
        (["gold", "--gold", "无"], "没有标注文件"),
    ],
)
def test_what_cannot_be_measured_is_said(
    words: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bench_command(words) == 2
    assert told in capsys.readouterr().err


def test_gold_prints_the_halves_and_changes_and_accepts_on_request(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "纺织产业2016年度行动计划\n（2016年3月）\n一、总体要求\n"
    fact = {
        "type": "heading",
        "quote": "一、总体要求",
        "start": text.index("一、"),
        "level": 2,
        "number": 1,
        "title_text": "总体要求",
    }
    (tmp_path / "甲.jsonl").write_text(json.dumps(fact), encoding="utf-8")
    (tmp_path / "甲.txt").write_text(text, encoding="utf-8")

    assert bench_command(["gold", "--gold", str(tmp_path), "--accept"]) == 0

    told = capsys.readouterr().out
    assert "全部（甲）" in told
    assert "没有上次的清单" in told
    assert (tmp_path / gold.LAST).is_file()


def test_json_is_nothing_but_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bench_command(["gold", "--json"])

    assert {row["name"] for row in json.loads(capsys.readouterr().out)} == {"gold"}
