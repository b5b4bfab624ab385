"""The working calendar: due days, missing years, and what people do to it."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import openpyxl
import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from luoshi.agencies.actions import import_days, remove_day, set_day
from luoshi.agencies.actions.calendar import DayAsAlways
from luoshi.agencies.api import Calendar, cut_off, seed, workdays
from luoshi.agencies.models import WorkDay
from luoshi.agencies.queries import unknown_years
from luoshi.kernel.models import Entry
from luoshi.kernel.periods import Period
from luoshi.kernel.refusals import NotPermitted

LogIn = Callable[[Any], Client]
DAYS = st.dates(date(2010, 1, 1), date(2030, 12, 31))
CALENDARS = st.builds(
    Calendar, st.dictionaries(st.dates(date(2016, 1, 1), date(2016, 12, 31)), st.booleans())
)


@pytest.fixture
def of_2016(db: None) -> Calendar:
    """The published calendar."""
    seed()
    return workdays()


def test_the_published_holidays_of_2016_are_known(of_2016: Calendar) -> None:
    """GOV-10, GOV-11."""
    assert not of_2016.is_working(date(2016, 10, 7))
    assert of_2016.is_working(date(2016, 10, 8))
    assert of_2016.is_working(date(2016, 6, 12))
    assert not of_2016.is_working(date(2016, 6, 11))
    assert str(WorkDay.objects.get(on=date(2016, 10, 3))) == "2016-10-03 国庆节"
    assert of_2016.knows(2016)
    assert not of_2016.knows(2009)


@pytest.mark.parametrize(
    ("end", "day", "months", "due"),
    [
        (Period.month(2016, 6).end, 5, 1, date(2016, 7, 5)),
        (Period.month(2016, 9).end, 5, 1, date(2016, 10, 8)),
        (Period.month(2016, 4).end, 28, 1, date(2016, 5, 30)),
        (Period.month(2016, 1).end, 8, 1, date(2016, 2, 14)),
        (Period.month(2016, 12).end, 5, 1, date(2017, 1, 5)),
        (Period.quarter(2016, 1).end, 31, 1, date(2016, 5, 3)),
        (Period.month(2016, 1).end, 31, 1, date(2016, 2, 29)),
        (Period.month(2016, 6).end, 28, 0, date(2016, 6, 28)),
    ],
)
def test_what_falls_on_a_holiday_is_due_the_next_working_day(
    of_2016: Calendar, end: date, day: int, months: int, due: date
) -> None:
    """GOV-10, T9: the ends of months and years, and 29 February."""
    assert of_2016.due_on(end, day, months=months) == due


def test_a_day_ends_at_midnight_of_the_office() -> None:
    """GOV-10: the cut-off is 24:00 Asia/Shanghai."""
    assert cut_off(date(2016, 7, 5)) == datetime(2016, 7, 5, 16, tzinfo=UTC)
    assert cut_off(date(2016, 2, 28)).date() == date(2016, 2, 29)


@given(CALENDARS, DAYS)
def test_the_next_working_day_is_worked_and_none_before_it_is(one: Calendar, day: date) -> None:
    found = one.next_working(day)

    assert one.is_working(found)
    assert found >= day
    assert not any(
        one.is_working(day + timedelta(days=number)) for number in range((found - day).days)
    )


@given(CALENDARS, DAYS, st.integers(0, 20), st.integers(0, 20))
def test_working_days_add_up(one: Calendar, day: date, first: int, second: int) -> None:
    start = one.next_working(day)

    assert one.add_working(one.add_working(start, first), second) == one.add_working(
        start, first + second
    )


@given(DAYS)
def test_without_a_table_the_week_is_all_there_is_and_nothing_fails(day: date) -> None:
    """GOV-11, T9: holiday table absent."""
    bare = Calendar()

    assert bare.is_working(day) == (day.weekday() < 5)
    assert not bare.knows(day.year)
    assert bare.due_on(day, 5) >= date(day.year, day.month, 1)


def test_seeding_leaves_what_people_entered_and_changes_nothing_twice(
    of_2016: Calendar, cast: Any
) -> None:
    set_day(by=cast.editor, on=date(2016, 10, 8), working=False, name="另有安排")
    count = WorkDay.objects.count()

    seed()

    assert WorkDay.objects.count() == count
    assert not workdays().is_working(date(2016, 10, 8))


@time_machine.travel(date(2026, 12, 1), tick=False)
def test_a_missing_year_warns_everyone_who_sets_due_dates_and_breaks_nothing(
    of_2016: Calendar, cast: Any, log_in: LogIn
) -> None:
    """GOV-11: delete 2027 → banner; no crash."""
    WorkDay.objects.filter(on__year=2027).delete()

    assert unknown_years(date(2026, 12, 1)) == [2027]
    assert unknown_years(date(2026, 10, 31)) == []
    for person in (cast.editor, cast.county):
        assert "2027 年的节假日还没有录入" in log_in(person).get("/").content.decode()
    assert "节假日还没有录入" not in log_in(cast.viewer).get("/").content.decode()
    page = log_in(cast.viewer).get(reverse("agencies:calendar") + "?year=2027").content.decode()
    assert "2027 年的节假日还没有录入，暂按" in page
    set_day(by=cast.editor, on=date(2027, 1, 1), working=False, name="元旦")
    assert "节假日还没有录入" not in log_in(cast.editor).get("/").content.decode()


def test_an_editor_sets_a_day_once_and_takes_it_back(cast: Any, log_in: LogIn) -> None:
    client = log_in(cast.editor)
    form = {"on": "2016-10-03", "working": "0", "name": "国庆节"}

    for _ in range(2):
        answer = client.post(reverse("agencies:calendar_set"), form)
        assert answer.headers["Location"] == "/agencies/calendar/?year=2016"
    page = client.get("/agencies/calendar/?year=2016").content.decode()
    assert 'title="国庆节"' in page
    client.post(reverse("agencies:calendar_remove"), {"on": "2016-10-03"})

    assert not WorkDay.objects.exists()
    actions = list(Entry.objects.order_by("pk").values_list("action", flat=True))
    assert actions == ["agencies.workday.set", "agencies.workday.removed"]
    with pytest.raises(DayAsAlways, match="2016-10-03"):
        remove_day(by=cast.editor, on=date(2016, 10, 3))


def test_a_wrong_day_is_told_at_its_field(cast: Any, log_in: LogIn) -> None:
    """USE-10."""
    client = log_in(cast.editor)

    answer = client.post(reverse("agencies:calendar_set"), {"on": "2016-02-30", "working": "2"})
    assert answer.status_code == 422
    assert client.post(reverse("agencies:calendar_remove"), {"on": "x"}).status_code == 422
    assert not WorkDay.objects.exists()


def test_whoever_only_looks_changes_no_day(cast: Any, log_in: LogIn) -> None:
    """SEC-13."""
    for person in (cast.viewer, cast.city):
        client = log_in(person)
        assert "设置一天" not in client.get(reverse("agencies:calendar")).content.decode()
        assert client.post(reverse("agencies:calendar_set")).status_code == 403
        assert client.get(reverse("agencies:calendar_import")).status_code == 403
        for act in (
            lambda who: set_day(by=who, on=date(2016, 1, 1), working=False, name="元旦"),
            lambda who: remove_day(by=who, on=date(2016, 1, 1)),
            lambda who: import_days(by=who, days=[]),
        ):
            with pytest.raises(NotPermitted):
                act(person)


def _sheet(*rows: list[Any]) -> SimpleUploadedFile:
    book = openpyxl.Workbook()
    for row in (["日期", "安排", "名称"], *rows):
        book.worksheets[0].append(row)
    file = io.BytesIO()
    book.save(file)
    return SimpleUploadedFile("日历.xlsx", file.getvalue())


def _bring_in(client: Client, file: Any) -> Any:
    answer = client.post(reverse("agencies:calendar_import"), {"file": file})
    if "confirm" not in answer.context:
        return answer
    address = answer.context["confirm"]
    return client.post(address, follow=True)


def test_a_sheet_is_shown_first_and_brought_in_whole_or_not_at_all(
    cast: Any, log_in: LogIn
) -> None:
    """USE-03: all or nothing, the same file twice is no change."""
    client = log_in(cast.editor)
    good = [["2027年1月1日", "放假", "元旦"], ["2027/2/14", "上班", "春节调休"]]

    bad = _bring_in(client, _sheet(*good, ["2027-01-01", "放假", ""]))
    assert bad.status_code == 422
    assert "这一天上面已经有了" in bad.content.decode()
    assert not WorkDay.objects.exists()
    done = _bring_in(client, _sheet(*good))
    assert "已导入 2 天。" in done.content.decode()
    shown = client.post(reverse("agencies:calendar_import"), {"file": _sheet(*good)})
    assert "没有需要导入的内容" in shown.content.decode()

    assert import_days(by=cast.editor, days=[(date(2027, 1, 1), False, "元旦")]) == 0
    assert Entry.objects.filter(action="agencies.workdays.imported").count() == 1
    gone = client.post(shown.context["confirm"])
    again = client.post(shown.context["confirm"])
    assert (gone.status_code, again.status_code) == (302, 409)


def test_a_years_days_go_out_and_come_back_unchanged(
    of_2016: Calendar, cast: Any, log_in: LogIn
) -> None:
    client = log_in(cast.editor)
    sent = client.get(reverse("agencies:calendar_template") + "?year=2016")

    file = SimpleUploadedFile("日历.xlsx", b"".join(sent))
    answer = client.post(reverse("agencies:calendar_import"), {"file": file})

    assert answer.status_code == 200
    assert "没有需要导入的内容" in answer.content.decode()
