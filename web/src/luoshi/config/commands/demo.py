"""`luoshi demo`: a simulated year on top of the example, to look at, to test, to measure on."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from pathlib import Path

from luoshi_reader.cli.options import Parser

from luoshi.config.commands import Stop, data_dir, load_django, try_locally

FIRST_YEAR, LAST_YEAR = 2010, 2030
LARGEST_SCALE = 20


def run(words: Sequence[str], *, prog: str) -> int:
    """Prepare the database, read the example, act out the year."""
    parser = Parser(
        prog,
        "在示例计划上生成一整年的模拟数据：各单位人员、逐月报送、核报、亮灯，均标明“模拟数据”。"
        "同样的参数生成同样的数据。只能用于没有报送数据的库；中途失败则什么也不留下。",
    )
    parser.options.add_argument("--year", metavar="年度", type=int, default=2016, help="默认 2016")
    parser.options.add_argument("--seed", metavar="数字", type=int, default=96, help="默认 96")
    parser.options.add_argument(
        "--scale", metavar="倍数", type=int, default=1, help="企业数和分解深度的倍数，默认 1"
    )
    parser.options.add_argument(
        "--example", metavar="文件", type=Path, default=Path("examples/henan-2016.txt"),
        help="库中没有文件时读入的计划",
    )  # fmt: skip
    options = parser.parse_args(words)
    if not FIRST_YEAR <= options.year <= LAST_YEAR:
        msg = f"年度须在 {FIRST_YEAR} 到 {LAST_YEAR} 之间。"
        raise Stop(msg)
    if not 1 <= options.scale <= LARGEST_SCALE:
        msg = f"倍数须在 1 到 {LARGEST_SCALE} 之间。"
        raise Stop(msg)
    try_locally()
    load_django()
    from luoshi.config.commands.start import prepare  # noqa: PLC0415 - needs Django
    from luoshi.config.demo.making import DEEP, FIRMS, make  # noqa: PLC0415 - as above
    from luoshi.reporting.api import Submission  # noqa: PLC0415 - as above

    prepare(options.example)
    if Submission.objects.exists():
        msg = (
            f"{data_dir()} 中已有报送数据，不能再生成模拟数据。"
            "请用 LUOSHI_DATA_DIR 另指定一个目录。"
        )
        raise Stop(msg)
    begun = time.monotonic()

    def tell(what: str) -> None:
        sys.stdout.write(f"[{time.monotonic() - begun:6.1f} 秒] {what}\n")
        sys.stdout.flush()

    make(
        year=options.year, seed=options.seed, firms=FIRMS * options.scale,
        deep=DEEP * options.scale, tell=tell,
    )  # fmt: skip
    tell("完成")
    sys.stdout.write(
        f"模拟数据在 {data_dir()}。启动：LUOSHI_DATA_DIR={data_dir()} luoshi start，"
        "然后打开 /tour/ 选一个岗位进入。\n"
    )
    return 0
