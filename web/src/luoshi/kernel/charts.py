"""Charts that answer one question each: a sentence, its unit, source and date, the table behind.

A view makes a `Chart`; `{% include "kernel/_components/_chart.html" %}` shows it, chart.js draws
what `spec` says with the page's own colours, and `download` answers with the table behind it. The
numbers in the picture are those of the table; drawing is the only place where they become floats.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

import xlsxwriter
from django.db import transaction
from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from luoshi.kernel import clock
from luoshi.kernel.figures import plain
from luoshi.kernel.http import Request
from luoshi.kernel.trail import record

KINDS: Final = frozenset({"lines", "bars", "map"})
STYLES: Final = frozenset({"line", "dash", "dots", "bar", "band", "stack"})
FORMS: Final = frozenset({"xlsx", "csv"})
_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")

Value = Decimal | None
Cell = str | Decimal | None


@dataclass(frozen=True, slots=True)
class Line:
    """A row of values along the labels; a band has an upper edge, stacks stand on each other."""

    name: str
    values: Sequence[Value]
    style: str = "line"
    upper: Sequence[Value] = ()

    def __post_init__(self) -> None:
        """Refuse a style that chart.js does not know."""
        if self.style not in STYLES:
            msg = f"style {self.style!r} is not one of {sorted(STYLES)}"
            raise ValueError(msg)

    def spec(self) -> dict[str, Any]:
        """Return what chart.js draws."""
        return {
            "name": self.name,
            "style": self.style,
            "values": [_drawn(value) for value in self.values],
            "upper": [_drawn(value) for value in self.upper],
        }


@dataclass(frozen=True, slots=True)
class Region:
    """A place on a map, or a bar: its code, its name, its light and what stands there.

    `mark` is written on the map in place of the light's shape.
    """

    code: str
    name: str
    light: str
    word: str
    value: Value = None
    text: str = ""
    url: str = ""
    mark: str = ""

    def spec(self) -> dict[str, Any]:
        """Return what chart.js draws."""
        return {
            "code": self.code,
            "name": self.name,
            "light": self.light,
            "word": self.word,
            "value": _drawn(self.value),
            "text": self.text,
            "url": self.url,
            "mark": self.mark,
        }


@dataclass(frozen=True, slots=True)
class Chart:
    """One chart. `heads` and `rows` are the table behind it; `shapes` the address of a map.

    `within` keeps of a map only the shapes of one city.
    """

    key: str
    title: str
    kind: str
    unit: str
    source: str
    heads: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    labels: Sequence[str] = ()
    lines: Sequence[Line] = ()
    regions: Sequence[Region] = ()
    shapes: str = ""
    within: str = ""
    as_of: datetime | None = None
    note: str = ""
    links: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse a kind that chart.js does not know."""
        if self.kind not in KINDS:
            msg = f"kind {self.kind!r} is not one of {sorted(KINDS)}"
            raise ValueError(msg)

    @property
    def script_id(self) -> str:
        """Return the name of the element that holds what is drawn."""
        return f"chart-{self.key}"

    @property
    def spec(self) -> dict[str, Any]:
        """Return what chart.js draws."""
        return {
            "kind": self.kind,
            "title": self.title,
            "unit": self.unit,
            "labels": list(self.labels),
            "lines": [line.spec() for line in self.lines],
            "regions": [region.spec() for region in self.regions],
            "shapes": self.shapes,
            "within": self.within,
            "links": self.links,
        }

    @property
    def cells(self) -> list[list[tuple[str, bool]]]:
        """Return the table behind as words, each with whether it is a number."""
        return [[(_words(cell), isinstance(cell, Decimal)) for cell in row] for row in self.rows]


def _drawn(value: Value) -> float | None:
    """Return a number for the drawing, which knows only floats."""
    return None if value is None else float(value)


def _words(cell: Cell) -> str:
    """Return a cell in words."""
    return plain(cell) if isinstance(cell, Decimal) else cell or ""


def asked(request: Request, charts: Sequence[Chart]) -> tuple[Chart, str] | None:
    """Return the chart whose table is asked for, and in which form."""
    form = request.GET.get("format", "")
    found = [chart for chart in charts if chart.key == request.GET.get("chart")]
    return (found[0], form) if found and form in FORMS else None


def download(request: Request, chart: Chart, form: str) -> HttpResponse:
    """Answer with the table behind a chart, and leave an entry in the trail."""
    data = {"list": f"chart:{chart.key}", "query": request.GET.urlencode(), "rows": len(chart.rows)}
    with transaction.atomic():
        record("kernel.list.exported", by=request.user.get_username(), data=data | {"form": form})
    body = _sheet(chart) if form == "xlsx" else _csv(chart)
    response = HttpResponse(body, content_type=_XLSX if form == "xlsx" else "text/csv")
    stamp = f"{timezone.localtime(clock.now()):%Y%m%d-%H%M}"
    name = f"{chart.title[:40]}-{stamp}.{form}"
    response.headers["Content-Disposition"] = content_disposition_header(True, name)  # noqa: FBT003 - Django's signature
    return response


def _about(chart: Chart) -> list[tuple[str, str]]:
    """Return what stands under the table: what it says, its unit, its source, its date."""
    at = timezone.localtime(chart.as_of) if chart.as_of else None
    return [
        (_("图题"), chart.title),
        (_("单位"), chart.unit),
        (_("来源"), chart.source),
        (_("数据截至"), f"{at:%Y-%m-%d %H:%M}" if at else ""),
        (_("说明"), chart.note),
    ]


def _sheet(chart: Chart) -> bytes:
    """Write the table as a workbook, numbers as numbers and everything else as text."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(
        file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    page = book.add_worksheet(_("数据"))
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
    for place, title in enumerate(chart.heads):
        page.write_string(0, place, title, head)
    for number, row in enumerate(chart.rows, start=1):
        for place, cell in enumerate(row):
            if isinstance(cell, Decimal):
                page.write_number(number, place, float(cell))
            else:
                page.write_string(number, place, cell or "")
    page.freeze_panes(1, 1)
    page.set_column(0, len(chart.heads), 16)
    about = book.add_worksheet(_("说明"))
    for number, (label, words) in enumerate(_about(chart)):
        about.write_string(number, 0, label)
        about.write_string(number, 1, words)
    book.close()
    return file.getvalue()


def _csv(chart: Chart) -> bytes:
    """Write the table as text; a cell that a sheet would compute is held as text (SEC-35)."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(chart.heads)
    for row in chart.rows:
        writer.writerow(
            [
                _words(cell)
                if isinstance(cell, Decimal) or not _words(cell).startswith(_FORMULA)
                else f"'{cell}"
                for cell in row
            ]
        )
    return file.getvalue().encode("utf-8-sig")
