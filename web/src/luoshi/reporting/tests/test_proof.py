"""Files that prove a line: what is taken, who sees it, and that a sent one stays."""

from __future__ import annotations

import io
import struct
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from luoshi.kernel.evidence import FileRefused
from luoshi.kernel.evidence import kinds as proof
from luoshi.kernel.models import Entry
from luoshi.kernel.refusals import Refusal
from luoshi.reporting.actions.proving import attach, detach
from luoshi.reporting.models import Evidence
from luoshi.reporting.refusals import Locked
from luoshi.reporting.tests import factories
from luoshi.reporting.tests.filled import County, county

PDF = b"%PDF-1.4\n%%EOF"


@pytest.fixture
def june(tree: Any, cast: Any) -> County:
    """Return the county's report of June."""
    return county(tree.jinshui, cast.county)


def add(june: County, by: Any, name: str = "证明.pdf", content: bytes = PDF) -> Evidence:
    """Attach a file to the first line."""
    return attach(duty_id=june.duty.pk, line_id=june.month.pk, name=name, content=content, by=by)


def packed(*names: str) -> bytes:
    """Return a packed file with entries of these names."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        for name in names:
            made.writestr(name, "x")
    return file.getvalue()


def png(width: int, height: int) -> bytes:
    """Return the head of a picture of a size."""
    return b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + struct.pack(">II", width, height)


def jpeg(width: int, height: int) -> bytes:
    """Return the head of a photograph of a size."""
    comment = b"\xff\xe0" + struct.pack(">H", 4) + b"ab"
    return b"\xff\xd8" + comment + b"\xff\xc0" + struct.pack(">HBHH", 11, 8, height, width)


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.pdf", PDF, ""),
        ("A.PDF", PDF, ""),
        ("a.png", png(800, 600), ""),
        ("a.jpg", jpeg(800, 600), ""),
        ("a.docx", packed("word/document.xml"), ""),
        ("a.xlsx", packed("xl/workbook.xml"), ""),
        ("a.pdf", b"", "empty"),
        ("a.pdf", packed("word/document.xml"), "content"),
        ("a.docx", packed("xl/workbook.xml"), "content"),
        ("a.xlsx", PDF, "content"),
        ("a.png", jpeg(1, 1), "content"),
        ("a.jpg", b"\xff\xd8\xff\xd9", "content"),
        ("a.exe", b"MZ", "kind"),
        ("a.html", b"<script>", "kind"),
        ("pdf", PDF, ""),
        ("a.xlsx", packed("xl/workbook.xml", "xl/vbaProject.bin"), "packed"),
        ("a.png", png(30_000, 30_000), "pixels"),
        ("a.jpg", jpeg(30_000, 30_000), "pixels"),
        ("a.pdf", PDF + bytes(proof.LARGEST), "large"),
    ],
)
def test_a_file_is_what_its_name_says_and_no_more(name: str, content: bytes, why: str) -> None:
    """SEC-31: kind by content, size, entries, pixels, macros."""
    assert proof.wrong(name, content) == why


def test_a_file_that_is_none_of_these_is_refused_with_a_sentence(june: County, cast: Any) -> None:
    """SEC-31: nothing is kept of it."""
    with pytest.raises(FileRefused, match="内容与扩展名不符") as refusal:
        add(june, cast.county, content=b"MZ")

    assert "PDF" in refusal.value.next_step
    assert not Evidence.objects.exists()


def test_the_room_of_an_agency_ends(
    june: County, cast: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SEC-31: a quota."""
    monkeypatch.setattr(proof, "QUOTA", len(PDF) + 1)
    add(june, cast.county)

    with pytest.raises(FileRefused, match="已满"):
        add(june, cast.county, content=PDF + b"2")


def test_the_same_file_twice_is_one(june: County, cast: Any) -> None:
    """REL-02: harmless when sent again; each act is in the trail once."""
    one, other = add(june, cast.county), add(june, cast.county)
    detach(evidence_id=one.pk, by=cast.county)
    detach(evidence_id=one.pk, by=cast.county)

    assert one == other
    assert Entry.objects.filter(action="reporting.evidence.added").count() == 1
    assert Entry.objects.filter(action="reporting.evidence.removed").count() == 1


def test_a_sent_file_stays_with_the_version_that_cites_it(june: County, cast: Any) -> None:
    """Row 31, REL-05: taken off the draft, it is still in the version sent."""
    made = add(june, cast.county)
    factories.type_in(june.duty, cast.county, (june.month, "value", "120"))
    receipt = factories.send(june.duty, cast.county)
    with pytest.raises(Locked):
        detach(evidence_id=made.pk, by=cast.county)
    with pytest.raises(Locked):
        add(june, cast.county, content=PDF + b"2")

    factories.back(receipt, cast.city_reviewer)
    detach(evidence_id=made.pk, by=cast.county)

    assert list(receipt.submission.evidence.all()) == [made]


def test_only_who_fills_the_report_attaches_and_removes(june: County, cast: Any) -> None:
    """SEC-13."""
    made = add(june, cast.county)

    for person, status in ((cast.other_city, 404), (cast.county_reviewer, 403)):
        with pytest.raises(Refusal) as refusal:
            add(june, person)
        assert refusal.value.status == status
    for person in (cast.other_city, cast.county_reviewer):
        with pytest.raises(Refusal):
            detach(evidence_id=made.pk, by=person)

    made.refresh_from_db()
    assert made.removed_at is None


def test_a_file_is_answered_as_an_attachment_to_who_may_see_it(
    june: County, cast: Any, log_in: Any
) -> None:
    """SEC-33: under its Chinese name, never shown in the page; a draft's file to its owner only."""
    made = add(june, cast.county)
    url = reverse("reporting:evidence", args=[made.pk])
    assert log_in(cast.city).get(url).status_code == 404

    answer = log_in(cast.county).get(url)

    assert answer.content == PDF
    assert answer.headers["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "证明" not in str(made.file.name)
    factories.type_in(june.duty, cast.county, (june.month, "value", "120"))
    factories.send(june.duty, cast.county)
    assert log_in(cast.city).get(url).status_code == 200
    assert log_in(cast.other_city).get(url).status_code == 404


def test_the_page_of_a_line_takes_files_and_says_what_is_wrong(
    june: County, cast: Any, log_in: Any
) -> None:
    """USE-10: without script a page, with it the part alone."""
    client = log_in(cast.county)
    url = reverse("reporting:evidence_add", args=[june.duty.pk, june.month.pk])

    answer = client.post(url, {"file": SimpleUploadedFile("坏.pdf", b"MZ")})
    assert answer.status_code == 422
    assert "内容与扩展名不符" in answer.content.decode()
    assert client.post(url).status_code == 422

    part = client.post(
        url, {"file": SimpleUploadedFile("好.pdf", PDF)}, headers={"HX-Request": "true"}
    )
    assert "好.pdf" in part.content.decode()
    assert "<html" not in part.content.decode()
    page = client.get(reverse("reporting:fill", args=[june.duty.pk])).content.decode()
    assert "附 1 件" in page
    made = Evidence.objects.get()
    gone = client.post(reverse("reporting:evidence_remove", args=[made.pk]))
    assert gone.url == reverse("reporting:line", args=[june.duty.pk, june.month.pk])
