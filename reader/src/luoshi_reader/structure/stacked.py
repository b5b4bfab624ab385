"""Tables whose cells stand one under another: what copying from a web page leaves of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from luoshi_reader.lexicon.units import UNITS
from luoshi_reader.structure.columns import form_of, is_period, role_of, states_facts
from luoshi_reader.structure.lines import Line
from luoshi_reader.structure.marks import numeral
from luoshi_reader.text.folding import Folded

_FEWEST: Final = 2
_MOST: Final = 12
_LONGEST_NAME: Final = 20
_NUMBERED: Final = re.compile(
    r"[（(]?(?:([0-9]{1,3})|([一二三四五六七八九十]{1,4}))[)）.．、]{0,2}"
)
#: What the cells of a column look like that is told apart from words by its looks.
_FORMS: Final = {
    "number": "number",
    "lead": "units",
    "answering": "units",
    "join": "units",
    "due": "time",
    "value": "amount",
    "growth": "amount",
    "investment": "amount",
    "nature": "nature",
}
#: Columns that say a task or an indicator more and more closely from left to right.
_LADDER: Final = frozenset({"group", "task", "indicator"})
_DUTY: Final = re.compile("牵头|配合|负责")
_LONGEST_UNIT: Final = 8
_SCALES: Final = "万亿千百"
#: A cell in several paragraphs makes a row longer than its columns by so many lines at most.
_MORE_LINES: Final = 8
_SECTION: Final = 3

#: A row under way: the lines of each column.
_Cells = list[list[Line]]


def unstack(lines: list[Line]) -> list[Line]:
    """Return the lines with every stacked table set as rows.

    序号, 任务, 牵头单位, 参加单位 each on a line, then 1, 2, … each followed by its cells; or
    责任单位, 任务 and then an agency with the tasks it has, all told by what they look like.
    """
    found: list[Line] = []
    at = 0
    while at < len(lines):
        header, first = _header(lines, at)
        roles = [role_of("".join([line.text for line in name])) for name in header]
        grouped = bool(header) and header[0][0] is not lines[at]
        rows, stop = _rows(lines, first, roles, grouped=grouped) if roles else ([], at)
        if len(rows) < _FEWEST:
            found.append(lines[at])
            at += 1
            continue
        found.append(_row(header))
        found += [_row(_to_the_right(row, roles)) for row in rows]
        at = stop
    return found


def _header(lines: list[Line], at: int) -> tuple[list[list[Line]], int]:
    """Return the names of columns from `at` on and where they end; none where they say little.

    A period over what is told of it (“十五五”, 目标值) is one name; 类别 before 序号 names no
    column, but the lines that head groups of rows.
    """
    names: list[list[Line]] = []
    roles: list[str] = []
    end = at
    while end < len(lines) and len(names) < _MOST:
        name = _name(lines, end)
        role = role_of("".join([line.text for line in name]))
        if not role:
            break
        names.append(name)
        roles.append(role)
        end += len(name)
    if roles[:2] == ["group", "number"]:
        names, roles = names[1:], roles[1:]
    if roles[1:2] == roles[:1] or "number" in roles[1:]:
        return [], at  # a caption above the names
    if roles[-2:] == ["lead", "join"] and "answering" in roles:
        # 责任分工 is named first, what it is parted into after all other columns.
        parted = roles.index("answering")
        names = [*names[:parted], *names[-2:], *names[parted + 1 : -2]]
    numbered = len(roles) > _FEWEST and roles[0] == "number"
    tells = numbered or (len(roles) >= _FEWEST and states_facts(roles))
    return (names, end) if tells else ([], at)


def _name(lines: list[Line], at: int) -> list[Line]:
    """Return the lines of one column's name: a period takes in what the next line says of it."""
    line = lines[at]
    if len(line.text) > _LONGEST_NAME or line.is_row or line.mark:
        return []
    below = lines[at + 1] if at + 1 < len(lines) else None
    over = below is not None and is_period(line.text) and role_of(below.text) == "value"
    return [line, below] if below is not None and over and not is_period(below.text) else [line]


def _rows(
    lines: list[Line], at: int, roles: list[str], *, grouped: bool
) -> tuple[list[_Cells], int]:
    """Return the rows below a header and where they end."""
    if roles[0] == "number":
        return _numbered(lines, at, roles, grouped=grouped)
    rows: list[_Cells] = []
    ends: list[int] = []
    while at < len(lines):
        row, stop = _flowing(lines, at, len(lines), roles)
        if row is None:
            if not _is_section(lines, at, roles):
                break
            row, stop = _section(lines[at], roles), at + 1
        rows.append(row)
        ends.append(stop)
        at = stop
    alone = [sum(map(bool, row)) < _FEWEST for row in rows]
    while rows and alone[-1] and (True not in alone[:-1] or _heads_text(lines, ends[-1])):
        for each in (rows, ends, alone):
            each.pop()  # words behind the table
    return rows, ends[-1] if ends else at


def _heads_text(lines: list[Line], after: int) -> bool:
    """Whether the line before `after` is a sentence, or heads one."""
    below = lines[after].is_running and not lines[after].mark if after < len(lines) else False
    return below or lines[after - 1].is_running


