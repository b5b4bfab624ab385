"""Findings for people: the place with its words marked, the other side, and a line of totals."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import IO, Final

from luoshi_reader.doubts import Doubt
from luoshi_reader.exports.labels import SEVERITIES
from luoshi_reader.exports.places import place_of
from luoshi_reader.exports.records import Checked
from luoshi_reader.exports.width import wide
from luoshi_reader.source import Source, Span

#: Characters of the line shown before and after the words in question.
_AROUND: Final = 24
_LONGEST: Final = 60
_COLOURS: Final = {"error": "\033[31m", "warning": "\033[33m", "note": "\033[36m"}
_PLAIN: Final = "\033[0m"
_LAYOUT: Final = {ord(char): " " for char in "\t\r\v\f\u2028\u2029\x1b"}


def write_findings(checked: Sequence[Checked], out: IO[bytes]) -> None:
    """Write every finding with its place and a line of totals a file, coloured on a terminal."""
    shown = out is getattr(sys.stdout, "buffer", None) and sys.stdout.isatty()
    colour = shown and not os.environ.get("NO_COLOR")
    for one in checked:
        told = describe(one.name, one.doubts, one.source, colour=colour)
        out.write(f"{told}{_total(one)}".encode())


def _total(one: Checked) -> str:
    waived = f"，另有 {len(one.waived)} 处已豁免" if one.waived else ""
    if not one.doubts:
        return f"{one.name}：没有发现问题{waived}。\n"
    counts = Counter(doubt.severity for doubt in one.doubts)
    parts = "，".join(f"{SEVERITIES[kind]} {counts[kind]}" for kind in SEVERITIES if counts[kind])
    return f"{one.name}：共 {len(one.doubts)} 处存疑（{parts}）{waived}，请对照原文核实。\n"


def describe(name: str, doubts: Iterable[Doubt], source: Source, *, colour: bool) -> str:
    """Return each doubt with its place, its words marked, and the other side.

    The place is line:column of a text, and of another file its page, paragraph or cell.
    """
    told = []
    for doubt in doubts:
        severity = SEVERITIES[doubt.severity]
        if colour:
            severity = f"{_COLOURS[doubt.severity]}{severity}{_PLAIN}"
        told.append(
            f"{name}:{_place(doubt.span, source)}: {severity} {doubt.code}　{doubt.message}\n"
        )
        told.append(_marked(doubt.span, source, indent="    "))
        for span in doubt.related:
            told.append(f"    对照 {_place(span, source)}\n")
            told.append(_marked(span, source, indent="    "))
        told.append("\n")
    return "".join(told)


def _place(span: Span, source: Source) -> str:
    piece = source.piece(span.start)
    line, column = source.place(span.start)
    return place_of(piece) if piece else f"{line}:{column}"


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
