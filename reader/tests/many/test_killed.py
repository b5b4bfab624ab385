"""A run that is killed outright, as a power cut or the kernel would."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from luoshi_reader.corpus.ways import processes

from reader.tests.many.conftest import TEXTS, read

_SECONDS: float = 60


def _until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + _SECONDS
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.01)


def _children(pid: int) -> list[int]:
    said = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    return [int(each) for each in said.split()]


def _runs(pid: int) -> bool:
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except OSError:
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"


def test_a_killed_run_leaves_no_process_and_goes_on_when_started_again(tmp_path: Path) -> None:
    plans, out = tmp_path / "plans", tmp_path / "facts.parquet"
    plans.mkdir()
    text = (TEXTS / "work-report.txt").read_text(encoding="utf-8")
    for at in range(240):
        (plans / f"{at:03}.txt").write_text(f"{text}\n第{at}号\n", encoding="utf-8")
    command = [sys.executable, "-m", "luoshi_reader.cli", "read", str(plans)]
    command += ["--out", str(out), "--workers", "2"]
    manifest = tmp_path / ".facts.parquet.parts" / "manifest.jsonl"

    run = subprocess.Popen(command, stdout=subprocess.PIPE)  # noqa: S603 - our own program
    _until(lambda: manifest.is_file() and manifest.stat().st_size > 0)
    workers = _children(run.pid)
    os.kill(run.pid, signal.SIGKILL)
    run.communicate()
    assert not out.exists()
    _until(lambda: not any(map(_runs, workers)))

    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603

    assert "份上次已读）" in done.stdout
    assert "240 份文件" in done.stdout
    read(plans, tmp_path / "whole.parquet", processes(1))
    assert out.read_bytes() == (tmp_path / "whole.parquet").read_bytes()
