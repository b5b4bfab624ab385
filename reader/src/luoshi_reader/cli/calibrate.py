"""`luoshi-reader calibrate`: how often facts are right, counted anew."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from luoshi_reader.bench.calibration import FOLDERS, calibrate, save
from luoshi_reader.bench.rows import NotMeasurable
from luoshi_reader.cli.files import Unreadable, refusal
from luoshi_reader.cli.options import Parser
from luoshi_reader.confidence import CELLS, smoothed


def run(argv: Sequence[str], prog: str) -> int:
    """Print the counts of every cell and what holds on plans left out; return the status."""
    parser = Parser(prog, "按人工标注数一数：各类事实读对的比例，即识读结果的可信度。")
    parser.options.add_argument(
        "--gold", metavar="文件夹", type=Path, action="append", help="人工标注所在文件夹，可写多次"
    )
    parser.options.add_argument("--write", action="store_true", help="写入识读程序自带的可信度表")
    options = parser.parse_args(argv)
    try:
        made = calibrate(options.gold or FOLDERS)
    except NotMeasurable as lacking:
        raise Unreadable(str(lacking)) from lacking
    known = smoothed(made.counts)
    lines = [f"{'cell':<30}{'read':>6}{'right':>6}  confidence"]
    lines += [
        f"{cell:<30}{read:>6}{right:>6}  {known[cell]:.2f}"
        for cell, (read, right) in sorted(made.counts.items())
    ]
    lines += ["", f"{'confidence':<12}{'read':>6}{'wrong':>6}  error rate, plans left out"]
    lines += [
        f"≥ {each.least:<10}{each.read:>6}{each.wrong:>6}  {each.error_rate:.3f}"
        for each in made.measured
    ]
    sys.stdout.write("\n".join(lines) + "\n")
    if options.write:
        try:
            save(made)
        except OSError as failed:
            raise Unreadable(refusal(failed), path=CELLS) from failed
    return 0
