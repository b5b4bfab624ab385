"""Reading a folder: the facts, the report, and what one bad file does."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from luoshi_reader import as_record
from luoshi_reader.corpus import ways
from luoshi_reader.corpus.columns import PART
from luoshi_reader.corpus.document import read_data
from luoshi_reader.corpus.folder import read_folder
from luoshi_reader.corpus.given import Answer, Batch, Given
from luoshi_reader.corpus.parts import Busy, OtherReader, parts_of
from luoshi_reader.corpus.reading import read_batch
from luoshi_reader.corpus.ways import processes
from luoshi_reader.facts import KINDS, field_names
from luoshi_reader.version import reader_version

from reader.tests.many.conftest import read


def here(batches: Iterable[Batch]) -> Iterator[Answer]:
    """Read in this process: the shortest way there is."""
    return map(read_batch, batches)


def bare(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if value is not None}


def test_the_file_holds_the_facts_that_reading_one_by_one_gives(
    plans: Path, tmp_path: Path
) -> None:
    report = read(plans, tmp_path / "facts.parquet", here)

    rows = pq.read_table(tmp_path / "facts.parquet").to_pylist()
    expected = []
    for path in sorted(path for path in plans.rglob("*") if path.is_file()):
        document = read_data(path.read_bytes(), path.name)
        for plan in document.plans:
            for fact in plan.facts:
                record = as_record(fact, document.source) | {"confidence": fact.confidence}
                name = path.relative_to(plans).as_posix()
                expected.append({"document": name, "plan_title": plan.title_text, **record})
    assert len(expected) > 100
    for row, record in zip(map(bare, rows), map(bare, expected), strict=True):
        assert {name: row[name] for name in record} == record
    assert report.documents == 14
    assert report.facts == Counter(record["type"] for record in expected)
    assert not report.refused


def test_there_is_a_column_for_every_field_of_every_kind() -> None:
    wanted = {name for kind in KINDS for name in field_names(kind)}

    assert wanted <= set(PART.names)


def test_two_processes_write_the_very_bytes_that_one_does(plans: Path, tmp_path: Path) -> None:
    read(plans, tmp_path / "one.parquet", here)

    read(plans, tmp_path / "two.parquet", processes(2))

    assert (tmp_path / "two.parquet").read_bytes() == (tmp_path / "one.parquet").read_bytes()


@pytest.mark.parametrize("stop_after", [0, 1])
def test_what_an_interrupted_run_had_finished_is_not_read_again(
    plans: Path, tmp_path: Path, stop_after: int
) -> None:
    whole, out = tmp_path / "whole.parquet", tmp_path / "facts.parquet"
    read(plans, whole, here)

    def pulled(batches: Iterable[Batch]) -> Iterator[Answer]:
        for at, batch in enumerate(batches):
            if at == stop_after:
                raise KeyboardInterrupt
            yield read_batch(batch)

    with pytest.raises(KeyboardInterrupt):
        read(plans, out, pulled)
    again: list[Given] = []

    def noted(batches: Iterable[Batch]) -> Iterator[Answer]:
        for batch in batches:
            again.extend(batch)
            yield read_batch(batch)

    report = read(plans, out, noted)

    assert report.before == 9 * stop_after  # the copy is known as well
    assert len(again) == 13 - 8 * stop_after  # one of the fourteen is a copy
    assert out.read_bytes() == whole.read_bytes()


def test_half_a_line_and_half_a_part_are_swept_away(plans: Path, tmp_path: Path) -> None:
    whole, out = tmp_path / "whole.parquet", tmp_path / "facts.parquet"
    read(plans, whole, here)
    read(plans, out, here)
    parts = tmp_path / ".facts.parquet.parts"
    manifest = parts / "manifest.jsonl"
    first, rest = manifest.read_bytes().split(b"\n", 1)
    manifest.write_bytes(first + b"\n" + rest[:20])
    (parts / "0.arrow.begun").write_bytes(b"PAR1")

    report = read(plans, out, here)

    assert report.before == 9
    assert out.read_bytes() == whole.read_bytes()
    assert not list(parts.glob("*.begun"))


def test_nothing_of_another_version_of_the_reader_is_taken_over(
    plans: Path, tmp_path: Path
) -> None:
    out = tmp_path / "facts.parquet"
    read(plans, out, here)

    with parts_of(out, "another") as parts:
        assert not parts.kept
    assert read(plans, out, here).before == 0


def test_a_worker_of_another_version_stops_the_run(plans: Path, tmp_path: Path) -> None:
    def other(batches: Iterable[Batch]) -> Iterator[Answer]:
        return (replace(read_batch(batch), reader="0.0.1") for batch in batches)

    with pytest.raises(OtherReader, match=r"0\.0\.1"):
        read(plans, tmp_path / "facts.parquet", other)

    assert not (tmp_path / "facts.parquet").exists()


def test_two_runs_do_not_write_the_same_file(plans: Path, tmp_path: Path) -> None:
    out = tmp_path / "facts.parquet"

    with parts_of(out, reader_version()), pytest.raises(Busy):
        read(plans, out, here)


def test_a_bad_file_is_reported_with_its_sentence_and_the_rest_is_read(
    plans: Path, tmp_path: Path
) -> None:
    (plans / "坏.pdf").write_bytes(b"%PDF-1.7\nno more than that")
    (plans / "0" / "空.txt").write_bytes(b"  ")
    (plans / "闲谈.txt").write_text("今天天气很好。", encoding="utf-8")
    (plans / "照片.jpg").write_bytes(b"\xff\xd8\xff\x00")
    (plans / ".隐藏.txt").write_bytes(b"")
    with (plans / "大.txt").open("wb") as large:
        large.truncate(65 * 2**20)

    report = read(plans, tmp_path / "facts.parquet", here)

    said = dict(report.refused)
    assert list(said) == ["0/空.txt", "坏.pdf", "大.txt", "闲谈.txt"]
    assert "文件是空的" in said["0/空.txt"]
    assert "已损坏" in said["坏.pdf"]
    assert "超过64 MB" in said["大.txt"]
    assert "没有找到计划" in said["闲谈.txt"]
    assert report.documents == 14
    assert report.passed_over == 1


def test_a_fault_of_the_reader_in_one_document_is_told_and_stops_nothing(
    plans: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def faulty(data: bytes, name: str) -> Any:
        if name.endswith(".md"):
            raise ZeroDivisionError("division by zero")
        return read_data(data, name)

    monkeypatch.setattr("luoshi_reader.corpus.reading.read_data", faulty)

    report = read(plans, tmp_path / "facts.parquet", here)

    ((name, sentence),) = report.refused
    assert name == "计划.md"
    assert "ZeroDivisionError" in sentence
    assert report.documents == 13


def dying(batch: Batch) -> Answer:
    """Read, but die on Markdown as if the kernel had ended the process."""
    if any(given.name.endswith(".md") for given in batch):
        os._exit(9)
    return read_batch(batch)


def test_a_document_that_kills_its_process_is_refused_and_the_others_are_read(
    plans: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ways, "read_batch", dying)

    report = read(plans, tmp_path / "facts.parquet", processes(2))

    ((name, sentence),) = report.refused
    assert name == "计划.md"
    assert "读取进程意外中止" in sentence
    assert report.documents == 13


def test_progress_comes_to_the_number_of_documents(plans: Path, tmp_path: Path) -> None:
    (plans / "空.txt").write_bytes(b"")
    told: list[tuple[int, int]] = []

    read_folder(plans, tmp_path / "f.parquet", here, lambda *step: told.append(step))

    assert told[0] == (0, 15)
    assert told[-1] == (15, 15)
    assert told == sorted(told)


def test_a_file_that_was_moved_is_not_read_again(plans: Path, tmp_path: Path) -> None:
    out = tmp_path / "facts.parquet"
    read(plans, out, here)
    (plans / "计划.md").rename(plans / "0" / "改名.md")

    report = read(plans, out, lambda batches: map(pytest.fail, map(str, batches)))

    assert report.before == 14
    assert "0/改名.md" in pq.read_table(out).column("document").to_pylist()
