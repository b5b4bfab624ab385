"""Tables whose cells stand one under another: what copying from a web page leaves of them."""

from __future__ import annotations

import re
from typing import Final

from luoshi_reader.structure.lines import Line
from luoshi_reader.text.folding import Folded

_NUMBER: Final = re.compile("序号|编号")
_NAME: Final = re.compile(
    "(?:重点|主要|工作|专项|具体|任务|目标|项目|建设|责任|牵头|配合|参加|参与|主办|协办|负责|完成){0,3}"
    "(?:任务|事项|工作|措施|举措|内容|项目|单位|部门|主体|时限|时间|期限|备注|目标|类别|领域|名称)"
)
_FEWEST: Final = 3
_MOST: Final = 8


def unstack(lines: list[Line]) -> list[Line]:
    """Return the lines with every stacked table set as rows.

    序号, 任务, 牵头单位, 参加单位 each on a line, then 1, 2, … each followed by its cells.
    """
    found: list[Line] = []
    at = 0
    while at < len(lines):
        width = _header(lines, at)
        if not width:
            found.append(lines[at])
            at += 1
            continue
        starts = _rows(lines, at + width, width)
        if len(starts) < len("12"):
            found.append(lines[at])
            at += 1
            continue
        for first, last in zip([at, *starts[:-1]], starts, strict=True):
            found.append(_row(lines[first:last]))
        at = starts[-1]
    return found


def _header(lines: list[Line], at: int) -> int:
    """Return how many names of columns stand from `at` on, 序号 first; 0 when too few."""
    if not _NUMBER.fullmatch(lines[at].text):
        return 0
    width = 1
    while width < _MOST and at + width < len(lines) and _NAME.fullmatch(lines[at + width].text):
        width += 1
    return width if width >= _FEWEST else 0


def _rows(lines: list[Line], at: int, width: int) -> list[int]:
    """Return where each row starts, and last where the table ends."""
    starts = []
    number = 1
    while at < len(lines) and lines[at].text == str(number):
        starts.append(at)
        number += 1
        at += 1
        for _ in range(width - 1):
            if at >= len(lines) or lines[at].text == str(number) or _ends(lines[at]):
                break
            at += 1
    return [*starts, at] if starts else []


def _ends(line: Line) -> bool:
    return bool(line.mark) or line.is_row or "。" in line.text or line.is_date


def _row(cells: list[Line]) -> Line:
    """Return one row; the break between two cells stands as a tab."""
    text = "\t".join([cell.text for cell in cells])
    origins: list[int] = []
    for cell in cells:
        if origins:
            origins.append(origins[-1] + 1)
        origins.extend(cell.folded.origins)
    first = cells[0]
    return Line(Folded(first.folded.source, text, tuple(origins)), first.apart, None, len(cells))
