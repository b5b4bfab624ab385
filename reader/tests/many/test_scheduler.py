"""Reading by a Dask scheduler and two workers, processes of their own on this machine."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from distributed import LocalCluster
from luoshi_reader.corpus import ways
from luoshi_reader.corpus.ways import NoWorkers, processes, scheduler

from reader.tests.many.conftest import read
from reader.tests.many.test_folder import dying

_OPTIONS = {
    "processes": True,
    "threads_per_worker": 1,
    "dashboard_address": ":0",
    "silence_logs": logging.CRITICAL,
}


@pytest.fixture(scope="module")
def cluster() -> Iterator[LocalCluster]:
    with LocalCluster(n_workers=2, **_OPTIONS) as started:
        yield started


def test_the_workers_of_a_scheduler_write_the_very_bytes_that_processes_do(
    plans: Path, tmp_path: Path, cluster: LocalCluster
) -> None:
    (plans / "空.txt").write_bytes(b"")
    near = read(plans, tmp_path / "near.parquet", processes(2))

    far = read(plans, tmp_path / "far.parquet", scheduler(cluster.scheduler_address))

    assert (tmp_path / "far.parquet").read_bytes() == (tmp_path / "near.parquet").read_bytes()
    assert (far.documents, far.facts, far.refused) == (near.documents, near.facts, near.refused)
    assert [name for name, _ in far.refused] == ["空.txt"]


def test_a_document_that_kills_its_worker_is_refused_and_the_others_are_read(
    plans: Path, tmp_path: Path, cluster: LocalCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ways, "read_batch", dying)

    report = read(plans, tmp_path / "facts.parquet", scheduler(cluster.scheduler_address))

    assert [name for name, _ in report.refused] == ["计划.md"]
    assert report.documents == 13


def test_a_scheduler_that_is_not_there_is_said_in_one_sentence(
    plans: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ways, "_SECONDS_TO_CONNECT", 1)

    with pytest.raises(NoWorkers, match=r"连不上调度器 tcp://127\.0\.0\.1:9"):
        read(plans, tmp_path / "facts.parquet", scheduler("tcp://127.0.0.1:9"))


def test_a_scheduler_without_workers_says_how_to_start_one(plans: Path, tmp_path: Path) -> None:
    with (
        LocalCluster(n_workers=0, **_OPTIONS) as idle,
        pytest.raises(NoWorkers, match="请先启动 dask worker"),
    ):
        read(plans, tmp_path / "facts.parquet", scheduler(idle.scheduler_address))
