"""How the ledger says a value: bound words, amounts, growth."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from luoshi.accounts.api import names_of
from luoshi.kernel.figures import plain
from luoshi.ledger import rules
from luoshi.ledger.models import Commitment, DerivedTerm, IndicatorUse, Item, Project, Target
from luoshi.plans.api import Plan, effective_fields
from luoshi.plans.api import growth as growth_of

#: The bound word of each operator, in the words plans use (GOV-03).
BOUNDS = {
    "=": gettext_lazy("达到"),
    ">=": gettext_lazy("不低于"),
    ">": gettext_lazy("超过"),
    "~": gettext_lazy("左右"),
    "<=": gettext_lazy("不超过"),
    "<": gettext_lazy("低于"),
}


def amount(value: Decimal | None, unit: str) -> str:
    """Return a value with its unit: 12500亿元."""
    return "" if value is None else f"{plain(value)}{unit}"


def bound(op: str, hedge: bool = False) -> str:  # noqa: FBT001, FBT002 - a field of the fact
    """Return the bound word, 力争 before it where the plan hedges."""
    return _set(_("力争") if hedge else "", str(BOUNDS.get(op, "")))


def _set(*words: str) -> str:
    """Return words as the language sets them: English has blanks between them."""
    return (" " if get_language() == "en" else "").join(filter(None, words))


def growth(target: Target) -> str:
    """Return the growth the plan prints: ≥12%, 9%."""
    if target.growth_pct is None:
        return ""
    return f"{rules.WORDS.get(target.growth_op, '')}{plain(target.growth_pct)}%"


#: What `promise` reads of an item.
PROMISED: Final = (
    "kind",
    *(f"target__{name}" for name in ("op", "hedge", "value", "value_to", "amended_value", "unit",
                                     "growth_op", "growth_pct")),
    *(f"commitment__{name}" for name in ("op", "count", "amended_count", "unit")),
    *(f"project__{name}" for name in ("capacities", "investment", "investment_unit")),
)  # fmt: skip


def promise(item: Item) -> str:
    """Return what an item promises, in one short phrase; empty for a task."""
    if item.kind == Item.Kind.TARGET:
        return _of_target(item.target)
    if item.kind == Item.Kind.COMMITMENT:
        return _of_commitment(item.commitment)
    if item.kind == Item.Kind.PROJECT:
        return _of_project(item.project)
    return ""


def _of_target(target: Target) -> str:
    words = []
    if target.value is not None:
        top = f"—{plain(target.value_to)}" if target.value_to is not None else ""
        value = f"{plain(target.value)}{top}{target.unit}"
        said = _set(bound(target.op, target.hedge), value)
        if target.amended_value is not None:
            said += f" → {plain(target.amended_value)}{target.unit}"
        words.append(said)
    if target.growth_pct is not None:
        words.append(_set(_("增长"), growth(target)))
    return "，".join(words)


def _of_commitment(commitment: Commitment) -> str:
    said = f"{rules.WORDS.get(commitment.op, '')}{amount(commitment.count, commitment.unit)}"
    if commitment.amended_count is None:
        return said
    return f"{said} → {amount(commitment.amended_count, commitment.unit)}"


def _of_project(project: Project) -> str:
    words = [capacity(each) for each in project.capacities]
    if project.investment is not None:
        words.append(f"{_('投资')}{amount(project.investment, project.investment_unit)}")
    return "；".join(words)


def capacity(each: dict[str, Any]) -> str:
    """Return a capacity as printed: 20万吨铝板带."""
    return f"{plain(each['value'])}{each.get('unit') or ''}{each.get('product_text') or ''}"


def arithmetic(target: Target) -> str:
    """Return the growth that the two published levels give, with the sum: 4975÷4776−1=4.2%."""
    percent = implied(target)
    if percent is None or target.value is None or target.base_value is None:
        return ""
    return (
        f"{amount(target.value, target.unit)}÷{amount(target.base_value, target.base_unit)}"
        f"－1＝{plain(rules.half_up(percent))}%"
    )


def implied(target: Target) -> Decimal | None:
    """Return the growth in percent that target and base give, or None."""
    if target.value is None or target.base_value is None:
        return None
    return growth_of((target.base_value, target.base_unit), (target.value, target.unit))


def described(item: Item) -> list[tuple[str, str]]:
    """Return what the plan states of an item, as labels and words; empty ones left out."""
    rows = {
        Item.Kind.TARGET: _target_rows,
        Item.Kind.COMMITMENT: _commitment_rows,
        Item.Kind.PROJECT: _project_rows,
        Item.Kind.TASK: _task_rows,
        Item.Kind.RESOLUTION: _resolution_rows,
    }[Item.Kind(item.kind)](item)
    return [(label, value) for label, value in rows if value]


def _target_rows(item: Item) -> list[tuple[str, str]]:
    target = item.target
    percent = implied(target)
    return [
        (_("主体"), target.subject_text),
        (_("指标"), target.indicator_text),
        (_("年度"), str(target.year or "")),
        (_("目标"), _of_target(target)),
        (_("上年基数"), amount(target.base_value, target.base_unit)),
        (_("按水平推算增速"), f"{plain(rules.half_up(percent))}%" if percent is not None else ""),
    ]


def _commitment_rows(item: Item) -> list[tuple[str, str]]:
    commitment = item.commitment
    return [
        (_("动作"), commitment.action_text),
        (_("内容"), commitment.object_text),
        (_("数量"), _of_commitment(commitment)),
        (_("完成时限"), item.due_text),
        (_("拟制文件"), "、".join(f"《{title}》" for title in commitment.documents)),
    ]


def _project_rows(item: Item) -> list[tuple[str, str]]:
    project = item.project
    return [
        (_("项目名称"), project.name_text),
        (_("地点"), "、".join(place.printed for place in item.places.all())),
        (_("产能"), "；".join(capacity(each) for each in project.capacities)),
        (_("投资"), amount(project.investment, project.investment_unit)),
        (_("完成时限"), item.due_text),
    ]


def _task_rows(item: Item) -> list[tuple[str, str]]:
    row = item.task.row
    return [(_("分工表行次"), str(row) if row else ""), (_("完成时限"), item.due_text)]


def _resolution_rows(item: Item) -> list[tuple[str, str]]:
    return [(_("完成时限"), item.due_text)]


@dataclass(frozen=True, slots=True)
class Stated:
    """A place of a plan that states an indicator, in words."""

    use: IndicatorUse
    subject: str
    year: str
    value: str


def stated(uses: Iterable[IndicatorUse]) -> list[tuple[Plan, list[Stated]]]:
    """Return the places that state an indicator, plan by plan, in the order they come."""
    by_plan: dict[int, tuple[Plan, list[Stated]]] = {}
    for use in uses:
        fields = effective_fields(use.fact)
        row = Stated(use, fields.get("subject_text") or "", str(fields.get("year") or ""),
                     _stated_value(fields))  # fmt: skip
        by_plan.setdefault(use.fact.plan_id, (use.fact.plan, []))[1].append(row)
    return list(by_plan.values())


def _stated_value(fields: dict[str, Any]) -> str:
    """Return the figure in the words of the ledger: 力争达到12500亿元，增长9.6%."""
    words = []
    if fields.get("value") is not None:
        target = fields.get("kind") == IndicatorUse.Kind.TARGET
        op = fields.get("op") or ""
        said = bound(op, bool(fields.get("hedge"))) if target or op not in ("", "=") else ""
        top = fields.get("value_to")
        upper = f"—{plain(top)}" if top is not None else ""
        words.append(_set(said, f"{plain(fields['value'])}{upper}{fields.get('unit') or ''}"))
    if fields.get("growth_pct") is not None:
        sign = rules.WORDS.get(fields.get("growth_op") or "", "")
        words.append(_set(_("增长"), f"{sign}{plain(fields['growth_pct'])}%"))
    return "，".join(words)


@dataclass(frozen=True, slots=True)
class TermVersion:
    """A version of a term, who said it, the factor it took over from, what it does today.

    `last` is the latest version of the same term, to which the next change is made.
    """

    term: DerivedTerm
    who: str
    before: Decimal | None
    last: DerivedTerm
    counts: bool
    coming: bool
    undoable: bool


def term_versions(said: list[DerivedTerm], today: date) -> list[TermVersion]:
    """Return all that was said of the terms of an indicator, in the order given."""
    names = names_of(one.made_by for one in said)
    by_source: dict[int, list[DerivedTerm]] = {}
    for one in sorted(said, key=lambda one: one.number):
        by_source.setdefault(one.source_id, []).append(one)
    return [
        _term_version(one, names.get(one.made_by, one.made_by), by_source[one.source_id], today)
        for one in said
    ]


def _term_version(one: DerivedTerm, who: str, own: list[DerivedTerm], today: date) -> TermVersion:
    first = one.since or date.min
    earlier = rules.in_force([other for other in own if other.number < one.number], first)
    return TermVersion(
        one,
        who,
        before=earlier[0].factor if earlier else None,
        last=own[-1],
        counts=one.factor is not None and rules.in_force(own, today) == [one],
        coming=first > today,
        undoable=one.since is not None and rules.in_force(own, first) == [one],
    )
