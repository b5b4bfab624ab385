"""A fact in words: the rows of its panel, one line for a list, and the letter that marks it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, Final

from luoshi.plans.rules.bases import growth
from luoshi.plans.rules.fields import number_text
from luoshi.plans.rules.kinds import FIELDS, _, label_of

LETTERS: Final[dict[str, str]] = {
    "heading": "题",
    "figure": "数",
    "commitment": "诺",
    "project": "项",
    "organisation": "企",
    "cluster": "群",
    "chain": "链",
    "assignment": "分",
    "citation": "文",
    "link": "联",
}
SIGNS: Final = {"=": "=", ">=": "≥", ">": "＞", "~": "≈", "<=": "≤", "<": "＜"}
NONE: Final = "—"
_WRAP: Final = re.compile(r"[　\r\n]+")
#: A rate printed with one decimal is right when it is within half of its last place.
_CLOSE: Final = Decimal("0.05")


Say = Callable[[str], str]


def _same(words: str) -> str:
    return words


def shown(kind: str, fields: Mapping[str, Any], say: Say = _same) -> list[tuple[str, str]]:
    """Return label and value of every field that says something, values and units together.

    `say` translates the system's own words; the plan's are left as they are.
    """
    rows = _SPECIAL.get(kind, _plain)(kind, fields, say)
    return [(say(label), value) for label, value in rows if value]


def unwrapped(text: str) -> str:
    """Return words of a plan as they are shown: without layout wraps, a blank between cells."""
    return _WRAP.sub("", text).replace("\t", " ").strip()


def line(kind: str, fields: Mapping[str, Any], say: Say = _same) -> str:
    """Return the fact in one line, as lists show it."""
    if kind == "heading":
        return fields.get("title_text") or NONE
    if kind == "link":
        row, headings = fields.get("assignment"), fields.get("headings")
        covered = _value(kind, "headings", "headings", headings, say)
        return f"{row} → {covered or say(_('无对应标题'))}"
    return " · ".join(value for _label, value in shown(kind, fields, say)) or NONE


def amount(op: Any, value: Any, unit: Any, value_to: Any = None) -> str:
    """Write `≥ 12500 亿元`; a range as `8—10 家`."""
    if value is None:
        return ""
    figure = number_text(value)
    if value_to is not None:
        figure = f"{figure}—{number_text(value_to)}"
    return " ".join(part for part in (SIGNS.get(op or "", ""), figure, unit or "") if part)


def against_base(base: Mapping[str, Any], fields: Mapping[str, Any]) -> str:
    """Return the arithmetic of a target against the year before: `11404 → 12500，+9.61 % ✓`."""
    rate = growth(
        (Decimal(str(base["value"])), base.get("unit") or ""),
        (Decimal(str(fields["value"])), fields.get("unit") or ""),
    )
    if rate is None:
        return ""
    text = f"{number_text(base['value'])} → {number_text(fields['value'])}，{rate:+.2f} %"
    stated = fields.get("growth_pct")
    if stated is None:
        return text
    close = abs(rate - Decimal(str(stated))) <= _CLOSE or round(rate, 1) == Decimal(str(stated))
    return f"{text} ✓" if close else f"{text} ≠ {number_text(stated)} %"


def _plain(kind: str, fields: Mapping[str, Any], say: Say) -> list[tuple[str, str]]:
    return [
        (field.label, _value(kind, field.kind, field.name, fields.get(field.name), say))
        for field in FIELDS[kind]
    ]


def _capacity(value: Mapping[str, Any]) -> str:
    product = value.get("product_text") or ""
    return f"{amount('', value['value'], value['unit'])} {product}".strip()


def _value(kind: str, how: str, name: str, value: Any, say: Say) -> str:
    if value in (None, [], ""):
        return ""
    match how:
        case "list":
            return "、".join(value)
        case "number":
            return number_text(value)
        case "capacities":
            return "；".join(map(_capacity, value))
        case "money":
            return amount("", value["value"], value["unit"])
        case "headings":
            return "、".join(str(one) if two is None else f"{one}.{two}" for one, two in value)
        case "flag":
            return say(_("是")) if value else ""
        case _other:
            return label_of(kind, name, value, say)


def _figure(kind: str, fields: Mapping[str, Any], say: Say) -> list[tuple[str, str]]:
    get = fields.get
    value = amount(get("op"), get("value"), get("unit"), get("value_to"))
    nature = label_of(kind, "kind", get("kind"), say)
    return [
        (_("性质"), " ".join(str(part) for part in (get("year"), nature) if part)),
        (_("主体"), get("subject_text") or ""),
        (_("指标"), get("indicator_text") or ""),
        (_("数值"), f"{value} {say(_('力争'))}" if value and get("hedge") else value),
        (_("增长"), amount(get("growth_op"), get("growth_pct"), "%")),
        (_("范围"), label_of(kind, "scope", get("scope"), say)),
        (_("属性"), label_of(kind, "nature", get("nature"), say)),
    ]


def _commitment(_kind: str, fields: Mapping[str, Any], _say: Say) -> list[tuple[str, str]]:
    get = fields.get
    return [
        (_("事项"), f"{get('action_text') or ''}{get('object_text') or ''}"),
        (_("数量"), amount(get("op"), get("count"), get("unit"))),
        (_("时限"), get("due_text") or ""),
        (_("拟出台文件"), "、".join(f"《{title}》" for title in get("documents") or [])),
    ]


def _cluster(kind: str, fields: Mapping[str, Any], say: Say) -> list[tuple[str, str]]:
    rows = [row for row in _plain(kind, fields, say) if not row[0].startswith("规模")]
    scale = amount(fields.get("scale_op"), fields.get("scale_yi"), "亿元")
    return [*rows, (_("规模"), scale)]


def _chain(_kind: str, fields: Mapping[str, Any], _say: Say) -> list[tuple[str, str]]:
    get = fields.get
    return [
        (_("名称"), get("name_text") or ""),
        (_("主体"), get("owner") or ""),
        (_("环节"), " → ".join(get("links") or [])),
    ]


_SPECIAL: Final = {
    "figure": _figure,
    "commitment": _commitment,
    "cluster": _cluster,
    "chain": _chain,
}
