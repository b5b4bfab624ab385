"""What a model is asked: some numbered paragraphs, and the kinds of fact to look for in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from luoshi_reader.plan import Document, Plan
from luoshi_reader.source import Span
from luoshi_reader.structure.clauses import sentences
from luoshi_reader.structure.outline import Paragraph, Section

#: So many characters are asked about at once: small models lose the thread of longer ones.
_PAGE: Final = 1500
_INSTRUCTION: Final = Path(__file__).with_name("instruction.txt")


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph, or some whole sentences of a long one: `start`..`end` of its folded text."""

    paragraph: Paragraph
    start: int
    end: int

    @property
    def text(self) -> str:
        """The words asked about."""
        return self.paragraph.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Parts of one plan that are asked about together, in the order of the text."""

    plan: Plan
    parts: tuple[Part, ...]

    @property
    def span(self) -> Span:
        """The stretch of the source from the first word asked about to the last."""
        first, last = self.parts[0], self.parts[-1]
        start = first.paragraph.folded.back(first.start, first.start + 1).start
        return Span(start, last.paragraph.folded.back(last.end - 1, last.end).end)


def stretches(document: Document) -> list[Stretch]:
    """Return what a document's plans are asked about, each paragraph once, in order."""
    found = []
    for plan in document.plans:
        page: list[Part] = []
        for part in _parts(plan):
            if page and sum(len(each.text) for each in page) + len(part.text) > _PAGE:
                found.append(Stretch(plan, tuple(page)))
                page = []
            page.append(part)
        if page:
            found.append(Stretch(plan, tuple(page)))
    return found


def _parts(plan: Plan) -> Iterator[Part]:
    """Yield the paragraphs of a plan, long ones in pieces that end with a sentence."""
    for paragraph in plan.text.paragraphs:
        start = end = 0
        for sentence in sentences(paragraph.text):
            if end > start and sentence.end - start > _PAGE:
                yield Part(paragraph, start, end)
                start = end
            end = sentence.end
        if end > start:
            yield Part(paragraph, start, end)


def messages(stretch: Stretch) -> list[dict[str, str]]:
    """Return the question about a stretch, as the protocol of such services wants it."""
    lines = [f"计划：{stretch.plan.title_text}"]
    if stretch.plan.year:
        lines.append(f"年度：{stretch.plan.year}")
    under: Section | None = None
    for number, part in enumerate(stretch.parts, 1):
        if part.paragraph.section is not under:
            under = part.paragraph.section
            lines += [f"〔标题〕{title}" for title in titles(part.paragraph)[:1]]
        lines.append(f"[{number}] {part.text}")
    return [
        {"role": "system", "content": _INSTRUCTION.read_text(encoding="utf-8")},
        {"role": "user", "content": "\n".join(lines)},
    ]


def titles(paragraph: Paragraph) -> list[str]:
    """Return the titles of the headings that a paragraph stands under, the nearest first."""
    found = []
    section: Section | None = paragraph.section
    while section is not None:
        if section.heading and section.heading.title_text:
            found.append(section.heading.title_text)
        section = section.parent
    return found
