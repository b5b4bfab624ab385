"""`luoshi compare`: last year's plan beside this year's, or two versions of one."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from luoshi_reader.cli.files import Unreadable, read_document, refusal
from luoshi_reader.cli.options import Parser
from luoshi_reader.compare import compare_documents
from luoshi_reader.exports.compared import as_docx, as_json, as_text

_WRITERS: Final = {"text": as_text, "json": as_json, "docx": as_docx}
_STDOUT: Final = "-"


def run(argv: Sequence[str], prog: str) -> int:
    """Run the command: 0 nothing changed, 1 something did, 2 not readable."""
    parser = Parser(prog, "比较两份计划：哪些保留、哪些变化（原→新）、哪些未再提及、哪些新增。")
    parser.arguments.add_argument("old", metavar="原计划", type=Path, help="上年计划或原版本")
    parser.arguments.add_argument("new", metavar="新计划", type=Path, help="本年计划或新版本")
    parser.options.add_argument("--json", action="store_true", help="输出 JSON")
    parser.options.add_argument(
        "--output", metavar="输出文件", help="写入 .docx 或 .json 文件；- 为标准输出"
    )
    options = parser.parse_args(argv)
    target: str | None = None if options.output == _STDOUT else options.output
    suffix = Path(target or "").suffix.lower().lstrip(".")
    form = "json" if options.json else suffix if suffix in _WRITERS else "text"
    old, new = read_document(options.old), read_document(options.new)
    comparison = compare_documents(old, new)
    data = _WRITERS[form](comparison)
    if target is None:
        sys.stdout.write(data.decode())
    else:
        try:
            Path(target).write_bytes(data)
        except OSError as failed:
            raise Unreadable(refusal(failed), path=Path(target)) from failed
    counts = comparison.counts
    return int(any(counts[change] for change in counts if change != "kept"))
