"""The facts of `luoshi read` as a JSON Schema (draft 2020-12), made from their classes."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from decimal import Decimal
from types import NoneType, UnionType
from typing import Any, Final, Literal, Union, get_args, get_origin, get_type_hints

from luoshi_reader.exports.labels import FIELDS, TYPES
from luoshi_reader.facts import KINDS, LEFT_OUT, Fact, field_names
from luoshi_reader.source import Source, Span

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_SCALARS: Final[dict[object, str]] = {
    bool: "boolean",
    int: "integer",
    Decimal: "number",
    str: "string",
    NoneType: "null",
}
#: What classes of facts name without importing it.
_NAMES: Final = {"Source": Source, "Span": Span}


def facts_schema() -> dict[str, Any]:
    """Return the schema of one record: one line of `--format jsonl`."""
    return {
        "$schema": DIALECT,
        "$id": "urn:luoshi:facts",
        "title": "luoshi read --format jsonl",
        "description": "One fact of a plan. Fields ending in _text are the words of the source.",
        "oneOf": [{"$ref": f"#/$defs/{kind.type}"} for kind in KINDS],
        "$defs": {kind.type: _kind(kind) for kind in KINDS},
    }


def facts_schema_text() -> str:
    """Return the schema as it is printed and committed."""
    return json.dumps(facts_schema(), ensure_ascii=False, indent=2) + "\n"


def _kind(kind: type[Fact]) -> dict[str, Any]:
    hints = get_type_hints(kind, localns=_NAMES)
    left_out = LEFT_OUT.get(kind.type, frozenset())
    own = {name: _titled(name, _type(hints[name])) for name in field_names(kind)}
    properties = {
        "file": {"type": "string", "description": "The file, where several were read."},
        "type": {"const": kind.type},
        "quote": {"type": "string", "minLength": 1, "description": "The exact words."},
        "start": {
            "type": "integer",
            "minimum": 0,
            "description": "Where the quote begins, in code points of the text.",
        },
        **own,
        "confidence": {"type": ["number", "null"], "minimum": 0, "maximum": 1},
    }
    return {
        "title": TYPES[kind.type],
        "description": " ".join((kind.__doc__ or "").split()),
        "type": "object",
        "properties": properties,
        "required": [name for name in properties if name not in {"file", *left_out}],
        "additionalProperties": False,
    }


def _titled(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"title": FIELDS[name], **schema}


def _type(hint: Any) -> dict[str, Any]:
    """Return the schema of a type of the facts."""
    origin, inner = get_origin(hint), get_args(hint)
    if hint in _SCALARS:
        return {"type": _SCALARS[hint]}
    if origin is Literal:
        return {"enum": list(inner)}
    if origin in (Union, UnionType):
        return _either([_type(each) for each in inner])
    if origin is tuple:
        return _list(inner)
    if is_dataclass(hint):
        hints = get_type_hints(hint, localns=_NAMES)
        names = [each.name for each in fields(hint)]
        return {
            "type": "object",
            "properties": {name: _type(hints[name]) for name in names},
            "required": names,
            "additionalProperties": False,
        }
    msg = f"no schema for {hint!r}"
    raise TypeError(msg)


def _either(parts: list[dict[str, Any]]) -> dict[str, Any]:
    """Return what allows each of some types, as shortly as it can be said."""
    if all(set(part) == {"type"} for part in parts):
        return {"type": [part["type"] for part in parts]}
    if {"type": "null"} in parts and (words := next((p for p in parts if "enum" in p), None)):
        return {"enum": [*words["enum"], None]}
    return {"anyOf": parts}


def _list(inner: tuple[Any, ...]) -> dict[str, Any]:
    if inner[-1] is Ellipsis:
        return {"type": "array", "items": _type(inner[0])}
    return {
        "type": "array",
        "prefixItems": [_type(each) for each in inner],
        "minItems": len(inner),
        "items": False,
    }
