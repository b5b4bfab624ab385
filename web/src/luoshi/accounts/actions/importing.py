"""People from a sheet: accounts that can do nothing, and requests for the posts they want."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar, Final

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from luoshi.accounts.models import Person, Post, PostRequest, fold_login
from luoshi.accounts.permissions import May
from luoshi.accounts.queries import require
from luoshi.agencies.api import Agency, Resolver
from luoshi.kernel import clock, outbox, sheets
from luoshi.kernel.refusals import Conflict
from luoshi.kernel.sheets import Field, Row, Sheet
from luoshi.kernel.trail import record, record_all

_PHONE: Final = re.compile(r"1[0-9]{10}")
_BETWEEN: Final = re.compile(r"[、，,；;/\s]+")


class ImportClash(Conflict):
    """Somebody else has just opened one of the accounts, or asked for one of the posts."""

    code: ClassVar[str] = "accounts.import_clash"


def _phone(words: str) -> str:
    return "" if _PHONE.fullmatch(words) else _("请填 11 位手机号码。")


def _mail(words: str) -> str:
    try:
        validate_email(words)
    except ValidationError:
        return _("“%(said)s”不是邮箱地址。") % {"said": words}
    return ""


FIELDS: Final = (
    Field("name", gettext_lazy("姓名"), required=True, longest=80),
    Field(
        "login",
        gettext_lazy("登录名"),
        required=True,
        longest=150,
        note=gettext_lazy("不区分大小写和全角半角，一人一号；一人有几个单位的岗位时分行填写。"),
    ),
    Field(
        "agency",
        gettext_lazy("单位"),
        longest=200,
        width=28,
        aliases=("单位名称", "单位代码"),
        note=gettext_lazy("单位全称、简称或代码；不申请岗位可不填。"),
    ),
    Field(
        "kinds",
        gettext_lazy("岗位"),
        longest=100,
        width=24,
        note=gettext_lazy(
            "填查看、经办、审核等岗位名称，几个岗位用顿号分隔；由安全管理员审批后才有效。"
        ),
    ),
    Field("since", gettext_lazy("起"), "date", aliases=("起始日期",)),
    Field("until", gettext_lazy("止"), "date", aliases=("截止日期",)),
    Field(
        "phone",
        gettext_lazy("手机"),
        longest=11,
        aliases=("手机号码", "电话"),
        note=gettext_lazy("只在新建账号时登记，此后由本人维护。"),
        check=_phone,
    ),
    Field(
        "mail",
        gettext_lazy("邮箱"),
        longest=200,
        width=24,
        note=gettext_lazy("只在新建账号时登记，此后由本人维护。"),
        check=_mail,
    ),
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A post that a row asks for."""

    agency: Agency
    kind: str
    since: date | None
    until: date | None

    def __str__(self) -> str:
        return f"{self.agency} {Post.Kind(self.kind).label}"


@dataclass(slots=True)
class Change:
    """What the rows of one login name would do: open an account, ask for posts."""

    row: Row
    login: str
    person: Person | None
    wanted: list[Wanted] = field(default_factory=list)
    #: Posts of the sheet that are held or were asked for already.
    known: int = 0

    @property
    def name(self) -> str:
        """Return the person's name."""
        return str(self.row["name"] or "").strip()


@dataclass(slots=True)
class _Known:
    """What is there already, read once for a whole sheet."""

    people: dict[str, Person]
    posts: dict[int, list[Post]]
    requests: dict[int, list[PostRequest]]
    codes: dict[str, Agency]
    resolver: Resolver

    def agency(self, words: str) -> Agency | None:
        """Return the one agency meant by a code or a name."""
        return self.codes.get(words.strip()) or self.resolver.resolve(words).agency


