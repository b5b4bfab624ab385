"""The front door: one function a command, and `main` that chooses among them."""

from __future__ import annotations

import atexit
import gc
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Final

from luoshi_reader.cli.files import Unreadable
from luoshi_reader.cli.options import Parser

if TYPE_CHECKING:
    from luoshi_reader.bench.rows import Row

DONE: Final = 0
#: The words of the command, or the file, were wrong.
REFUSED: Final = 2
#: Stopped from outside, by the keyboard or because nobody reads on: 128 and the signal's number.
INTERRUPTED: Final = 130
PIPE_CLOSED: Final = 141

#: What is left when a command ends goes with the process; nobody need search it for garbage.
atexit.register(gc.freeze)


def read_command(argv: Sequence[str], *, prog: str = "luoshi read") -> int:
    """Read files into facts; return the exit status."""
    return _guarded(lambda: _run_of("read")(argv, prog))


def check_command(argv: Sequence[str], *, prog: str = "luoshi check") -> int:
    """Hold a plan against itself: 0 nothing found, 1 something found, 2 not readable."""
    return _guarded(lambda: _run_of("check")(argv, prog))


def compare_command(argv: Sequence[str], *, prog: str = "luoshi compare") -> int:
    """Compare two plans: 0 nothing changed, 1 something did, 2 not readable."""
    return _guarded(lambda: _run_of("compare")(argv, prog))


def bench_command(
    argv: Sequence[str],
    *,
    prog: str = "luoshi bench",
    more: Mapping[str, Callable[[], Sequence[Row]]] | None = None,
) -> int:
    """Measure: 0 every bar reached, 1 some missed, 2 something could not be measured at all.

    `more` adds benches of other packages by name; each is called only when it is asked for.
    """
    return _guarded(lambda: _run_of("bench")(argv, prog, more or {}))


def propose_command(argv: Sequence[str], *, prog: str = "luoshi-reader propose") -> int:
    """Ask a second reader what the grammar passed over: 0 asked, 2 not readable or no answer."""
    return _guarded(lambda: _run_of("propose")(argv, prog))


def peers_command(argv: Sequence[str], *, prog: str = "luoshi-reader peers") -> int:
    """Answer the cases of other projects, one JSON line each."""
    return _guarded(lambda: _run_of("peers")(argv, prog))


def calibrate_command(argv: Sequence[str], *, prog: str = "luoshi-reader calibrate") -> int:
    """Count how often facts are right, by kind and form."""
    return _guarded(lambda: _run_of("calibrate")(argv, prog))


def schema_command(argv: Sequence[str], *, prog: str = "luoshi-reader schema") -> int:
    """Print the JSON Schema of the facts."""
    return _guarded(lambda: _run_of("schema")(argv, prog))


def main(argv: Sequence[str] | None = None) -> int:
    """Choose the command by the first word (`_COMMANDS`)."""
    words = sys.argv[1:] if argv is None else list(argv)
    parser = Parser("luoshi-reader", "把行动计划读成事实，并核对计划自身。")
    parser.choose("command", {name: told for name, (told, _) in _COMMANDS.items()})
    try:
        name = parser.parse_args(words[:1]).command
    except SystemExit as leaving:
        return _status(leaving)
    _, command = _COMMANDS[name]
    return command(words[1:], prog=f"luoshi-reader {name}")


_COMMANDS: Final[dict[str, tuple[str, Callable[..., int]]]] = {
    "read": ("读文件，列出事实", read_command),
    "check": ("核对计划自身是否前后一致", check_command),
    "compare": ("比较两份计划：保留、变化、未再提及、新增", compare_command),
    "propose": ("请大语言模型补读，只作提议", propose_command),
    "bench": ("量读得准不准、快不快", bench_command),
    "peers": ("解答同类项目的测试题", peers_command),
    "calibrate": ("数一数各类事实读对的比例", calibrate_command),
    "schema": ("打印事实的 JSON Schema", schema_command),
}


def _run_of(command: str) -> Callable[..., int]:
    """Return a command's `run`, its module loaded only now."""
    run: Callable[..., int] = import_module(f"luoshi_reader.cli.{command}").run
    return run


def _guarded(command: Callable[[], int]) -> int:
    """Run a command; whatever stops it becomes a status, and a sentence where one helps."""
    try:
        status = command()
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
        return INTERRUPTED
    return status


def _status(leaving: SystemExit) -> int:
    return leaving.code if isinstance(leaving.code, int) else DONE
