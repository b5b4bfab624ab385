"""The schedule: jobs that come due by the clock, planned once however many schedulers (REL-22).

A context says from `AppConfig.ready()` what is to be done when:
`schedule.every("reporting.remind", _("催报"), Daily(8, 30), remind)`. A tick locks the one row of
`Tick` and asks for each run under a key made of the job and its slot; a slot that was missed
while everything stood still is made up for once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Protocol

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from luoshi.kernel import clock, jobs
from luoshi.kernel.models import JobRun, Tick

#: Without a tick for so long, nothing is planned any more.
SILENCE: Final = timedelta(minutes=10)
_started: Final = clock.now()


class When(Protocol):
    """When something is due: the slot a moment lies in, and the one after."""

    def slot(self, now: datetime) -> datetime:
        """Return the last due moment that is not after `now`."""
        ...

    def next(self, now: datetime) -> datetime:
        """Return the first due moment after `now`."""
        ...


@dataclass(frozen=True, slots=True)
class Every:
    """Every so many minutes of the day, from midnight: a divisor of a day."""

    minutes: int

    def slot(self, now: datetime) -> datetime:
        """Return the last due moment that is not after `now`."""
        local = timezone.localtime(now)
        midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
        passed = (local - midnight) // timedelta(minutes=self.minutes)
        return midnight + passed * timedelta(minutes=self.minutes)

    def next(self, now: datetime) -> datetime:
        """Return the first due moment after `now`."""
        return self.slot(now) + timedelta(minutes=self.minutes)

    def __str__(self) -> str:
        return _("每 %(minutes)s 分钟") % {"minutes": self.minutes}


@dataclass(frozen=True, slots=True)
class Daily:
    """Every day at a time of the office's clock."""

    hour: int
    minute: int = 0

    def slot(self, now: datetime) -> datetime:
        """Return the last due moment that is not after `now`."""
        local = timezone.localtime(now)
        today = local.replace(hour=self.hour, minute=self.minute, second=0, microsecond=0)
        return today if today <= local else today - timedelta(days=1)

    def next(self, now: datetime) -> datetime:
        """Return the first due moment after `now`."""
        return self.slot(now) + timedelta(days=1)

    def __str__(self) -> str:
        return _("每天 %(time)s") % {"time": f"{self.hour:02}:{self.minute:02}"}


@dataclass(frozen=True, slots=True)
class Planned:
    """A job on the schedule; `wanted` spares the run when there is nothing to do."""

    name: str
    label: str | Promise
    when: When
    wanted: Callable[[], bool] | None


_planned: dict[str, Planned] = {}


def every(
    name: str,
    label: str | Promise,
    when: When,
    function: Callable[[], str | None],
    *,
    wanted: Callable[[], bool] | None = None,
) -> None:
    """Put a job on the schedule; the same name again replaces the first."""
    jobs.register(name, label, function)
    _planned[name] = Planned(name, label, when, wanted)


def planned() -> list[Planned]:
    """Return the schedule by name."""
    return [_planned[name] for name in sorted(_planned)]


def key_of(one: Planned, now: datetime) -> str:
    """Return the key of the run that is due: the job and its slot."""
    return f"{one.name}@{one.when.slot(now):%Y-%m-%dT%H:%M}"


@transaction.atomic
def tick(now: datetime) -> int:
    """Ask for whatever is due, once for all schedulers; return how many runs were planned."""
    Tick.objects.get_or_create(pk=1, defaults={"at": now})
    beat = Tick.objects.select_for_update().get(pk=1)
    beat.at = now
    beat.save(update_fields=["at"])
    due = {key_of(one, now): one for one in planned()}
    known = set(JobRun.objects.filter(key__in=due).values_list("key", flat=True))
    new = [
        (key, one)
        for key, one in due.items()
        if key not in known and (one.wanted is None or one.wanted())
    ]
    for key, one in new:
        jobs.enqueue(one.name, key=key)
    jobs.wake(now)
    return len(new)


def is_silent(now: datetime) -> bool:
    """Whether nobody has planned anything for too long; a fresh start is given time (REL-29)."""
    last = Tick.objects.filter(pk=1).values_list("at", flat=True).first()
    return now - max(last or _started, _started) > SILENCE
