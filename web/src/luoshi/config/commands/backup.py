"""`luoshi backup`: the database and the files as one file."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from luoshi_reader.cli.options import Parser

from luoshi.config.commands import OPERATOR, load_django, require_database


def run(words: Sequence[str], *, prog: str) -> int:
    """Make a backup and say where it is."""
    parser = Parser(prog, "备份数据库和文件为一个文件，附清单和校验值。服务运行时也可备份。")
    parser.arguments.add_argument(
        "file",
        metavar="文件",
        type=Path,
        nargs="?",
        help="备份文件；未指定时写入数据目录的 backups",
    )
    options = parser.parse_args(words)
    load_django()
    require_database()
    from django.conf import settings  # noqa: PLC0415 - needs Django
    from django.db import transaction  # noqa: PLC0415 - as above

    from luoshi.kernel import backup, clock  # noqa: PLC0415 - as above
    from luoshi.kernel.trail import record  # noqa: PLC0415 - as above

    name = f"luoshi-{clock.now():%Y%m%d-%H%M%S}.luoshi"
    target: Path = options.file or Path(settings.DATA_DIR) / "backups" / name
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        manifest = backup.make(target)
    except backup.BackupRefused as refused:
        sys.stderr.write(f"{refused}\n")
        return refused.exit_status
    with transaction.atomic():
        record("kernel.backup.made", by=OPERATOR, data={"file": target.name})
    size = target.stat().st_size / 2**20
    rows = sum(manifest["rows"].values())
    files = len(manifest["parts"]) - 1
    sys.stdout.write(f"已备份：{target}（{size:.1f} MB，{rows} 行，{files} 个文件）。\n")
    return 0
