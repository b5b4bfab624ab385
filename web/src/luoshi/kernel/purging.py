"""Parting with what is past its keeping: old entries of the trail, and the log of reads (SEC-26).

The log of reads is forgotten by a nightly job. The trail also tells the history of things, so that
an operator parts with its oldest part on purpose, after exporting it; the database itself refuses
to delete an entry younger than 184 days. What remains begins where the cut was, and says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import transaction
from django.db.models import Min
from django.utils.translation import gettext as _

from luoshi.kernel import chain, clock, reads
from luoshi.kernel.models import Entry, Seal
from luoshi.kernel.refusals import Refusal
from luoshi.kernel.trail import record


class TooYoung(Refusal):
    """What is asked to go must still be kept."""

    code: ClassVar[str] = "kernel.too_young"


class ChainBroken(Refusal):
    """The chain does not hold: nothing goes before somebody has looked into it."""

    code: ClassVar[str] = "kernel.chain_broken"


@dataclass(frozen=True, slots=True)
class Purged:
    """How many entries went, and the place in the chain up to which."""

    entries: int
    cut: chain.Head


def kept_since() -> datetime:
    """Return from when on everything must be kept; a month counts as 31 days."""
    return clock.now() - timedelta(days=31 * settings.TRAIL_MONTHS)


@transaction.atomic
def purge(*, before: datetime, by: str) -> Purged:
    """Part with the beginning of the chain, up to the first entry that is not older than `before`.

    Raises:
        TooYoung: `before` lies within the time that is kept.
        ChainBroken: the chain, or what is held against it, does not hold.

    """
    if before > kept_since():
        msg = f"留痕至少保存 {settings.TRAIL_MONTHS} 个月。"
        raise TooYoung(msg, next_step="请改用更早的日期。")
    broken = chain.verify().broken
    if broken is not None:
        msg = f"留痕核验不一致（{broken}）。"
        raise ChainBroken(msg, next_step="请先查明原因，不得清除。")
    younger = Entry.objects.filter(at__gte=before).values("pk")
    first = Seal.objects.filter(entry__in=younger).aggregate(first=Min("position"))["first"]
    old = Seal.objects.filter(position__lt=first) if first else Seal.objects.all()
    last = old.order_by("-position").values_list("position", "digest").first()
    if last is None:
        return Purged(0, chain.head())
    gone = Entry.objects.filter(pk__in=old.values("entry")).delete()[0]
    old.delete()
    cut = chain.Head(*last)
    data = {"before": before.isoformat(), "entries": gone, **cut._asdict()}
    record(chain.PURGED, by=by, data=data)
    return Purged(gone, cut)


def forget() -> str:
    """Forget the reads that are past their keeping: the nightly job."""
    return _("清除阅读记录 %(n)s 条") % {"n": reads.forget(kept_since())}
