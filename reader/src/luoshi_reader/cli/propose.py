"""`luoshi-reader propose`: a second reader asked what the grammar passed over."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from luoshi_reader.bench import second
from luoshi_reader.bench.rows import NotMeasurable
from luoshi_reader.cli.files import Unreadable, read_document, refusal
from luoshi_reader.cli.options import Parser
from luoshi_reader.errors import ReadingError
from luoshi_reader.exports.labels import DROPPED, TYPES
from luoshi_reader.facts import as_record
from luoshi_reader.plan import Document
from luoshi_reader.second import Proposals, Service, propose
from luoshi_reader.second.service import SECONDS

#: The key is never a word of the command: others on the machine can read those.
_KEY: Final = "LUOSHI_SECOND_READER_KEY"
_ADDRESS: Final = "LUOSHI_SECOND_READER_URL"
_MODEL: Final = "LUOSHI_SECOND_READER_MODEL"
_STDOUT: Final = "-"
_WORDS: Final = 40


def run(argv: Sequence[str], prog: str) -> int:
    """Ask about a file, or measure the service on annotated plans; return the exit status."""
    parser = _parser(prog)
    options = parser.parse_args(argv)
    if bool(options.gold) == bool(options.file):
        parser.error("请指定一个文件，或用 --gold 指定人工标注所在文件夹，二者取一。")
    try:
        service = Service(
            options.address or os.environ.get(_ADDRESS, ""),
            options.model or os.environ.get(_MODEL, ""),
            os.environ.get(_KEY, ""),
            options.seconds,
        )
        if options.gold:
            sys.stdout.write(second.told(second.measure(options.gold, service, _tell)))
            return 0
        document = read_document(options.file)
        found = propose(document, service, _tell)
    except NotMeasurable as lacking:
        raise Unreadable(str(lacking)) from lacking
    except ReadingError as refused:
        raise Unreadable(str(refused)) from refused
    if options.facts:
        _write(document, found, service.model, options.facts)
    said = sys.stderr if options.facts == _STDOUT else sys.stdout
    said.write(_summary(str(options.file), document, found, listed=not options.facts))
    return 0


def _parser(prog: str) -> Parser:
    parser = Parser(
        prog,
        "请本单位的大语言模型补读一份计划：只列出提议，每条都能在原文中逐字找到，须由人审定。",
    )
    parser.arguments.add_argument("file", nargs="?", metavar="文件", type=Path, help="计划全文")
    parser.options.add_argument(
        "--address",
        metavar="地址",
        help=f"兼容OpenAI接口的模型服务，如 http://10.0.0.8:8000/v1；未指定时用环境变量 {_ADDRESS}",
    )
    parser.options.add_argument(
        "--model", metavar="模型", help=f"模型名称；未指定时用环境变量 {_MODEL}；密钥用 {_KEY}"
    )
    parser.options.add_argument(
        "--seconds", metavar="秒", type=float, default=SECONDS, help="每问最多等多久，默认180"
    )
    parser.options.add_argument(
        "--facts", metavar="输出文件", help="把提议写入此文件，每行一条 JSON；- 为标准输出"
    )
    parser.options.add_argument(
        "--gold",
        metavar="文件夹",
        type=Path,
        help="用人工标注的计划量一量：加上提议前后各读对多少",
    )
    return parser


def _tell(done: int, total: int) -> None:
    """Say how far it has come where somebody watches."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r已问 {done}/{total} 段" + ("\n" if done == total else ""))
        sys.stderr.flush()


def _write(document: Document, found: Proposals, model: str, target: str) -> None:
    lines = "".join(
        json.dumps(
            as_record(fact, document.source) | {"confidence": None, "proposed_by": model},
            ensure_ascii=False,
        )
        + "\n"
        for fact in found.facts
    )
    if target == _STDOUT:
        sys.stdout.write(lines)
        return
    try:
        Path(target).write_text(lines, encoding="utf-8")
    except OSError as failed:
        raise Unreadable(refusal(failed), path=Path(target)) from failed


def _summary(name: str, document: Document, found: Proposals, *, listed: bool) -> str:
    told = f"{name}：另有 {len(found.facts)} 条提议，均待人审定。\n"
    if found.refused:
        reasons = (f"{DROPPED[why]} {count}" for why, count in sorted(found.refused.items()))
        told += f"弃用 {sum(found.refused.values())} 条：{'，'.join(reasons)}。\n"
    if found.unanswered:
        told += f"有 {len(found.unanswered)} 段没有应答：{found.silence}\n"
    for fact in found.facts if listed else ():
        line, column = document.source.place(fact.span.start)
        quote = "".join(document.source.quote(fact.span).split())[:_WORDS]
        told += f"  {TYPES[fact.type]}  第{line}行第{column}字  {quote}\n"
    return told
