"""`luoshi restore`: a backup into an empty place."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from luoshi_reader.cli.options import Parser

from luoshi.config.commands import OPERATOR, load_django


def run(words: Sequence[str], *, prog: str) -> int:
    """Put a backup back and say what is there now."""
    parser = Parser(
        prog,
        "把备份恢复到空的位置，并核对行数、文件和留痕。"
        "退出码：3 不是备份或不能用，4 文件不完整，5 内容被改动，6 此处已有数据。",
    )
    parser.arguments.add_argument("file", metavar="文件", type=Path, help="备份文件")
    options = parser.parse_args(words)
    load_django()
    from luoshi.config.upgrade import pending  # noqa: PLC0415 - needs Django
    from luoshi.kernel import backup  # noqa: PLC0415 - as above

    try:
        manifest = backup.restore(options.file, by=OPERATOR)
    except backup.BackupRefused as refused:
        sys.stderr.write(f"{refused}\n")
        return refused.exit_status
    rows = sum(manifest["rows"].values())
    files = len(manifest["parts"]) - 1
    sys.stdout.write(
        f"已恢复 {manifest['made_at'][:19]} 的备份：{rows} 行，{files} 个文件，核对一致。\n"
    )
    if pending():
        sys.stdout.write("备份来自较早的版本，请接着运行 luoshi migrate。\n")
    return 0
