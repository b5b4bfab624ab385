"""Taking a document in: the file kept, its text read, everything stored or nothing."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import PurePath
from typing import Final

from django.conf import settings
from django.db import DatabaseError, IntegrityError, transaction
from luoshi_reader import ReadingError
from luoshi_reader.formats.opening import kind_of

from luoshi.accounts.api import Actor, May, login_of
from luoshi.kernel import clock
from luoshi.kernel.trail import record
from luoshi.plans.actions import files
from luoshi.plans.actions.carrying import Carried, carry_over
from luoshi.plans.actions.refusals import (
    NoPlanFound,
    TooLarge,
    Unreadable,
    UploadGone,
    WrongKind,
)
from luoshi.plans.actions.storing import store_doubts, store_facts
from luoshi.plans.actions.telling import facts_changed
from luoshi.plans.models import Document, Fact, Plan, Upload, Version
from luoshi.plans.queries import for_others, replaced_facts
from luoshi.plans.rules import reading as rules
from luoshi.plans.rules.originals import suits

#: How long a previewed file waits to be confirmed.
_KEPT: Final = timedelta(days=2)
_MANY: Final = 100

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an import did: `created` is false when the very file was already there."""

    document: Document
    version: Version
    created: bool
    plans: list[Plan] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    doubts: int = 0


def read_upload(data: bytes, filename: str, *, ocr: str | None = None) -> rules.Reading:
    """Read a file for import, or refuse it with what to do; stores nothing.

    `ocr` is the command for scanned pages, by default that of the office.

    Raises:
        TooLarge, Unreadable, WrongKind, NoPlanFound: the file is no plan that can be read.

    """
    TooLarge.check(len(data), filename)
    try:
        kind = kind_of(data, filename)
        if kind != "text" and not suits(filename, kind):
            raise _wrong_kind(filename, kind)
        reading = rules.read_file(data, filename, ocr=settings.OCR_COMMAND if ocr is None else ocr)
    except ReadingError as error:
        refusal = Unreadable(error.message, next_step=error.next_step)
        refusal.reason = error.code
        raise refusal from error
    if "\x00" in reading.text:
        raise Unreadable("文件中有不可保存的空字符。", next_step="请另存为纯文本（.txt）后再试。")
    if not suits(filename, kind):
        raise _wrong_kind(filename, kind)
    if not reading.states_something:
        raise NoPlanFound(
            "没有在文件中找到行动计划：既没有“一、”“（一）”这样的标题，也没有指标、任务。",
            next_step="请确认选对了文件；扫描件请先识别成文字。",
        )
    return reading


def _wrong_kind(filename: str, kind: str) -> WrongKind:
    """Return the refusal of a file whose name says something other than its content."""
    suffix = {"text": ".txt", "html": ".html"}.get(kind, f".{kind}")
    msg = f"“{PurePath(filename).name}”的内容是{suffix}文件，与扩展名不符。"
    return WrongKind(msg, next_step=f"请确认选对了文件，把扩展名改为{suffix}后再导入。")


def offer_upload(
    *, data: bytes, filename: str, by: Actor, ocr: str | None = None
) -> tuple[Upload, rules.Reading]:
    """Keep a file for the preview; nothing of it is imported until it is confirmed."""
    login = login_of(by, May.PLAN_IMPORT)
    reading = read_upload(data, filename, ocr=ocr)
    clear_forgotten()
    name = files.keep(data, filename)
    try:
        with transaction.atomic():
            upload = Upload.objects.create(
                stored_name=name,
                filename=PurePath(filename).name[:255],
                sha256=reading.sha256,
                text=reading.text,
                pieces=reading.pieces,
                encoding=reading.encoding,
                at=clock.now(),
                by=login,
            )
            record("plans.upload.offered", by=login, on=upload, data={"sha256": reading.sha256})
    except DatabaseError as error:
        files.remove(name)
        raise files.full(error) from error
    return upload, reading


def clear_forgotten() -> None:
    """Clear away files that were offered and never confirmed."""
    forgotten = Upload.objects.filter(version=None, at__lt=clock.now() - _KEPT)
    for upload in forgotten[:_MANY]:
        files.remove(upload.stored_name)
        upload.delete()


def preview_of(*, upload_id: uuid.UUID, by: Actor) -> tuple[Upload, rules.Reading]:
    """Read an offered text again for its preview; writes nothing.

    Raises:
        UploadGone: the file was cleared away or never offered.

    """
    login_of(by, May.PLAN_IMPORT)
    upload = Upload.objects.filter(pk=upload_id).first()
    if upload is None:
        raise UploadGone("没有这份预览。", next_step="请重新上传。")
    return upload, _read(upload)


def _read(upload: Upload) -> rules.Reading:
    if not upload.text:  # offered to a release that did not keep what it read
        raise UploadGone("预览的文件已清除。", next_step="请重新上传。")
    return rules.read_again(
        upload.text,
        upload.pieces,
        filename=upload.filename,
        encoding=upload.encoding,
        sha256=upload.sha256,
    )


def _size(upload: Upload) -> int:
    try:
        return files.stored_path(upload.stored_name).stat().st_size
    except FileNotFoundError:
        raise UploadGone("预览的文件已清除。", next_step="请重新上传。") from None


