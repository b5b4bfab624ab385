"""Items without a figure that get done in the year: when, with what proof, and some not after all.

Whoever says that an item is done shows a file. All of them show the same page, which says that it
is made up; it is written once the year is there, so that nothing is left of one that fails.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from luoshi.accounts.api import Person
from luoshi.config.demo.world import World
from luoshi.kernel.periods import Period
from luoshi.reporting.actions.deciding import reopen
from luoshi.reporting.models import Acceptance, Evidence, Progress

if TYPE_CHECKING:
    from luoshi.config.demo.sending import Version

_DAY: Final = timedelta(days=1)
_BATCH: Final = 2000
#: How many items that were done are found undone in a year.
UNDONE: Final = 4
_WHY: Final = (
    "现场核查发现配套工程尚未验收，不能算办结。",
    "佐证材料与任务内容不符，请补齐后重新报办结。",
)
NAME: Final = "办结证明（模拟）.pdf"
PLACE: Final = "evidence/simulated/proof.pdf"


def _page() -> bytes:
    """Return a page of paper that says what it is, as small as they get."""
    text = b"BT /F 18 Tf 72 760 Td (SIMULATED DATA - NO PROOF OF ANYTHING) Tj ET"
    parts = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources 5 0 R>>",
        b"<</Length %d>>stream\n%b\nendstream" % (len(text), text),
        b"<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>",
    )
    page, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(page))
        page += b"%d 0 obj%b endobj\n" % (number, part)
    begins = len(page)
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(parts) + 1
    page += b"xref\n0 %d\n0000000000 65535 f \n%btrailer<</Size %d/Root 1 0 R>>\n" % (
        size, rows, size,
    )  # fmt: skip
    return page + b"startxref\n%d\n%%%%EOF\n" % begins


PROOF: Final = _page()
_DIGEST: Final = hashlib.sha256(PROOF).hexdigest()


def keep_proof() -> None:
    """Put the page where every finished item of the year points to."""
    if not default_storage.exists(PLACE):
        default_storage.save(PLACE, ContentFile(PROOF))


def finished_in(world: World, item: str, respondent: str) -> int | None:
    """Return in which month a respondent has an item done; three in ten items are done at all."""
    draw = world.draw("finished", item)
    if draw.random() >= 0.3:  # noqa: PLR2004 - as said
        return None
    month = draw.randint(4, 10)
    return month + world.draw("finished", item, respondent).choice((0, 0, 0, 1, 2))


def day_in(world: World, month: int, *key: object) -> str:
    """Return a day of a month, as a report says it."""
    end = Period.month(world.year, month).end
    first = date(world.year, month, 1)
    last = min((end - first).days, 27)
    return (first + world.draw("day", month, *key).randint(9, last) * _DAY).isoformat()


def prove(versions: Iterable[Version]) -> None:
    """Attach the page to every line that is said to be done, before the reports are sent."""
    said = [
        (version, row.line_id)
        for version in versions
        for row in version.content.progress
        if row.finished_on
    ]
    files = Evidence.objects.bulk_create(
        (
            Evidence(
                duty=version.duty, line_id=line, name=NAME, file=PLACE, size=len(PROOF),
                digest=_DIGEST, added_at=version.at, added_by=version.by,
            )
            for version, line in said
        ),
        batch_size=_BATCH,
    )  # fmt: skip
    for (version, _line), file in zip(said, files, strict=True):
        version.proofs.append(file.pk)
        version.content = replace(version.content, evidence=tuple(version.proofs))


def cite(versions: Iterable[Version]) -> None:
    """Let the reports that were sent cite their files."""
    links = Evidence.submissions.through
    links.objects.bulk_create(
        (
            links(evidence_id=file, submission_id=version.row.pk)
            for version in versions
            if version.row is not None
            for file in version.proofs
        ),
        batch_size=_BATCH,
    )


def undo_some(world: World, period: Period, by: Person) -> None:
    """Let the province find that some of what was said to be done in a period is not."""
    top = by.posts.get().agency
    done = Progress.objects.filter(
        finished_on__isnull=False,
        reopening=None,
        submission__duty__cycle__period_code=period.code,
        submission__in=Acceptance.objects.filter(agency=top).values("submission"),
    )
    for said in done.order_by("pk")[:UNDONE]:
        why = world.draw("undone", said.item_id, period.code).choice(_WHY)
        reopen(submission_id=said.submission_id, line_id=said.line_id, by=by, reason=why)
