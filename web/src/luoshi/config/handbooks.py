"""The handbooks under docs/ as pages: written once, read in the editor and in the browser."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final
from urllib.parse import unquote

import nh3
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from markdown_it import MarkdownIt

DOCS: Final = Path(__file__).parents[4] / "docs"
#: Address to file and title, in the order they are shown.
BOOKS: Final = {
    "user": ("用户手册.md", _("用户手册")),
    "operation": ("运维手册.md", _("运维手册")),
    "checks": ("checks.md", _("自查规则")),
    "events": ("events.md", _("留痕事项")),
}
_TAGS: Final = {
    *("h2", "h3", "h4", "p", "ul", "ol", "li", "a", "strong", "em", "code", "pre", "blockquote"),
    *("table", "thead", "tbody", "tr", "th", "td", "hr", "br"),
}


@dataclass(frozen=True, slots=True)
class Section:
    """A chapter, for the contents beside the page."""

    anchor: str
    title: str


@dataclass(frozen=True, slots=True)
class Book:
    """A handbook ready to be shown."""

    key: str
    title: str
    html: SafeString
    sections: tuple[Section, ...]


@cache
def book(key: str) -> Book | None:
    """Return a handbook, read and rendered once; nothing where there is no such file."""
    if key not in BOOKS or not (DOCS / BOOKS[key][0]).is_file():
        return None
    name, title = BOOKS[key]
    text = (DOCS / name).read_text(encoding="utf-8")
    renderer = MarkdownIt("commonmark", {"html": False}).enable("table")
    raw = re.sub(r"<h1>.*?</h1>\s*", "", renderer.render(text), count=1)
    clean = nh3.clean(_linked(raw), tags=_TAGS, attributes={"a": {"href"}}, link_rel=None)
    sections: list[Section] = []

    def numbered(match: re.Match[str]) -> str:
        sections.append(Section(f"s{len(sections) + 1}", re.sub(r"<[^>]+>", "", match[1])))
        return f'<h2 id="{sections[-1].anchor}">{match[1]}</h2>'

    # What scrolls sideways must be reached by keyboard.
    html = re.sub(r"<h2>(.*?)</h2>", numbered, clean).replace("<pre>", '<pre tabindex="0">')
    return Book(key, str(title), mark_safe(html), tuple(sections))  # noqa: S308 - cleaned above


def _linked(html: str) -> str:
    """Point links between handbooks at their pages; other files of the repository have none."""
    pages = {name: reverse("help", args=[key]) for key, (name, _title) in BOOKS.items()}

    def turned(match: re.Match[str]) -> str:
        target, words = unquote(match[1].split("#")[0]), match[2]
        if target in pages:
            return f'<a href="{pages[target]}">{words}</a>'
        return match[0] if re.match(r"https?:", target) else words

    return re.sub(r'<a href="([^"]*)">(.*?)</a>', turned, html)
