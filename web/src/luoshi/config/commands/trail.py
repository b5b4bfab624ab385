"""`luoshi trail`: whether the trail is whole, and parting with what is past its keeping."""

from __future__ import annotations

import re
import sys
from argparse import ArgumentTypeError, Namespace
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Final

from luoshi_reader.cli.options import Parser

from luoshi.config.commands import OPERATOR, load_django, require_database

if TYPE_CHECKING:
    from luoshi.kernel.chain import Head

VERBS: Final = {
    "verify": "核验全部留痕和报送，指出第一处不一致",
    "purge": "清除某日以前的留痕，保存期内的拒绝清除",
}
#: Something is not what was sealed.
BROKEN: Final = 1


def run(words: Sequence[str], *, prog: str) -> int:
    """Choose the verb and do it."""
    parser = Parser(prog, "留痕：核验、清除过期部分。")
    parser.choose("verb", VERBS)
    verb = parser.parse_args(words[:1]).verb
    options = _options(verb, f"{prog} {verb}").parse_args(words[1:])
    load_django()
    require_database()
    return {"verify": _verify, "purge": _purge}[verb](options)


def _options(verb: str, prog: str) -> Parser:
    parser = Parser(prog, f"{VERBS[verb]}。")
    if verb == "verify":
        told = "另行抄录的封签，一并对照"
        parser.options.add_argument("--head", metavar="位次:摘要", type=_noted, help=told)
    else:
        parser.arguments.add_argument("day", metavar="日期", type=_day, help="如 2013-01-01")
    return parser


def _noted(raw: str) -> tuple[int, str]:
    found = re.fullmatch(r"([0-9]{1,18}):([0-9a-f]{64})", raw)
    if found is None:
        msg = "请写 位次:摘要，摘要为 64 位十六进制数"
        raise ArgumentTypeError(msg)
    return int(found[1]), found[2]


def _day(raw: str) -> date:
    try:
        return date.fromisoformat(raw)
    except ValueError as wrong:
        msg = "请写日期，如 2013-01-01"
        raise ArgumentTypeError(msg) from wrong


def _verify(options: Namespace) -> int:
    from luoshi.kernel import chain  # noqa: PLC0415 - needs Django

    chain.seal(everywhere=True)
    against: Head | None = chain.Head(*options.head) if options.head else None
    verdict = chain.verify(against=against)
    if verdict.broken is not None:
        sys.stderr.write(f"不一致：{verdict.broken}。\n")
        return BROKEN
    position, digest = verdict.head
    sys.stdout.write(f"已核验 {verdict.seals} 条留痕，一致。最后的封签：{position}:{digest}\n")
    return 0


def _purge(options: Namespace) -> int:
    from django.utils import timezone  # noqa: PLC0415 - needs Django

    from luoshi.kernel import purging  # noqa: PLC0415 - as above

    before = timezone.make_aware(datetime.combine(options.day, time.min))
    gone = purging.purge(before=before, by=OPERATOR)
    sys.stdout.write(f"已清除 {gone.entries} 条留痕。\n")
    return 0
