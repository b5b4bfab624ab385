"""`luoshi migrate`: the database brought up to the program, a copy made first."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from luoshi_reader.cli.options import Parser

from luoshi.config.commands import OPERATOR, data_dir, load_django


def run(words: Sequence[str], *, prog: str) -> int:
    """Upgrade and say what was done."""
    parser = Parser(prog, "升级数据库；升级前自动备份到数据目录的 backups。")
    parser.parse_args(words)
    data_dir().mkdir(mode=0o700, parents=True, exist_ok=True)
    load_django()
    from luoshi.config.upgrade import upgrade  # noqa: PLC0415 - needs Django

    steps, copy = upgrade(by=OPERATOR)
    if copy:
        sys.stdout.write(f"升级前的备份：{copy}\n")
    sys.stdout.write(f"已升级 {len(steps)} 项。\n" if steps else "数据库已是最新，没有改动。\n")
    return 0
