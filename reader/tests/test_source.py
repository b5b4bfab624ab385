from __future__ import annotations

import codecs

import pytest
from luoshi_reader.errors import ReadingError
from luoshi_reader.source import MAX_BYTES, Source, Span, decode

WORDS = "某市2024年度行动计划\n一、总体要求\n"


@pytest.mark.parametrize(
    "data",
    [
        WORDS.encode(),
        codecs.BOM_UTF8 + WORDS.encode(),
        codecs.BOM_UTF16_LE + WORDS.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + WORDS.encode("utf-16-be"),
        WORDS.encode("utf-16-le"),
        WORDS.encode("utf-16-be"),
        WORDS.encode("gb18030"),
    ],
    ids=["utf-8", "utf-8 mark", "utf-16 le mark", "utf-16 be mark", "le", "be", "gb18030"],
)
def test_one_text_is_read_alike_in_every_encoding(data: bytes) -> None:
    assert decode(data) == WORDS


def test_the_byte_order_mark_is_no_part_of_the_text() -> None:
    assert decode(codecs.BOM_UTF8 + b"1.")[0] == "1"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "source.empty"),
        (" \r\n\u3000\n".encode(), "source.empty"),
        (codecs.BOM_UTF8, "source.empty"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "source.binary"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "source.binary"),
        (b"PK\x03\x04\x14\x00", "source.binary"),
        (b"%PDF-1.7\n%\xe2\xe3", "source.binary"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "source.binary"),
        (b"a\x00b\x01\x00\x00\x7f", "source.binary"),
        (b"\x01\x02\x03\x04plain\x05\x06", "source.binary"),
        ("计划".encode("gb18030") + b"\xff\xff\xff", "source.encoding"),
        (codecs.BOM_UTF8 + b"\xff\xfe\xfd", "source.encoding"),
        (b"a" * (MAX_BYTES + 1), "source.too_large"),
    ],
)
def test_what_is_no_text_is_refused_with_a_code_and_what_to_do(data: bytes, code: str) -> None:
    with pytest.raises(ReadingError) as refusal:
        decode(data)

    assert refusal.value.code == code
    assert refusal.value.message.endswith("。")
    assert refusal.value.next_step.endswith("。")


def test_a_file_cut_within_a_character_is_read_with_the_loss_shown() -> None:
    whole = WORDS * 20

    text = decode(whole.encode()[:-2])

    assert text == whole[:-2] + "\ufffd"


def test_a_bitmap_is_an_image_and_a_text_that_begins_with_its_letters_is_not() -> None:
    assert decode(b"BMI") == "BMI"
    with pytest.raises(ReadingError, match="图片"):
        decode(b"BM\x36\x00\x00\x00")


def test_a_place_is_told_by_line_and_column() -> None:
    source = Source("甲乙\n丙丁")

    assert source.place(0) == (1, 1)
    assert source.place(4) == (2, 2)
    assert source.quote(Span(3, 5)) == "丙丁"


def test_a_span_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(ValueError, match=r"got 5\.\.3"):
        Span(5, 3)


def test_a_span_knows_its_length_and_what_it_covers() -> None:
    assert len(Span(2, 5)) == 3
    assert Span(2, 5).covers(Span(3, 5))
    assert not Span(2, 5).covers(Span(1, 3))
