"""`luoshi check`: the plan held against itself."""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from luoshi_reader.cli.files import read_document
from luoshi_reader.cli.options import Parser
from luoshi_reader.exports.findings import describe, finding
from luoshi_reader.exports.labels import SEVERITIES
from luoshi_reader.plan import Document


def run(argv: Sequence[str], prog: str) -> int:
    """Run the command; return its exit status."""
    parser = Parser(prog, "核对计划自身：数与数、文与表、名称前后是否一致。有存疑退出码为 1。")
    parser.arguments.add_argument("file", metavar="文件", type=Path, help="计划全文")
    parser.options.add_argument("--json", action="store_true", help="输出 JSON 列表")
    options = parser.parse_args(argv)
    document = read_document(options.file)
    if options.json:
        found = [finding(doubt, document.source) for doubt in document.doubts]
        sys.stdout.write(json.dumps(found, ensure_ascii=False, indent=1) + "\n")
    else:
        sys.stdout.write(_told(str(options.file), document))
    return 1 if document.doubts else 0


def _told(name: str, document: Document) -> str:
    colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    told = describe(name, document.doubts, document.source, colour=colour)
    counts = Counter(doubt.severity for doubt in document.doubts)
    if not counts:
        return f"{name}：没有发现前后不一致之处。\n"
    parts = "，".join(f"{SEVERITIES[kind]} {counts[kind]}" for kind in SEVERITIES if counts[kind])
    return f"{told}{name}：共 {len(document.doubts)} 处存疑（{parts}），请对照原文核实。\n"
