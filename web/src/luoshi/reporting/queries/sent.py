"""What was sent: one version as its receipt shows it, and the last one of a respondent."""

from __future__ import annotations

from luoshi.accounts.api import ANYONE
from luoshi.reporting.models import Duty, Progress, Submission
from luoshi.reporting.queries.filling import visible
from luoshi.reporting.refusals import NotFinished, NotFound


def submission_seen(submission_id: int, by: ANYONE) -> Submission:
    """Return a version that a person may see.

    Raises:
        NotFound: there is none in the person's scope.

    """
    seen = Duty.objects.filter(visible(by))
    found = (
        Submission.objects.filter(pk=submission_id, duty__in=seen)
        .select_related("duty__cycle__form", "duty__agency", "duty__enterprise", "duty__current")
        .first()
    )
    if found is None:
        raise NotFound
    return found


def finish_seen(submission_id: int, line_id: int, by: ANYONE) -> Progress:
    """Return what a version says of an item that is done, where the person may see it.

    Raises:
        NotFound: the version is not in the person's scope.
        NotFinished: it says no such thing.

    """
    sent = submission_seen(submission_id, by)
    rows = Progress.objects.filter(submission=sent, line=line_id, finished_on__isnull=False)
    found: Progress | None = rows.select_related("item", "line", "submission").first()
    if found is None:
        raise NotFinished
    return found


def last_sent(duty: Duty) -> Submission | None:
    """Return the last version that the respondent sent, of this report or an earlier one."""
    sent = Submission.objects.filter(duty__agency=duty.agency_id, duty__enterprise=duty.enterprise)
    return sent.order_by("-at", "-pk").first()
