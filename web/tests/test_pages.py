"""What holds for every page: its words, its title, its help, and that data stay data."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any, Final

import openpyxl
import pytest
from django.test.client import ClientHandler
from django.urls import reverse
from docx import Document
from luoshi.agencies.api import Agency, seed
from luoshi.plans.api import import_document

from tools.messages import wanted
from web.tests.addresses import addresses
from web.tests.house import PLAN, as_if

#: Latin words that stand on a Chinese page: names of programs, forms of files, keys, logins.
LATIN: Final = frozenset(
    (
        "Excel",
        "Word",
        "CSV",
        "XML",
        "Akoma",
        "Ntoso",
        "UTF",
        "PDF",
        "txt",
        "SHA",
        "English",
        "Tab",
        "Enter",
        "Shift",
        "Esc",
        "xlsx",
        "csv",
        "pdf",
        "doc",
        "docx",
        "html",
        "ofd",
    )
)
#: Codes of agencies and hashes of files are no words.
CODES: Final = re.compile(r"[0-9]{6}-[a-z]+|[0-9a-f]{8,}|plan\.txt|luoshi (?:serve|worker)")
#: Pages about the interface itself, and the handbooks' own chapters.
ABOUT_CODE: Final = {"accounts:factor_set", "kernel:components", "help", "help_start"}
#: What a stranger may write into a plan, and what must never come of it.
HOSTILE: Final = "<script>alert(1)</script><img src=x onerror=alert(2)>{{7*7}}{% now 'Y' %}${7*7}"


class Words(HTMLParser):
    """Collects the words of a page: its text and what is read out, not a plan's own words."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        self.tags.append((tag, named))
        if tag in ("script", "style"):
            self._hidden += 1
        said = [named.get(key) for key in ("aria-label", "title", "placeholder", "alt")]
        self.words += [word for word in said if word]

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style"):
            self._hidden -= 1

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.words.append(data)


def pages(person: Any) -> Iterator[tuple[str, str, Words]]:
    """Yield the name, the text and the words of every page that a person may open."""
    handler = ClientHandler(enforce_csrf_checks=False)
    for address in addresses():
        with as_if(person, handler) as client:
            answer = client.get(address.url())
            page = answer.status_code == 200 and "text/html" in answer.headers["Content-Type"]
            if page and "<html" in answer.text:  # a fragment is a part of one
                words = Words()
                words.feed(answer.text)
                yield address.name, answer.text, words


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["editor", "system"])
def test_a_chinese_page_has_no_english_left_over(house: Any, role: str) -> None:
    """USE-26."""
    seed()
    logins = {person.login for person in vars(house).values()}
    left = {
        name: found
        for name, _text, words in pages(getattr(house, role))
        if name not in ABOUT_CODE
        and (
            found := set(re.findall(r"[A-Za-z]{3,}", CODES.sub("", " ".join(words.words))))
            - LATIN
            - logins
        )
    }

    assert not left


def test_the_words_of_the_interface_are_chinese_first() -> None:
    """USE-26: what is to be translated is written in official Chinese."""
    foreign = [single for single, _plural in wanted() if not re.search(r"[一-鿿…，%]", single)]

    assert not foreign


@pytest.mark.django_db
def test_every_page_has_a_title_of_its_own_its_language_and_help_in_one_place(house: Any) -> None:
    """USE-11, USE-12."""
    titles: Counter[str] = Counter()
    for name, text, words in pages(house.editor):
        titles[re.search(r"<title>(.*?)</title>", text, re.DOTALL)[1]] += 1  # type: ignore[index]
        assert ("html", "zh-CN") in {(tag, named.get("lang")) for tag, named in words.tags}, name
        helps = [named for tag, named in words.tags if named.get("href") == reverse("help_start")]
        assert helps or '<body class="bare' in text, name  # before one is in, there is no bar

    assert [title for title, times in titles.items() if times > 1] == []


@pytest.mark.django_db
def test_what_a_plan_says_is_text_wherever_it_is_shown(house: Any) -> None:
    """SEC-30: no markup, no template, on no page."""
    hostile = PLAN.replace("智能化改造", f"智能化{HOSTILE}改造").replace(
        "强化技术", f"强化{HOSTILE}"
    )
    import_document(hostile.encode(), "<b>plan</b>.txt", "命令行")

    shown = 0
    for name, text, words in pages(house.editor):
        shown += "{{7*7}}" in "".join(words.words)
        assert "<script>alert" not in text, name
        assert "<img src=x" not in text, name
        assert "<b>plan" not in text, name
        assert not [tag for tag, named in words.tags if "onerror" in named], name

    assert shown >= 3
    agency = Agency.objects.get(code="410000-gxt")
    with as_if(house.editor, ClientHandler(enforce_csrf_checks=False)) as client:
        letter = client.get(reverse("ledger:letter", args=[agency.pk])).content
        sheet = client.get(reverse("ledger:items"), {"format": "xlsx", "kind": "task"})
        rows = list(openpyxl.load_workbook(io.BytesIO(b"".join(sheet))).worksheets[0].values)
    papers = "".join(cell.text for table in Document(io.BytesIO(letter)).tables
                     for cell in table._cells)  # fmt: skip
    assert HOSTILE in papers
    assert any(HOSTILE in str(cell) for row in rows for cell in row)
