"""Rows as HTML, in Python: a page of a hundred rows has a thousand cells, and templates are slow.

The inside of a state is still its component template, rendered once per state.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from html import escape
from typing import Any, Final

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from luoshi.kernel.figures import figure
from luoshi.kernel.tables.columns import Column, Link, Mark

SHAPES: Final = {"red": "●", "yellow": "▲", "green": "■", "blue": "◆", "none": "○"}
_COMPONENTS: Final = {"light": "_light", "badge": "_badge", "kind": "_kind"}


def writer(columns: Sequence[Column]) -> Callable[[Any], SafeString]:
    """Return what writes a row; its first cell is its head when it is frozen.

    What is the same in every row is put together once.
    """
    cells = [
        _cell(column, head=column.frozen and not place) for place, column in enumerate(columns)
    ]

    def row(of: Any) -> SafeString:
        return mark_safe("".join([cell(of) for cell in cells]))  # noqa: S308 - every part is escaped where it is made

    return row


def counted(lights: Sequence[tuple[str, int]], words: str, url: str) -> SafeString:
    """Return lights counted by colour as shapes with numbers, leading to the list they count."""
    shapes = "".join(
        [
            f'<span class="tone--{colour}" aria-hidden="true">{SHAPES[colour]}{number}</span>'
            for colour, number in lights
        ]
    )
    said = escape(words)
    hidden = f'<span class="visually-hidden">{said}</span>'
    return mark_safe(f'<a href="{escape(url)}" title="{said}">{shapes}{hidden}</a>')  # noqa: S308 - as above


def cells(parts: Sequence[SafeString | str]) -> SafeString:
    """Return what is escaped already as cells of a row."""
    return mark_safe("".join([f"<td>{part}</td>" for part in parts]))  # noqa: S308 - as above


def options(choices: Iterable[tuple[Any, Any]], chosen: Sequence[str]) -> SafeString:
    """Return the options of a select, those chosen marked: there are hundreds of agencies."""
    parts = []
    for value, label in choices:
        here = " selected" if str(value) in chosen else ""
        parts.append(f'<option value="{escape(str(value))}"{here}>{escape(str(label))}</option>')
    return mark_safe("".join(parts))  # noqa: S308 - as above


def _cell(column: Column, *, head: bool) -> Callable[[Any], str]:
    """Return what writes a cell of a column, escaped; an empty one is its tag alone."""
    classes = f"c c--{column.kind}"
    if column.frozen:
        classes += " frozen"
    if column.width:
        classes += f" w-{column.width}"
    start = f'<th scope="row" class="{classes}"' if head else f'<td class="{classes}"'
    end = "</th>" if head else "</td>"
    empty, titled = f"{start}>{end}", head or column.kind != "number"
    inside = _INSIDES.get(column.kind, _words)(column)

    def cell(row: Any) -> str:
        value = column.raw(row)
        if value is None or value == "":
            return empty
        text = escape(column.words(value))
        shown = inside(row, value, text)
        return f'{start} title="{text}">{shown}{end}' if titled else f"{start}>{shown}{end}"

    return cell


Inside = Callable[[Any, Any, str], str]
"""What writes the inside of a cell: of a row, its value, and the value in words, escaped."""


def _words(column: Column) -> Inside:
    """Return what writes words, leading to the address of the row where there is one."""
    words = ' class="plan-words"' if column.kind == "words" else ""
    if column.url:
        return _linked(column, words)
    if words:
        return lambda _row, _value, text: f"<span{words}>{text}</span>"
    return lambda _row, _value, text: text


def _linked(column: Column, words: str) -> Inside:
    """Return what writes words or a figure as a link, the shape of a light before them."""
    to, light = column.url or str, column.mark

    def inside(row: Any, _value: Any, text: str) -> str:
        url = to(row)
        if not url:
            return f"<span{words}>{text}</span>" if words else text
        return f'<a{words} href="{escape(url)}">{_shape(light(row)) if light else ""}{text}</a>'

    return inside


def _number(column: Column) -> Inside:
    """Return what writes a figure."""
    if column.url:
        link = _linked(column, "")
        return lambda row, value, _text: link(row, value, figure(column.rounded(value)))
    return lambda _row, value, _text: figure(column.rounded(value))


def _links(_column: Column) -> Inside:
    """Return what writes names, each leading to its address."""
    return lambda _row, links, _text: "、".join([_link(link) for link in links])


def _state(column: Column) -> Inside:
    """Return what writes a state as its component shows it."""

    def inside(_row: Any, mark: Mark, _text: str) -> str:
        return _mark(column.kind, mark.code, str(mark.letter), str(mark.word), get_language())

    return inside


def _shape(light: str) -> str:
    """Return the shape of a light for the eye alone; another column says its word."""
    if not light:
        return ""
    return f'<span class="mark-before light--{light}" aria-hidden="true">{SHAPES[light]}</span>'


@lru_cache(maxsize=4096)
def _link(link: Link) -> str:
    text = escape(link.text)
    return f'<a href="{escape(link.url)}">{text}</a>' if link.url else text


@lru_cache(maxsize=512)
def _mark(kind: str, code: str, letter: str, word: str, _language: str | None) -> str:
    """Return a state as its component shows it."""
    context = {"light": code, "tone": code, "kind": code, "mark": letter, "word": word}
    return render_to_string(f"kernel/_components/{_COMPONENTS[kind]}.html", context).strip()


#: What makes what writes the inside of a cell; a column of another kind holds words.
_INSIDES: Final = {"number": _number, "links": _links, **dict.fromkeys(_COMPONENTS, _state)}
