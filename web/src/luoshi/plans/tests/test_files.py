"""Files other than plain text: taken in, refused with what to do, and led back to."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import docx
import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from luoshi_reader.exports.places import COMMA, PAGE, PARAGRAPH, SHEET, TABLE
from pytest_django import Settings

from luoshi.plans.actions import importing
from luoshi.plans.actions.importing import import_document, read_upload
from luoshi.plans.actions.refusals import TooLarge, Unreadable, WrongKind
from luoshi.plans.actions.rereading import reread
from luoshi.plans.models import Document, Fact, Upload, Version
from luoshi.plans.rules.originals import WORDS, original_place
from luoshi.plans.tests.factories import PLAN, imported

pytestmark = pytest.mark.django_db
Login = Callable[[Any], Client]


def word() -> bytes:
    """Return the short plan as Word holds it, its table a table."""
    document = docx.Document()
    rows = [line.split("\t") for line in PLAN.split("\n") if "\t" in line]
    for line in PLAN.split("\n"):
        if "\t" not in line:
            document.add_paragraph(line)
    table = document.add_table(len(rows), 3)
    for at, row in enumerate(rows):
        for column, words in enumerate(row):
            table.cell(at, column).text = words
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def upload(client: Client, data: bytes, name: str) -> Any:
    return client.post(reverse("plans:upload"), {"file": SimpleUploadedFile(name, data)})


def test_a_word_file_is_previewed_imported_and_given_back_with_the_facts_of_its_text(
    cast: Any, log_in: Login, files: Path
) -> None:
    client, data = log_in(cast.editor), word()

    offered = upload(client, data, "行动计划.docx")
    preview = client.get(offered["Location"])
    client.post(offered["Location"], {"title": "装备行动计划", "separate": "on"})

    version = Version.objects.get()
    original = client.get(reverse("plans:file", args=[version.pk]))
    assert "尚未导入" in preview.content.decode()
    assert (version.encoding, files.joinpath(version.stored_name).suffix) == ("docx", ".docx")
    assert original.content == data
    assert "%E8%A1%8C" in original["Content-Disposition"]
    told = [(fact.type, fact.quote, fact.fields) for fact in Fact.objects.order_by("pk")]
    Fact.objects.all().delete()
    text = imported(name="正文.txt")
    again = Fact.objects.filter(plan__version=text.version).order_by("pk")
    assert told == [(fact.type, fact.quote, fact.fields) for fact in again]


def test_a_fact_says_where_it_stands_in_the_original_and_offers_it(
    cast: Any, log_in: Login
) -> None:
    outcome = import_document(word(), "计划.docx", "命令行")
    client = log_in(cast.editor)
    row = Fact.objects.get(type="assignment")
    heading = Fact.objects.filter(type="heading", fields__number=1, fields__level=2).first()
    assert heading is not None

    page = client.get(reverse("plans:fact", args=[row.pk])).content.decode()
    aside = client.get(reverse("plans:fact", args=[heading.pk]), HTTP_HX_REQUEST="true")
    reading = client.get(reverse("plans:read", args=[row.plan_id])).content.decode()

    address = reverse("plans:file", args=[outcome.version.pk])
    assert "表1第2行第1列" in page
    assert "原件位置：第4段" in aside.content.decode()
    assert address in page
    assert address in reading


def test_the_text_is_given_as_akoma_ntoso_to_those_who_see_what_is_proposed(
    cast: Any, log_in: Login
) -> None:
    version = imported(name="装备行动计划.txt").version
    address = reverse("plans:akn", args=[version.pk])
    plan = version.plans.all()[0]

    answer = log_in(cast.viewer).get(address)

    root = ET.fromstring(answer.content)  # noqa: S314 - our own words
    assert "".join(root.itertext()) == version.text
    assert answer["Content-Type"] == "application/akn+xml"
    assert answer["Content-Disposition"].endswith(".xml")
    assert answer["X-Content-Type-Options"] == "nosniff"
    page = reverse("plans:read", args=[plan.pk])
    assert address in log_in(cast.viewer).get(page).content.decode()
    assert address not in log_in(cast.city).get(page).content.decode()
    assert log_in(cast.city).get(address).status_code == 403
    assert log_in(cast.editor).get(reverse("plans:akn", args=[0])).status_code == 404


def test_a_plain_text_has_no_other_place_and_a_sheet_names_its_cell(
    cast: Any, log_in: Login
) -> None:
    imported()
    fact = Fact.objects.filter(type="figure").first()
    assert fact is not None
    page = log_in(cast.editor).get(reverse("plans:fact", args=[fact.pk])).content.decode()

    assert "原件位置" not in page
    sheet = [[0, 4, 0, 0, 1, 4, 28, "分工", 0]]
    paged = [[0, 4, 3, 12, 0, 0, 0, "", 0], [5, 9, 2, 0, 1, 4, 2, "", 0]]
    assert original_place(sheet, 1, str) == "工作表“分工”AB4"
    assert original_place(paged, 0, str) == "第3页，第12段"
    assert original_place(paged, 5, str) == "第2页，表1第4行第2列"
    assert original_place(paged, 4, str) == ""
    assert {PAGE, PARAGRAPH, TABLE, SHEET, COMMA} == set(WORDS)


def test_a_file_is_opened_once_and_its_preview_reads_what_was_kept(
    cast: Any, log_in: Login, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = log_in(cast.editor)
    offered = upload(client, word(), "计划.docx")
    monkeypatch.setattr(importing.rules, "read_file", None)

    preview = client.get(offered["Location"])
    confirmed = client.post(offered["Location"], {"title": "计划"})
    Upload.objects.update(text="", version=None)
    gone = client.get(offered["Location"])

    assert preview.status_code == 200
    assert confirmed.status_code == 302
    assert Fact.objects.exists()
    assert gone.status_code == 410


def test_reading_again_keeps_the_headings_that_the_file_sets(cast: Any) -> None:
    document = docx.Document()
    document.add_paragraph("纺织产业2016年度行动计划", "Title")
    for title in ("总体要求", "重点工作"):
        document.add_heading(title, 1)
        document.add_paragraph("以创新为引领，全面提升产业水平，培育10个品牌。")
    out = io.BytesIO()
    document.save(out)
    outcome = import_document(out.getvalue(), "计划.docx", "命令行")

    done = reread(version_id=outcome.version.pk, by=cast.editor)

    titles = [fact.fields["title_text"] for fact in Fact.objects.filter(type="heading")]
    assert titles == ["纺织产业2016年度行动计划", "总体要求", "重点工作"]
    assert done.changes == []


def _macros() -> bytes:
    out = io.BytesIO(word())
    with zipfile.ZipFile(out, "a") as package:
        package.writestr("word/vbaProject.bin", b"x")
    return out.getvalue()


def _book() -> bytes:
    out = io.BytesIO()
    openpyxl.Workbook().save(out)
    return out.getvalue()


LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le")


@pytest.mark.parametrize(
    ("made", "name", "answered"),
    [
        (_macros, "计划.docx", (422, "文件带有宏")),
        (lambda: LOCKED, "计划.docx", (422, "文件设有密码")),
        (_book, "计划.xlsx", (422, "文件中没有文字")),
        (word, "计划.pdf", (415, "内容是.docx文件，与扩展名不符")),
        (lambda: bytes(21 * 2**20), "计划.pdf", (413, "超过20 MB")),
    ],
)
def test_a_file_that_must_not_be_opened_is_refused_on_the_page_and_nothing_is_kept(
    made: Callable[[], bytes],
    name: str,
    answered: tuple[int, str],
    cast: Any,
    log_in: Login,
    files: Path,
) -> None:
    """SEC-31, SEC-32."""
    answer = upload(log_in(cast.editor), made(), name)

    status, words = answered
    assert answer.status_code == status
    assert words in answer.content.decode()
    assert 'type="file"' in answer.content.decode()
    assert not Document.objects.exists()
    assert not Upload.objects.exists()
    assert not list(files.glob("*"))


def test_the_limit_follows_the_kind_and_the_code_of_the_reader_is_kept() -> None:
    TooLarge.check(TooLarge.MOST + 1, "计划.PDF")
    with pytest.raises(TooLarge):
        TooLarge.check(TooLarge.MOST + 1, "计划.html")
    with pytest.raises(Unreadable) as refused:
        read_upload(LOCKED, "计划.docx")
    with pytest.raises(WrongKind):
        read_upload(PLAN.encode(), "计划.xlsx")

    assert refused.value.reason == "files.encrypted"


def test_the_office_s_own_command_is_handed_to_the_reader(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.OCR_COMMAND = "tesseract stdin stdout -l chi_sim"
    given: list[str] = []
    read = importing.rules.read_file

    def asked(data: bytes, filename: str, *, ocr: str) -> Any:
        given.append(ocr)
        return read(data, filename)

    monkeypatch.setattr(importing.rules, "read_file", asked)
    read_upload(PLAN.encode(), "计划.txt")

    assert given == ["tesseract stdin stdout -l chi_sim"]
