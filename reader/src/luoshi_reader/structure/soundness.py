"""Doubts of reading, LS001 to LS008: where the text's own shape is broken or unclear."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from luoshi_reader.doubts import Doubt
from luoshi_reader.facts import Heading
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
    return Doubt(
        code="LS001",
        severity="error",
        message="文中没有找到计划：既没有以“计划”“方案”“意见”等结尾的标题，也没有“一、”“（一）”等"
        "分级序号。请确认选对了文件；从网页或PDF复制的，请保留标题和各级序号各占一行。",
        span=Span(start, min(len(source.text), start + _OPENING)),
    )


def reading_doubts(plan: PlanText) -> Iterator[Doubt]:
    """Yield every place of a plan whose shape is broken: numbering, tables, brackets, digits."""
    if not plan.title_text:
        first = plan.headings[0].span if plan.headings else plan.span
        yield _doubt("LS002", "warning", "这一部分没有印出标题，请补上计划名称。", first)
    yield from _numbering(plan.root)
    for table in plan.tables:
        yield from _table(table)
    for paragraph in plan.paragraphs:
        yield from _brackets(paragraph)
    yield from _characters(plan)


def _doubt(
    code: str, severity: str, message: str, span: Span, related: tuple[Span, ...] = ()
) -> Doubt:
    return Doubt(
        code=code,
        severity="note" if severity == "note" else "warning",
        message=message,
        span=span,
        related=related,
    )


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
    message = f"标题序号从{_printed(heading)}开始，前面可能缺了内容，请核对原文。"
    return _doubt("LS003", "warning", message, heading.span)


def _skip(before: Heading, heading: Heading) -> Doubt:
    first, second = _printed(before), _printed(heading)
    if heading.number == before.number:
        message = f"标题序号重复：前后两处都是{second}，请核对原文。"
    elif (heading.number or 0) < (before.number or 0):
        message = f"标题序号倒退：{first}之后是{second}，请核对是否漏了上一级标题。"
    else:
        message = f"标题序号不连续：{first}之后直接是{second}，请核对原文是否缺了一段。"
    return _doubt("LS003", "warning", message, heading.span, (before.span,))


def _printed(heading: Heading) -> str:
    number = heading.number or 0
    tens, ones = divmod(number, 10)
    han = (
        (_HAN[tens - 1] if tens > 1 else "")
        + ("十" if tens else "")
        + (_HAN[ones - 1] if ones else "")
    )
    forms = {2: f"“{han}、”", 3: f"“（{han}）”", 4: f"“{number}.”", 5: f"“（{number}）”"}
    return forms[heading.level]


def _table(table: Table) -> Iterator[Doubt]:
    if table.header is None:
        row = table.rows[0]
        message = (
            "表格没有表头，无法确定哪一列是牵头单位、哪一列是参加单位；"
            "可能从中间截断，请补上表头或人工录入。"
        )
        yield _doubt("LS004", "warning", message, _row_span(row, table.span))
        return
    names = "、".join([cell.text for cell in table.header])
    for row in table.rows:
        if len(row) != len(table.header):
            message = (
                f"表格这一行有{len(row)}格，表头有{len(table.header)}格（{names}），"
                "可能被截断，请核对原文。"
            )
            yield _doubt("LS005", "warning", message, _row_span(row, table.span))
    yield from _row_numbers(table)


def _row_numbers(table: Table) -> Iterator[Doubt]:
    before: tuple[int, Span] | None = None
    for row in table.rows:
        if not row[0].text.isascii() or not row[0].text.isdigit():
            continue
        number, span = int(row[0].text), row[0].back(0, len(row[0].text))
        if before and number != before[0] + 1:
            message = f"表格序号不连续：{before[0]}之后是{number}，请核对原文是否缺行。"
            yield _doubt("LS006", "warning", message, span, (before[1],))
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
            message = f"“{sign}”没有与之对应的“{_OPENS[sign]}”，请核对原文。"
            yield _doubt("LS007", "warning", message, paragraph.folded.back(at, at + 1))
            return
    for sign, at in open_signs[:1]:
        message = f"“{sign}”没有与之对应的“{_PAIRS[sign]}”，请核对原文。"
        yield _doubt("LS007", "warning", message, paragraph.folded.back(at, at + 1))


def _characters(plan: PlanText) -> Iterator[Doubt]:
    text = plan.source.text[plan.span.start : plan.span.end]
    for found in _WIDE.finditer(text):
        plain = found[0].translate({code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)})
        message = f"“{found[0]}”用全角数字印出，已按{plain}读取，请核对。"
        yield _doubt("LS008", "note", message, _shifted(found, plan))
    for found in _GARBLED.finditer(text):
        message = "此处有无法识别的字符，可能是文件转换时丢失的文字，请对照原件补正。"
        yield _doubt("LS009", "warning", message, _shifted(found, plan))


def _shifted(found: re.Match[str], plan: PlanText) -> Span:
    return Span(found.start() + plan.span.start, found.end() + plan.span.start)
