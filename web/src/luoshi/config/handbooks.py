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
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from luoshi_reader.rules import RULES, explain
from markdown_it import MarkdownIt

DOCS: Final = Path(__file__).parents[4] / "docs"
#: Address to file and title, in the order they are shown.
BOOKS: Final = {
    "user": ("用户手册.md", _("用户手册")),
    "operation": ("运维手册.md", _("运维手册")),
    "checks": ("checks.md", _("自查规则")),
    "events": ("events.md", _("留痕事项")),
}
#: The pages of the rules of `luoshi check`, which belong to the reader.
_RULE_PAGE: Final = re.compile(r"/pages/(LS[0-9]{3})\.md$")
_EVENT: Final = re.compile(r"^[|] `([a-z_.]+)` [|] ([^（|]+)", re.MULTILINE)
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
def _events() -> dict[str, str]:
    """Return what the list of events calls each of them, without what it adds in brackets."""
    text = (DOCS / BOOKS["events"][0]).read_text(encoding="utf-8")
    return {code: words.strip() for code, words in _EVENT.findall(text)}


def event_words() -> dict[str, str]:
    """Return what events are called; the list is Chinese, and their codes are English already."""
    there = (DOCS / BOOKS["events"][0]).is_file()
    return _events() if there and get_language() != "en" else {}


@cache
def book(key: str) -> Book | None:
    """Return a handbook or the page of a rule, rendered once; nothing where there is none."""
    if key in RULES:
        title, text = f"{key} {RULES[key].title}", explain(key)
    elif key in BOOKS and (DOCS / BOOKS[key][0]).is_file():
        title, text = str(BOOKS[key][1]), (DOCS / BOOKS[key][0]).read_text(encoding="utf-8")
    else:
        return None
    renderer = MarkdownIt("commonmark", {"html": False}).enable("table")
    raw = re.sub(r"<h1>.*?</h1>\s*", "", renderer.render(text), count=1)
    clean = nh3.clean(_linked(raw), tags=_TAGS, attributes={"a": {"href"}}, link_rel=None)
    sections: list[Section] = []

    def numbered(match: re.Match[str]) -> str:
        sections.append(Section(f"s{len(sections) + 1}", re.sub(r"<[^>]+>", "", match[1])))
        return f'<h2 id="{sections[-1].anchor}">{match[1]}</h2>'

    # What scrolls sideways must be reached by keyboard.
    html = re.sub(r"<h2>(.*?)</h2>", numbered, clean).replace("<pre>", '<pre tabindex="0">')
    return Book(key, title, mark_safe(html), tuple(sections))  # noqa: S308 - cleaned above


def _linked(html: str) -> str:
    """Point links between handbooks at their pages; other files of the repository have none."""
    pages = {name: reverse("help", args=[key]) for key, (name, _title) in BOOKS.items()}

    def turned(match: re.Match[str]) -> str:
        target, words = unquote(match[1].split("#")[0]), match[2]
        if rule := _RULE_PAGE.search(target):
            return f'<a href="{reverse("help", args=[rule[1]])}">{words}</a>'
        if target in pages:
            return f'<a href="{pages[target]}">{words}</a>'
        return match[0] if re.match(r"https?:", target) else words

    return re.sub(r'<a href="([^"]*)">(.*?)</a>', turned, html)
