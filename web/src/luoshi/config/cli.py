"""The command line. Each command is a module, loaded only when it is the one asked for.

`read`, `check`, `compare` and `bench` hand over to the reader before Django is loaded.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Final

#: The words of the command were wrong, or it cannot be done; the sentence says why.
REFUSED: Final = 2
INTERRUPTED: Final = 130

COMMANDS: Final = {
    "read": "读计划文件，列出事实",
    "check": "核对计划自身是否前后一致",
    "compare": "比较两份计划：保留、变化、未再提及、新增",
    "bench": "量准确率、速度和页面，与要求对照",
    "demo": "在示例计划上生成一整年的模拟数据",
    "start": "本机试用：建库、读入示例、打开服务",
    "serve": "正式运行：生产环境的服务",
    "worker": "只办后台任务的进程，可开多个",
    "import": "导入计划文件",
    "user": "账号：add 新增，list 列出，reset 重发一次性链接",
    "backup": "备份数据库和文件",
    "restore": "从备份恢复到空的位置",
    "trail": "留痕：verify 核验，purge 清除过期部分",
    "migrate": "升级数据库，升级前自动备份",
    "manage": "Django 的命令，供维护人员使用",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Choose the command by the first word and return its exit status."""
    words = sys.argv[1:] if arguments is None else list(arguments)
    name = words[0] if words else "--help"
    if name in {"-h", "--help"}:
        sys.stdout.write(_help())
        return 0
    if name not in COMMANDS:
        sys.stderr.write(f"没有命令“{name}”。\n\n{_help()}")
        return REFUSED
    try:
        return _command(name)(words[1:], prog=f"luoshi {name}")
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else 0
    except KeyboardInterrupt:
        sys.stderr.write("已停止。\n")
        return INTERRUPTED


def _help() -> str:
    lines = (f"  {name:<8} {told}\n" for name, told in COMMANDS.items())
    return (
        "用法：luoshi 命令 [参数]\n\n落实：把行动计划读成台账，并推动办结。\n\n命令：\n"
        f"{''.join(lines)}\n各命令的参数：luoshi 命令 --help\n"
    )


def _command(name: str) -> Callable[..., int]:
    if name in {"read", "check", "compare"}:
        reader = import_module("luoshi_reader.cli")
        command: Callable[..., int] = getattr(reader, f"{name}_command")
        return command
    module = {"import": "importing"}.get(name, name)
    command = import_module(f"luoshi.config.commands.{module}").run
    return _saying_no(command)


def _saying_no(command: Callable[..., int]) -> Callable[..., int]:
    """Turn what a command refuses into its sentence and status."""

    def guarded(words: Sequence[str], *, prog: str) -> int:
        from django.core.exceptions import ImproperlyConfigured  # noqa: PLC0415 - start-up time
        from django.db import DatabaseError  # noqa: PLC0415 - as above

        from luoshi.config.commands import Stop  # noqa: PLC0415 - as above
        from luoshi.kernel.refusals import Refusal  # noqa: PLC0415 - as above

        try:
            return command(words, prog=prog)
        except Stop as stop:
            sys.stderr.write(f"{stop}\n")
            return stop.status
        except (Refusal, ImproperlyConfigured) as refusal:
            sys.stderr.write(f"{refusal}\n")
        except DatabaseError as failed:
            first = str(failed).strip().splitlines()[0]
            sys.stderr.write(f"数据库不能使用（{first}）。请检查 LUOSHI_DATABASE_URL 和磁盘。\n")
        return REFUSED

    return guarded


if __name__ == "__main__":
    sys.exit(main())
