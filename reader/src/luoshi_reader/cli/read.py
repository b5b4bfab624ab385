"""`luoshi read`: files in, facts out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import IO, Final

from luoshi_reader.cli.files import Unreadable, read_document, refusal
from luoshi_reader.cli.options import Parser
from luoshi_reader.exports.records import Reading
from luoshi_reader.exports.summary import summarise

Writer = Callable[[Sequence[Reading], IO[bytes]], None]
#: Each is a module of the exports.
_FORMATS: Final = ("table", "jsonl", "xlsx", "akn")
#: What the extension of a destination asks for; jsonl where it asks for nothing.
_BY_SUFFIX: Final = {".xlsx": "xlsx", ".xml": "akn"}
_STDOUT: Final = "-"


def run(argv: Sequence[str], prog: str) -> int:
    """Run the command; return its exit status."""
    parser = _parser(prog)
    options = parser.parse_args(argv)
    if options.out or options.workers or options.scheduler:
        return import_module("luoshi_reader.cli.many").run(options, parser)  # type: ignore[no-any-return]
    form: str | None = options.format or _form_of(options.facts)
    to_stdout = form is not None and options.facts in {None, _STDOUT}
    if form == "xlsx" and to_stdout and sys.stdout.isatty():
        raise Unreadable("工作簿不能显示在屏幕上，请用 --facts 指定要写的 .xlsx 文件。")
    if form == "akn" and len(options.files) > 1:
        raise Unreadable("一份 Akoma Ntoso 文件只装一份文件的全文，请逐个文件转换。")
    write = _writer(form) if form else None
    readings = _read(options.files)
    if readings and write:
        if to_stdout:
            write(readings, sys.stdout.buffer)
        else:
            _save(write, readings, Path(options.facts))
    said = sys.stderr if to_stdout else sys.stdout
    for reading in readings:
        said.write(summarise(reading))
    return 0 if len(readings) == len(options.files) else 2


def _parser(prog: str) -> Parser:
    parser = Parser(prog, "读行动计划，列出其中的事实；每条事实带原文和位置。")
    parser.arguments.add_argument(
        "files", nargs="+", metavar="文件", type=Path, help="计划全文；或一个文件夹（配合 --out）"
    )
    parser.options.add_argument(
        "--facts", metavar="输出文件", help="把事实写入此文件；- 为标准输出"
    )
    parser.options.add_argument(
        "--format",
        choices=_FORMATS,
        help="table 表格，jsonl 每行一条 JSON，xlsx 工作簿，akn 全文 Akoma Ntoso XML；"
        "未指定时看输出文件的扩展名",
    )
    parser.options.add_argument(
        "--out", metavar="输出文件", type=Path, help="读整个文件夹，把全部事实写入此 .parquet 文件"
    )
    parser.options.add_argument(
        "--workers", metavar="进程数", type=int, help="读文件夹所用的进程，默认与处理器同数"
    )
    parser.options.add_argument(
        "--scheduler", metavar="地址", help="由 Dask 调度器的工作节点来读，如 tcp://10.0.0.1:8786"
    )
    return parser


def _form_of(target: str | None) -> str | None:
    """Return the format a destination calls for; none where facts are not asked for."""
    if target is None:
        return None
    return _BY_SUFFIX.get(Path(target).suffix.lower(), "jsonl")


def _read(files: Sequence[Path]) -> list[Reading]:
    """Read what can be read; say of every other file why not."""
    readings = []
    for path in files:
        try:
            readings.append(Reading(str(path), read_document(path)))
        except Unreadable as refused:
            sys.stderr.write(f"{refused}\n")
    return readings


def _save(write: Writer, readings: Sequence[Reading], target: Path) -> None:
    try:
        with target.open("wb") as out:
            write(readings, out)
    except OSError as failed:
        raise Unreadable(refusal(failed), path=target) from failed


def _writer(form: str) -> Writer:
    """Return what writes a format; only that is loaded."""
    try:
        module = import_module(f"luoshi_reader.exports.{form}")
    except ModuleNotFoundError as lacking:
        sentence = f"写工作簿需要 {lacking.name}，请安装 luoshi-reader[xlsx]，或改用 jsonl 格式。"
        raise Unreadable(sentence) from lacking
    writer: Writer = module.write
    return writer
