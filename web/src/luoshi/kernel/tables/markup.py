"""Rows as HTML, in Python: a page of a hundred rows has a thousand cells, and templates are slow.

The inside of a state is still its component template, rendered once per state.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from django.template.loader import render_to_string
from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from luoshi.kernel.figures import figure
from luoshi.kernel.tables.columns import Cell, Link, Mark

SHAPES: Final = {"red": "●", "yellow": "▲", "green": "■", "blue": "◆", "none": "○"}
_COMPONENTS: Final = {"light": "_light", "badge": "_badge", "kind": "_kind"}


def row(cells: Sequence[Cell]) -> SafeString:
    """Return the cells of a row; the first one is its head when it is frozen."""
    parts = []
    for place, cell in enumerate(cells):
        column = cell.column
        head = column.frozen and place == 0
        tag = 'th scope="row"' if head else "td"
        classes = f"c c--{column.kind}"
        if column.frozen:
            classes += " frozen"
        if column.width:
            classes += f" w-{column.width}"
        title = "" if column.kind == "number" and not head else f' title="{escape(cell.text)}"'
        parts.append(f'<{tag} class="{classes}"{title}>{inside(cell)}</{tag[:2]}>')
    return mark_safe("".join(parts))  # noqa: S308 - every part is escaped where it is made


def inside(cell: Cell) -> str:
    """Return the inside of a cell, escaped."""
    kind = cell.column.kind
    if kind == "links":
        return "、".join(_link(link) for link in cell.value or ())
    if isinstance(cell.value, Mark):
        mark = cell.value
        return _mark(kind, mark.code, str(mark.letter), str(mark.word), get_language())
    shown = conditional_escape(figure(cell.figure) if kind == "number" else cell.text)
    words = ' class="plan-words"' if kind == "words" else ""
    if cell.url and cell.text:
        return f'<a{words} href="{escape(cell.url)}">{_shape(cell.mark)}{shown}</a>'
    return f"<span{words}>{shown}</span>" if words else shown


def _shape(light: str) -> str:
    """Return the shape of a light for the eye alone; another column says its word."""
    if not light:
        return ""
    return f'<span class="mark-before light--{light}" aria-hidden="true">{SHAPES[light]}</span>'


def _link(link: Link) -> str:
    text = escape(link.text)
    return f'<a href="{escape(link.url)}">{text}</a>' if link.url else text


@lru_cache(maxsize=512)
def _mark(kind: str, code: str, letter: str, word: str, _language: str | None) -> str:
    """Return a state as its component shows it."""
    context = {"light": code, "tone": code, "kind": code, "mark": letter, "word": word}
    return render_to_string(f"kernel/_components/{_COMPONENTS[kind]}.html", context).strip()