def confirm_upload(
    *,
    upload_id: uuid.UUID,
    by: Actor,
    title: str = "",
    new_document: bool = False,
    carry: bool = True,
) -> Outcome:
    """Import what was previewed; a second click finds the first one's document."""
    login = login_of(by, May.PLAN_IMPORT)
    upload = Upload.objects.select_related("version__document").filter(pk=upload_id).first()
    if upload is None:
        raise UploadGone("没有这份预览。", next_step="请重新上传。")
    if upload.version is not None:
        return Outcome(upload.version.document, upload.version, created=False)
    offer = _Offer(
        upload.filename, upload.stored_name, _size(upload), title, new_document, upload, carry
    )
    outcome = _take_in(_read(upload), offer, login, None)
    if outcome.version.stored_name != upload.stored_name:
        files.remove(upload.stored_name)
    return outcome


def import_document(
    data: bytes,
    filename: str,
    by: Actor,
    progress: Progress | None = None,
    *,
    title: str = "",
) -> Outcome:
    """Read a file and store it with its plans, facts and doubts: all of it or nothing.

    The same bytes are found by their hash and change nothing; the title of a document already
    there makes a new version of it. `progress(what, done, total)` is told how far it has come.

    Raises:
        Refusal: the file cannot be read, is no plan, or there is no room for it.

    """
    login = login_of(by, May.PLAN_IMPORT)
    tell = progress or _silent
    tell("识读全文", 0, 1)
    reading = read_upload(data, filename)
    tell("识读全文", 1, 1)
    if (known := _known(reading.sha256)) is not None:
        return known
    name = files.keep(data, filename)
    offer = _Offer(PurePath(filename).name[:255], name, len(data), title)
    created = False
    try:
        outcome = _take_in(reading, offer, login, tell)
        created = outcome.created
    finally:
        if not created:
            files.remove(name)
    return outcome


@dataclass(frozen=True, slots=True)
class _Offer:
    filename: str
    stored_name: str
    size: int
    title: str
    new_document: bool = False
    upload: Upload | None = None
    carry: bool = True


def _take_in(reading: rules.Reading, offer: _Offer, login: str, tell: Progress | None) -> Outcome:
    try:
        with transaction.atomic():
            return _write(reading, offer, login, tell or _silent)
    except IntegrityError:
        # Somebody imported the same bytes in the same moment: theirs stands.
        if (known := _known(reading.sha256)) is None:
            raise
        return known
    except DatabaseError as error:
        raise files.full(error) from error


def _write(reading: rules.Reading, offer: _Offer, login: str, tell: Progress) -> Outcome:
    if (known := _known(reading.sha256)) is not None:
        _finish(offer, known.version)
        return known
    version = _version(reading, offer, login)
    plans = Plan.objects.bulk_create(
        [
            Plan(
                version=version,
                ordinal=ordinal,
                title=plan.title[:500],
                year=plan.year,
                issuer=plan.issuer[:200],
                start=plan.start,
                end=plan.end,
                outline=plan.outline,
            )
            for ordinal, plan in enumerate(reading.plans, 1)
        ]
    )
    facts: list[Fact] = []
    doubts = 0
    for done, (plan, read) in enumerate(zip(plans, reading.plans, strict=True)):
        tell("保存事实", done, len(plans))
        stored = store_facts(plan, read.facts)
        doubts += len(store_doubts(plan, read.doubts, stored))
        facts += stored
    carried = _carried(version, facts, login) if offer.carry else Carried()
    facts += carried.added
    _finish(offer, version)
    counts: dict[str, int] = {}
    for fact in facts:
        counts[fact.type] = counts.get(fact.type, 0) + 1
    record(
        "plans.document.imported",
        by=login,
        on=version,
        data={
            "title": version.document.title,
            "version": version.number,
            "sha256": version.sha256,
            "plans": len(plans),
            "facts": counts,
            "doubts": doubts,
            "carried": carried.facts,
            "reader": version.reader_version,
        },
    )
    tell("登记台账", 0, 1)
    if carried.facts:
        facts = list(for_others([fact.pk for fact in facts]))
    # The facts of the version before count no longer, and who keeps rows of them must hear it.
    facts_changed([*replaced_facts(version), *facts], login)
    tell("登记台账", 1, 1)
    return Outcome(
        version.document, version, created=True, plans=plans, counts=counts, doubts=doubts
    )


def _carried(version: Version, facts: list[Fact], login: str) -> Carried:
    before = version.document.versions.filter(number=version.number - 1).first()
    if before is None:
        return Carried()
    return carry_over(before=before, after=version, facts=facts, login=login)


def _version(reading: rules.Reading, offer: _Offer, login: str) -> Version:
    now = clock.now()
    title = (offer.title.strip() or reading.title)[:300]
    document = None
    if not offer.new_document:
        document = Document.objects.select_for_update().filter(title=title).order_by("id").first()
    if document is None:
        document = Document.objects.create(
            title=title,
            issuer=reading.issuer,
            issued_on=reading.issued_on,
            created_at=now,
            created_by=login,
        )
        number = 1
    else:
        number = document.versions.count() + 1
        document.versions.filter(current=True).update(current=False)
    return Version.objects.create(
        document=document,
        number=number,
        stored_name=offer.stored_name,
        filename=offer.filename,
        sha256=reading.sha256,
        size=offer.size,
        text=reading.text,
        pieces=reading.pieces,
        encoding=reading.encoding,
        uploaded_at=now,
        uploaded_by=login,
        reader_version=rules.reader_version(),
        read_at=now,
    )


def _finish(offer: _Offer, version: Version) -> None:
    if offer.upload is not None:
        Upload.objects.filter(pk=offer.upload.pk).update(version=version)


def _known(sha256: str) -> Outcome | None:
    version = Version.objects.select_related("document").filter(sha256=sha256).first()
    if version is None:
        return None
    return Outcome(version.document, version, created=False, plans=list(version.plans.all()))


def _silent(_what: str, _done: int, _total: int) -> None:
    """Tell nobody."""
