"""A list page: reads its address, asks the database a constant number of times, answers."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from luoshi.kernel.access import Scope
from luoshi.kernel.http import Request
from luoshi.kernel.models import Entry
from luoshi.kernel.preferences import preferences_of
from luoshi.kernel.refusals import NotPermitted, Refusal
from luoshi.kernel.tables import address, markup
from luoshi.kernel.tables.columns import Column
from luoshi.kernel.tables.filters import Chip, Filter
from luoshi.kernel.tables.parts import Bulk, Field, Head, Label, Row


class NotAList(Refusal):
    """Nothing was ticked."""

    code: ClassVar[str] = "kernel.nothing_ticked"


class Table:
    """A list. Subclasses declare what is said below and give `queryset()`."""

    key: ClassVar[str]
    title: ClassVar[Label]
    columns: ClassVar[Sequence[Column]]
    filters: ClassVar[Sequence[Filter]] = ()
    order: ClassVar[tuple[str, ...]] = ()
    bulk: ClassVar[Sequence[Bulk]] = ()
    export_act: ClassVar[str] = ""
    #: Taking it away asks first who is there: a link to it leads to a page, not to a file (SEC-12).
    proof_first: ClassVar[bool] = False
    nothing: ClassVar[tuple[Label, Label]] = (_("还没有内容"), "")
    #: Parts of the address that narrow nothing: the page's context, such as its period.
    kept: ClassVar[Sequence[str]] = ()

    def __init__(
        self, request: Request, scope: Scope, *, asked: QueryDict | None = None, **given: Any
    ) -> None:
        """Read what is asked from the address of the request, or from `asked`."""
        self.request = request
        self.scope = scope
        self.given = given
        self.asked = request.GET if asked is None else asked
        kept = tuple((name, str(self.asked[name])) for name in self.kept if name in self.asked)
        read = address.read(self.asked, self.columns, self.filters, self.order)
        self.state = replace(read, kept=kept)
        self.defaults = address.read(QueryDict(), self.columns, self.filters, self.order)

    def queryset(self) -> QuerySet[Any]:
        """Return every row the scope allows, with what the columns need already fetched."""
        raise NotImplementedError

    def decorate(self, rows: list[Any]) -> list[Any]:
        """Give the rows of one page what a queryset cannot; one statement for all of them."""
        return rows

    @classmethod
    def picked(cls, request: Request, scope: Scope, **given: Any) -> QuerySet[Any]:
        """Return the ticked rows of a bulk act, or all that match, within the scope.

        Raises:
            NotAList: nothing was ticked.

        """
        asked = QueryDict(request.POST.get("query", "").removeprefix("?"))
        rows = cls(request, scope, asked=asked, **given).rows_matching
        if request.POST.get("all") == "1":
            return rows
        ticked = [key for key in request.POST.getlist("row") if key.isascii() and key.isdigit()]
        if not ticked:
            raise NotAList(gettext("没有勾选任何一行。"), next_step=gettext("请先勾选，再办理。"))
        return rows.filter(pk__in=ticked)

    # -- what the page shows ------------------------------------------------------------------

    @cached_property
    def fields(self) -> list[Field]:
        """Return the filters with their choices; each choice list is read once."""
        return [
            Field(
                one,
                one.choices(self) if one.choices else (),
                self.state.filters.get(one.key, []),
            )
            for one in self.filters
        ]

    @cached_property
    def rows_there(self) -> QuerySet[Any]:
        """Return every row of the scope."""
        return self.queryset()

    @cached_property
    def rows_matching(self) -> QuerySet[Any]:
        """Return the rows that pass the filters, sorted; ties are broken by key."""
        rows = self.rows_there
        for field in self.fields:
            if field.values:
                rows = field.filter.narrowed(rows, field.values, field.choices)
        return rows.order_by(*self._ordering())

    def _ordering(self) -> list[str]:
        """Return the expressions to sort by."""
        by_key = {column.key: column for column in self.columns}
        found = [
            _turned(expression) if word.startswith("-") else expression
            for word in self.state.sort
            for expression in by_key[word.removeprefix("-")].sorts
        ]
        return [*found, "pk"]

    @cached_property
    def matching(self) -> int:
        """Return how many rows pass the filters."""
        return self.rows_matching.count()

    @cached_property
    def there(self) -> int:
        """Return how many rows there are."""
        return self.rows_there.count() if self.filtered else self.matching

    @property
    def filtered(self) -> bool:
        """Whether any filter is set."""
        return bool(self.state.filters)

    @property
    def last_page(self) -> int:
        """Return the number of the last page."""
        return max(1, math.ceil(self.matching / self.state.size))

    @property
    def page(self) -> int:
        """Return the page shown: the asked one, or the last."""
        return min(self.state.page, self.last_page)

    @property
    def first_row(self) -> int:
        """Return the number of the first row on the page."""
        return (self.page - 1) * self.state.size + 1 if self.matching else 0

    @property
    def last_row(self) -> int:
        """Return the number of the last row on the page."""
        return min(self.page * self.state.size, self.matching)

    @property
    def shown(self) -> list[Column]:
        """Return the columns to show, frozen ones first."""
        chosen = [column for column in self.columns if column.key in self.state.columns]
        return sorted(chosen, key=lambda column: not column.frozen)

    @cached_property
    def rows(self) -> list[Row]:
        """Return the rows of the page."""
        if not self.matching:
            return []
        found = self._fetched(self.first_row - 1, self.state.size)
        columns = self.shown
        cells = markup.writer(columns)
        return [Row(row, columns[0].text(row), cells(row)) for row in found]

    def every_row(self, size: int = 1000) -> Iterator[Any]:
        """Yield every matching row for an export, some at a time."""
        for start in range(0, self.matching, size):
            yield from self._fetched(start, size)

    def _fetched(self, start: int, size: int) -> list[Any]:
        """Return some of the matching rows with all that is shown of them.

        Which rows they are is asked inside, of the keys alone: a database that sorts computes
        what is annotated for every row it sorts, not only for those it returns.
        """
        keys = self.rows_matching.values("pk")[start : start + size]
        rows = self.rows_there.filter(pk__in=keys).order_by(*self._ordering())
        return self.decorate(list(rows))

    @cached_property
    def heads(self) -> list[Head]:
        """Return the heads with their sorting addresses."""
        widths = preferences_of(self.request).get(f"table:{self.key}", {})
        return [self._head(column, widths.get(column.key, 0)) for column in self.shown]

    def _head(self, column: Column, width: int) -> Head:
        """Return one head: a click sorts up, then down, then as by default."""
        keys = [word.removeprefix("-") for word in self.state.sort]
        place = keys.index(column.key) + 1 if column.key in keys else 0
        down = f"-{column.key}" in self.state.sort
        direction = ("descending" if down else "ascending") if place else ""
        following = (column.key,) if not place else () if down else (f"-{column.key}",)
        rest = tuple(word for word in self.state.sort if word.removeprefix("-") != column.key)
        return Head(
            column,
            direction,
            place if len(keys) > 1 else 0,
            self.url(sort=following or self.order) if column.sort else "",
            self.url(sort=rest + following or self.order) if column.sort else "",
            width,
        )

    def url(self, **change: Any) -> str:
        """Return the address with something changed."""
        return self.state.change(**change).query(self.defaults)

    def _remembered(self) -> tuple[str, ...]:
        """Return the columns the person chose last time, unless they are those of the list.

        They go into the address, so that a link to it shows a colleague the same (USE-17, USE-19).
        """
        kept = preferences_of(self.request).get(f"columns:{self.key}", {}).get("shown", ())
        chosen = tuple(column.key for column in self.columns if column.key in kept)
        return chosen if chosen != self.defaults.columns else ()

    @property
    def query(self) -> str:
        """Return the address of what is shown, page left out."""
        return self.state.change().query(self.defaults)

    def export_url(self, form: str) -> str:
        """Return the address of the export in a form."""
        return self.state.change().query(self.defaults, format=form)

    @property
    def exports(self) -> list[tuple[str, str]]:
        """Return the exports the person may have: label and address."""
        if not self.may_export:
            return []
        named = (("Excel", "xlsx"), ("CSV（UTF-8）", "csv"), ("CSV（GB18030）", "csv-gb18030"))
        return [(label, self.export_url(form)) for label, form in named]

    @property
    def may_export(self) -> bool:
        """Whether the person may take the list away."""
        return not self.export_act or self.export_act in self.scope.may

    @property
    def bulk_acts(self) -> list[Bulk]:
        """Return the bulk acts the person may do."""
        return [one for one in self.bulk if not one.act or one.act in self.scope.may]

    @cached_property
    def chips(self) -> list[Chip]:
        """Return the filters that are set, each with the address without it."""
        return [
            Chip(
                str(field.filter.label),
                str(dict(field.choices).get(value, value)),
                self.state.without(field.filter.key, value).query(self.defaults),
            )
            for field in self.fields
            for value in field.values
        ]

    @property
    def clear_url(self) -> str:
        """Return the address without filters."""
        return self.url(filters={})

    @property
    def pages(self) -> list[dict[str, Any]]:
        """Return the pages to offer: the first, the last, those about here, gaps between."""
        near = {1, self.last_page, *range(self.page - 2, self.page + 3)}
        offered: list[dict[str, Any]] = []
        last = 0
        for number in sorted(n for n in near if 1 <= n <= self.last_page):
            if number > last + 1:
                offered.append({"url": "", "label": "", "here": False})
            here = number == self.page
            offered.append({"url": self.url(page=number), "label": str(number), "here": here})
            last = number
        return offered if self.last_page > 1 else []

    @property
    def previous(self) -> str:
        """Return the address of the page before."""
        return self.url(page=self.page - 1) if self.page > 1 else ""

    @property
    def next(self) -> str:
        """Return the address of the page after."""
        return self.url(page=self.page + 1) if self.page < self.last_page else ""

    @property
    def sizes(self) -> tuple[int, ...]:
        """Return the rows a page may have."""
        return address.SIZES

    @property
    def sortable(self) -> list[Column]:
        """Return the columns that can be sorted by."""
        return [column for column in self.columns if column.sort]

    @cached_property
    def sortings(self) -> list[tuple[str, str]]:
        """Return what the list can be sorted by, up and down, for the form without scripts."""
        ways = (("", gettext("升序")), ("-", gettext("降序")))
        return [
            (f"{sign}{column.key}", f"{column.label} {word}")
            for column in self.sortable
            for sign, word in ways
        ]

    @property
    def sorting(self) -> list[list[str]]:
        """Return the first two keys of the sorting, each as what is chosen of `sortings`."""
        return [[word] for word in [*self.state.sort[:2], "", ""][:2]]

    @cached_property
    def version(self) -> tuple[int, datetime | None]:
        """Return the number and time of the last entry in the trail: the version of the data."""
        last = Entry.objects.order_by("-pk").values_list("pk", "at").first()
        return last or (0, None)

    # -- answering ----------------------------------------------------------------------------

    def response(self, template: str, context: dict[str, Any] | None = None) -> HttpResponseBase:
        """Answer with the page, the export asked for, or the short form of a filled-in address.

        Raises:
            NotPermitted: the person may not take the list away.

        """
        from luoshi.kernel.tables import export  # noqa: PLC0415 - writing sheets costs a start

        if self.asked.get("set"):
            return redirect(self.request.path + self.query)
        if not self.asked and (remembered := self._remembered()):
            return redirect(self.request.path + self.url(columns=remembered))
        form = self.asked.get("format", "")
        if form not in export.FORMS:
            return render(self.request, template, {"table": self, **(context or {})})
        if not self.may_export:
            raise NotPermitted(
                gettext("您的岗位不能导出这张表。"), next_step=gettext("请与本单位系统管理员联系。")
            )
        return export.answer(self, form)


def _turned(expression: str) -> str:
    """Return a sort expression the other way round."""
    return expression.removeprefix("-") if expression.startswith("-") else f"-{expression}"
