"""`luoshi worker`: a process that does nothing but jobs."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Sequence

from luoshi_reader.cli.options import Parser

from luoshi.config.commands import load_django, require_database


def run(words: Sequence[str], *, prog: str) -> int:
    """Work until told to stop; finish what is under way first."""
    parser = Parser(
        prog,
        "办理后台任务的进程，与 luoshi serve 用同一数据库，可同时开多个。"
        "收到停止信号后办完手头的一项再退出。",
    )
    parser.parse_args(words)
    load_django()
    require_database()
    from luoshi.kernel.worker import work  # noqa: PLC0415 - needs Django

    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: stop.set())
    sys.stdout.write("后台任务进程已启动。\n")
    sys.stdout.flush()
    work(stop)
    return 0
