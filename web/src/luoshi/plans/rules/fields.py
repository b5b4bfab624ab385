"""What people type into the fields of a fact, and what is refused.

One rule for the form, the API and the sheet, so that the same wrong value gets the same answer at
every door (SEC-28).
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any, Final

from luoshi.plans.rules.kinds import FIELDS, Field

MAX_TEXT: Final = 1000
MAX_LINES: Final = 200
_YEARS: Final = range(1900, 2101)


class FieldError(ValueError):
    """Fields that cannot stand: the sentence for each field, by name."""

    def __init__(self, errors: dict[str, str]) -> None:
        """Keep the sentences by field name."""
        super().__init__("；".join(errors.values()))
        self.errors = errors


def clean(kind: str, raw: Mapping[str, Any]) -> dict[str, Any]:
    """Return the guide's fields of typed or plain values; names not listed are ignored (SEC-15).

    Raises:
        FieldError: with one sentence for each field that cannot stand.

    """
    if kind not in FIELDS:
        raise FieldError({"type": "没有这种事实类型"})
    cleaned: dict[str, Any] = {}
    errors: dict[str, str] = {}
    for field in FIELDS[kind]:
        try:
            cleaned[field.name] = _PARSERS[field.kind](raw.get(field.name), field)
        except ValueError as error:
            errors[field.name] = f"{field.label}：{error}"
            continue
        if field.required and cleaned[field.name] in (None, [], ""):
            errors[field.name] = f"{field.label}：不能为空"
    if not errors:
        errors = _CHECKS.get(kind, _nothing)(cleaned)
    if errors:
        raise FieldError(errors)
    if cleaned.get("value_to", 0) is None:
        del cleaned["value_to"]
    return cleaned


def as_typed(kind: str, fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return fields as a person types them in the form; `clean` takes them back."""
    return {
        field.name: _WRITERS.get(field.kind, _write_text)(fields.get(field.name))
        for field in FIELDS[kind]
    }


def number_text(value: float | None) -> str:
    """Write a number without an exponent or a needless .0."""
    if value is None:
        return ""
    return str(int(value)) if float(value).is_integer() else repr(float(value))


def _fold(value: Any) -> str:
    return unicodedata.normalize("NFKC", str(value)).strip()


def _text(value: Any, _field: Field) -> str | None:
    if value is None:
        return None
    if not isinstance(value, str):
        raise ValueError("应填文字")  # noqa: TRY004 - a wrong value like any other
    text = " ".join(value.split()) if "\n" in value or "\t" in value else value.strip()
    if len(text) > MAX_TEXT:
        msg = f"不能超过{MAX_TEXT}字"
        raise ValueError(msg)
    if "\x00" in text:
        raise ValueError("含有不能保存的字符")
    return text or None


def _number(value: Any, _field: Field) -> float | int | None:
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        raise ValueError("应填数字")  # noqa: TRY004 - a wrong value like any other
    text = _fold(value).replace(",", "").replace("，", "")
    try:
        number = float(text)
    except ValueError:
        msg = f"“{text[:20]}”不是数字"
        raise ValueError(msg) from None
    if not math.isfinite(number) or abs(number) >= 10**15:
        raise ValueError("数字过大")
    return int(number) if number.is_integer() else number


def _integer(value: Any, field: Field) -> int | None:
    number = _number(value, field)
    if number is not None and (not isinstance(number, int) or not 0 <= number < 10**6):
        raise ValueError("应填不小于0的整数")
    return number


def _year(value: Any, field: Field) -> int | None:
    number = _integer(value, field)
    if number is not None and number not in _YEARS:
        raise ValueError("应为四位年份")
    return number


def _choice(value: Any, field: Field) -> str | None:
    if value is None or value == "":
        return None
    if value not in {key for key, _ in field.choices}:
        raise ValueError("请从所列选项中选择")
    return str(value)


def _flag(value: Any, _field: Field) -> bool:
    return value in (True, "on", "1", "true")


def _lines(value: Any) -> list[Any]:
    lines = value.splitlines() if isinstance(value, str) else list(value or [])
    lines = [line.strip() if isinstance(line, str) else line for line in lines]
    lines = [line for line in lines if line not in ("", None)]
    if len(lines) > MAX_LINES:
        msg = f"不能超过{MAX_LINES}项"
        raise ValueError(msg)
    return lines


def _list(value: Any, field: Field) -> list[str]:
    if value is not None and not isinstance(value, (str, list, tuple)):
        raise ValueError("应每行填一项")
    found = [_text(line, field) for line in _lines(value)]
    return [line for line in found if line]


