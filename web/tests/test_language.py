"""The second language is whole: every word has its English, and none is left over."""

from __future__ import annotations

from django.utils import translation

from tools.messages import PO, compiled, read, wanted, written


def test_every_word_of_the_interface_has_its_english() -> None:
    known = read(PO)

    missing = [
        single for (single, plural) in wanted() if not all(known.get((single, plural), [""]))
    ]
    assert not missing


def test_nothing_is_translated_that_nobody_says() -> None:
    assert set(read(PO)) <= set(wanted())


def test_the_file_of_translations_is_as_the_tool_writes_it() -> None:
    assert PO.read_text(encoding="utf-8") == written(wanted(), read(PO))


def test_what_is_compiled_is_what_was_written() -> None:
    """One, and several."""
    words = {("一次性链接", ""): ["One-time link"], ("一件", "%(n)s 件"): ["one", "%(n)s"]}

    content = compiled(words)

    assert content.index("一次性链接".encode()) < content.index(b"One-time link")
    assert "一件\0%(n)s 件".encode() in content
    assert b"one\0%(n)s" in content


def test_the_page_speaks_the_language_that_is_chosen() -> None:
    with translation.override("en"):
        assert translation.gettext("一次性链接") == "One-time link"
    with translation.override("zh-hans"):
        assert translation.gettext("一次性链接") == "一次性链接"
