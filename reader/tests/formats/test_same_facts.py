"""The same text in every format gives the same facts."""

from __future__ import annotations

import pytest
from luoshi_reader.formats import open_source

from reader.tests.formats.making import GOLD, HENAN, as_docx, as_html, as_md, facts_of

TEXTS = {
    "henan": HENAN,
    **{path.stem: path.read_text(encoding="utf-8") for path in sorted(GOLD.glob("*.txt"))[:2]},
}


@pytest.fixture(scope="module", params=sorted(TEXTS))
def text(request: pytest.FixtureRequest) -> str:
    return TEXTS[request.param]


def test_a_word_file_reads_like_its_text(text: str) -> None:
    assert facts_of(open_source(as_docx(text), "计划.docx")) == facts_of(text)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_page_of_a_portal_reads_like_its_text(text: str, encoding: str) -> None:
    assert facts_of(open_source(as_html(text).encode(encoding), "计划.html")) == facts_of(text)


def test_a_markdown_file_reads_like_its_text(text: str) -> None:
    assert facts_of(open_source(as_md(text).encode(), "计划.md")) == facts_of(text)


def test_a_plain_text_is_its_own_source(text: str) -> None:
    source = open_source(text.encode(), "计划.txt")

    assert source.text == text
    assert source.piece(0) is None
