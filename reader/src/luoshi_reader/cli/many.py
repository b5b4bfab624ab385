"""`luoshi read DIR --out facts.parquet`: a whole folder in, one file of facts out."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from luoshi_reader.cli.files import Unreadable, refusal
from luoshi_reader.cli.options import Parser
from luoshi_reader.exports.labels import TYPES

if TYPE_CHECKING:
    from luoshi_reader.corpus.folder import Report
    from luoshi_reader.corpus.ways import Way

_LACKING: Final = (
    "读整个文件夹需要 {name}，尚未安装。请执行：pip install 'luoshi-reader[files,corpus]'。"
)


def run(options: argparse.Namespace, parser: Parser) -> int:
    """Read a folder; return the exit status: 0 all was read, 2 something was refused."""
    _sound(options, parser)
    try:
        report = _read(options)
    except ModuleNotFoundError as lacking:
        if (lacking.name or "").startswith("luoshi_reader"):
            raise
        raise Unreadable(_LACKING.format(name=lacking.name)) from lacking
    sys.stdout.write(told(report, options.out))
    return 2 if report.refused else 0


def _sound(options: argparse.Namespace, parser: Parser) -> None:
    """Refuse words that do not fit together, before anything is loaded."""
    if options.out is None:
        parser.error(
            "--workers 和 --scheduler 用于读整个文件夹，请用 --out 指定要写的 .parquet 文件。"
        )
    if options.facts or options.format:
        parser.error("--out 不能和 --facts、--format 同时使用。")
    if options.workers and options.scheduler:
        parser.error("--workers 和 --scheduler 只能用一个：本机多进程，或 Dask 调度器。")
    if options.workers is not None and options.workers < 1:
        parser.error("--workers 应为正整数。")
    if options.out.suffix.lower() != ".parquet":
        parser.error(f"--out 写的是 Parquet 文件，{options.out} 请改用扩展名 .parquet。")
    if len(options.files) != 1 or not options.files[0].is_dir():
        parser.error("--out 用于读一个文件夹，请给出一个已有的文件夹。")


def _read(options: argparse.Namespace) -> Report:
    from luoshi_reader.corpus.folder import read_folder  # noqa: PLC0415 - an extra, told in `run`
    from luoshi_reader.corpus.parts import Busy, OtherReader  # noqa: PLC0415 - as above
    from luoshi_reader.corpus.ways import NoWorkers  # noqa: PLC0415 - as above

    out: Path = options.out
    try:
        with _bar() as progress:
            return read_folder(options.files[0], out, _way(options), progress)
    except OSError as failed:
        raise Unreadable(refusal(failed), path=Path(failed.filename or out)) from failed
    except Busy as busy:
        raise Unreadable("另一个进程正在写这个文件，请等它结束。", path=out) from busy
    except OtherReader as other:
        sentence = f"有工作节点的识读程序版本不同（{other}），请在各节点安装同一版本后再运行。"
        raise Unreadable(sentence) from other
    except NoWorkers as lacking:
        raise Unreadable(str(lacking)) from lacking


def _way(options: argparse.Namespace) -> Way:
    from luoshi_reader.corpus import ways  # noqa: PLC0415 - as above

    if options.scheduler:
        return ways.scheduler(options.scheduler)
    return ways.processes(options.workers or len(os.sched_getaffinity(0)))


@contextmanager
def _bar() -> Iterator[Callable[[int, int], object]]:
    """Show how far it is on the terminal, and nothing where there is none."""
    from rich.console import Console  # noqa: PLC0415 - as above
    from rich.progress import MofNCompleteColumn, Progress  # noqa: PLC0415 - as above

    columns = (*Progress.get_default_columns(), MofNCompleteColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, disable=not console.is_terminal) as shown:
        task = shown.add_task("识读", total=None)
        yield lambda done, of: shown.update(task, completed=done, total=of)


def told(report: Report, out: Path) -> str:
    """Return the report as text: documents, facts by kind, refused files with reasons, seconds."""
    before = f"（其中 {report.before} 份上次已读）" if report.before else ""
    read = f"{report.documents} 份文件{before}，{report.facts.total()} 条事实"
    lines = [
        f"{out}：{read}，用时 {report.seconds:.1f} 秒。",
        "  " + "，".join(f"{name} {report.facts[kind]}" for kind, name in TYPES.items()),
    ]
    if report.passed_over:
        lines.append(f"另有 {report.passed_over} 个文件从扩展名看不是计划，没有读。")
    if report.refused:
        lines.append(f"没有读成的 {len(report.refused)} 份：")
        lines += [f"  {name}：{sentence}" for name, sentence in report.refused]
    return "".join(f"{line}\n" for line in lines)
