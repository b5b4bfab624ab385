"""`luoshi-reader peers`: other projects' cases answered."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from luoshi_reader.cli.files import Unreadable, refusal
from luoshi_reader.cli.options import Parser
from luoshi_reader.peers import answers


def run(argv: Sequence[str], prog: str) -> int:
    """Write one answer a line to standard output; return the exit status."""
    parser = Parser(
        prog, "解答同类项目的测试题：数、金额、百分比、区间、日期和时段，每行一条 JSON。"
    )
    parser.arguments.add_argument("folder", metavar="文件夹", type=Path, help="题目所在文件夹")
    folder: Path = parser.parse_args(argv).folder
    if not folder.is_dir():
        raise Unreadable("没有这个文件夹，请核对路径。", path=folder)
    try:
        for found in answers(folder):
            sys.stdout.write(json.dumps(found, ensure_ascii=False) + "\n")
    except (ValueError, KeyError, TypeError) as broken:
        raise Unreadable("有一行不是题目，请核对文件内容。", path=folder) from broken
    except OSError as failed:
        raise Unreadable(refusal(failed), path=folder) from failed
    return 0
