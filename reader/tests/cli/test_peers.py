"""`luoshi-reader peers` on the command line."""

import json
from pathlib import Path

import pytest
from luoshi_reader.cli import main


def test_peers_answers_every_row_of_a_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One line a row, in order; suites that are not answered are left out."""
    suite = tmp_path / "peer"
    suite.mkdir()
    rows = [
        {"id": "peer/number/1", "input": "共十二个"},
        {"id": "peer/percentage/2", "input": "三成"},
        {"id": "peer/numberrange/3", "input": "超过30"},
        {"id": "peer/other/4", "input": "无"},
    ]
    (suite / "a.jsonl").write_text("\n".join(map(json.dumps, rows)) + "\n", encoding="utf-8")
    assert main(["peers", str(tmp_path)]) == 0
    said = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert said == [
        {"id": "peer/number/1", "entities": [{"start": 1, "end": 3, "value": "12"}]},
        {"id": "peer/percentage/2", "entities": [{"start": 0, "end": 2, "value": "30%"}]},
        {"id": "peer/numberrange/3", "entities": [{"start": 0, "end": 4, "ops": [[">", "30"]]}]},
    ]


def test_peers_refuses_what_is_no_folder_of_cases(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A missing folder and a broken row are said in Chinese."""
    assert main(["peers", str(tmp_path / "none")]) == 2
    (tmp_path / "peer").mkdir()
    (tmp_path / "peer" / "a.jsonl").write_text("{", encoding="utf-8")
    assert main(["peers", str(tmp_path)]) == 2
    assert capsys.readouterr().err.count("请核对") == 2
