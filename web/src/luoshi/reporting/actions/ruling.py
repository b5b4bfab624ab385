"""Writing check rules: add, revise, retire, restore; a changed rule is a new revision (GOV-14)."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from luoshi.accounts.api import May, Person, require
from luoshi.kernel import clock
from luoshi.kernel.trail import record
from luoshi.reporting.models import Form, Rule
from luoshi.reporting.queries.ruling import faults_of
from luoshi.reporting.refusals import BadRule, NoReason, NotFound, RuleStale


@dataclass(frozen=True, slots=True)
class RuleDraft:
    """What a rule says: two expressions, how they stand, how grave, what blanks do, the words."""

    left: str
    operator: str
    right: str
    severity: str
    words: str
    missing_left: str = Rule.Missing.SKIP
    missing_right: str = Rule.Missing.SKIP

    def rule(self, form: Form, code: str, revision: int = 1) -> Rule:
        """Return it as a rule of a form that is not kept yet."""
        return Rule(form=form, code=code, revision=revision, **asdict(self))


@transaction.atomic
def set_rule(*, form_id: int, draft: RuleDraft, by: Person, code: str = "", seen: int = 0) -> Rule:
    """Add a rule, or revise the one with a code; the same again changes nothing.

    `seen` is the revision that the person changed. What was found by an older revision keeps it.

    Raises:
        NotFound: no such form, or no rule in force with the code.
        BadRule: it cannot be read, or names a line that the form does not have.
        RuleStale: somebody else revised it meanwhile.

    """
    require(by, May.RULE_EDIT)
    form = locked(form_id)
    wrong = faults_of(form, draft.left, draft.operator, draft.right)
    if wrong or not draft.words.strip():
        raise BadRule(wrong or {"words": _("请写明不符合时的提示。")})
    last = form.rules.filter(retired_at=None, code=code).first() if code else None
    if code and last is None:
        raise NotFound
    if last is None:
        same = form.rules.filter(retired_at=None, **asdict(draft)).first()
        return same or _made(form, draft, _next_code(form), by, None)
    if all(getattr(last, key) == value for key, value in asdict(draft).items()):
        return last
    if last.revision != seen:
        raise RuleStale
    return _made(form, draft, code, by, last)


@transaction.atomic
def retire_rule(*, form_id: int, code: str, reason: str, by: Person) -> Rule:
    """Take a rule out of force, with the reason; twice is as good as once.

    Raises:
        NoReason: the reason is empty.
        NotFound: the form has no such rule.

    """
    require(by, May.RULE_EDIT)
    if not reason.strip():
        raise NoReason
    rule = _last(locked(form_id), code)
    if rule.retired_at is None:
        rule.retired_at, rule.retire_reason = clock.now(), reason.strip()
        rule.save(update_fields=["retired_at", "retire_reason"])
        data = {"form": form_id, "code": code, "reason": rule.retire_reason}
        record("reporting.rule.retired", by=by.login, on=rule, data=data)
    return rule


@transaction.atomic
def restore_rule(*, form_id: int, code: str, by: Person) -> Rule:
    """Put a retired rule back into force as it last stood; twice is as good as once.

    Raises:
        NotFound: the form has no such rule.
        BadRule: it names a line that the form no longer has.

    """
    require(by, May.RULE_EDIT)
    form = locked(form_id)
    rule = _last(form, code)
    if rule.retired_at is not None:
        if wrong := faults_of(form, rule.left, rule.operator, rule.right):
            raise BadRule(wrong)
        rule.retired_at, rule.retire_reason = None, ""
        rule.save(update_fields=["retired_at", "retire_reason"])
        data = {"form": form_id, "code": code}
        record("reporting.rule.restored", by=by.login, on=rule, data=data)
    return rule


def locked(form_id: int) -> Form:
    """Return a form that nobody else changes the rules of meanwhile.

    Raises:
        NotFound: there is none.

    """
    form: Form | None = Form.objects.select_for_update(of=("self",)).filter(pk=form_id).first()
    if form is None:
        raise NotFound
    return form


def _last(form: Form, code: str) -> Rule:
    rule: Rule | None = form.rules.filter(code=code).order_by("-revision").first()
    if rule is None:
        raise NotFound
    return rule


def _next_code(form: Form) -> str:
    """Return the next free code: G001, G002 and so on."""
    known = set(form.rules.values_list("code", flat=True))
    number = len(known) + 1
    while f"G{number:03}" in known:
        number += 1
    return f"G{number:03}"


def _made(form: Form, draft: RuleDraft, code: str, by: Person, last: Rule | None) -> Rule:
    at = clock.now()
    if last is not None:
        last.retired_at = at
        last.save(update_fields=["retired_at"])
    made = draft.rule(form, code, last.revision + 1 if last else 1)
    made.made_at, made.made_by = at, by.login
    made.save()
    data = {"form": form.pk, "code": code, "revision": made.revision, **asdict(draft)}
    record("reporting.rule.set", by=by.login, on=made, data=data)
    return made
