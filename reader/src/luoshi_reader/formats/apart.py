"""Reading in a process of its own: what a library does wrong there harms nothing here.

The bytes go in by a pipe, the text and its places come back as JSON. The process may take so much
memory and time and no more, starts no other, and writes no file.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any, Final

from luoshi_reader.errors import ReadingError
from luoshi_reader.formats.draft import Draft
from luoshi_reader.formats.refusals import refused
from luoshi_reader.source import Piece, Source

#: What the process may take beyond what its own program needs, and for how long it may compute.
ROOM: Final = 160 * 2**20
SECONDS: Final = 30
_START: Final = (
    "import sys, json; sys.path[:] = json.loads(sys.argv[1]); "
    "from luoshi_reader.formats.apart import serve; serve(sys.argv[2], sys.argv[3:])"
)
_PAGE: Final = 4096
_LIBRARIES: Final = {
    "docx": "lxml",
    "ofd": "lxml",
    "html": "lxml",
    "md": "markdown_it",
    "xlsx": "openpyxl",
    "pdf": "pypdfium2",
}


def read_apart(kind: str, data: bytes) -> Source:
    """Return what a reader of `kind` makes of a file.

    Raises:
        ReadingError: the file is refused, or reading it took more than it may.

    """
    told = json.loads(ask(kind, data))
    return Source(told["text"], tuple(Piece(*each) for each in told["pieces"]))


def ask(kind: str, data: bytes, *words: str) -> bytes:
    """Return what the process answers: the text as JSON, or what a function of the reader gives.

    `words` name that function and the numbers it takes.
    """
    command = [sys.executable, "-I", "-c", _START, json.dumps(sys.path), kind, *words]
    try:
        done = subprocess.run(  # noqa: S603 - our own program, the file comes by the pipe
            command, input=data, capture_output=True, timeout=2 * SECONDS, check=False
        )
    except subprocess.TimeoutExpired as late:
        raise refused("too_heavy") from late
    if done.returncode == 0:
        return done.stdout
    raise _refusal(done.stderr)


def _refusal(said: bytes) -> ReadingError:
    """Return the refusal that the process wrote; where it died without a word, its limits."""
    try:
        code, message, next_step = json.loads(said.rsplit(b"\n", 1)[-1])
    except ValueError:
        return refused("too_heavy")
    return ReadingError(code, message, next_step=next_step)


def serve(kind: str, words: list[str]) -> None:
    """Read the file on standard input and answer; the other end of `ask`."""
    data = sys.stdin.buffer.read()
    try:
        answer = _answer(kind, data, words)
    except ReadingError as said:
        _say(said)
    except MemoryError:
        _say(refused("too_heavy"))
    except RecursionError:
        _say(refused("bomb"))
    else:
        sys.stdout.buffer.write(answer)
        sys.stdout.flush()
        os._exit(0)


def _say(said: ReadingError) -> None:
    told = [said.code, said.message, said.next_step]
    sys.stderr.write("\n" + json.dumps(told))
    sys.stderr.flush()
    os._exit(1)


def _answer(kind: str, data: bytes, words: list[str]) -> bytes:
    try:
        import_module(_LIBRARIES[kind])
    except ModuleNotFoundError as lacking:
        raise refused("no_library", name=str(lacking.name)) from lacking
    module = import_module(f"luoshi_reader.formats.{kind}")
    _limit()
    if words:
        asked: Callable[..., bytes] = getattr(module, words[0])
        return asked(data, *map(int, words[1:]))
    read: Callable[[bytes], Draft] = module.read
    source = read(data).source
    told: dict[str, Any] = {"text": source.text, "pieces": source.pieces}
    return json.dumps(told, ensure_ascii=False).encode()


def _limit() -> None:
    """Bind the process to its limits, counted from what it already takes."""
    with open("/proc/self/statm", encoding="ascii") as sizes:  # noqa: PTH123 - no path to keep
        taken = int(sizes.read().split()[0]) * _PAGE
    resource.setrlimit(resource.RLIMIT_AS, (taken + ROOM, taken + ROOM))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
