"""What was sent, held against what the trail says of it, whose chain shows a change (SEC-24)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, Final

from django.utils.translation import gettext as _

from luoshi.kernel.chain import PURGED, Break
from luoshi.kernel.models import Entry
from luoshi.kernel.simulation import simulated
from luoshi.reporting.models import Submission
from luoshi.reporting.queries.filling import content_of
from luoshi.reporting.rules.content import Header, Spoken, digest

SENT: Final = "reporting.submission.sent"
_TOGETHER: Final = 500


def kept_digest(sent: Submission) -> str:
    """Return the digest of a version as its rows stand; four statements."""
    findings = sent.findings.values_list("code", "line_id", "explanation")
    explanations: dict[tuple[str, int | None], str] = {
        (code, line): words for code, line, words in findings
    }
    header = Header(sent.phone, sent.responsible, sent.note)
    return digest(Spoken(content_of(sent), sent.stage, header, explanations))


def breaks() -> Iterator[Break]:
    """Yield the versions that are not what the trail says was sent, those without entry included.

    A simulated year has one entry for all of it; entries that were purged are told of no more.
    """
    rows = Submission.objects.order_by("pk")
    purges = Entry.objects.filter(action=PURGED).order_by("-pk")
    before = purges.values_list("data__before", flat=True).first()
    if before is not None:
        rows = rows.filter(at__gte=datetime.fromisoformat(before))
    if simulated():
        rows = rows.exclude(source="demo")
    batch: list[Submission] = []
    for sent in rows.iterator(chunk_size=_TOGETHER):
        batch.append(sent)
        if len(batch) == _TOGETHER:
            yield from _breaks(batch)
            batch = []
    yield from _breaks(batch)


def _breaks(batch: Sequence[Submission]) -> Iterator[Break]:
    """Yield what is wrong with some versions; their entries are read in one statement."""
    keys = [str(sent.pk) for sent in batch]
    entries = Entry.objects.filter(
        object_type="reporting.submission", object_id__in=keys, action=SENT
    )
    told = dict(entries.values_list("object_id", "data"))
    for sent in batch:
        words = _wrong(sent, told.get(str(sent.pk)))
        if words:
            yield Break("reporting.submission", str(sent.pk), words)


def _wrong(sent: Submission, told: dict[str, Any] | None) -> str:
    if told is None:
        return _("报送没有留痕")
    if told["digest"] != sent.digest:
        return _("报送的内容摘要与留痕不符")
    # Entries of earlier programs hold the digest of what was typed only.
    if "kept" in told and told["kept"] != kept_digest(sent):
        return _("报送的内容与留痕不符")
    return ""
