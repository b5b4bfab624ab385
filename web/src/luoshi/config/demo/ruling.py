"""The check rules of the simulated year: a few to each form, made by the act that makes them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from luoshi.accounts.api import Person
from luoshi.ledger.api import Indicator
from luoshi.reporting.actions.noticing import Readable, readable
from luoshi.reporting.actions.ruling import RuleDraft, set_rule
from luoshi.reporting.models import Form, Line, Rule

_HARD, _SOFT = Rule.Severity.HARD, Rule.Severity.SOFT
#: How many lines of a plan's form have rules of their own.
_FIRST: Final = 2
_OF_FIRMS: Final = (
    RuleDraft("[03]", "≤", "[02]", _HARD, "利润总额不应大于营业收入，请核对。"),
    RuleDraft("[04]", "≤", "[02]", _HARD, "出口交货值不应大于营业收入，请核对。"),
    RuleDraft("[01]", "≤", "[02]×1.5", _SOFT, "工业总产值明显高于营业收入，请说明产销衔接情况。"),
    RuleDraft("[06]", "≥", "上月[06]×0.9", _SOFT, "从业人员较上月减少一成以上，请说明原因。"),
)
#: What a respondent answers where a rule of a form does not hold.
WHY: Final = (
    "部分产品已完工未交付，形成库存，下月可确认收入。",
    "按订单集中生产，客户验收后结算，收入滞后。",
    "本月集中排产，产品尚在运输途中。",
)


def rule_forms(forms: list[Form], by: Person) -> None:
    """Give the firms' form its rules, and those of plans what their first running totals need."""
    for form in forms:
        drafts = _OF_FIRMS if form.plan_id is None else _of_plan(form)
        for draft in drafts:
            set_rule(form_id=form.pk, draft=draft, by=by)


def _of_plan(form: Form) -> list[RuleDraft]:
    lines = Line.objects.filter(
        form=form, retired_at=None, series__indicator__over_time=Indicator.Adding.SUM
    ).order_by("position", "pk")
    return [draft for line in lines[:_FIRST] for draft in _of_line(line)]


def _of_line(line: Line) -> tuple[RuleDraft, ...]:
    code = f"[{line.code}]"
    return (
        RuleDraft(f"累计{code}", "≥", f"上月累计{code}", _HARD, "累计数不应小于上月累计数。"),
        RuleDraft(code, "≤", f"上月{code}×2", _SOFT, "比上月增加一倍以上，请核实并说明原因。"),
        RuleDraft(code, "≥", f"上月{code}×0.8", _SOFT, "比上月减少两成以上，请说明原因。"),
    )


def rules_by_form() -> Mapping[int, list[Readable]]:
    """Return the rules in force with their checks, by form."""
    found: dict[int, list[Readable]] = {}
    for rule, check in readable(Rule.objects.filter(retired_at=None).order_by("form", "code")):
        found.setdefault(rule.form_id, []).append((rule, check))
    return found
