"""The chain over the trail: whatever was changed or taken out shows (SEC-24).

Writing an entry costs nothing more and waits for nobody: a job seals entries a few minutes later,
in batches, each with the digest of its content and of the seal before. What an open transaction
brings in late is sealed when it is there, whatever its number. `verify` goes through the chain and
through what higher contexts hold against it (slot `kernel.chain`: accepted reports), and names the
first break. Whoever owns the database can write a whole new chain; therefore the head goes into
every backup and into the program's log, and `verify` can be held against a head noted elsewhere.
"""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import islice
from typing import Any, Final, NamedTuple

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, Max, OuterRef, QuerySet
from django.utils.translation import gettext as _

from luoshi.kernel import clock, slots
from luoshi.kernel.jobs import enqueue
from luoshi.kernel.models import Entry, Seal
from luoshi.kernel.trail import record

VERIFIED: Final = "kernel.trail.verified"
BROKEN: Final = "kernel.trail.broken"
PURGED: Final = "kernel.trail.purged"
JOB: Final = "kernel.verify"
_SHOWN: Final = 20
#: Entries younger than this wait: a transaction that began earlier may still bring in its own.
SETTLED: Final = timedelta(minutes=2)
#: How far back the frequent job looks for what came in late; the nightly one looks everywhere.
_LATE: Final = 10_000
_BATCH: Final = 500
_log = logging.getLogger("luoshi.chain")


class Head(NamedTuple):
    """A place in the chain and the digest there; nought and nothing before the first seal."""

    position: int = 0
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Break:
    """Where the chain, or what is held against it, breaks: which row, and what is wrong with it."""

    thing: str
    key: str
    words: str

    def __str__(self) -> str:
        return f"{self.thing} {self.key}：{self.words}"


@dataclass(frozen=True, slots=True)
class Told:
    """An earlier verification as its entry tells it."""

    at: datetime
    head: Head
    words: str

    @property
    def broken(self) -> bool:
        """Whether something did not hold."""
        return bool(self.words)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a verification found: how many seals it saw, the head, and the first break."""

    seals: int
    head: Head
    broken: Break | None


def digest_of(entry: Entry, before: str, algorithm: str) -> str:
    """Return the digest of an entry behind the one before, 64 hexadecimal digits."""
    told = [
        entry.pk,
        entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        entry.action,
        entry.actor,
        entry.actor_unit,
        entry.object_type,
        entry.object_id,
        entry.result,
        entry.address,
        entry.data,
    ]
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return hashlib.new(algorithm, f"{before}\n{text}".encode()).hexdigest()


def head() -> Head:
    """Return the last seal's place and digest; what a purge left behind when there is none."""
    last = Seal.objects.order_by("-position").values_list("position", "digest").first()
    return Head(*last) if last else _start()


def waiting() -> QuerySet[Entry]:
    """Return the settled entries behind the last that was sealed."""
    top = Seal.objects.aggregate(top=Max("entry"))["top"] or 0
    return Entry.objects.filter(pk__gt=top, at__lte=clock.now() - SETTLED)


def unsealed() -> int:
    """Return how many entries stand behind the last that was sealed; two statements."""
    top = Seal.objects.aggregate(top=Max("entry"))["top"] or 0
    return Entry.objects.filter(pk__gt=top).count()


def is_waiting() -> bool:
    """Whether there is anything to seal."""
    return waiting().exists()


def seal(*, everywhere: bool = False) -> str:
    """Seal what has settled: the frequent job; `everywhere` looks for late ones in all numbers."""
    sealed = _seal(partial(_late, everywhere=everywhere))
    while done := _seal(waiting):
        sealed += done
    return _("封签 %(n)s 条") % {"n": sealed}


def _late(*, everywhere: bool) -> QuerySet[Entry]:
    """Return the settled entries that have no seal although later numbers have one."""
    top = Seal.objects.aggregate(top=Max("entry"))["top"] or 0
    unsealed = ~Exists(Seal.objects.filter(entry=OuterRef("pk")))
    rows = Entry.objects.filter(unsealed, pk__lt=top, at__lte=clock.now() - SETTLED)
    return rows if everywhere else rows.filter(pk__gt=top - _LATE)


