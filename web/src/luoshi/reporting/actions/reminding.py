"""Reminding whoever has not sent yet, and nobody else; nobody twice a day (USE-21)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from luoshi.accounts.api import Actor, May, login_of
from luoshi.kernel import clock
from luoshi.kernel.outbox import notify_all
from luoshi.kernel.trail import record
from luoshi.reporting.models import Duty
from luoshi.reporting.queries.reminding import letters
from luoshi.reporting.queries.rounds import awaited

#: So long before the due time whoever has not sent yet is reminded, once.
AHEAD: Final = timedelta(days=3)
_CLOCK: Final = "system"


@dataclass(frozen=True, slots=True)
class Reminded:
    """How reminding went for one duty: who was told by which channel, and who was not and why."""

    duty: Duty
    done: bool
    why: str = ""


def remind_due() -> str:
    """Remind whoever has not sent and whose time is nearly over, or over since yesterday."""
    now = clock.now()
    near = awaited().filter(due_at__gt=now - timedelta(days=1), due_at__lte=now + AHEAD)
    told = sum(one.done for one in _remind(near, "", by=_CLOCK))
    return ngettext("催报 %(n)s 份", "催报 %(n)s 份", told) % {"n": told}


@transaction.atomic
def remind(*, duties: Iterable[int], by: Actor, words: str = "") -> list[Reminded]:
    """Remind those who have not sent, and nobody else; `words` are a sentence added to each.

    What was sent meanwhile is left out, whoever was told today already is left in peace.
    """
    login = login_of(by, May.CYCLE_MANAGE)
    chosen = list(
        Duty.objects.filter(pk__in=list(duties)).select_related("agency", "enterprise")
        .order_by("agency__path", "enterprise")
    )  # fmt: skip
    missing = awaited().filter(pk__in=[row.pk for row in chosen])
    told = _remind(missing, words, by=login)
    known = {one.duty.pk for one in told}
    rest = [row for row in chosen if row.pk not in known]
    return [*told, *(Reminded(row, done=False, why=_("已经报送，不需要催报")) for row in rest)]


@transaction.atomic
def _remind(duties: QuerySet[Any], words: str, *, by: str) -> list[Reminded]:
    rows = duties.order_by("agency__path", "enterprise", "due_at", "pk")
    found = letters(rows.prefetch_related("enterprise__representatives__person"), words)
    new = {one.key for one in notify_all([letter.message for letter in found])}
    told = []
    for letter in found:
        done = letter.message.key in new and bool(letter.fresh)
        why = "；".join(filter(None, (letter.reached, letter.unreached)))
        for duty in letter.duties:
            told.append(Reminded(duty, done, _("今天已催报") if letter.told else why))
            if done:
                due = f"{timezone.localtime(duty.due_at):%Y-%m-%d %H:%M}"
                data = {"duty": duty.pk, "people": len(letter.fresh), "due": due}
                record("reporting.duty.reminded", by=by, on=duty, data=data | _added(words))
    return told


def _added(words: str) -> dict[str, str]:
    """Return the sentence that was added, for the trail."""
    return {"note": words.strip()} if words.strip() else {}
