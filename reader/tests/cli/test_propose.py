"""`luoshi-reader propose` from the keyboard's side."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from luoshi_reader.cli import main

from reader.tests.second.fake import fake, lines

TEXT = "甲市2024年行动计划\n\n一、任务\n（一）要办。清溪会馆的门要修，久久为功。\n"
HALL = {
    "type": "organisation",
    "paragraph": 1,
    "quote": "清溪会馆",
    "name_text": "清溪会馆",
    "category": "association",
}


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "计划.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_proposals_are_listed_with_what_was_dropped(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with fake(lines(HALL, HALL | {"quote": "南湖会馆"})) as heard:
        status = main(["propose", str(plan), "--address", heard.address, "--model", "fake"])

    told = capsys.readouterr().out
    assert status == 0
    assert "另有 1 条提议，均待人审定" in told
    assert "弃用 1 条：引文与原文不符 1。" in told
    assert "机构  第4行第7字  清溪会馆" in told


def test_proposals_are_written_as_records_that_name_the_model(
    plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out.jsonl"
    with fake(lines(HALL)) as heard:
        monkeypatch.setenv("LUOSHI_SECOND_READER_URL", heard.address)
        monkeypatch.setenv("LUOSHI_SECOND_READER_MODEL", "fake")
        monkeypatch.setenv("LUOSHI_SECOND_READER_KEY", "key")
        assert main(["propose", str(plan), "--facts", str(out)]) == 0
        assert heard.keys == ["Bearer key"]

    (record,) = map(json.loads, out.read_text(encoding="utf-8").splitlines())
    assert record["proposed_by"] == "fake"
    assert record["confidence"] is None
    assert TEXT[record["start"] :].startswith("清溪会馆")


def test_records_on_the_standard_output_have_the_summary_beside_them(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with fake(lines(HALL)) as heard:
        words = ["propose", str(plan), "--address", heard.address, "--model", "fake"]
        assert main([*words, "--facts", "-"]) == 0

    told = capsys.readouterr()
    assert json.loads(told.out)["quote"] == "清溪会馆"
    assert "1 条提议" in told.err


def test_stretches_without_an_answer_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    long = tmp_path / "长.txt"
    more = "（二）再办。" + "把小事办好，慢慢来。" * 150 + "\n"
    long.write_text(TEXT + more, encoding="utf-8")
    with fake(lines(HALL), 500) as heard:
        words = ["propose", str(long), "--address", heard.address, "--model", "fake"]
        assert main(words) == 0

    assert "有 1 段没有应答：第二识读的服务正忙或出错（500）" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--address", "10.0.0.8", "--model", "m"], "请写成 http://主机:端口/v1 的样子"),
        (["--address", "http://127.0.0.1:1/v1"], "没有写明第二识读用哪个模型"),
        (["--address", "http://127.0.0.1:1/v1", "--model", "m"], "连不上第二识读的服务"),
        (["--gold", "无"], "二者取一"),
    ],
)
def test_what_cannot_be_asked_is_said(
    plan: Path, words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["propose", str(plan), *words]) == 2
    assert said in capsys.readouterr().err


def test_an_office_measures_its_model_on_annotated_plans(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    at = TEXT.index("清溪会馆")
    gold = {"type": "organisation", "quote": "清溪会馆", "start": at} | {
        name: HALL[name] for name in ("name_text", "category")
    }
    last = {"type": "organisation", "quote": "久久为功", "start": TEXT.index("久久为功")} | {
        "name_text": "久久为功",
        "category": "enterprise",
    }
    (tmp_path / "甲.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "甲.jsonl").write_text(lines(gold, last), encoding="utf-8")
    with fake(lines(HALL)) as heard:
        words = ["propose", "--gold", str(tmp_path), "--address", heard.address, "--model", "fake"]
        assert main(words) == 0

    row = next(
        line for line in capsys.readouterr().out.splitlines() if line.startswith("organisation")
    )
    assert row.split() == ["organisation", "2", "0.000", "1", "1", "0.667"]
