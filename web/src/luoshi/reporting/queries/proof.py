"""Reads of the files that prove a line."""

from __future__ import annotations

from collections import defaultdict

from django.db.models import Sum

from luoshi.accounts.api import ANYONE
from luoshi.reporting.models import Duty, Evidence
from luoshi.reporting.queries.filling import may_fill, visible
from luoshi.reporting.refusals import NotFound


def evidence_seen(evidence_id: int, by: ANYONE) -> Evidence:
    """Return a file that a person may see: who fills the report, or once a version cites it.

    Raises:
        NotFound: there is none in the person's scope.

    """
    rows = Evidence.objects.select_related("duty__agency", "duty__enterprise")
    found = rows.filter(pk=evidence_id, duty__in=Duty.objects.filter(visible(by))).first()
    if found is None or not (may_fill(found.duty, by) or found.submissions.exists()):
        raise NotFound
    return found


def kept_for(agency_id: int) -> int:
    """Return how many bytes are kept for an agency: fills the slot `kernel.kept_for`."""
    rows = Evidence.objects.filter(duty__agency=agency_id)
    return rows.aggregate(sum=Sum("size"))["sum"] or 0


def files_of(duty: Duty, *, draft: bool) -> dict[int | None, list[Evidence]]:
    """Return the files of a report by line: the draft's, or those of the standing version."""
    rows = Evidence.objects.filter(duty=duty).order_by("pk")
    rows = rows.filter(removed_at=None) if draft else rows.filter(submissions=duty.current)
    found: defaultdict[int | None, list[Evidence]] = defaultdict(list)
    for row in rows:
        found[row.line_id].append(row)
    return dict(found)
