"""Laws of decoding, for any bytes."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from luoshi_reader.errors import ReadingError
from luoshi_reader.plan import read_plan
from luoshi_reader.source import decode

from reader.tests.property.strategies import PLANLIKE

HEAD = "某市2024年度行动计划\n（某局）\n"


@given(st.binary(max_size=200))
@example(b"\xc2\x85")
def test_any_bytes_are_text_or_refused_with_a_reason(data: bytes) -> None:
    with contextlib.suppress(ReadingError):
        assert decode(data).strip()


@given(PLANLIKE, st.sampled_from(["utf-8-sig", "utf-16", "gb18030"]))
def test_a_plan_is_read_alike_from_every_encoding(text: str, encoding: str) -> None:
    text = HEAD + "".join(char for char in text if char.isprintable() or char in "\n\t\u3000")

    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize("run", ["（", "、", "《", "1.", "\t", "一、", "：", "（市科委负责）"])
def test_long_runs_of_one_sign_are_read(run: str) -> None:
    text = HEAD + run * 3000

    document = read_plan(text)

    assert all(text[fact.span.start : fact.span.end] for fact in document.facts)
