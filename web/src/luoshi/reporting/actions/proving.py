"""Files that prove a line: attached to the draft, cited by what is sent, never lost (row 31)."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from luoshi.accounts.api import Person
from luoshi.kernel import clock, evidence
from luoshi.kernel.trail import record
from luoshi.reporting.actions.drafting import locked_why
from luoshi.reporting.models import Duty, Evidence
from luoshi.reporting.queries.filling import duty_to_fill, lines_of
from luoshi.reporting.queries.proof import evidence_seen
from luoshi.reporting.refusals import Locked, NotFound
from luoshi.reporting.wording import words_of


@transaction.atomic
def attach(*, duty_id: int, line_id: int, name: str, content: bytes, by: Person) -> Evidence:
    """Attach a file to a line of the draft; the same file again is the one that is there.

    Raises:
        NotFound: no such report or line in the person's scope.
        NotYours: the person does not fill the report.
        Locked: the report cannot be changed now.
        FileRefused: kind, content or size are not allowed, or the agency's room is full.

    """
    duty = _open(duty_id, by)
    if not lines_of(duty).filter(pk=line_id).exists():
        raise NotFound
    columns = evidence.columns(name, content, agency_id=duty.agency_id, by=by.login)
    digest = columns["digest"]
    same = Evidence.objects.filter(duty=duty, line=line_id, digest=digest, removed_at=None).first()
    if same is not None:
        return same
    made: Evidence = Evidence.objects.create(duty=duty, line_id=line_id, **columns)
    data = {"duty": duty.pk, "line": line_id, "name": name, "digest": digest}
    record("reporting.evidence.added", by=by.login, on=made, data=data)
    return made


@transaction.atomic
def detach(*, evidence_id: int, by: Person) -> Evidence:
    """Take a file off the draft; versions that cite it keep it. Twice is as good as once.

    Raises:
        NotFound: no such file in the person's scope.
        NotYours: the person does not fill the report.
        Locked: the report cannot be changed now.

    """
    found = evidence_seen(evidence_id, by)
    _open(found.duty_id, by)
    found.refresh_from_db()
    if found.removed_at is None:
        found.removed_at = clock.now()
        found.save(update_fields=["removed_at"])
        data = {"duty": found.duty_id, "name": found.name}
        record("reporting.evidence.removed", by=by.login, on=found, data=data)
    return found


def _open(duty_id: int, by: Person) -> Duty:
    """Return a duty that the person fills and that can be changed now."""
    duty = duty_to_fill(duty_id, by, lock=True)
    why = locked_why(duty)
    if why:
        raise Locked(words_of(why), next_step=_("请刷新后查看流转情况。"))
    return duty
