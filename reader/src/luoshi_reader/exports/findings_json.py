"""Findings for programs: a JSON list of records."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import IO, Any

from luoshi_reader.doubts import Doubt
from luoshi_reader.exports.records import Checked
from luoshi_reader.rules import RULES
from luoshi_reader.source import Source, Span


def write_findings(checked: Sequence[Checked], out: IO[bytes]) -> None:
    """Write one list; with more than one file, the file's name stands first in each record."""
    named = len(checked) > 1
    found = [
        {"file": one.name, **record} if named else record
        for one in checked
        for record in (finding(doubt, one.source) for doubt in one.doubts)
    ]
    out.write((json.dumps(found, ensure_ascii=False, indent=1) + "\n").encode())


def finding(doubt: Doubt, source: Source) -> dict[str, Any]:
    """Return a finding as a record: what it is, its place and quote, and the related places."""
    return {
        "code": doubt.code,
        "slug": RULES[doubt.code].slug,
        "severity": doubt.severity,
        "message": doubt.message,
        **_where(doubt.span, source),
        "related": [_where(span, source) for span in doubt.related],
    }


def _where(span: Span, source: Source) -> dict[str, Any]:
    return {"start": span.start, "quote": source.quote(span)}
