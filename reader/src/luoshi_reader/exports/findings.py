"""Doubts for machines and for people: as records, and as the place with its words marked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from luoshi_reader.doubts import Doubt
from luoshi_reader.exports.labels import SEVERITIES
from luoshi_reader.exports.width import wide
from luoshi_reader.source import Source, Span

#: Characters of the line shown before and after the words in question.
_AROUND: Final = 24
_LONGEST: Final = 60
_COLOURS: Final = {"error": "\033[31m", "warning": "\033[33m", "note": "\033[36m"}
_PLAIN: Final = "\033[0m"
_LAYOUT: Final = {ord(char): " " for char in "\t\r\v\f\u2028\u2029\x1b"}


def finding(doubt: Doubt, source: Source) -> dict[str, Any]:
    """Return a doubt as a record: code, severity, message, start, quote and the related places."""
    return {
        "code": doubt.code,
        "severity": doubt.severity,
        "message": doubt.message,
        **_where(doubt.span, source),
        "related": [_where(span, source) for span in doubt.related],
    }


def _where(span: Span, source: Source) -> dict[str, Any]:
    return {"start": span.start, "quote": source.quote(span)}


def describe(name: str, doubts: Iterable[Doubt], source: Source, *, colour: bool) -> str:
    """Return each doubt with its place (line:column), its words marked, and the other side."""
    told = []
    for doubt in doubts:
        line, column = source.place(doubt.span.start)
        severity = SEVERITIES[doubt.severity]
        if colour:
            severity = f"{_COLOURS[doubt.severity]}{severity}{_PLAIN}"
        told.append(f"{name}:{line}:{column}: {severity} {doubt.code}　{doubt.message}\n")
        told.append(_marked(doubt.span, source, indent="    "))
        for span in doubt.related:
            line, column = source.place(span.start)
            told.append(f"    对照 {line}:{column}\n")
            told.append(_marked(span, source, indent="    "))
        told.append("\n")
    return "".join(told)


def _marked(span: Span, source: Source, *, indent: str) -> str:
    """Return the line around a span and, beneath, a mark under each of its characters.

    A mark is as wide as what it stands under, so that both stay in step:
    ``达到12500亿元`` is marked ``　　^^^^^＾＾``.
    """
    text = source.text
    line_start = text.rfind("\n", 0, span.start) + 1
    line_end = text.find("\n", span.start)
    line_end = len(text) if line_end < 0 else line_end
    left = max(line_start, span.start - _AROUND)
    stop = min(span.end, line_end, span.start + _LONGEST)
    right = min(line_end, stop + _AROUND)
    head = "…" if left > line_start else ""
    tail = "…" if right < line_end else ""
    left += len(text[left : span.start]) - len(text[left : span.start].lstrip())
    shown = text[left:right].translate(_LAYOUT).rstrip()
    blanks = "".join("\u3000" if wide(char) else " " for char in head + text[left : span.start])
    marks = "".join("＾" if wide(char) else "^" for char in text[span.start : stop])
    more = "…" if stop < span.end else ""
    return f"{indent}{head}{shown}{tail}\n{indent}{blanks}{marks}{more}\n"
