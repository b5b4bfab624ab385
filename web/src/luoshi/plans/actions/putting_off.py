"""Long files are read behind the page: kept at once, read by a job, then previewed as any other.

A file is long by its pages or bytes, or when its pages are pictures that must be recognised. What
was offered and is not read yet has no text; how far its reading is stands on its run.
"""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath
from typing import Final

from django.conf import settings
from django.db import DatabaseError, transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from luoshi.accounts.api import Actor, May, login_of
from luoshi.kernel import clock, jobs, outbox
from luoshi.kernel.models import JobRun
from luoshi.kernel.refusals import Refusal
from luoshi.kernel.trail import record
from luoshi.plans.actions import files
from luoshi.plans.actions.importing import clear_forgotten, offer_upload, read_upload
from luoshi.plans.actions.refusals import NotPossible, TooLarge, Unreadable, UploadGone
from luoshi.plans.models import Upload
from luoshi.plans.rules.reading import ReadingError, kind_of, pages_of

JOB: Final = "plans.read"
#: A plan of forty pages is read in a few seconds; what is longer does not hold up a page.
MOST_PAGES: Final = 40
MOST_BYTES: Final = 2 * 2**20
_SCAN: Final = "files.scan"
_ENDED: Final[dict[str, str]] = {JobRun.State.DONE: "refused", JobRun.State.FAILED: "failed"}


@dataclass(frozen=True, slots=True)
class Waiting:
    """A file that is being read since a moment, or could not be and `why`.

    Its state is reading, refused (it is no plan) or failed (the job was given up).
    """

    upload: Upload
    state: str
    why: str
    since: datetime


def take_upload(*, data: bytes, filename: str, by: Actor) -> Upload:
    """Keep a file for the preview: read at once, or by a job where that takes long.

    Raises:
        Refusal: the file is no plan that can be read; of a long one the job says so.

    """
    login = login_of(by, May.PLAN_IMPORT)
    TooLarge.check(len(data), filename)
    if not _is_long(data, filename):
        try:
            return offer_upload(data=data, filename=filename, by=by, ocr="")[0]
        except Unreadable as refusal:
            if refusal.reason != _SCAN or not settings.OCR_COMMAND:
                raise
    return _put_off(data, filename, login)


def _is_long(data: bytes, filename: str) -> bool:
    """Whether a file has many bytes or pages; what cannot be opened is refused at once."""
    try:
        pdf = kind_of(data, filename) == "pdf"
    except ReadingError:
        return False
    return len(data) > MOST_BYTES or (pdf and pages_of(data) > MOST_PAGES)


def _put_off(data: bytes, filename: str, login: str) -> Upload:
    clear_forgotten()
    name = files.keep(data, filename)
    try:
        with transaction.atomic():
            upload: Upload = Upload.objects.create(
                stored_name=name,
                filename=PurePath(filename).name[:255],
                sha256=hashlib.sha256(data).hexdigest(),
                at=clock.now(),
                by=login,
            )
            record("plans.upload.offered", by=login, on=upload, data={"sha256": upload.sha256})
            _ask(upload, 1, login)
    except DatabaseError as error:
        files.remove(name)
        raise files.full(error) from error
    return upload


def _ask(upload: Upload, number: int, login: str) -> None:
    jobs.enqueue(JOB, key=f"{JOB}:{upload.pk}:{number}", asked_by=login, upload=str(upload.pk))


def read_offered(*, upload: str) -> str:
    """Read a file that was put off, and tell who offered it; what is refused is not tried again."""
    row = Upload.objects.filter(pk=upload).first()
    if row is None or row.text:
        return ""
    try:
        reading = read_upload(_kept(row), row.filename)
    except Refusal as refusal:
        _tell(row, _("“%(name)s”没有读成，请查看原因。"))
        return str(refusal)
    Upload.objects.filter(pk=row.pk, text="").update(
        text=reading.text, pieces=reading.pieces, encoding=reading.encoding
    )
    _tell(row, _("“%(name)s”已识读，请预览后确认导入。"))
    return ""


def _kept(row: Upload) -> bytes:
    try:
        return files.stored_path(row.stored_name).read_bytes()
    except FileNotFoundError:
        raise UploadGone("预览的文件已清除。", next_step="请重新上传。") from None


def _tell(row: Upload, words: str) -> None:
    """Tell who offered a file, unless it was given up meanwhile."""
    if Upload.objects.filter(pk=row.pk).exists():
        outbox.notify(
            key=f"{JOB}:{row.pk}:{_runs(row).count()}",
            to=[row.by],
            title=words % {"name": row.filename},
            url=reverse("plans:reading", args=[row.pk]),
        )


def _runs(upload: Upload) -> QuerySet[JobRun]:
    return JobRun.objects.filter(name=JOB, key__startswith=f"{JOB}:{upload.pk}:")


def waiting(*, upload_id: uuid.UUID, by: Actor) -> Waiting | None:
    """Return how far the reading of an offered file is; nothing once it can be previewed.

    Raises:
        UploadGone: the file was cleared away, given up or never offered.

    """
    login_of(by, May.PLAN_IMPORT)
    return _waiting(_found(Upload.objects.all(), upload_id))


def _waiting(upload: Upload) -> Waiting | None:
    run = None if upload.text else _runs(upload).order_by("-pk").first()
    if run is None:
        return None
    return Waiting(upload, _ENDED.get(run.state, "reading"), run.result, run.asked_at)


@transaction.atomic
def read_once_more(*, upload_id: uuid.UUID, by: Actor) -> None:
    """Ask once more to read a file that could not be read; while it is read, nothing.

    Raises:
        UploadGone: the file was cleared away, given up or never offered.

    """
    login = login_of(by, May.PLAN_IMPORT)
    upload = _locked(upload_id)
    known = _waiting(upload)
    if known is not None and known.state != "reading":
        record("plans.upload.retried", by=login, on=upload, data={"sha256": upload.sha256})
        _ask(upload, _runs(upload).count() + 1, login)


@transaction.atomic
def give_up(*, upload_id: uuid.UUID, by: Actor) -> None:
    """Give up a file that was offered: it is taken away, and what is read of it counts no more.

    Raises:
        UploadGone: it was given up already, cleared away or never offered.
        NotPossible: it is imported.

    """
    login = login_of(by, May.PLAN_IMPORT)
    upload = _locked(upload_id)
    if upload.version_id is not None:
        raise NotPossible("这份文件已导入。", next_step="请到文件页查看。")
    record("plans.upload.given_up", by=login, on=upload, data={"sha256": upload.sha256})
    name = upload.stored_name
    upload.delete()
    transaction.on_commit(lambda: files.remove(name))


def _locked(upload_id: uuid.UUID) -> Upload:
    return _found(Upload.objects.select_for_update(of=("self",)), upload_id)


def _found(rows: QuerySet[Upload], upload_id: uuid.UUID) -> Upload:
    upload = rows.filter(pk=upload_id).first()
    if upload is None:
        raise UploadGone("没有这份预览。", next_step="请重新上传。")
    return upload
