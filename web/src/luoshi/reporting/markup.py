"""The lines of a form as HTML, in Python: sixty have a thousand cells, and templates are slow.

What people or plans say is escaped where it is put in; everything else is our own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from html import escape
from typing import Any, Final

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from luoshi.reporting.models import Evidence
from luoshi.reporting.queries.derived import derived_of, ratio_of, shown
from luoshi.reporting.queries.earlier import Words
from luoshi.reporting.queries.grid import Cell, Grid, Row
from luoshi.reporting.rules.adding import Entered
from luoshi.reporting.showing import Column, ProjectPlace, project_places, project_sums
from luoshi.reporting.wording import column_words, project_column_words

_NUMBERS: Final = frozenset({"value", "numerator", "denominator", "base"})
_WORDS: Final = ("done", "problems", "next_steps")
_INVALID: Final = ' data-state="invalid"'
_HINTS: Final = {
    "date": ' type="date"',
    "owner": ' list="owners"',
    "number": ' inputmode="decimal"',
}


class Lines:
    """The lines of one page; what they have in common is put into words once."""

    def __init__(self, page: Mapping[str, Any]) -> None:
        """Take what the page shows besides (`showing.page`)."""
        self.heads = [(head, escape(head.label)) for head in page["columns"]]
        self.editable: bool = page["editable"]
        self.flags: Mapping[int, str] = page["flags"]
        self.files: Mapping[int | None, Sequence[Evidence]] = page["files"]
        self.url = reverse("reporting:line", args=[page["duty"].pk, 0]).rpartition("0")
        words = {
            "unit": _("（%(unit)s）"),
            "carried": _("沿用上期"),
            "last": _("上期 %(last)s"),
            "reported": _("上期所报"),
            "reuse": _("引用上期文字"),
            "finished_on": _("办结日期"),
            "finishing": _("全部完成后填写，须写明办结情况并上传佐证材料，经核报后算办结。"),
            "finished": _("%(day)s 办结，%(period)s已报并核报，本期可不再填。"),
        }
        self.words = {key: escape(word) for key, word in words.items()}

    def of(self, grid: Grid) -> dict[str, list[SafeString]]:
        """Return the lines of a form by their kinds, for its template."""
        # Every part is escaped where it is made.
        return {
            "figures": [mark_safe(self._figure(row)) for row in grid.figures],  # noqa: S308
            "projects": [mark_safe(self._project(row)) for row in grid.projects],  # noqa: S308
            "progress": [mark_safe(self._progress(row)) for row in grid.progress],  # noqa: S308
        }

    # -- figures ------------------------------------------------------------------------------

    def _figure(self, row: Row) -> str:
        line = row.line
        part = ' class="g--part"' if line.part_of_id else ""
        code, title = escape(line.code), escape(line.title)
        derived = derived_of(row)
        places = "".join(
            self._place(row, head, f"{code} {title} {label}", derived) for head, label in self.heads
        )
        return (
            f'<tr data-row="{line.pk}"{part}><th scope="row" class="g--stick g--code">{code}</th>'
            f'<td class="g--stick g--name"><a {self._to(row)} title="{title}">{title}'
            f"{self._proofs(row)}</a></td>{places}</tr>\n"
        )

    def _place(
        self, row: Row, head: Column, label: str, derived: Mapping[str, tuple[str, str]]
    ) -> str:
        """Return one place of a figure: a cell to type into, or something shown."""
        typed = _typed(row, head.key)
        if typed is not None and self.editable:
            return self._figure_cell(row, row.cells[typed], head.style, label)
        key = ""
        if typed is not None:
            text = raw = row.cells[typed].text
        elif head.key == "unit":
            text, raw = row.unit, ""
        else:
            key = f' id="d-{row.line.pk}-{head.key}"'
            text, raw = _derived(row, head.key, derived)
        return (
            f'<td class="{head.style}" data-c data-label="{label}"{key} data-raw="{escape(raw)}">'
            f"{escape(text)}</td>"
        )

    def _figure_cell(self, row: Row, cell: Cell, style: str, label: str) -> str:
        number = cell.column in _NUMBERS
        hint = _HINTS["number"] if number else ""
        invalid, wrong = (_INVALID, ' aria-invalid="true"') if cell.wrong else ("", "")
        flagged = said = ""
        flag = self.flags.get(row.line.pk, "") if number and cell.column != "base" else ""
        if flag:
            flag, name = escape(flag), f"s-{row.line.pk}-{cell.column}"
            flagged, wrong = f' data-flag title="{flag}"', f'{wrong} aria-describedby="{name}"'
            said = f'<span class="visually-hidden" id="{name}">{flag}</span>'
        return (
            f'<td class="g--in {style}" data-c{invalid}{flagged}>'
            f'<input {_typing(row, cell, label)} value="{escape(cell.text)}"{hint}{wrong}>'
            f"{said}</td>"
        )

    # -- projects and progress ----------------------------------------------------------------

    def _progress(self, row: Row) -> str:
        return self._section(row, self._said(row, column_words()))

    def _project(self, row: Row) -> str:
        places = "".join(self._project_place(row, place) for place in project_places(row))
        sums = "".join(
            f'<div><dt>{escape(label)}</dt><dd id="d-{row.line.pk}-{key}">{escape(text)}</dd></div>'
            for key, label, text in project_sums(row)
        )
        return self._section(
            row,
            f'<div class="project__cells">{places}</div><dl class="project__sums">{sums}</dl>'
            f"{self._said(row, project_column_words())}",
        )

    def _section(self, row: Row, inside: str) -> str:
        return (
            f'<section class="words-item" id="w-{row.line.pk}">'
            f'<h3><span class="note">{escape(row.line.code)}</span> '
            f'<a {self._to(row)} hx-swap="innerHTML show:top">{escape(row.line.title)}</a>'
            f"{self._proofs(row)}</h3>{inside}</section>\n"
        )

    def _project_place(self, row: Row, place: ProjectPlace) -> str:
        cell, label = place.cell, escape(place.label)
        head = label + (self.words["unit"] % {"unit": escape(place.unit)} if place.unit else "")
        if not self.editable:
            said = f'<p class="note">{head}</p><p class="said">{escape(place.said) or "—"}</p>'
            return _words_cell(cell, said)
        typing = _typing(row, cell, f"{escape(row.line.code)} {label}")
        if place.kind == "choice":
            field = f"<select {typing}>{_options(place)}</select>"
        else:
            wrong = ' aria-invalid="true"' if cell.wrong else ""
            hint = _HINTS.get(place.kind, "")
            field = f'<input {typing} value="{escape(cell.text)}"{hint}{wrong}>'
        note = ""
        if cell.carried:
            note = f'<span class="note">{self.words["carried"]}</span>'
        elif place.last:
            note = f'<span class="note">{self.words["last"] % {"last": escape(place.last)}}</span>'
        return _words_cell(cell, f"{_label(row, cell, f'<span>{head}</span>')}{field}{note}")

    def _said(self, row: Row, words: Mapping[str, str]) -> str:
        """Return what is said of an item in words, and the day on which it was done."""
        last = row.last_words
        cells = "\n".join(
            self._words(row, row.cells[name], escape(words[name]), getattr(last, name, ""))
            for name in _WORDS
        )
        ends = self._finished(row.finished) if row.finished else self._finish(row)
        return f'<div class="words-item__cells">{cells}</div>\n{ends}'

    def _words(self, row: Row, cell: Cell, label: str, last: str) -> str:
        if not self.editable:
            said = escape(cell.text) or "—"
            return _words_cell(cell, f'<p class="note">{label}</p><p class="said">{said}</p>')
        typing = _typing(row, cell, f"{escape(row.line.code)} {label}")
        before = ""
        if last:
            text = escape(last)
            before = (
                f"<details><summary>{self.words['reported']}</summary><p>{text}</p>"
                '<button class="button button--quiet" type="button" '
                f'data-reuse="c-{row.line.pk}-{cell.column}" data-text="{text}">'
                f"{self.words['reuse']}</button></details>"
            )
        return _words_cell(
            cell,
            f'{_label(row, cell, label)}<textarea {typing} rows="3">{escape(cell.text)}'
            f"</textarea>{before}",
        )

    def _finish(self, row: Row) -> str:
        """Return the cell for the day on which all was done."""
        if not row.asks_finish:
            return ""
        cell, inside, word = row.cells["finished_on"], "", self.words["finished_on"]
        if self.editable:
            note = f"f-{row.line.pk}"
            typing = _typing(row, cell, f"{escape(row.line.code)} {word}")
            inside = (
                f'{_label(row, cell, word)}<input type="date" {typing} '
                f'value="{escape(cell.text)}" aria-describedby="{note}">'
                f'<span class="note" id="{note}">{self.words["finishing"]}</span>'
            )
        elif cell.text:
            inside = f'<p class="note">{word}</p><p class="said">{escape(cell.text)}</p>'
        return _words_cell(cell, inside, " words--day")

    def _finished(self, said: Words) -> str:
        day = said.finished_on
        assert day is not None
        words = self.words["finished"] % {"day": _day(day), "period": said.period}
        return f'<p class="note">{self.done} {words}</p>'

    # -- what lines have in common ------------------------------------------------------------

    def _to(self, row: Row) -> str:
        """Return the attributes of the link to all that is known of a line."""
        before, _zero, after = self.url
        url = f"{before}{row.line.pk}{after}"
        return f'href="{url}" hx-get="{url}" hx-target="#detail"'

    def _proofs(self, row: Row) -> str:
        number = len(self.files.get(row.line.pk, ()))
        if not number:
            return ""
        words = ngettext("附 %(n)s 件", "附 %(n)s 件", number) % {"n": number}
        return f' <span class="note">{escape(words)}</span>'

    @cached_property
    def done(self) -> str:
        """Return the badge of such an item."""
        shown = {"word": _("已办结"), "tone": "done"}
        return render_to_string("kernel/_components/_badge.html", shown).strip()


def _typed(row: Row, key: str) -> str | None:
    """Return which cell is typed in a column of this line; None where it is derived."""
    assert row.how is not None
    if key in {"blank_reason", "explanation"}:
        return key
    if key == "base":
        return None if row.base_known or row.how.ratio else "base"
    if row.line.computed:
        return None
    if row.how.ratio:
        return key if key in {"numerator", "denominator"} else None
    value = "cumulative" if row.how.entered == Entered.CUMULATIVE else "period"
    return "value" if key == value else None


def _derived(row: Row, key: str, derived: Mapping[str, tuple[str, str]]) -> tuple[str, str]:
    """Return what follows in a column from what is typed: as shown, as copied."""
    assert row.how is not None
    if row.how.ratio and key == "period":
        return shown(ratio_of(row))
    return derived.get(key, ("", ""))


def _typing(row: Row, cell: Cell, label: str) -> str:
    """Return the attributes by which the page's script knows a cell; the label is escaped."""
    line, column = row.line.pk, cell.column
    return (
        f'id="c-{line}-{column}" name="c.{line}.{column}.{cell.version}" data-line="{line}" '
        f'data-column="{column}" data-version="{cell.version}" data-base="{escape(cell.text)}" '
        f'aria-label="{label}"'
    )


def _label(row: Row, cell: Cell, words: str) -> str:
    return (
        f'<label for="c-{row.line.pk}-{cell.column}">{words} '
        '<span class="words__state" aria-hidden="true"></span></label>'
    )


def _words_cell(cell: Cell, inside: str, more: str = "") -> str:
    return f'<div class="words{more}"{_INVALID if cell.wrong else ""}>{inside}</div>'


def _options(place: ProjectPlace) -> str:
    chosen = place.cell.text
    options = "".join(
        f'<option value="{escape(value)}"{" selected" if value == chosen else ""}>{escape(word)}'
        "</option>"
        for value, word in place.choices
    )
    return f'<option value=""></option>{options}'


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
