"""A fact in words: the rows of its panel, one line for a list, and the letter that marks it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from luoshi.plans.rules.fields import FIELDS, label_of, number_text

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


def shown(kind: str, fields: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return label and value of every field that says something, values and units together."""
    rows = _SPECIAL.get(kind, _plain)(kind, fields)
    return [(label, value) for label, value in rows if value]


def unwrapped(text: str) -> str:
    """Return words of a plan as they are shown: without layout wraps, a blank between cells."""
    return _WRAP.sub("", text).replace("\t", " ").strip()


def line(kind: str, fields: Mapping[str, Any]) -> str:
    """Return the fact in one line, as lists show it."""
    if kind == "heading":
        return fields.get("title_text") or NONE
    if kind == "link":
        row, headings = fields.get("assignment"), _value(kind, "headings", "", fields["headings"])
        return f"第{row}行 → {headings or '无对应标题'}"
    return " · ".join(value for _, value in shown(kind, fields)) or NONE


def amount(op: Any, value: Any, unit: Any, value_to: Any = None) -> str:
    """Write `≥ 12500 亿元`; a range as `8—10 家`."""
    if value is None:
        return ""
    figure = number_text(value)
    if value_to is not None:
        figure = f"{figure}—{number_text(value_to)}"
    return " ".join(part for part in (SIGNS.get(op or "", ""), figure, unit or "") if part)


def grown(base: Any, value: Any) -> Decimal | None:
    """Return the growth in percent from a base, or None where there is none."""
    first, last = Decimal(str(base)), Decimal(str(value))
    return (last / first - 1) * 100 if first > 0 else None


def against_base(base: Mapping[str, Any], fields: Mapping[str, Any]) -> str:
    """Return the arithmetic of a target against the year before: `11404 → 12500，+9.61 % ✓`."""
    rate = grown(base["value"], fields["value"])
    if rate is None:
        return ""
    text = f"{number_text(base['value'])} → {number_text(fields['value'])}，{rate:+.2f} %"
    stated = fields.get("growth_pct")
    if stated is None:
        return text
    close = abs(rate - Decimal(str(stated))) <= _CLOSE or round(rate, 1) == Decimal(str(stated))
    return f"{text} {'✓' if close else '与文中增速不一致'}"


def base_of(
    fields: Mapping[str, Any], others: Sequence[Mapping[str, Any]]
) -> Mapping[str, Any] | None:
    """Return the figure of the year before for the same indicator, unit and subject."""
    if fields.get("kind") != "target" or fields.get("value") is None or not fields.get("year"):
        return None
    for other in others:
        same = all(other.get(name) == fields.get(name) for name in ("indicator_text", "unit"))
        before = other.get("year") == fields["year"] - 1 and other.get("value") is not None
        if same and before and other.get("kind") != "target" and _alike(other, fields):
            return other
    return None


def _alike(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two figures speak of the whole alike: the same scope and, below it, subject."""
    if one.get("scope") != other.get("scope"):
        return False
    return one.get("scope") == "province" or one.get("subject_text") == other.get("subject_text")


def _plain(kind: str, fields: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [
        (field.label, _value(kind, field.kind, field.name, fields.get(field.name)))
        for field in FIELDS[kind]
    ]


def _value(kind: str, how: str, name: str, value: Any) -> str:
    if value in (None, [], ""):
        return ""
    if how == "list":
        return "、".join(value)
    if how == "number":
        return number_text(value)
    if how == "capacities":
        return "；".join(
            " ".join(
                part for part in (amount("", v["value"], v["unit"]), v["product_text"]) if part
            )
            for v in value
        )
    if how == "money":
        return amount("", value["value"], value["unit"])
    if how == "headings":
        return "、".join(str(one) if two is None else f"{one}.{two}" for one, two in value)
    if how == "flag":
        return "是" if value else ""
    return label_of(kind, name, value)


def _figure(kind: str, fields: Mapping[str, Any]) -> list[tuple[str, str]]:
    get = fields.get
    value = amount(get("op"), get("value"), get("unit"), get("value_to"))
    nature = label_of(kind, "kind", get("kind"))
    year = f"{get('year')}年" if get("year") else ""
    return [
        ("性质", " ".join(part for part in (year, nature) if part)),
        ("主体", get("subject_text") or ""),
        ("指标", get("indicator_text") or ""),
        ("数值", f"{value}{'（力争）' if value and get('hedge') else ''}"),
        ("增长", amount(get("growth_op"), get("growth_pct"), "%")),
        ("范围", label_of(kind, "scope", get("scope"))),
    ]


def _commitment(_kind: str, fields: Mapping[str, Any]) -> list[tuple[str, str]]:
    get = fields.get
    return [
        ("事项", f"{get('action_text') or ''}{get('object_text') or ''}"),
        ("数量", amount(get("op"), get("count"), get("unit"))),
        ("时限", get("due_text") or ""),
        ("拟出台文件", "、".join(f"《{title}》" for title in get("documents") or [])),
    ]


def _cluster(kind: str, fields: Mapping[str, Any]) -> list[tuple[str, str]]:
    rows = [row for row in _plain(kind, fields) if not row[0].startswith("规模")]
    scale = amount(fields.get("scale_op"), fields.get("scale_yi"), "亿元")
    return [*rows, ("规模", scale)]


def _chain(_kind: str, fields: Mapping[str, Any]) -> list[tuple[str, str]]:
    get = fields.get
    return [
        ("名称", get("name_text") or ""),
        ("主体", get("owner") or ""),
        ("环节", " → ".join(get("links") or [])),
    ]


_SPECIAL: Final = {
    "figure": _figure,
    "commitment": _commitment,
    "cluster": _cluster,
    "chain": _chain,
}
