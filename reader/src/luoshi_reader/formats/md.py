"""Markdown, by way of the page it stands for."""

from __future__ import annotations

from luoshi_reader.formats.draft import Draft
from luoshi_reader.formats.html import of_page


def read(data: bytes) -> Draft:
    """Return the text of a Markdown file; a single newline stays one, as Chinese drafts mean it."""
    from markdown_it import MarkdownIt  # noqa: PLC0415 - an extra, loaded when such a file comes

    maker = MarkdownIt("commonmark", {"html": False, "breaks": True})
    # Four blanks before a line are an indent in a Chinese draft, not a listing of code.
    page = (
        maker.enable("table").disable(["code", "html_block", "html_inline"]).render(data.decode())
    )
    return of_page(page)
