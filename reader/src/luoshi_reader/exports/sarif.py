"""Findings as SARIF 2.1.0, which code platforms and editors show at their places.

The form is that of OASIS, "Static Analysis Results Interchange Format Version 2.1.0": sections
3.14 (run), 3.27 (result), 3.30 (region), 3.35 (suppression) and 3.49 (reporting descriptor).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from importlib import metadata
from pathlib import PurePath
from typing import IO, Any, Final
from urllib.parse import quote

from luoshi_reader.doubts import Doubt
from luoshi_reader.exports.records import Checked
from luoshi_reader.rules import RULES, Rule, explain
from luoshi_reader.source import Source, Span
from luoshi_reader.waivers import Waiver

_SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
_ORDER: Final = {code: at for at, code in enumerate(RULES)}
_LONGEST: Final = 200


def write_findings(checked: Sequence[Checked], out: IO[bytes]) -> None:
    """Write one log of one run; waived findings are in it with their reason, as suppressed."""
    log = {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": _driver()},
                "language": "zh-CN",
                "columnKind": "unicodeCodePoints",
                "artifacts": [{"location": {"uri": _uri(one.name)}} for one in checked],
                "results": [
                    result
                    for at, one in enumerate(checked)
                    for result in [
                        *(_result(doubt, one, at) for doubt in one.doubts),
                        *(_waived(doubt, waiver, one, at) for doubt, waiver in one.waived),
                    ]
                ],
            }
        ],
    }
    out.write((json.dumps(log, ensure_ascii=False, indent=1) + "\n").encode())


def _driver() -> dict[str, Any]:
    try:
        version = metadata.version("luoshi-reader")
    except metadata.PackageNotFoundError:
        version = "0"
    return {
        "name": "luoshi check",
        "version": version,
        "rules": [_descriptor(rule) for rule in RULES.values()],
    }


def _descriptor(rule: Rule) -> dict[str, Any]:
    page = explain(rule.code)
    return {
        "id": rule.code,
        "name": "".join(word.capitalize() for word in rule.slug.split("-")),
        "shortDescription": {"text": rule.title},
        "help": {"text": page, "markdown": page},
        "defaultConfiguration": {"level": rule.severity},
    }


def _result(doubt: Doubt, one: Checked, artifact: int) -> dict[str, Any]:
    result = {
        "ruleId": doubt.code,
        "ruleIndex": _ORDER[doubt.code],
        "level": doubt.severity,
        "message": {"text": doubt.message},
        "locations": [_location(doubt.span, one, artifact)],
        "partialFingerprints": {"quote/v1": _fingerprint(doubt, one.source)},
    }
    if doubt.related:
        result["relatedLocations"] = [
            {"id": at, **_location(span, one, artifact), "message": {"text": "对照"}}
            for at, span in enumerate(doubt.related, 1)
        ]
    return result


def _waived(doubt: Doubt, waiver: Waiver, one: Checked, artifact: int) -> dict[str, Any]:
    kind = "external" if waiver.external else "inSource"
    suppression = {"kind": kind, "justification": waiver.reason}
    return {**_result(doubt, one, artifact), "suppressions": [suppression]}


def _location(span: Span, one: Checked, artifact: int) -> dict[str, Any]:
    line, column = one.source.place(span.start)
    end_line, end_column = one.source.place(span.end)
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": _uri(one.name), "index": artifact},
            "region": {
                "startLine": line,
                "startColumn": column,
                "endLine": end_line,
                "endColumn": end_column,
                "charOffset": span.start,
                "charLength": len(span),
                "snippet": {"text": one.source.quote(span)[:_LONGEST]},
            },
        }
    }


def _fingerprint(doubt: Doubt, source: Source) -> str:
    """Return what stays the same when lines are put in above: the rule and the words."""
    words = f"{doubt.code}\n{source.quote(doubt.span)}\n{doubt.message}"
    return hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()[:32]


def _uri(name: str) -> str:
    path = PurePath(name)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())