def _known(logins: Iterable[str]) -> _Known:
    people = {one.login: one for one in Person.objects.filter(login__in=set(logins))}
    today = clock.today()
    posts: dict[int, list[Post]] = {}
    held = Post.objects.filter(Q(until=None) | Q(until__gte=today), person__in=people.values())
    for post in held:
        posts.setdefault(post.person_id, []).append(post)
    requests: dict[int, list[PostRequest]] = {}
    for request in PostRequest.objects.filter(person__in=people.values()):
        requests.setdefault(request.person_id, []).append(request)
    codes = {one.code: one for one in Agency.objects.all()}
    return _Known(people, posts, requests, codes, Resolver(on=today))


def changes_of(content: bytes, *, by: Person) -> tuple[Sheet, list[Change]]:
    """Read a sheet and say what it would do; its faults say what is wrong with which cell.

    Raises:
        SheetUnreadable: it is no sheet of people.

    """
    sheet = sheets.read(content, FIELDS)
    known = _known(fold_login(row["login"] or "") for row in sheet.rows)
    found: dict[str, Change] = {}
    for row in sheet.rows:
        login = fold_login(row["login"] or "")
        if not login or not row["name"]:
            continue
        if not login.isprintable():
            sheet.fault(row, "login", _("登录名含有无法识别的字符。"))
            continue
        change = found.setdefault(login, Change(row, login, known.people.get(login)))
        _judge_person(sheet, row, change, by)
        for wanted in _wanted(sheet, row, known):
            _judge_post(sheet, row, change, wanted, known)
    changes = [one for one in found.values() if one.person is None or one.wanted]
    return sheet, ([] if sheet.faults else changes)


def _judge_person(sheet: Sheet, row: Row, change: Change, by: Person) -> None:
    """Say what is wrong with whom a row names."""
    name = str(row["name"]).strip()
    if change.person is not None and change.person.name != name:
        words = _("登录名“%(login)s”已由“%(name)s”使用，请核对或换一个登录名。")
        sheet.fault(row, "name", words % {"login": change.login, "name": change.person.name})
    elif change.name != name:
        words = _("第 %(row)s 行的同一登录名是“%(name)s”，一个登录名只能给一人。")
        sheet.fault(row, "name", words % {"row": change.row.number, "name": change.name})
    if change.person is not None and not change.person.is_active:
        sheet.fault(row, "login", _("该账号已停用，请先启用。"))
    if change.login == by.login and (row["kinds"] or row["agency"]):
        sheet.fault(row, "kinds", _("不能为本人申请岗位，请由另一名管理员办理。"))


def _wanted(sheet: Sheet, row: Row, known: _Known) -> list[Wanted]:
    """Return the posts that a row asks for, saying what is wrong with them."""
    said = [one for one in _BETWEEN.split(row["kinds"] or "") if one]
    if not said and row["agency"]:
        sheet.fault(row, "kinds", _("填了单位，还请填岗位；不申请岗位则两栏都不填。"))
    if not said:
        return []
    if not row["agency"]:
        sheet.fault(row, "agency", _("请填岗位所在的单位。"))
        return []
    agency = known.agency(row["agency"])
    if agency is None:
        words = _("“%(words)s”不是唯一的单位，请填代码。") % {"words": row["agency"]}
        sheet.fault(row, "agency", words)
        return []
    if agency.valid_to is not None and agency.valid_to <= clock.today():
        sheet.fault(row, "agency", _("“%(agency)s”已停用。") % {"agency": agency})
    since, until = row["since"], row["until"]
    if until is not None and until < max(since or until, clock.today()):
        sheet.fault(row, "until", _("截止日期早于起始日期或今天。"))
    kinds = {str(label): str(kind) for kind, label in Post.Kind.choices}
    unknown = [one for one in said if one not in kinds]
    if unknown:
        words = _("没有“%(said)s”岗位，请填：%(words)s。")
        sheet.fault(row, "kinds", words % {"said": unknown[0], "words": "、".join(kinds)})
    return [Wanted(agency, kinds[one], since, until) for one in said if one in kinds]


