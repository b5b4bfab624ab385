"""`luoshi start`: a trial on this machine, from nothing to a page in the browser."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from luoshi_reader.cli.options import Parser

from luoshi.config.commands import OPERATOR, Stop, data_dir, load_django, try_locally
from luoshi.config.commands.importing import progress_bar
from luoshi.config.commands.user import link_address
from luoshi.config.ports import taken

EDITOR: Final = "editor"
#: The trial's accounts by login name; all but the first come in by `luoshi user reset`.
PEOPLE: Final = {
    EDITOR: ("省级经办", "editor"),
    "system": ("系统管理员", "system"),
    "security": ("安全管理员", "security"),
    "audit": ("审计管理员", "audit"),
}
HIGHEST_PORT: Final = 65535


def run(words: Sequence[str], *, prog: str) -> int:
    """Prepare what is missing, then serve; a later start changes nothing."""
    parser = Parser(
        prog,
        "本机试用：建库、读入示例、打开服务，只在本机可访问。数据保存在 data 目录"
        "（LUOSHI_DATA_DIR 可改），再次启动不作改动。PORT 可改端口。",
    )
    parser.options.add_argument(
        "--example", metavar="文件", type=Path, help="库中没有文件时读入的计划"
    )
    options = parser.parse_args(words)
    port = _port()
    try_locally()
    load_django()
    from luoshi.config.server import serve  # noqa: PLC0415 - needs Django

    prepare(options.example)
    secret = _first_link()
    address = f"127.0.0.1:{port}"

    def told() -> None:
        sys.stdout.write(f"\n落实已启动：http://{address}/\n")
        if secret:
            sys.stdout.write(f"首次进入请用一次性链接：\n  {link_address(secret)}\n")
        sys.stdout.write("按 Ctrl+C 停止。\n")
        sys.stdout.flush()

    serve(bind=address, workers=4, threads=2, told=told)
    return 0


def _port() -> int:
    raw = os.environ.get("PORT", "8000")
    if not (raw.isascii() and raw.isdigit() and 0 < int(raw) <= HIGHEST_PORT):
        msg = f"端口 PORT={raw} 无法识别，请写 1 到 {HIGHEST_PORT} 之间的数字。"
        raise Stop(msg, status=1)
    holder = taken(int(raw))
    if holder:
        msg = f"端口 {raw} 已被{holder}占用。请先停止它，或换一个端口：make run PORT=8001"
        raise Stop(msg, status=1)
    return int(raw)


def prepare(example: Path | None) -> None:
    """Build or upgrade the database, enter the tree, and read the example where nothing is.

    Raises:
        Stop: the example is not there.

    """
    from luoshi.agencies.api import seed  # noqa: PLC0415 - needs Django
    from luoshi.config.upgrade import upgrade  # noqa: PLC0415 - as above
    from luoshi.plans.api import Document, import_document  # noqa: PLC0415 - as above

    steps, copy = upgrade(by=OPERATOR)
    if copy:
        sys.stdout.write(f"数据库已升级 {len(steps)} 项，升级前的备份：{copy}\n")
    elif steps:
        sys.stdout.write(f"已在 {data_dir()} 建立数据库。\n")
    seed()
    if example is not None and not Document.objects.exists():
        if not example.is_file():
            msg = f"没有找到示例文件 {example}。请用 --example 写出一份计划所在的位置。"
            raise Stop(msg)
        sys.stdout.write(f"读入 {example.name}：\n")
        sys.stdout.flush()
        with progress_bar() as tell:
            outcome = import_document(example.read_bytes(), example.name, OPERATOR, tell)
        found = f"{len(outcome.plans)} 个计划，{sum(outcome.counts.values())} 条事实"
        sys.stdout.write(f"读出 {found}，{outcome.doubts} 处存疑，等待审定。\n")


def _first_link() -> str | None:
    """Return the secret of a link for the province's editor while nobody has a password."""
    from luoshi.accounts import actions  # noqa: PLC0415 - needs Django
    from luoshi.accounts.models import Person  # noqa: PLC0415 - as above
    from luoshi.accounts.queries import nobody_has_come_in  # noqa: PLC0415 - as above
    from luoshi.agencies.api import Agency  # noqa: PLC0415 - as above

    if not nobody_has_come_in():
        return None
    root = Agency.objects.filter(depth=1).get()
    for login, (name, kind) in PEOPLE.items():
        if not Person.objects.filter(login=login).exists():
            person = actions.add_person(login=login, name=name, by=OPERATOR)
            actions.add_post(person=person, agency=root, kind=kind, by=OPERATOR)
    return actions.issue_link(person=Person.objects.get(login=EDITOR), by=OPERATOR)
