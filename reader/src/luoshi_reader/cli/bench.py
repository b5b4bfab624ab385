"""`luoshi bench`: every figure of the product beside its bar."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

from luoshi_reader.bench import gold, many, reading
from luoshi_reader.bench.rows import NotMeasurable, Row, markdown, table
from luoshi_reader.cli.files import Unreadable, refusal
from luoshi_reader.cli.options import Parser

_OURS: Final = ("gold", "reading", "many")
#: A bench of another package: measures when called.
Bench = Callable[[], Sequence[Row]]


def run(argv: Sequence[str], prog: str, more: Mapping[str, Bench]) -> int:
    """Run the command; return its exit status."""
    names = (*_OURS, *more)
    parser = Parser(prog, "量一量：读得准不准、快不快。达不到要求的，退出码为 1。")
    parser.arguments.add_argument(
        "names", nargs="*", metavar="项目", help=f"{'、'.join(names)}；不写为全部"
    )
    parser.options.add_argument("--json", action="store_true", help="输出 JSON 列表")
    parser.options.add_argument(
        "--gold", metavar="文件夹", type=Path, default=gold.GOLD, help="人工标注所在文件夹"
    )
    parser.options.add_argument(
        "--accept", action="store_true", help="把 gold 的本次结果记为下次比较的依据"
    )
    parser.options.add_argument(
        "--write", metavar="文件", type=Path, help="把结果写成 Markdown（docs/bench.md）"
    )
    options = parser.parse_args(argv)
    if unknown := [name for name in options.names if name not in names]:
        parser.error(f"没有项目 {'、'.join(unknown)}，可用：{'、'.join(names)}。")
    rows: list[Row] = []
    try:
        for name in options.names or names:
            if name in more:
                rows += more[name]()
            elif name == "gold":
                rows += _gold(options.gold, accept=options.accept, quiet=options.json)
            else:
                rows += {"reading": reading, "many": many}[name].rows()
    except NotMeasurable as lacking:
        raise Unreadable(str(lacking)) from lacking
    if options.json:
        records = [row.record() for row in rows]
        sys.stdout.write(json.dumps(records, ensure_ascii=False, indent=1) + "\n")
    else:
        sys.stdout.write(table(rows))
    if options.write:
        _save(options.write, markdown(rows))
    return 0 if all(row.ok for row in rows) else 1


def _gold(folder: Path, *, accept: bool, quiet: bool) -> list[Row]:
    result = gold.measure(folder)
    if not quiet:
        sys.stdout.write(f"{gold.told(result)}\n{gold.changes(result, folder)}\n")
    if accept:
        gold.accept(result, folder)
    return gold.rows(result)


def _save(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as failed:
        raise Unreadable(refusal(failed), path=path) from failed
