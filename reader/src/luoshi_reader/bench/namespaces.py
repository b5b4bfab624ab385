"""A Dask scheduler here, and workers that reach it only over a network: a namespace each.

Made with iproute2 for the time of a measurement, on addresses that are set apart for benchmarks
(RFC 2544), and taken away after it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final

from luoshi_reader.bench.rows import NotMeasurable

_PORT: Final = 8786
_SECONDS: Final = 60
_DASK: Final = (sys.executable, "-m", "dask")


@contextmanager
def cluster(workers: int, folder: Path) -> Iterator[str]:
    """Start a scheduler and workers, each in a network of its own; yield the scheduler's address.

    `folder` takes what they write on their way.

    Raises:
        NotMeasurable: this machine or this person may not make network namespaces.

    """
    with ExitStack() as stack:
        spaces = [stack.enter_context(_namespace(at)) for at in range(1, workers + 1)]
        words = ["scheduler", "--port", str(_PORT), "--no-dashboard"]
        stack.enter_context(_running([*_DASK, *words], folder))
        for space, ours, theirs in spaces:
            words = ["worker", f"tcp://{ours}:{_PORT}", "--host", theirs, "--nthreads", "1"]
            words += ["--no-dashboard", "--local-directory", str(folder)]
            stack.enter_context(_running(["ip", "netns", "exec", space, *_DASK, *words], folder))
        address = f"tcp://127.0.0.1:{_PORT}"
        _wait(address, workers)
        yield address


@contextmanager
def _namespace(at: int) -> Iterator[tuple[str, str, str]]:
    """Make a namespace with a cable to this one; yield its name, our address and its own."""
    name, cable = f"luoshi-{os.getpid()}-{at}", f"ls{os.getpid() % 100_000}-{at}"
    ours, theirs = f"198.18.{at}.1", f"198.18.{at}.2"
    _ip("netns", "add", name)
    try:
        _ip("link", "add", cable, "type", "veth", "peer", "name", "eth0", "netns", name)
        _ip("addr", "add", f"{ours}/30", "dev", cable)
        _ip("link", "set", cable, "up")
        _ip("-n", name, "addr", "add", f"{theirs}/30", "dev", "eth0")
        _ip("-n", name, "link", "set", "eth0", "up")
        _ip("-n", name, "link", "set", "lo", "up")
        yield name, ours, theirs
    finally:
        _ip("netns", "del", name)


def _ip(*words: str) -> None:
    program = shutil.which("ip")
    if program is None:
        raise NotMeasurable("没有 ip 命令，请安装 iproute2")
    done = subprocess.run(  # noqa: S603 - our own words
        [program, *words], capture_output=True, check=False, text=True
    )
    if done.returncode:
        sentence = f"不允许建网络命名空间（{done.stderr.strip()}），需要 root"
        raise NotMeasurable(sentence)


@contextmanager
def _running(command: Sequence[str], folder: Path) -> Iterator[None]:
    """Run a program beside us for the time of the block."""
    with (folder / "dask.log").open("ab") as log:
        run = subprocess.Popen(command, stdout=log, stderr=log)  # noqa: S603 - our own words
        try:
            yield
        finally:
            run.terminate()
            run.wait(_SECONDS)


def _wait(address: str, workers: int) -> None:
    from distributed import Client  # noqa: PLC0415 - the extra; without it nothing gets here

    with Client(address, timeout=_SECONDS, set_as_default=False) as client:
        client.wait_for_workers(workers, timeout=_SECONDS)


def hosts_that_read(address: str) -> int:
    """Return how many workers of a scheduler have read a batch."""
    from distributed import Client  # noqa: PLC0415 - as above

    with Client(address, timeout=_SECONDS, set_as_default=False) as client:
        return sum(client.run(_has_read).values())


def _has_read() -> bool:
    from luoshi_reader.version import reader_version  # noqa: PLC0415 - runs on the worker

    return reader_version.cache_info().currsize > 0
