"""A read text as one Akoma Ntoso document: a plan, or a notice with the plans it carries."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain
from typing import Final

from luoshi_reader.exports.akn.body import Block, Body, blocks_of
from luoshi_reader.exports.akn.dates import days, document_number
from luoshi_reader.exports.akn.markup import Mark, Marks
from luoshi_reader.exports.akn.metadata import Known, meta
from luoshi_reader.exports.akn.references import marks
from luoshi_reader.plan import Document, Plan
from luoshi_reader.source import Source, Span
from luoshi_reader.structure.lines import lines_of
from luoshi_reader.structure.outline import Paragraph
from luoshi_reader.structure.regions import signature

NAMESPACE: Final = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
_CAPTION: Final = re.compile(
    r"^[ \t\u3000]*附[件录表][0-9一二三四五六七八九十]{0,2}[：:.．、]?[ \t\r\u3000]*$", re.MULTILINE
)
_TITLE: Final = re.compile(
    r"(?:关于|印发|转发).{0,120}(?:通知|意见|决定|函)[ \t\r\u3000]{0,8}$", re.MULTILINE
)
_NOTE: Final = re.compile("[（(][^（）()]+[）)]")


@dataclass(frozen=True, slots=True)
class _Piece:
    """One document within the text: `caption`..`start` is its 附件2, `plan` None for a notice."""

    caption: int
    start: int
    end: int
    plan: Plan | None


def as_akn(document: Document) -> str:
    """Return a document as XML of Akoma Ntoso 3.0.

    Its character data is the text of the source, exactly; of characters that XML 1.0 has no way to
    write each is U+FFFD.
    """
    pieces = _pieces(document)
    source = document.source
    known = [
        _known(source, piece, f"att_{at}" if at else "main") for at, piece in enumerate(pieces)
    ]
    told = "".join(
        chain.from_iterable(
            _piece(source, piece, known[at], known[0], last=at == len(pieces) - 1)
            for at, piece in enumerate(pieces)
        )
    )
    ends = "</attachments></doc>" if len(pieces) > 1 else "</doc>"
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<akomaNtoso xmlns="{NAMESPACE}">{told}{ends}</akomaNtoso>\n'
    )


def _pieces(document: Document) -> list[_Piece]:
    """Return the notice, if there is one, and the plans: together the whole text."""
    text = document.source.text
    places, here = [], 0
    for plan in document.plans:
        places.append(_caption(text, here, plan.span.start))
        here = plan.span.end
    carried = not places or "。" in text[: places[0][0]]
    if not carried:
        places[0] = (0, 0)
    plans: list[Plan | None] = [*document.plans]
    if carried:
        places.insert(0, (0, 0))
        plans.insert(0, None)
    ends = [*(first for first, _ in places[1:]), len(text)]
    return [_Piece(*place, end, plan) for place, end, plan in zip(places, ends, plans, strict=True)]


def _caption(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where the caption 附件2 above a plan begins and ends; it may be empty."""
    found = [*_CAPTION.finditer(text[start:end])]
    if found:
        return start + found[-1].start(), start + found[-1].end()
    line = max(start, text.rfind("\n", 0, end) + 1)
    return line, line


def _piece(source: Source, piece: _Piece, known: Known, whole: Known, *, last: bool) -> list[str]:
    main = known is whole
    prefix = "" if main else f"{known.component}__"
    facts = piece.plan.facts if piece.plan else ()
    body = Body(source, _marks(source, piece, prefix), piece.caption, prefix)
    if not main:
        body.tag(f'<attachment eId="{known.component}">')
        if source.text[piece.caption : piece.start].strip():
            body.heading(piece.caption, piece.start, f"{prefix}heading")
    body.tag(f'<doc name="{"plan" if piece.plan else "notice"}">')
    body.tag(meta(known, whole, facts, source, prefix))
    _write(body, source.text, piece, prefix)
    body.rest(piece.end)
    if not main:
        body.tag("</doc></attachment>")
    elif not last:
        body.tag("<attachments>")
    return body.out


def _write(body: Body, text: str, piece: _Piece, prefix: str) -> None:
    """Write preface, body and conclusions of a plan; the words of a notice are its body."""
    blocks = _below_byline(piece.plan) if piece.plan else []
    first = text.rfind("\n", piece.start, blocks[0][0].start) + 1 if blocks else 0
    first = max(first, piece.start)
    end = text.find("\n", piece.plan.span.end, piece.end) if piece.plan else -1
    end = piece.end if end < 0 else end
    if piece.plan and not blocks:
        first = end
    if text[piece.start : first].strip(" \t\r\n"):
        body.tag("<preface>")
        body.lines(piece.start, first, f"{prefix}preface")
        body.tag("</preface>")
    body.tag("<mainBody>")
    empty = not text[first:end].strip(" \t\r\n")
    if empty:
        body.tag("<p/>")
    body.blocks(blocks, first, end)
    body.tag("</mainBody>")
    if text[end : piece.end].strip(" \t\r\n"):
        body.tag("<conclusions>")
        body.lines(end, piece.end, f"{prefix}conclusions")
        body.tag("</conclusions>")


def _below_byline(plan: Plan) -> list[tuple[Span, Block]]:
    """Return the blocks of a plan without the byline under its title, which is its preface's."""
    blocks = blocks_of(plan.text)
    if blocks and isinstance(first := blocks[0][1], Paragraph):
        titled = plan.text.root.heading and not first.section.heading
        if titled or first.section.parent is None:
            return blocks[1:] if _NOTE.fullmatch(first.text.strip()) else blocks
    return blocks


def _marks(source: Source, piece: _Piece, prefix: str) -> Marks:
    text = source.text
    found = [
        Mark(span, "date", {"date": day}) for span, day in days(text, piece.caption, piece.end)
    ]
    head = piece.plan.span.start if piece.plan else piece.end
    if number := document_number(text, piece.start, head):
        found.append(Mark(number, "docNumber", {}))
    if piece.plan:
        if title := piece.plan.text.root.heading:
            found.append(Mark(title.span, "docTitle", {}))
        found += marks(piece.plan.facts, source, prefix)
    return Marks(found)


def _known(source: Source, piece: _Piece, component: str) -> Known:
    """Return what a document says of itself."""
    head = source.text[piece.start : piece.plan.span.start if piece.plan else piece.end]
    number = document_number(source.text, piece.start, piece.start + len(head))
    organ, signed = signature(lines_of(Source(head)))
    day = next((day for _, day in days(signed or "", 0, len(signed or ""))), None)
    title = _TITLE.search(head)
    plan = piece.plan
    return Known(
        title=plan.title_text if plan else title[0].strip() if title else "",
        issuer=plan.issuer_text if plan else organ,
        number=source.quote(number) if number else None,
        day=day,
        year=plan.year if plan else None,
        component=component,
    )
