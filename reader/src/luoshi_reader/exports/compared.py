"""A comparison of two plans as text, JSON and a Word document."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any, Final

from luoshi_reader.compare import CHANGES as ORDER
from luoshi_reader.compare import Comparison, Pair, Side
from luoshi_reader.exports.labels import CHANGES, TYPES
from luoshi_reader.exports.ooxml import package, paragraph, run, table

_LONGEST: Final = 120
#: Columns of kind, what it is, old and new; together the width of the type area.
_WIDTHS: Final = (1000, 2400, 2700, 2700)


def as_json(comparison: Comparison) -> bytes:
    """Return titles, counts, and every pair with both its places."""
    told = {
        "old": list(comparison.old_titles),
        "new": list(comparison.new_titles),
        "counts": comparison.counts,
        "pairs": [
            {
                "change": pair.change,
                "type": pair.type,
                "name": pair.name,
                "old": _side(pair.old),
                "new": _side(pair.new),
            }
            for pair in comparison.pairs
        ],
    }
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def _side(side: Side | None) -> dict[str, Any] | None:
    if side is None:
        return None
    return {"start": side.span.start, "quote": side.words, "said": side.said}


def as_text(comparison: Comparison) -> bytes:
    """Return what changed, change by change; what was kept is only counted."""
    told = [f"{_titles(comparison)}\n{_counts(comparison)}\n"]
    for change in ORDER[:-1]:
        pairs = comparison.of(change)
        if pairs:
            told.append(f"\n{CHANGES[change]}（{len(pairs)}）\n")
            told += [f"  {TYPES[pair.type]}　{_line(pair)}\n" for pair in pairs]
    return "".join(told).encode()


def _line(pair: Pair) -> str:
    if pair.old and pair.new:
        return f"{_short(pair.name)}：{_short(pair.old.said)} → {_short(pair.new.said)}"
    side = pair.old or pair.new
    assert side is not None
    return _short(side.words)


def as_docx(comparison: Comparison) -> bytes:
    """Return a Word document with a table for each change."""
    body = [paragraph(run("计划对照", marks='<w:b/><w:sz w:val="44"/>'))]
    body += [paragraph(run(_titles(comparison))), paragraph(run(_counts(comparison)))]
    for change in ORDER:
        pairs = comparison.of(change)
        if pairs:
            body.append(paragraph(run(f"{CHANGES[change]}（{len(pairs)}）", marks="<w:b/>")))
            rows = [("类别", "事项", "原计划", "新计划"), *(_row(pair) for pair in pairs)]
            body.append(table(rows, _WIDTHS))
    out = BytesIO()
    package("".join(body), "", out)
    return out.getvalue()


def _row(pair: Pair) -> tuple[str, str, str, str]:
    old, new = (_short(side.said) if side else "" for side in (pair.old, pair.new))
    return TYPES[pair.type], _short(pair.name), old, new


def _titles(comparison: Comparison) -> str:
    old, new = ("、".join(titles) for titles in (comparison.old_titles, comparison.new_titles))
    return f"原计划：{_short(old)}；新计划：{_short(new)}"


def _counts(comparison: Comparison) -> str:
    counts = comparison.counts
    return "，".join(f"{CHANGES[change]} {counts[change]} 项" for change in ORDER)


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"
