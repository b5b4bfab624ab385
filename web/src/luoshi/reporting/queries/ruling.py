"""The check rules of a form: how they read, how often each was found, what is wrong with one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.db.models import Count
from django.utils.translation import gettext as _

from luoshi.reporting.models import Finding, Form, Line, Rule
from luoshi.reporting.rules.comparing import Operator
from luoshi.reporting.rules.expressions import Misread, parse
from luoshi.reporting.wording import fault_words

#: Over how many of the last rounds findings are counted.
ROUNDS: Final = 6
_SAID: Final = (
    "left", "operator", "right", "severity", "missing_left", "missing_right", "words",
)  # fmt: skip


@dataclass(slots=True)
class Listed:
    """A rule as it last stood, its older revisions, and how many reports it was found in."""

    rule: Rule
    older: list[Rule]
    found: int = 0

    @property
    def revisions(self) -> list[tuple[Rule, list[tuple[str, str, str]]]]:
        """Return every revision, the latest first, with what it changed: label, before, after."""
        rows = [self.rule, *self.older]
        return [
            (row, changes(rows[at + 1], row) if at + 1 < len(rows) else [])
            for at, row in enumerate(rows)
        ]


def changes(before: Rule, after: Rule) -> list[tuple[str, str, str]]:
    """Return in what two revisions differ: label, before, after."""
    found = []
    for name in _SAID:
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            field = Rule._meta.get_field(name)
            label = {"missing_left": _("左式缺项"), "missing_right": _("右式缺项")}.get(name)
            words = dict(getattr(field, "choices", None) or ())
            found.append(
                (
                    label or str(getattr(field, "verbose_name", name)),
                    str(words.get(old, old)),
                    str(words.get(new, new)),
                )
            )
    return found


def rules_of_form(form: Form) -> list[Listed]:
    """Return a form's rules, those in force first; two statements."""
    found: dict[str, Listed] = {}
    for rule in form.rules.order_by("code", "-revision"):
        if rule.code in found:
            found[rule.code].older.append(rule)
        else:
            found[rule.code] = Listed(rule, [])
    last = form.cycles.order_by("-end").values("pk")[:ROUNDS]
    counts = (
        Finding.objects.filter(
            rule__form=form, submission__duty__cycle__in=list(last.values_list("pk", flat=True))
        )
        .order_by()
        .values_list("rule__code")
        .annotate(Count("submission", distinct=True))
    )
    for code, number in counts:
        found[code].found = number
    return sorted(found.values(), key=lambda one: (one.rule.retired_at is not None, one.rule.code))


def names_of(form: Form) -> dict[str, str]:
    """Return what the lines of figures are called that a form asks for, by code."""
    rows = form.lines.filter(kind=Line.Kind.FIGURE, retired_at=None)
    return dict(rows.order_by("position", "pk").values_list("code", "title"))


def faults_of(form: Form, left: str, operator: str, right: str) -> dict[str, str]:
    """Return what is wrong with a rule, by field, each with what to do; nothing for a good one."""
    names = names_of(form)
    wrong: dict[str, str] = {}
    codes: list[str] = []
    for field, text in (("left", left), ("right", right)):
        try:
            said = parse(text).codes()
        except Misread as misread:
            wrong[field] = fault_words(misread)
            continue
        codes += said
        if strange := [code for code in said if code not in names]:
            words = _("报表中没有代码为“%(codes)s”的数据行，请从右侧表行中选代码。")
            wrong[field] = words % {"codes": "、".join(strange)}
    if operator not in set(Operator):
        wrong["operator"] = _("请选择左右两式的关系。")
    if not wrong and not codes:
        wrong["left"] = _("左右两式都没有表行，请至少写一个方括号里的表行代码。")
    return wrong
