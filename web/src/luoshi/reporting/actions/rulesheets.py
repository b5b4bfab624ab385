"""Check rules as a sheet: out with row keys, back with what a row changes (GOV-14, USE-03)."""

from __future__ import annotations

import io
from dataclasses import asdict, dataclass
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from luoshi.accounts.api import May, Person, require
from luoshi.kernel import sheets
from luoshi.kernel.trail import record
from luoshi.reporting.actions.ruling import RuleDraft, locked, set_rule
from luoshi.reporting.models import Form, Rule
from luoshi.reporting.queries.ruling import changes, faults_of
from luoshi.reporting.rules.comparing import Operator
from luoshi.reporting.sheets import SheetOfOther

_TEXTS: Final = ("left", "right", "words")


@dataclass(frozen=True, slots=True)
class Change:
    """A row that adds a rule, or revises `before`: its number, what it says, what differs."""

    number: int
    draft: RuleDraft
    before: Rule | None
    differs: list[tuple[str, str, str]]

    @property
    def code(self) -> str:
        """Return the code of the rule revised; a new one has none yet."""
        return self.before.code if self.before else ""


def fields() -> list[sheets.Field]:
    """Return the columns."""
    relations = [(one.value, one.value) for one in Operator]
    missing, severity = Rule.Missing.choices, Rule.Severity.choices
    return [
        sheets.Field("code", _("编号"), longest=20, width=8, note=_("由系统编定，新增的行留空。")),
        sheets.Field("left", _("左式"), required=True, width=32, note=_("方括号里写表行代码。")),
        sheets.Field("operator", _("关系"), "choice", required=True, choices=relations, width=8),
        sheets.Field("right", _("右式"), required=True, width=32),
        sheets.Field("severity", _("性质"), "choice", required=True, choices=severity, width=10),
        sheets.Field("missing_left", _("左式缺项"), "choice", choices=missing, width=12),
        sheets.Field("missing_right", _("右式缺项"), "choice", choices=missing, width=12),
        sheets.Field("words", _("提示"), required=True, width=40),
    ]


def write(form: Form) -> io.BytesIO:
    """Write the rules in force of a form."""
    notes = [_("只导入新增或改动的行，没有列出的公式不变；有一处错误则全部不导入。")]
    lines = ((_key_of(rule), _values(rule)) for rule in _in_force(form).values())
    return sheets.template(_("审核公式"), fields(), lines, notes=notes, above=[form.title])


def _in_force(form: Form) -> dict[str, Rule]:
    rows = form.rules.filter(retired_at=None).order_by("code")
    return {rule.code: rule for rule in rows}


def _key_of(rule: Rule) -> str:
    """Return a row's key: the form, the code, and the revision that went out."""
    return f"{rule.form_id}:{rule.code}:{rule.revision}"


def _values(rule: Rule) -> dict[str, Any]:
    return {field.key: getattr(rule, field.key) for field in fields()}


def read(form: Form, content: bytes) -> tuple[sheets.Sheet, list[Change]]:
    """Read a sheet that comes back and say what it would change; nothing where it has faults.

    A rule revised since the sheet went out is a fault, unless it says what the row says already.

    Raises:
        SheetUnreadable: it is no sheet, or has no head of this kind.
        SheetOfOther: it belongs to another form.

    """
    sheet = sheets.read(content, fields())
    parts = [one.key.split(":") for one in sheet.rows if one.key.count(":") == 2]  # noqa: PLR2004 - see _key_of
    if {owner for owner, *_rest in parts} - {str(form.pk)}:
        raise SheetOfOther(_("这个文件不是本报表的审核公式，没有导入。"))
    known = _in_force(form)
    standing = {tuple(asdict(_draft_of(rule)).values()) for rule in known.values()}
    seen: set[str] = set()
    found = []
    for one in sheet.rows:
        code, revision = _named(one)
        if code and code in seen:
            sheet.fault(one, "code", _("这个编号上面已经有了，请只留一行。"))
            continue
        seen.add(code)
        change = _change(sheet, form, one, known.get(code), (code, revision))
        new = change is not None and change.before is None
        if change is None or (new and tuple(asdict(change.draft).values()) in standing):
            continue
        found.append(change)
        standing.add(tuple(asdict(change.draft).values()))
    return sheet, ([] if sheet.faults else found)


def _named(one: sheets.Row) -> tuple[str, int]:
    """Return which rule a row is of, and the revision that went out; nought for any."""
    _owner, _colon, rest = one.key.partition(":")
    code, _colon, revision = rest.partition(":")
    return code or str(one["code"] or ""), int(revision) if revision.isdecimal() else 0


def _change(
    sheet: sheets.Sheet, form: Form, one: sheets.Row, rule: Rule | None, named: tuple[str, int]
) -> Change | None:
    """Return what a row changes; nothing where it is as it was, or wrong."""
    code, revision = named
    if code and rule is None:
        words = _("没有编号为“%(code)s”的在用公式；新增的行请把编号留空。")
        sheet.fault(one, "code", words % {"code": code})
        return None
    draft = _draft(one)
    differs = changes(rule, draft.rule(form, code)) if rule else []
    if rule and not differs:
        return None
    if rule and revision not in {0, rule.revision}:
        words = _("表格下载后这条公式已有第%(n)s次修订，请重新下载。")
        sheet.fault(one, "code", words % {"n": rule.revision})
    for field, words in faults_of(form, draft.left, draft.operator, draft.right).items():
        if one[field]:  # what is blank has been said already
            sheet.fault(one, field, words)
    return Change(one.number, draft, rule, differs)


def _draft(one: sheets.Row) -> RuleDraft:
    """Return what a row says; blanks of missing values mean that they are not checked."""
    said = {key: str(one[key] or "").strip() for key in _TEXTS}
    said |= {key: str(one[key] or "") for key in ("operator", "severity")}
    said |= {key: str(one[key] or Rule.Missing.SKIP) for key in ("missing_left", "missing_right")}
    return RuleDraft(**said)


@transaction.atomic
def take_rules(*, form_id: int, name: str, content: bytes, by: Person) -> tuple[int, int]:
    """Take a sheet of rules, all or none; return how many were added and how many revised.

    The same sheet a second time changes nothing.

    Raises:
        NotFound: no such form.
        SheetFaulty: something is wrong with a cell; nothing was taken.

    """
    require(by, May.RULE_EDIT)
    form = locked(form_id)
    sheet, found = read(form, content)
    sheet.require_faultless()
    for one in found:
        seen = one.before.revision if one.before else 0
        set_rule(form_id=form.pk, draft=one.draft, by=by, code=one.code, seen=seen)
    added = sum(one.before is None for one in found)
    if found:
        data = {"name": name, "added": added, "revised": len(found) - added}
        record("reporting.rules.imported", by=by.login, on=form, data=data)
    return added, len(found) - added


def _draft_of(rule: Rule) -> RuleDraft:
    return RuleDraft(**{name: getattr(rule, name) for name in RuleDraft.__dataclass_fields__})
