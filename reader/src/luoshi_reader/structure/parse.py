"""From a source to its plans: titles, headings, paragraphs and tables, line by line."""

from __future__ import annotations

import re
from typing import Final

from luoshi_reader.facts import Heading
from luoshi_reader.source import Source, Span
from luoshi_reader.structure.outline import Paragraph, PlanText, Section, Table
from luoshi_reader.text.folding import Folded, fold

_DIGITS: Final = "一二三四五六七八九十百零〇两"
_TITLE: Final = re.compile(r"(?:计划|方案|规划|意见|措施|办法|细则|报告)$")
_LEVEL2: Final = re.compile(rf"([{_DIGITS}]{{1,4}})、")
_LEVEL3: Final = re.compile(rf"[（(]([{_DIGITS}]{{1,4}})[）)]")
_LEVEL4: Final = re.compile(r"([0-9]{1,3})[.．、](?![0-9])")
_LABEL: Final = re.compile(r"[^，、；：。“”（）0-9]{2,14}。(?=.)")
_NUMERALS: Final = {char: at for at, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_NO_TITLE: Final = re.compile(r"[。\t；]")
_LONG: Final = 40
_YEAR: Final = re.compile(r"((?:19|20)[0-9]{2})(?=年)")


def parse(source: Source) -> list[PlanText]:
    """Return the plans of a text in order; a text with no title found is one plan."""
    lines = _lines(source)
    starts = [start for at in range(len(lines)) if (start := _title_start(lines, at)) is not None]
    bounds = zip(starts, [*starts[1:], len(lines)], strict=True)
    return [_plan(source, lines[first:last]) for first, last in bounds]


def _lines(source: Source) -> list[Folded]:
    lines = []
    at = 0
    for raw in source.text.split("\n"):
        if raw.strip():
            lines.append(fold(source, Span(at, at + len(raw))))
        at += len(raw) + 1
    return lines


def _title_start(lines: list[Folded], at: int) -> int | None:
    """Return where the title ends above a bracketed byline at `at` begins, or None."""
    byline = lines[at].text
    if at == 0 or not (byline.startswith("（") and byline.endswith("）") and len(byline) < _LONG):
        return None
    if not _TITLE.search(lines[at - 1].text) or _NO_TITLE.search(lines[at - 1].text):
        return None
    if (
        at > 1
        and not _NO_TITLE.search(lines[at - 2].text)
        and _adjacent(lines[at - 2], lines[at - 1])
    ):
        return at - 2
    return at - 1


def _adjacent(above: Folded, below: Folded) -> bool:
    return above.origins[-1] + 2 >= below.origins[0]


def _plan(source: Source, lines: list[Folded]) -> PlanText:
    titles = next(at for at, line in enumerate(lines) if line.text.startswith("（"))
    span = Span(lines[0].origins[0], lines[-1].origins[-1] + 1)
    title = "".join(line.text for line in lines[:titles])
    heading = Heading(
        span=Span(lines[0].origins[0], lines[titles - 1].origins[-1] + 1),
        level=1,
        number=None,
        title_text=title,
    )
    year = _YEAR.search(title)
    root = Section(heading, None)
    byline = lines[titles].text.strip("（）")
    plan = PlanText(
        source=source,
        span=span,
        title_text=title,
        year=int(year[1]) if year else None,
        issuer_text=byline.split()[0] if byline else None,
        area_text=None,
        root=root,
        headings=[heading],
        paragraphs=[],
        tables=[],
    )
    here = root
    rows: list[list[Folded]] = []
    for line in lines[titles:]:
        if "\t" in line.text:
            rows.append(_cells(line))
            continue
        level, number, at = _mark(line)
        if level is None:
            _add(plan, here, line)
            continue
        end = line.text.find("。", at)
        end = len(line.text) if end < 0 else end
        found = Heading(
            span=line.back(0, end), level=level, number=number, title_text=line.words(at, end)
        )
        parent: Section = root
        node: Section | None = here
        while node is not None:
            if node.heading is None or node.heading.level < level:
                parent = node
                break
            node = node.parent
        here = Section(found, parent)
        parent.children.append(here)
        plan.headings.append(found)
        if end + 1 < len(line.text):
            _add(plan, here, line.cut(end + 1, len(line.text)))
    if rows:
        plan.tables.append(
            Table(
                Span(rows[0][0].origins[0], span.end),
                tuple(rows[0]),
                tuple(tuple(row) for row in rows[1:]),
            )
        )
    return plan


def _add(plan: PlanText, section: Section, folded: Folded) -> None:
    paragraph = Paragraph(folded, section, len(plan.paragraphs))
    plan.paragraphs.append(paragraph)
    section.paragraphs.append(paragraph)


def _cells(line: Folded) -> list[Folded]:
    cells = []
    at = 0
    for part in line.text.split("\t"):
        cells.append(line.cut(at, at + len(part)))
        at += len(part) + 1
    return cells


def _mark(line: Folded) -> tuple[int | None, int | None, int]:
    text = line.text
    if match := _LEVEL2.match(text):
        return 2, _numeral(match[1]), match.end()
    if match := _LEVEL3.match(text):
        return 3, _numeral(match[1]), match.end()
    if match := _LEVEL4.match(text):
        return 4, int(match[1]), match.end()
    if _LABEL.match(text):
        return 4, None, 0
    return None, None, 0


def _numeral(text: str) -> int:
    tens, found, ones = text.partition("十")
    if not found:
        return int("".join(str(_NUMERALS.get(char, 0)) for char in text))
    return _NUMERALS.get(tens, 1) * 10 + _NUMERALS.get(ones, 0)
