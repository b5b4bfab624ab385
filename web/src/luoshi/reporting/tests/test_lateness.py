"""What is late, who may send later or not at all."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine

from luoshi.agencies.api import cut_off
from luoshi.kernel.models import Entry
from luoshi.reporting import actions
from luoshi.reporting.models import Leave
from luoshi.reporting.queries import rounds
from luoshi.reporting.refusals import LeaveWithoutReason
from luoshi.reporting.tests import factories
from luoshi.reporting.wording import Stands

SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    ("moment", "late"),
    [("2016-07-05T23:59:59+08:00", False), ("2016-07-06T00:00:00+08:00", True)],
)
def test_the_server_judges_lateness_to_the_second(
    report: Any, cast: Any, moment: str, *, late: bool
) -> None:
    """REL-11: 23:59:59 is in time, 00:00:00 is late; no clock of a client is asked."""
    report.duty.due_at = cut_off(date(2016, 7, 5))
    report.duty.save()

    with time_machine.travel(datetime.fromisoformat(moment), tick=False):
        receipt = factories.send(report.duty, cast.county, factories.said((report.lines[0], 1)))
        row = rounds.duties(cast.county).get(pk=report.duty.pk)

    assert receipt.late is late
    assert (row.first_at >= row.due_at) is late


def test_a_longer_term_makes_a_later_report_in_time(report: Any, cast: Any) -> None:
    """REL-11: an extension, with its reason, in the trail."""
    duty = report.duty
    duty.due_at = cut_off(date(2016, 7, 5))
    duty.save()
    until = cut_off(date(2016, 7, 7))

    actions.grant_leave(duty_id=duty.pk, until=until, reason="汛期断网", by=cast.editor)

    with time_machine.travel(datetime(2016, 7, 7, 12, tzinfo=SHANGHAI), tick=False):
        receipt = factories.send(duty, cast.county, factories.said((report.lines[0], 1)))
    assert not receipt.late
    assert Leave.objects.get().reason == "汛期断网"
    assert Entry.objects.get(action="reporting.leave.granted").data["reason"] == "汛期断网"


def test_a_correction_after_the_term_leaves_the_report_in_time(report: Any, cast: Any) -> None:
    """REL-11: the first version says whether a report came in time; the correction says so too."""
    report.duty.due_at = cut_off(date(2016, 7, 5))
    report.duty.save()

    with time_machine.travel(datetime(2016, 7, 5, 12, tzinfo=SHANGHAI), tick=False) as clock:
        first = factories.send(report.duty, cast.county, factories.said((report.lines[0], 1)))
        factories.back(first, cast.city_reviewer)
        clock.shift(timedelta(days=2))
        second = factories.send(report.duty, cast.county, factories.said((report.lines[0], 2)))
        row = rounds.duties(cast.editor).get(pk=report.duty.pk)
        (counted, *_rest), places = rounds.completeness(row.cycle, cast.editor)

    assert (first.late, second.late) == (False, True)
    assert row.first_at == first.at
    assert (counted.due, counted.in_time, counted.late) == (1, 1, 0)
    assert [(one.due, one.in_time, one.late) for one in places] == [(1, 1, 0)]


def test_whoever_is_excused_is_not_missing(report: Any, cast: Any) -> None:
    actions.grant_leave(duty_id=report.duty.pk, until=None, reason="本期停产", by=cast.editor)

    row = rounds.duties(cast.editor).get(pk=report.duty.pk)
    levels, _places = rounds.completeness(report.duty.cycle, cast.editor)
    assert row.stands == Stands.EXCUSED
    assert (levels[0].due, levels[0].missing) == (0, 0)


@pytest.mark.parametrize(
    ("reason", "days"), [("", 5), ("   ", None), ("理由", -5)], ids=["none", "blank", "earlier"]
)
def test_a_leave_needs_a_reason_and_a_later_day(
    report: Any, cast: Any, reason: str, days: int | None
) -> None:
    until = None if days is None else report.duty.due_at + timedelta(days=days)

    with pytest.raises(LeaveWithoutReason):
        actions.grant_leave(duty_id=report.duty.pk, until=until, reason=reason, by=cast.editor)

    assert not Leave.objects.exists()
