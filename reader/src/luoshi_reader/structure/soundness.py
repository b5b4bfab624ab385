"""Doubts of reading, LS001 to LS008: where the text's own shape is broken or unclear."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from luoshi_reader.doubts import Doubt
from luoshi_reader.facts import Heading
from luoshi_reader.rules import raised
from luoshi_reader.source import Source, Span
from luoshi_reader.structure.outline import Paragraph, PlanText, Section, Table
from luoshi_reader.text.folding import Folded

_PAIRS: Final = {"（": "）", "《": "》", "“": "”", "〔": "〕", "【": "】"}
_OPENS: Final = {close: opening for opening, close in _PAIRS.items()}
_SIGNS: Final = re.compile("[" + "".join([*_PAIRS, *_OPENS]) + "]")
_WIDE: Final = re.compile("[０-９][０-９．，]*")
_GARBLED: Final = re.compile("[\ufffd\ue000-\uf8ff]+")
_HAN: Final = "一二三四五六七八九十"
_OPENING: Final = 40


def no_plan(source: Source) -> Doubt:
    """Say that a text holds no plan, and what to do."""
    start = len(source.text) - len(source.text.lstrip())
    return raised("LS001", Span(start, min(len(source.text), start + _OPENING)))


def reading_doubts(plan: PlanText) -> Iterator[Doubt]:
    """Yield every place of a plan whose shape is broken: numbering, tables, brackets, digits."""
    if not plan.title_text:
        first = plan.headings[0].span if plan.headings else plan.span
        yield raised("LS002", first)
    yield from _numbering(plan.root)
    for table in plan.tables:
        yield from _table(table)
    for paragraph in plan.paragraphs:
        yield from _brackets(paragraph)
    yield from _characters(plan)


def _numbering(root: Section) -> Iterator[Doubt]:
    """Numbers under one heading count up by one; the first is 1 or goes on from the part before."""
    latest: dict[int, Heading] = {}
    yield from _numbered(root, latest)


def _numbered(section: Section, latest: dict[int, Heading]) -> Iterator[Doubt]:
    seen: set[int] = set()
    for child in section.children:
        heading = child.heading
        if heading and heading.number is not None:
            before = latest.get(heading.level)
            goes_on = before is not None and heading.number == (before.number or 0) + 1
            fresh = heading.level not in seen
            if not goes_on and not (fresh and heading.number == 1):
                yield _skip(before, heading) if before and not fresh else _late(heading)
            latest[heading.level] = heading
            seen.add(heading.level)
        yield from _numbered(child, latest)


def _late(heading: Heading) -> Doubt:
    return raised("LS003", heading.span, case="late", second=_printed(heading))


def _skip(before: Heading, heading: Heading) -> Doubt:
    case = ""
    if heading.number == before.number:
        case = "repeats"
    elif (heading.number or 0) < (before.number or 0):
        case = "falls"
    first, second = _printed(before), _printed(heading)
    return raised("LS003", heading.span, (before.span,), case=case, first=first, second=second)


def _printed(heading: Heading) -> str:
    number = heading.number or 0
    tens, ones = divmod(number, 10)
    han = (
        (_HAN[tens - 1] if tens > 1 else "")
        + ("十" if tens else "")
        + (_HAN[ones - 1] if ones else "")
        if tens <= len(_HAN)
        else str(number)
    )
    forms = {2: f"“{han}、”", 3: f"“（{han}）”", 4: f"“{number}.”", 5: f"“（{number}）”"}
    return forms[heading.level]


def _table(table: Table) -> Iterator[Doubt]:
    if table.header is None:
        row = table.rows[0]
        yield raised("LS004", _row_span(row, table.span))
        return
    names = "、".join([cell.text for cell in table.header])
    for row in table.rows:
        if len(row) != len(table.header):
            cells, columns = len(row), len(table.header)
            where = _row_span(row, table.span)
            yield raised("LS005", where, cells=cells, columns=columns, names=names)
    yield from _row_numbers(table)


def _row_numbers(table: Table) -> Iterator[Doubt]:
    before: tuple[int, Span] | None = None
    for row in table.rows:
        if not row[0].text.isascii() or not row[0].text.isdigit():
            continue
        number, span = int(row[0].text), row[0].back(0, len(row[0].text))
        if before and number != before[0] + 1:
            yield raised("LS006", span, (before[1],), first=before[0], second=number)
        before = (number, span)


def _row_span(row: tuple[Folded, ...], table: Span) -> Span:
    filled = [cell for cell in row if cell.text]
    if not filled:
        return table
    return Span(filled[0].origins[0], filled[-1].origins[-1] + 1)


def _brackets(paragraph: Paragraph) -> Iterator[Doubt]:
    open_signs: list[tuple[str, int]] = []
    for found in _SIGNS.finditer(paragraph.text):
        sign, at = found[0], found.start()
        if sign in _PAIRS:
            open_signs.append((sign, at))
        elif open_signs and open_signs[-1][0] == _OPENS[sign]:
            open_signs.pop()
        else:
            where = paragraph.folded.back(at, at + 1)
            yield raised("LS007", where, sign=sign, twin=_OPENS[sign])
            return
    for sign, at in open_signs[:1]:
        where = paragraph.folded.back(at, at + 1)
        yield raised("LS007", where, sign=sign, twin=_PAIRS[sign])


def _characters(plan: PlanText) -> Iterator[Doubt]:
    text = plan.source.text[plan.span.start : plan.span.end]
    for found in _WIDE.finditer(text):
        plain = found[0].translate({code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)})
        yield raised("LS008", _shifted(found, plan), wide=found[0], plain=plain)
    for found in _GARBLED.finditer(text):
        yield raised("LS009", _shifted(found, plan))


def _shifted(found: re.Match[str], plan: PlanText) -> Span:
    return Span(found.start() + plan.span.start, found.end() + plan.span.start)
