"""The plan as a Word document with comments at the places (row 101)."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pytest
from luoshi_reader import Document, Doubt, Span, read_plan
from luoshi_reader.exports.commented import write_findings
from luoshi_reader.exports.ooxml import MAIN
from luoshi_reader.exports.records import Checked

W = f"{{{MAIN}}}"
NOTICE = Path(__file__).parents[3] / "examples" / "henan-2016.txt"


def written(document: Document, doubts: tuple[Doubt, ...] | None = None) -> bytes:
    out = BytesIO()
    found = document.doubts if doubts is None else doubts
    write_findings([Checked("计划.txt", document.source, found)], out)
    return out.getvalue()


def parts(data: bytes) -> dict[str, ET.Element]:
    with ZipFile(BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: ET.fromstring(archive.read(name)) for name in archive.namelist()}  # noqa: S314 - our own words


def commented(body: ET.Element) -> dict[str, str]:
    """Return the words between the ends of each comment."""
    found: dict[str, str] = {}
    opened: set[str] = set()
    for element in body.iter():
        key = element.get(f"{W}id", "")
        if element.tag == f"{W}commentRangeStart":
            opened.add(key)
            found[key] = ""
        elif element.tag == f"{W}commentRangeEnd":
            opened.remove(key)
        elif element.tag in {f"{W}t", f"{W}tab"}:
            for each in opened:
                found[each] += element.text or "\t"
    assert not opened
    return found


@pytest.fixture(scope="module")
def notice() -> Document:
    return read_plan(NOTICE.read_bytes().decode())


def test_every_finding_of_the_notice_is_a_comment_on_its_own_words(notice: Document) -> None:
    found = parts(written(notice))
    comments = found["word/comments.xml"].findall(f"{W}comment")
    words = commented(found["word/document.xml"])

    assert len(comments) == len(notice.doubts) > 30
    for at, doubt in enumerate(notice.doubts):
        quote = notice.source.quote(doubt.span)
        assert words[str(at)] == quote.replace("\r", "").replace("\n", "")
        said = "".join(comments[at].itertext())
        assert said.startswith(doubt.code)
        assert doubt.message in said


def test_the_document_has_every_line_of_the_plan(notice: Document) -> None:
    body = parts(written(notice))["word/document.xml"]
    lines = [
        "".join(e.text or "\t" for e in paragraph.iter() if e.tag in {f"{W}t", f"{W}tab"})
        for paragraph in body.iter(f"{W}p")
    ]

    assert lines == [line.strip("\r") for line in notice.source.text.split("\n")]


def test_the_package_names_all_its_parts(notice: Document) -> None:
    found = parts(written(notice))
    named = {e.get("PartName") for e in found["[Content_Types].xml"] if e.get("PartName")}
    related = {e.get("Target") for e in found["word/_rels/document.xml.rels"]}

    assert named == {"/word/document.xml", "/word/styles.xml", "/word/comments.xml"}
    assert related == {"styles.xml", "comments.xml"}


def test_signs_of_markup_and_control_characters_do_no_harm() -> None:
    document = read_plan("轻工业2026年行动计划\n一、<b>&amp;\x0b目标\n二、质量,效益\t\x01并重。\n")
    whole = Doubt(
        code="LS605", severity="note", message="<w:p>&", span=Span(3, len(document.source.text))
    )
    empty = Doubt(code="LS606", severity="note", message="空", span=Span(5, 5))

    found = parts(written(document, (whole, empty)))

    assert "<w:p>&" in "".join(found["word/comments.xml"].itertext())
    assert commented(found["word/document.xml"])["1"] == ""


def test_without_findings_there_is_no_part_of_comments() -> None:
    document = read_plan("轻工业2026年行动计划\n一、目标\n")

    assert "word/comments.xml" not in parts(written(document, ()))


def test_the_same_findings_make_the_same_bytes(notice: Document) -> None:
    assert written(notice) == written(notice)
