"""What people do to the working calendar: a day at a time, or a sheet."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar

from django.db import transaction
from django.utils.translation import gettext as _

from luoshi.agencies.models import WorkDay
from luoshi.kernel import access
from luoshi.kernel.refusals import Refusal
from luoshi.kernel.trail import record


class DayAsAlways(Refusal):
    """The day is what its day of the week makes it; there is nothing to enter."""

    code: ClassVar[str] = "agencies.day_as_always"


@transaction.atomic
def set_day(*, by: Any, on: date, working: bool, name: str) -> bool:
    """Say that a day is worked or not; the same again changes nothing. Return whether it did."""
    access.require(by, "agency_edit")
    changed = _put([(on, working, name)])
    if changed:
        data = {"on": on.isoformat(), "working": working, "name": name}
        record("agencies.workday.set", by=by.get_username(), data=data)
    return bool(changed)


@transaction.atomic
def remove_day(*, by: Any, on: date) -> None:
    """Let a day be again what its day of the week makes it.

    Raises:
        DayAsAlways: it is so already.

    """
    access.require(by, "agency_edit")
    day = WorkDay.objects.select_for_update().filter(on=on).first()
    if day is None:
        message = _("%(on)s 没有单独设置。") % {"on": on.isoformat()}
        raise DayAsAlways(message, next_step=_("请刷新页面查看最新日历。"))
    data = {"on": on.isoformat(), "working": day.working, "name": day.name}
    record("agencies.workday.removed", by=by.get_username(), data=data)
    day.delete()


@transaction.atomic
def import_days(*, by: Any, days: Iterable[tuple[date, bool, str]]) -> int:
    """Enter the days of a sheet; return how many are new or other than before."""
    access.require(by, "agency_edit")
    changed = _put(days)
    if changed:
        data = {"days": [f"{on.isoformat()} {name}" for on, _working, name in changed]}
        record("agencies.workdays.imported", by=by.get_username(), data=data)
    return len(changed)


def _put(days: Iterable[tuple[date, bool, str]]) -> list[tuple[date, bool, str]]:
    """Enter days; return those that are other than before."""
    asked = list(days)
    present = {
        day.on: (day.on, day.working, day.name)
        for day in WorkDay.objects.select_for_update().filter(on__in=[one[0] for one in asked])
    }
    changed = [one for one in asked if present.get(one[0]) != one]
    for on, working, name in changed:
        WorkDay.objects.update_or_create(on=on, defaults={"working": working, "name": name})
    return changed