def _numbered(
    lines: list[Line], at: int, roles: list[str], *, grouped: bool
) -> tuple[list[_Cells], int]:
    """Return rows that each begin with the next number; any line may head `grouped` rows."""
    rows: list[_Cells] = []
    number = 1
    while at < len(lines):
        if _value(lines[at]) != number:
            heads = _is_section(lines, at, roles) or (grouped and _is_heading(lines[at]))
            if not (heads and at + 1 < len(lines) and _value(lines[at + 1]) in {number, 1}):
                break
            rows.append(_section(lines[at], roles))
            number = _value(lines[at + 1]) or number
            at += 1
            continue
        number += 1
        stop = _next(lines, at + 1, number, roles, grouped=grouped)
        if stop is not None and stop - at == len(roles):
            rows.append([[line] for line in lines[at:stop]])
            at = stop
            continue
        row, end = _flowing(lines, at, len(lines) if stop is None else stop, roles)
        if row is None:
            break
        if stop is not None and end < stop:
            # What fits no column goes on in the words before it: a cell of several paragraphs.
            words = [column for role, column in zip(roles, row, strict=True) if role not in _FORMS]
            row = _refilled(lines[at:stop], roles) if words else row
            end = stop
        rows.append(row)
        at = end
    return rows, at


def _next(
    lines: list[Line], at: int, number: int, roles: list[str], *, grouped: bool
) -> int | None:
    """Return where the row of the next number begins, if near; a section may stand before it."""
    last = min(len(lines), at + len(roles) + _MORE_LINES)
    for there in range(at, last):
        if _value(lines[there]) == number:
            above = there - 1
            heads = above > at and _is_section(lines, above, roles)
            # Behind the last number of a row stands what heads the next group.
            behind = form_of(lines[above - 1].text) if grouped and above > at else ""
            heads = heads or (behind in {"amount", "number"} and _is_heading(lines[above]))
            return above if heads else there
    return None


def _is_heading(line: Line) -> bool:
    """Whether a line may head a group of rows: words, no sentence."""
    return form_of(line.text) in {"text", "units"} and not (line.is_row or line.is_running)


def _value(line: Line) -> int | None:
    found = _NUMBERED.fullmatch(line.text)
    if found is None:
        return None
    return int(found[1]) if found[1] else numeral(found[2])


def _is_section(lines: list[Line], at: int, roles: list[str]) -> bool:
    """Whether a line heads the rows below it: 一、经济发展 in a list of indicators."""
    line = lines[at]
    if not line.mark or line.mark.level > _SECTION or line.is_running or at + 2 >= len(lines):
        return False
    first, second = (each.text for each in lines[at + 1 : at + 3])
    return _fits(roles[0], first, roles) and _fits(roles[1], second, roles)


def _section(line: Line, roles: list[str]) -> _Cells:
    return [[line], *([] for _ in roles[1:])]


def _flowing(lines: list[Line], at: int, stop: int, roles: list[str]) -> tuple[_Cells | None, int]:
    """Return the row from `at` on, each line set in the next column that it looks like."""
    row: _Cells = [[] for _ in roles]
    column = -1
    while at < stop and column + 1 < len(roles):
        line = lines[at]
        if line.is_row or line.is_date or (line.mark and line.mark.level <= _SECTION and column):
            break
        fitting = (n for n in range(column + 1, len(roles)) if _fits(roles[n], line.text, roles))
        chosen = next(fitting, None)
        if chosen is None:
            break
        row[chosen].append(line)
        column = chosen
        at += 1
    if not any(row):
        return None, at
    return _unsure(row, roles), at


def _refilled(lines: Sequence[Line], roles: list[str]) -> _Cells:
    """Set lines in columns where a column of words takes several."""
    row: _Cells = [[] for _ in roles]
    column = -1
    for line in lines:
        later = range(column + 1, len(roles))
        chosen = next((n for n in later if _fits(roles[n], line.text, roles)), None)
        if chosen is None or (column >= 0 and line.mark and roles[column] not in _FORMS):
            chosen = max(column, 0)
        row[chosen].append(line)
        column = chosen
    return _unsure(row, roles)


def _to_the_right(row: _Cells, roles: list[str]) -> _Cells:
    """Set words further right where a row has fewer than it has columns of tasks.

    What several rows have in common stands once, to the left of what each has of its own.
    """
    row = list(row)
    for at in range(len(roles) - 1, 0, -1):
        alike = roles[at] in _LADDER and roles[at - 1] in _LADDER
        if alike and row[at - 1] and not row[at] and any(row[at + 1 :]):
            row[at], row[at - 1] = row[at - 1], []
    return row


def _unsure(row: _Cells, roles: list[str]) -> _Cells:
    """Leave out numbers of a row that lacks some: under which year they stand is not told."""
    amounts = [at for at, role in enumerate(roles) if role in {"value", "growth"}]
    if len([at for at in amounts if row[at]]) < len(amounts):
        return [[] if at in amounts else cells for at, cells in enumerate(row)]
    return row


def _fits(role: str, text: str, roles: list[str]) -> bool:
    """Whether a cell may stand in a column: by its looks where the column has any."""
    form = form_of(text)
    if role == "unit":
        return len(text) <= _LONGEST_UNIT and form in {"text", "units"}
    expected = _FORMS.get(role)
    if expected == "units":
        return form == "units" or (form == "text" and _DUTY.search(text) is not None)
    if expected == "amount":
        return form in {"amount", "number"}
    if expected:
        return form == expected
    if role == "indicator" and "unit" in roles and text.lstrip(_SCALES) in UNITS:
        return False
    return form == "text" or not any(_FORMS.get(each) == form for each in roles)


def _row(cells: Sequence[Sequence[Line]]) -> Line:
    """Return one row; the break between two cells stands as a tab."""
    first = next(lines[0] for lines in cells if lines)
    texts: list[str] = []
    origins: list[int] = []
    for at, lines in enumerate(cells):
        if at:
            origins.append(origins[-1] if origins else first.start)
        texts.append("".join([line.text for line in lines]))
        for line in lines:
            origins.extend(line.folded.origins)
    folded = Folded(first.folded.source, "\t".join(texts), tuple(origins))
    return Line(folded, first.apart, None, max(len(cells), _FEWEST))
