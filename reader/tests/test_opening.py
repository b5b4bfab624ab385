"""What a file is, told by its content; nothing but the reader itself is needed for that."""

from __future__ import annotations

import pytest
from luoshi_reader import ReadingError, Source, read_plan
from luoshi_reader.formats import open_source
from luoshi_reader.formats.opening import MAX_BYTES, kind_of
from luoshi_reader.source import Piece


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        ("一、总则".encode(), "计划.txt", "text"),
        ("一、总则".encode("gb18030"), "计划", "text"),
        ("# 一、总则".encode(), "计划.md", "md"),
        ("<p>一、总则</p>".encode(), "计划.html", "html"),
        ("\n<!DOCTYPE html><body>一、</body>".encode("gb18030"), "计划.txt", "html"),
        ("<某计划>一、总则".encode(), "计划.txt", "text"),
        (b"%PDF-1.7\n", "计划.txt", "pdf"),
        (b"PK\x03\x04word/document.xml", "x", "docx"),
        (b"PK\x03\x04xl/workbook.xml", "x", "xlsx"),
        (b"PK\x03\x04OFD.xml", "x", "ofd"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "x", "doc"),
        (b"{\\rtf1", "x", "doc"),
    ],
)
def test_content_tells_what_a_file_is(data: bytes, name: str, kind: str) -> None:
    assert kind_of(data, name) == kind


def test_what_is_none_of_these_is_refused_with_what_to_do() -> None:
    with pytest.raises(ReadingError, match=r"压缩包.*请提供\.docx") as caught:
        open_source(b"PK\x03\x04readme", "资料.zip")

    assert caught.value.code == "files.unknown"


def test_a_file_beyond_the_limit_is_not_looked_at() -> None:
    with pytest.raises(ReadingError, match="64 MB的上限") as caught:
        open_source(bytes(MAX_BYTES + 1), "计划.pdf")

    assert caught.value.code == "source.too_large"


def test_a_place_of_the_text_leads_back_to_its_piece_of_the_file() -> None:
    first, second = Piece(0, 2, page=3), Piece(3, 5, table=1, row=4, column=2)
    source = Source("甲乙\n丙丁", (first, second))

    assert [source.piece(at) for at in range(6)] == [first, first, None, second, second, None]
    assert read_plan(source).source is source
    assert Source("甲乙").piece(0) is None
