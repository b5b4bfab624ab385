"""What leaves the house leaves an entry."""

from __future__ import annotations

from django.db import transaction

from luoshi.accounts.api import Actor, May, login_of
from luoshi.agencies.api import Agency
from luoshi.dispatch.models import Conference
from luoshi.kernel.trail import record


@transaction.atomic
def record_letter(*, agency: Agency, number: int, by: Actor) -> None:
    """Note that an agency's letter was taken away."""
    login = login_of(by, May.LEDGER_EXPORT)
    data = {"agency": agency.name, "assignments": number}
    record("dispatch.letter.exported", by=login, on=agency, data=data)


@transaction.atomic
def record_minutes(*, conference: Conference, by: Actor) -> None:
    """Note that the minutes of a meeting were taken away."""
    login = login_of(by, May.LEDGER_EXPORT)
    data = {"conference": str(conference)}
    record("dispatch.minutes.exported", by=login, on=conference, data=data)
