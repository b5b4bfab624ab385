"""The front door: one function a command, and `main` that chooses among them."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Final

from luoshi_reader.cli.options import Parser, Unreadable

#: The command's status when it did what was asked, when a check found something, when the
#: words or the file were wrong, and when the reader of our output went away (128 + SIGPIPE).
DONE: Final = 0
FOUND: Final = 1
REFUSED: Final = 2
PIPE_CLOSED: Final = 141

_COMMANDS: Final = {
    "read": "读文件，列出事实",
    "check": "核对计划自身是否前后一致",
}


def read_command(argv: Sequence[str], *, prog: str = "luoshi read") -> int:
    """Read files into facts; return the exit status."""
    return _run("luoshi_reader.cli.read", argv, prog)


def check_command(argv: Sequence[str], *, prog: str = "luoshi check") -> int:
    """Hold a plan against itself: 0 nothing found, 1 something found, 2 not readable."""
    return _run("luoshi_reader.cli.check", argv, prog)


def main(argv: Sequence[str] | None = None) -> int:
    """Choose the command by the first word: read or check."""
    words = sys.argv[1:] if argv is None else list(argv)
    parser = Parser("luoshi-reader", "把行动计划读成事实，并核对计划自身。")
    parser.choose("command", _COMMANDS)
    try:
        command = parser.parse_args(words[:1]).command
    except SystemExit as leaving:
        return _status(leaving)
    return _run(f"luoshi_reader.cli.{command}", words[1:], f"luoshi-reader {command}")


def _run(module: str, argv: Sequence[str], prog: str) -> int:
    run: Callable[[Sequence[str], str], int] = import_module(module).run
    try:
        status = run(list(argv), prog)
        sys.stdout.flush()
    except SystemExit as leaving:
        return _status(leaving)
    except Unreadable as refused:
        sys.stderr.write(f"{refused}\n")
        return REFUSED
    except BrokenPipeError:
        # What is still buffered has nowhere to go; without this the interpreter complains.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PIPE_CLOSED
    except KeyboardInterrupt:
        sys.stderr.write("已停止。\n")
        return 130
    return status


def _status(leaving: SystemExit) -> int:
    return leaving.code if isinstance(leaving.code, int) else DONE
