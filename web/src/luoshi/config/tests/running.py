"""The program run as people run it: a process of its own, with an environment of its own."""

from __future__ import annotations

import os
import re
import secrets
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MAIN = "import sys; from luoshi.config.cli import main; sys.exit(main())"
KEPT = ("PATH", "PYTHONPATH", "HOME", "LANG")


def environment(**given: str) -> dict[str, str]:
    """Return a bare environment with `given`; nothing of ours leaks in."""
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    path = os.pathsep.join(entry for entry in sys.path if entry)
    return {**kept, "PYTHONPATH": path, **given}


def production(data: Path, **more: str) -> dict[str, str]:
    """Return the environment of a server that may start."""
    return environment(
        LUOSHI_DATA_DIR=str(data),
        LUOSHI_SECRET_KEY=secrets.token_urlsafe(64),
        LUOSHI_HOSTS="luoshi.example",
        LUOSHI_PROXIES="127.0.0.1",
        **more,
    )


def luoshi(*words: str, env: dict[str, str], cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run one command to its end."""
    return subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", MAIN, *words],
        env=env,
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def free_port() -> int:
    """Return a port of this machine that nobody holds."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port: int = trial.getsockname()[1]
        return port


@contextmanager
def serving(
    *words: str, env: dict[str, str], cwd: Path, until: str
) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Run a command that serves; give it and what it said once `until` was said."""
    with subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-c", MAIN, *words],
        env={**env, "PYTHONUNBUFFERED": "1"},
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        assert process.stdout is not None
        said = ""
        try:
            for line in process.stdout:
                said += line
                if re.search(until, line):
                    break
            else:
                raise AssertionError(said)
            # What is said later is not read; nobody may wait for the pipe to be emptied.
            threading.Thread(target=process.stdout.read, daemon=True).start()
            yield process, said
        finally:
            process.terminate()
            process.wait(timeout=40)


def answers(url: str, *, within: float = 10) -> bytes:
    """Return what an address of this machine answers, waiting for it a little."""
    deadline = time.monotonic() + within
    while True:
        try:
            with urllib.request.urlopen(url, timeout=10) as answer:  # noqa: S310 - http on loopback
                content: bytes = answer.read()
                return content
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
