"""Files that prove a line: attach, take off, download."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from luoshi.kernel import evidence, reads
from luoshi.kernel.evidence import FileRefused
from luoshi.kernel.http import Request
from luoshi.kernel.refusals import Refusal
from luoshi.reporting.actions.proving import attach, detach
from luoshi.reporting.queries.filling import duty_to_fill
from luoshi.reporting.queries.proof import evidence_seen
from luoshi.reporting.views.filling import line_page, person


@require_POST
def add(request: Request, duty_id: int, line_id: int) -> HttpResponse:
    """Attach a file to a line; htmx gets the line anew, with what is wrong if something is."""
    refusal: Refusal | None = None
    who = person(request)
    duty_to_fill(duty_id, who)
    try:
        name, content = _sent(request)
        attach(duty_id=duty_id, line_id=line_id, name=name, content=content, by=who)
    except FileRefused as wrong:
        refusal = wrong
    if refusal is None and not request.htmx:
        return redirect("reporting:line", duty_id, line_id)
    return line_page(request, duty_id, line_id, refusal=refusal)


def _sent(request: Request) -> tuple[str, bytes]:
    """Return the name and the bytes of the file that was sent."""
    found = evidence.sent(request)
    if not found:
        raise FileRefused(_("没有选择文件，或文件过大。"), next_step=_("每件不超过 20 MB。"))
    return found[0]


@require_POST
def remove(request: Request, evidence_id: int) -> HttpResponse:
    """Take a file off the draft."""
    gone = detach(evidence_id=evidence_id, by=person(request))
    if request.htmx:
        return line_page(request, gone.duty_id, gone.line_id or 0)
    return redirect("reporting:line", gone.duty_id, gone.line_id)


@require_safe
def download(request: Request, evidence_id: int) -> HttpResponse:
    """Answer with a file as an attachment, under its own name (SEC-33)."""
    found = evidence_seen(evidence_id, person(request))
    reads.note(request, "reporting.evidence", found.pk, found.name)
    return evidence.answer(found)
