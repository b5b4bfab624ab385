"""Pages of the working calendar: a year at a glance, a day changed, a sheet brought in."""

from __future__ import annotations

import calendar as gregorian
import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luoshi.agencies.actions import import_days, remove_day, set_day
from luoshi.agencies.forms import DayForm
from luoshi.agencies.models import WorkDay
from luoshi.agencies.views.tree import tabs
from luoshi.kernel import access, clock, sheets
from luoshi.kernel.http import Request
from luoshi.kernel.sheets import Field, Sheet

_PURPOSE: Final = "agencies.calendar"
_YEARS: Final = range(2000, 2100)
FIELDS: Final = (
    Field("on", gettext_lazy("日期"), "date", required=True),
    Field(
        "working",
        gettext_lazy("安排"),
        "choice",
        required=True,
        choices=(("0", gettext_lazy("放假")), ("1", gettext_lazy("上班"))),
    ),
    Field("name", gettext_lazy("名称"), required=True, longest=40, width=24),
)


@dataclass(frozen=True, slots=True)
class Square:
    """A day in the grid; `word` says in one sign what it is where it is not as always."""

    day: date
    word: str
    name: str


def _grid(year: int, days: dict[date, WorkDay]) -> list[tuple[int, list[list[Square | None]]]]:
    """Return the months of a year as weeks from Monday."""
    weeks = gregorian.Calendar().monthdatescalendar
    return [
        (
            month,
            [
                [_square(day, days) if day.month == month else None for day in week]
                for week in weeks(year, month)
            ],
        )
        for month in range(1, 13)
    ]


def _square(day: date, days: dict[date, WorkDay]) -> Square:
    one = days.get(day)
    if one is None:
        return Square(day, "", "")
    return Square(day, _("班") if one.working else _("休"), one.name)


def _year(raw: str) -> int:
    """Read the year asked for, this year otherwise."""
    return (
        int(raw) if raw.isascii() and raw.isdigit() and int(raw) in _YEARS else clock.today().year
    )


@require_safe
def year(request: Request) -> HttpResponse:
    """Show a year: its holidays, and whether they were entered."""
    access.require(request.user, "agency_read")
    return _page(request, _year(request.GET.get("year", "")), DayForm())


def _page(request: Request, shown: int, form: DayForm) -> HttpResponse:
    days = {one.on: one for one in WorkDay.objects.filter(on__year=shown)}
    context = {
        "year": shown,
        "months": _grid(shown, days),
        "week": [_("一"), _("二"), _("三"), _("四"), _("五"), _("六"), _("日")],
        "days": days.values(),
        "form": form,
        "tabs": tabs("calendar"),
        "may_edit": "agency_edit" in access.scope_of(request.user).may,
    }
    return render(request, "agencies/calendar.html", context, status=422 if form.errors else 200)


@require_POST
def set_one(request: Request) -> HttpResponse:
    """Say what one day is."""
    access.require(request.user, "agency_edit")
    form = DayForm(request.POST)
    if not form.is_valid():
        return _page(request, _year(request.POST.get("on", "")[:4]), form)
    set_day(by=request.user, **form.cleaned_data)
    messages.success(request, _("已保存。"))
    return _back(form.cleaned_data["on"].year)


@require_POST
def remove(request: Request) -> HttpResponse:
    """Let a day be what it always is."""
    access.require(request.user, "agency_edit")
    form = DayForm({**request.POST.dict(), "working": "0", "name": "—"})
    if not form.is_valid():
        return _page(request, clock.today().year, form)
    on: date = form.cleaned_data["on"]
    remove_day(by=request.user, on=on)
    messages.success(request, _("已恢复为平常的一天。"))
    return _back(on.year)


def _back(shown: int) -> HttpResponse:
    return redirect(f"{reverse('agencies:calendar')}?year={shown}")


@require_safe
def template(request: Request) -> FileResponse:
    """Answer with a year's days as a sheet to be filled in."""
    access.require(request.user, "agency_edit")
    shown = _year(request.GET.get("year", ""))
    rows = [
        (one.on.isoformat(), {"on": one.on, "working": str(int(one.working)), "name": one.name})
        for one in WorkDay.objects.filter(on__year=shown)
    ]
    title = _("工作日历")
    notes = [_("只填与平常不同的日子：放假的工作日，调休上班的周末。")]
    return sheets.answer(sheets.template(title, FIELDS, rows, notes=notes), f"{title}-{shown}")


@require_http_methods(["GET", "HEAD", "POST"])
def bring_in(request: Request) -> HttpResponse:
    """Take a sheet and show what it would change; nothing is changed yet."""
    access.require(request.user, "agency_edit")
    door = sheets.Door(
        template="agencies/calendar_import.html", purpose=_PURPOSE,
        confirm="agencies:calendar_confirm", back=reverse("agencies:calendar"),
    )  # fmt: skip
    return door.answer(request, _changes_of, {})


@require_POST
def confirm(request: Request, sheet_id: uuid.UUID) -> HttpResponse:
    """Bring in the sheet that was shown: all of it or nothing."""
    access.require(request.user, "agency_edit")
    login = request.user.get_username()
    _name, content = sheets.kept(sheet_id, login=login, purpose=_PURPOSE)
    sheet = _checked(content)
    sheet.require_faultless()
    count = import_days(by=request.user, days=_days(sheet))
    sheets.drop(sheet_id, login=login, purpose=_PURPOSE)
    words = ngettext("已导入 %(n)s 天。", "已导入 %(n)s 天。", count)
    messages.success(request, words % {"n": count})
    return redirect("agencies:calendar")


def _checked(content: bytes) -> Sheet:
    """Read a sheet and look for days that stand there twice."""
    sheet = sheets.read(content, FIELDS)
    seen: set[Any] = set()
    for row in sheet.rows:
        if row["on"] in seen and row["on"]:
            sheet.fault(row, "on", _("这一天上面已经有了，请只留一行。"))
        seen.add(row["on"])
    return sheet


def _days(sheet: Sheet) -> list[tuple[date, bool, str]]:
    return [(row["on"], row["working"] == "1", row["name"]) for row in sheet.rows]


def _changes_of(content: bytes) -> tuple[Sheet, list[tuple[date, bool, str]]]:
    """Read a sheet; return the days that are new or other than before, if nothing is wrong."""
    sheet = _checked(content)
    if sheet.faults:
        return sheet, []
    days = _days(sheet)
    known = WorkDay.objects.filter(on__in=[on for on, _working, _name in days])
    present = {(one.on, one.working, one.name) for one in known}
    return sheet, [one for one in days if one not in present]