@transaction.atomic
def _seal(entries: Callable[[], QuerySet[Entry]]) -> int:
    """Seal the first of some entries; whoever seals at the same time waits for the other.

    The first seal there is, which stays the same, is locked; what there is to seal and behind what
    is read after that. Two who make the first of all meet at its key: one is tried again.
    """
    Seal.objects.select_for_update().order_by("position").values_list("pk").first()
    last, algorithm = head(), settings.DIGEST
    position, before = last
    made = []
    for entry in entries().order_by("pk")[:_BATCH]:
        position, before = position + 1, digest_of(entry, before, algorithm)
        made.append(Seal(position=position, entry=entry.pk, algorithm=algorithm, digest=before))
    Seal.objects.bulk_create(made)
    return len(made)


def _start() -> Head:
    """Return where the chain begins: nowhere, or where the last purge cut it."""
    cut = Entry.objects.filter(action=PURGED).order_by("-pk").values_list("data", flat=True).first()
    return Head(cut["position"], cut["digest"]) if cut else Head()


def verify(*, against: Head | None = None) -> Verdict:
    """Go through the whole chain and what is held against it, up to the first break.

    `against` is a head noted elsewhere; the last verified one is held against it in any case.
    """
    noted = {one.position: one.digest for one in (against, _last_verified()) if one and one.digest}
    last = start = _start()
    broken: Break | None = None
    for broken, last in _links(start, noted):  # noqa: B007 - the last pair is the verdict
        if broken:
            break
    missing = [position for position in noted if position > last.position]
    if broken is None and missing:
        words = _("链尾缺失：曾封签至第 %(n)s 位") % {"n": max(missing)}
        broken = Break("kernel.seal", str(last.position + 1), words)
    if broken is None:
        checks = (one for found in slots.call("kernel.chain") for one in found)
        broken = next(checks, None)
    return Verdict(last.position - start.position, last, broken)


def _last_verified() -> Head | None:
    """Return the head at the last verification that found nothing."""
    said = Entry.objects.filter(action=VERIFIED).order_by("-pk").values_list("data", flat=True)
    data = said.first()
    return Head(data["position"], data["digest"]) if data else None


def verdicts() -> list[Told]:
    """Return the last verifications, the newest first; one statement."""
    entries = Entry.objects.filter(action__in=(VERIFIED, BROKEN)).order_by("-pk")[:_SHOWN]
    return [
        Told(
            one.at,
            Head(one.data["position"], one.data["digest"]),
            str(Break(one.data["thing"], one.data["key"], one.data["reason"]))
            if one.action == BROKEN
            else "",
        )
        for one in entries
    ]


def ask(*, by: str) -> None:
    """Ask for a verification now; once a minute is enough."""
    enqueue(JOB, key=f"{JOB}:{clock.now():%Y-%m-%dT%H:%M}", asked_by=by)


def _links(start: Head, noted: dict[int, str]) -> Iterator[tuple[Break | None, Head]]:
    """Yield after every seal how far the chain holds, and the break where it does not."""
    position, before = start
    seals = Seal.objects.order_by("position").iterator(chunk_size=_BATCH)
    while some := list(islice(seals, _BATCH)):
        entries = Entry.objects.in_bulk([one.entry for one in some])
        for one in some:
            words = _wrong(one, entries.get(one.entry), position, before, noted)
            if words:
                yield Break("kernel.entry", str(one.entry), words), Head(position, before)
                return
            position, before = one.position, one.digest
            yield None, Head(position, before)


def _wrong(
    one: Seal, entry: Entry | None, position: int, before: str, noted: dict[int, str]
) -> str:
    """Return what is wrong with a seal; nothing where it holds."""
    if one.position != position + 1:
        return _("其前缺少封签")
    if entry is None:
        return _("留痕已被删除")
    if digest_of(entry, before, one.algorithm) != one.digest:
        return _("内容与封签不符")
    if noted.get(one.position, one.digest) != one.digest:
        return _("封签与以前核验的不符")
    return ""


def check() -> str:
    """Seal, verify, and leave in trail and log what was found: the nightly job, and on demand."""
    seal(everywhere=True)
    verdict = verify()
    data: dict[str, Any] = {"position": verdict.head.position, "digest": verdict.head.digest}
    with transaction.atomic():
        if verdict.broken is None:
            record(VERIFIED, by="system", data=data)
        else:
            where = {"thing": verdict.broken.thing, "key": verdict.broken.key}
            said = data | where | {"reason": verdict.broken.words}
            record(BROKEN, by="system", data=said, result=Entry.Result.FAILED)
            slots.call("kernel.chain_broken", verdict.broken)
    _log.info("trail verified", extra=data | {"holds": verdict.broken is None})
    if verdict.broken is not None:
        return _("不一致：%(where)s") % {"where": verdict.broken}
    return _("核验 %(n)s 条，一致") % {"n": verdict.seals}
