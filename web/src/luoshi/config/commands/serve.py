"""`luoshi serve`: production."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from luoshi_reader.cli.options import Parser

from luoshi.config.commands import Stop, load_django, require_database


def run(words: Sequence[str], *, prog: str) -> int:
    """Serve behind the proxy, or say every reason against it."""
    parser = Parser(
        prog,
        "正式运行。设置取自环境变量（见 .env.sample 和运维手册），"
        "不合要求时逐条说明原因并拒绝启动。",
    )
    parser.parse_args(words)
    os.environ.setdefault("LUOSHI_PROFILE", "production")
    os.environ.setdefault("LUOSHI_SECRET_KEY", "")
    load_django()
    from django.conf import settings  # noqa: PLC0415 - needs Django

    from luoshi.config.server import serve  # noqa: PLC0415 - as above
    from luoshi.config.startup import faults  # noqa: PLC0415 - as above

    found = faults()
    if found:
        raise Stop("不能启动：\n" + "\n".join(f"  {fault}" for fault in found), status=1)
    require_database()

    def told() -> None:
        sys.stdout.write(f"落实正在 {settings.BIND} 提供服务。\n")
        sys.stdout.flush()

    serve(bind=settings.BIND, workers=settings.WORKERS, threads=settings.THREADS, told=told)
    return 0
