"""`luoshi user`: accounts from the command line."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Sequence
from typing import TYPE_CHECKING

from luoshi_reader.cli.options import Parser

from luoshi.config.commands import OPERATOR, Stop, load_django, require_database

if TYPE_CHECKING:
    from luoshi.agencies.api import Agency

VERBS = {"add": "新增账号并发放一次性链接", "list": "列出账号", "reset": "重发一次性链接"}
KINDS = {
    "viewer": "查看",
    "editor": "经办",
    "reviewer": "审核",
    "enterprise": "企业填报",
    "system": "系统管理员",
    "security": "安全管理员",
    "audit": "审计管理员",
}


def run(words: Sequence[str], *, prog: str) -> int:
    """Choose the verb and do it."""
    parser = Parser(prog, "账号：新增、列出、重发一次性链接。")
    parser.choose("verb", VERBS)
    verb = parser.parse_args(words[:1]).verb
    options = _options(verb, f"{prog} {verb}").parse_args(words[1:])
    load_django()
    require_database()
    {"add": _add, "list": _list, "reset": _reset}[verb](options)
    return 0


def _options(verb: str, prog: str) -> Parser:
    parser = Parser(prog, f"{VERBS[verb]}。")
    if verb != "list":
        parser.arguments.add_argument("login", metavar="登录名")
    if verb == "add":
        parser.arguments.add_argument("name", metavar="姓名")
        parser.options.add_argument(
            "--post",
            choices=tuple(KINDS),
            default="viewer",
            help="岗位：" + "，".join(f"{kind} {told}" for kind, told in KINDS.items()),
        )
        parser.options.add_argument(
            "--agency", metavar="单位", default="", help="单位的名称或代码；未指定时为全省"
        )
    return parser


def _add(options: Namespace) -> None:
    from django.db import transaction  # noqa: PLC0415 - needs Django

    from luoshi.accounts import actions  # noqa: PLC0415 - as above

    with transaction.atomic():
        person = actions.add_person(login=options.login, name=options.name, by=OPERATOR)
        actions.add_post(
            person=person, agency=_agency(options.agency), kind=options.post, by=OPERATOR
        )
        secret = actions.issue_link(person=person, by=OPERATOR)
    sys.stdout.write(f"已新增账号 {person.login}（{person.name}）。\n")
    _tell_link(secret)


def _reset(options: Namespace) -> None:
    from luoshi.accounts import actions  # noqa: PLC0415 - needs Django
    from luoshi.accounts.models import Person  # noqa: PLC0415 - as above

    try:
        person = Person.objects.get_by_natural_key(options.login)
    except Person.DoesNotExist as missing:
        msg = f"没有登录名为“{options.login}”的账号。可用 luoshi user list 查看。"
        raise Stop(msg) from missing
    _tell_link(actions.issue_link(person=person, by=OPERATOR))


def _list(_options: Namespace) -> None:
    from luoshi.accounts.queries import everyone  # noqa: PLC0415 - needs Django

    for person in everyone():
        held = person.posts.all()
        posts = "；".join(f"{post.agency} {post.get_kind_display()}" for post in held)
        state = "" if person.is_active else "（停用）"
        state = state or ("" if person.password_set_at else "（未设口令）")
        sys.stdout.write(f"{person.login}\t{person.name}\t{posts or '无岗位'}{state}\n")


def _agency(named: str) -> Agency:
    from django.db.models import Q  # noqa: PLC0415 - needs Django

    from luoshi.agencies.api import Agency  # noqa: PLC0415 - as above

    found: list[Agency] = list(
        Agency.objects.filter(Q(code=named) | Q(name=named))
        if named
        else Agency.objects.filter(depth=1)
    )
    if len(found) != 1:
        msg = f"没有找到单位“{named or '全省'}”，或不止一个。请用单位代码指定。"
        raise Stop(msg)
    return found[0]


def link_address(secret: str) -> str:
    """Return the whole address of a one-time link."""
    from django.conf import settings  # noqa: PLC0415 - needs Django
    from django.urls import reverse  # noqa: PLC0415 - as above

    path = reverse("accounts:follow_link", args=[secret])
    if settings.LOCAL:
        return f"http://127.0.0.1:{os.environ.get('PORT', '8000')}{path}"
    return f"https://{next(iter(settings.ALLOWED_HOSTS), 'localhost')}{path}"


def _tell_link(secret: str) -> None:
    from luoshi.accounts.actions import LINK_HOURS  # noqa: PLC0415 - needs Django

    sys.stdout.write(
        f"一次性链接（{LINK_HOURS} 小时内有效，只能用一次，请当面或以可靠方式交给本人）：\n"
        f"  {link_address(secret)}\n"
    )
