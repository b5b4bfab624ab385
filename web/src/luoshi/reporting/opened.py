"""What of reporting is noted when it is opened (row 89)."""

from __future__ import annotations

from django.http import HttpRequest

from luoshi.accounts.api import May, scope_of
from luoshi.kernel import reads
from luoshi.kernel.periods import Period
from luoshi.reporting.lists.duties import respondent
from luoshi.reporting.models import Duty, Submission


def _name(duty: Duty) -> str:
    """Return which report this is: the form, who reports, for when."""
    period = Period.parse(duty.cycle.period_code).label
    return f"{duty.cycle.form.title} {respondent(duty)} {period}"


def note_duty(request: HttpRequest, duty: Duty) -> None:
    """Note that somebody looks into a report; not that an agency opens its own to fill it."""
    own = duty.agency_id in scope_of(request.user).at(May.REPORT_FILL)
    if duty.enterprise_id or not own:
        reads.note(request, "reporting.duty", duty.pk, _name(duty))


def note_version(request: HttpRequest, sent: Submission) -> None:
    """Note that somebody looks into a version that was sent."""
    reads.note(request, "reporting.submission", sent.pk, f"{_name(sent.duty)} v{sent.number}")
