"""How far the second reader is with a text, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings

from luoshi.kernel import clock
from luoshi.kernel.models import JobRun
from luoshi.plans.models import Fact, SecondReading, Version

JOB = "plans.second"
_ENDED = frozenset({JobRun.State.DONE, JobRun.State.FAILED})


@dataclass(frozen=True, slots=True)
class Asked:
    """The last asking about a text: waiting, running, done, failed, or `lost` on the way."""

    reading: SecondReading
    state: str

    @property
    def under_way(self) -> bool:
        """Whether something may still come of it by itself."""
        return self.state in SecondReading.OPEN


def is_configured() -> bool:
    """Whether the office has a second reader at all."""
    return bool(settings.SECOND_READER_URL)


def has_proposals() -> bool:
    """Whether there may be proposals to show: also of a second reader that was switched off."""
    return is_configured() or SecondReading.objects.exists()


def patience() -> timedelta:
    """Return how long an asking may stand still before its worker is lost."""
    return timedelta(seconds=2 * settings.SECOND_READER_SECONDS + 60)


def key_of(reading: SecondReading) -> str:
    """Return the key of the run that asks."""
    return f"{JOB}:{reading.pk}"


def last_asked(version_id: int) -> Asked | None:
    """Return the last asking about a text, or nothing; two statements while it is under way."""
    reading = SecondReading.objects.filter(version=version_id).order_by("-pk").first()
    return None if reading is None else Asked(reading, _state(reading))


def _state(reading: SecondReading) -> str:
    if reading.state not in SecondReading.OPEN:
        return reading.state
    if reading.state == SecondReading.State.RUNNING:
        return "lost" if is_still(reading) else reading.state
    run = JobRun.objects.filter(key=key_of(reading)).values_list("state", flat=True).first()
    return "lost" if run is None or run in _ENDED else reading.state


def is_still(reading: SecondReading) -> bool:
    """Whether an asking has not got on for longer than any answer takes."""
    return reading.told_at < clock.now() - patience()


def proposals_of(version: Version | int) -> int:
    """Return how many proposals about a text nobody has decided."""
    return Fact.objects.filter(plan__version=version, state=Fact.State.PROPOSED).count()