def _sum(line: Any, field: Field) -> tuple[float | int, str, str | None]:
    if isinstance(line, Mapping):
        parts = [line.get("value"), line.get("unit"), line.get("product_text")]
    else:
        parts = [*str(line).split(None, 2), None, None][:3]
    value, unit = _number(parts[0], field), _text(parts[1], field)
    if value is None or unit is None:
        msg = f"“{line}”应写成“数值 单位”"
        raise ValueError(msg)
    return value, unit, _text(parts[2], field)


def _capacities(value: Any, field: Field) -> list[dict[str, Any]]:
    sums = [_sum(line, field) for line in _lines(value)]
    return [{"value": v, "unit": unit, "product_text": product} for v, unit, product in sums]


def _money(value: Any, field: Field) -> dict[str, Any] | None:
    if value in (None, ""):
        return None
    number, unit, rest = _sum(value, field)
    if rest:
        raise ValueError("只填数值和单位")
    return {"value": number, "unit": unit}


def _headings(value: Any, field: Field) -> list[list[int | None]]:
    found: list[list[int | None]] = []
    for line in _lines(value):
        parts = list(line) if isinstance(line, (list, tuple)) else _fold(line).split(".")
        first, *rest = [_integer(part, field) for part in parts]
        if first is None or len(rest) > 1:
            msg = f"“{line}”应写成“2.1”"
            raise ValueError(msg)
        found.append([first, rest[0] if rest else None])
    return found


_PARSERS: Final[dict[str, Callable[[Any, Field], Any]]] = {
    "text": _text,
    "number": _number,
    "integer": _integer,
    "year": _year,
    "choice": _choice,
    "flag": _flag,
    "list": _list,
    "capacities": _capacities,
    "money": _money,
    "headings": _headings,
}


def _nothing(_: dict[str, Any]) -> dict[str, str]:
    return {}


def _check_heading(fields: dict[str, Any]) -> dict[str, str]:
    return {} if 1 <= fields["level"] <= 5 else {"level": "层级：应为1至5"}  # noqa: PLR2004 - guide


def _check_figure(fields: dict[str, Any]) -> dict[str, str]:
    errors = {}
    value, value_to, growth = fields["value"], fields["value_to"], fields["growth_pct"]
    if value is None and growth is None:
        errors["value"] = "数值：数值和增速至少填一项"
    if value is not None and fields["unit"] is None:
        errors["unit"] = "计量单位：有数值时不能为空"
    if (value is None) != (fields["op"] is None):
        errors["op"] = "限定：应与数值同时填写"
    if (growth is None) != (fields["growth_op"] is None):
        errors["growth_op"] = "增速限定：应与增速同时填写"
    if value_to is not None and (value is None or value_to < value):
        errors["value_to"] = "至：应不小于数值"
    return errors


def _check_commitment(fields: dict[str, Any]) -> dict[str, str]:
    given = {fields[name] is not None for name in ("op", "count", "unit")}
    return {} if len(given) == 1 else {"count": "数量：限定、数量、量词应同时填写或同时空着"}


def _check_cluster(fields: dict[str, Any]) -> dict[str, str]:
    together = (fields["scale_yi"] is None) == (fields["scale_op"] is None)
    return {} if together else {"scale_op": "规模限定：应与规模同时填写"}


_CHECKS: Final[dict[str, Callable[[dict[str, Any]], dict[str, str]]]] = {
    "heading": _check_heading,
    "figure": _check_figure,
    "commitment": _check_commitment,
    "cluster": _check_cluster,
}


def _write_text(value: Any) -> Any:
    return "" if value is None else str(value)


def _write_flag(value: Any) -> bool:
    return bool(value)


def _write_list(value: Any) -> str:
    return "\n".join(value or [])


def _write_money(value: Any) -> str:
    return f"{number_text(value['value'])} {value['unit']}" if value else ""


def _write_capacities(value: Any) -> str:
    lines = [f"{_write_money(each)} {each.get('product_text') or ''}" for each in value or []]
    return "\n".join(line.rstrip() for line in lines)


def _write_headings(value: Any) -> str:
    pairs = value or []
    return "\n".join(
        f"{first}" if second is None else f"{first}.{second}" for first, second in pairs
    )


_WRITERS: Final[dict[str, Callable[[Any], Any]]] = {
    "number": number_text,
    "flag": _write_flag,
    "list": _write_list,
    "capacities": _write_capacities,
    "money": _write_money,
    "headings": _write_headings,
}
