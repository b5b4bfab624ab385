"""Taking a file in and giving it out: the same for every context."""

from __future__ import annotations

import hashlib
import uuid
from typing import Any, ClassVar

from django.core.files.base import ContentFile
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from luoshi.kernel import clock, slots
from luoshi.kernel.evidence import kinds
from luoshi.kernel.evidence.scanning import scanned
from luoshi.kernel.evidence.tables import ProofFile
from luoshi.kernel.refusals import Refusal


class FileRefused(Refusal):
    """The file is none that may prove something (SEC-31)."""

    code: ClassVar[str] = "kernel.file_refused"


def columns(name: str, content: bytes, *, agency_id: int, by: str) -> dict[str, Any]:
    """Return the columns of a file's row, after judging it.

    Raises:
        FileRefused: kind, content or size are not allowed, the scanner found something in it, or
            the agency's room is full.

    """
    why = kinds.wrong(name, content)
    if not why:
        kept = sum(slots.call("kernel.kept_for", agency_id))
        why = "quota" if kept + len(content) > kinds.QUOTA else ""
    scan = ProofFile.Scan.NONE if why else scanned(content)
    if scan == ProofFile.Scan.BLOCKED:
        why = "virus"
    if why:
        next_step = _("可上传 PDF、JPG、PNG、DOCX、XLSX，每件不超过 20 MB。")
        raise FileRefused(_words(why), next_step=next_step)
    return {
        "name": name[-200:],
        "file": ContentFile(content, f"{uuid.uuid4().hex}.{kinds.ending(name)}"),
        "size": len(content),
        "digest": hashlib.sha256(content).hexdigest(),
        "scan": scan,
        "added_at": clock.now(),
        "added_by": by,
    }


def _words(why: str) -> str:
    return {
        "empty": _("文件是空的。"),
        "large": _("文件过大。"),
        "kind": _("这类文件不能作为佐证材料。"),
        "content": _("文件内容与扩展名不符。"),
        "packed": _("文件带有宏，或解开后过大。"),
        "pixels": _("图片过大。"),
        "quota": _("本单位的佐证材料已满 2 GB。"),
        "virus": _("病毒扫描未通过，文件没有保存。"),
    }[why]


def sent(request: HttpRequest, field: str = "file") -> list[tuple[str, bytes]]:
    """Return the names and the bytes of the files that a page sent.

    Raises:
        FileRefused: one of them is larger than any may be.

    """
    found = []
    for one in request.FILES.getlist(field):
        if not one.name or one.size is None or one.size > kinds.LARGEST:
            raise FileRefused(_("文件过大。"), next_step=_("每件不超过 20 MB。"))
        found.append((one.name, one.read()))
    return found


def answer(found: ProofFile) -> HttpResponse:
    """Answer with a file as an attachment under its own name (SEC-33), never with a blocked one."""
    if found.scan == ProofFile.Scan.BLOCKED:
        raise Http404(str(found.pk))
    with found.file.open("rb") as file:
        response = HttpResponse(file.read(), content_type="application/octet-stream")
    disposition = content_disposition_header(True, found.name)  # noqa: FBT003 - Django's signature
    response.headers["Content-Disposition"] = disposition
    return response