def _judge_post(sheet: Sheet, row: Row, change: Change, wanted: Wanted, known: _Known) -> None:
    """Add a wanted post to a change, unless it is there already or cannot be."""
    pk = change.person.pk if change.person else 0
    held, asked = known.posts.get(pk, []), known.requests.get(pk, [])
    place = (wanted.agency.pk, wanted.kind)
    if any((one.agency.pk, one.kind) == place for one in change.wanted):
        sheet.fault(row, "kinds", _("该岗位上面已经有了，请只留一行。"))
    elif any((one.agency_id, one.kind) == place for one in held) or any(
        (one.agency_id, one.kind, one.since, one.until) == (*place, wanted.since, wanted.until)
        for one in asked
    ):
        change.known += 1
    elif any((one.agency_id, one.kind, one.state) == (*place, "waiting") for one in asked):
        sheet.fault(row, "kinds", _("该岗位已有起止日期不同的申请待审批。"))
    else:
        others = [one.kind for one in held] + [one.kind for one in change.wanted]
        others += [one.kind for one in asked if one.state == PostRequest.State.WAITING]
        clash = next((kind for kind in others if Post.exclude_each_other(kind, wanted.kind)), None)
        if clash:
            labels = {"one": Post.Kind(clash).label, "other": Post.Kind(wanted.kind).label}
            sheet.fault(row, "kinds", _("%(one)s与%(other)s不得由一人兼任。") % labels)
        change.wanted.append(wanted)


def import_people(*, by: Person, content: bytes) -> tuple[list[Person], int]:
    """Bring in a sheet, all of it or nothing; return the new accounts and how many posts are asked.

    The accounts can do nothing until the security administrator grants posts (SEC-17). The same
    sheet again changes nothing.

    Raises:
        SheetFaulty: something is wrong with a cell.
        ImportClash: somebody else has just done the same.

    """
    require(by, May.ACCOUNT_MANAGE)
    try:
        return _bring_in(by, content)
    except IntegrityError as taken:
        message = _("刚才另有人建立了同名账号或提出了同样的申请，没有导入。")
        raise ImportClash(message, next_step=_("请重新上传并核对。")) from taken


@transaction.atomic
def _bring_in(by: Person, content: bytes) -> tuple[list[Person], int]:
    sheet, changes = changes_of(content, by=by)
    sheet.require_faultless()
    made = _open_accounts([one for one in changes if one.person is None], by=by)
    people = {one.login: one for one in made}
    now = clock.now()
    requests = [
        PostRequest(
            person=one.person or people[one.login],
            agency=wanted.agency,
            kind=wanted.kind,
            since=wanted.since,
            until=wanted.until,
            asked_at=now,
            asked_by=by.login,
        )
        for one in changes
        for wanted in one.wanted
    ]
    PostRequest.objects.bulk_create(requests)
    rows: list[tuple[Any, dict[str, Any]]] = [
        (one.person, {"agency": one.agency.name, "kind": one.kind}) for one in requests
    ]
    record_all("accounts.post.asked", by=by.login, of=rows)
    if changes:
        data = {"added": len(made), "asked": len(requests)}
        record("accounts.sheet.imported", by=by.login, data=data)
    return made, len(requests)


def _open_accounts(new: list[Change], *, by: Person) -> list[Person]:
    """Open the accounts of a sheet, without password and without posts."""
    people = [Person(login=one.login, name=one.name) for one in new]
    for person in people:
        person.set_unusable_password()
    made = Person.objects.bulk_create(people)
    rows = [(one, {"login": one.login, "name": one.name}) for one in made]
    record_all("accounts.person.added", by=by.login, of=rows)
    outbox.enter_reaches(
        (
            (one.login, channel, one.row[key])
            for one in new
            for key, channel in (("phone", "sms"), ("mail", "mail"))
            if one.row[key]
        ),
        by=by.login,
    )
    return made
