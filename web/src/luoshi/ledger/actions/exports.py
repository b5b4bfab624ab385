"""What leaves the house leaves an entry."""

from __future__ import annotations

from django.db import transaction

from luoshi.agencies.api import Agency
from luoshi.kernel.trail import record


@transaction.atomic
def record_letter(*, agency: Agency, by: str) -> None:
    """Note that an agency's letter was taken away."""
    record("ledger.letter.exported", by=by, on=agency, data={"agency": agency.name})
