"""Tables that part targets among places: a row each, a column each target."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from luoshi_reader.extract.figure_cells import (
    SUM,
    UNIT_IN,
    Column,
    Indicator,
    bound,
    figures_of,
    indicator_in,
    kind_of,
    number_in,
)
from luoshi_reader.facts import Figure
from luoshi_reader.structure.columns import squeezed, year_in
from luoshi_reader.structure.outline import PlanText, Table
from luoshi_reader.structure.tables import is_blank, said
from luoshi_reader.text.folding import Folded

#: Columns of a table of places that hold no numbers of theirs.
_BESIDE: Final = frozenset(
    {"place", "number", "note", "unit", "group", "person", "lead", "answering"}
)
#: How a row of such a table begins: a place, or the sum of all.
_PLACE: Final = re.compile(
    "(?:市|县|区|州|盟|旗|镇|乡|街道|管委会|政府|兵团|师)(?:[（(][^（）()]{1,12}[）)])?$"
    "|^(?:合|总|小) {0,4}计$|^全[省市区县州]$"
)
_YEAR_BEFORE: Final = re.compile("(?:到|至)?20[0-9]{2}年?[底末度]?")
_YEAR_SAID: Final = re.compile("(20[0-9]{2})年")
_GOAL: Final = re.compile("(?:目标|规划|计划|预期|任务|指标|完成|实际|预计|现状){1,3}[值数量]?$")
_ONLY_CHANGE: Final = re.compile("(?:同比|年均|比上年|较上年)?(?:增长|增速|增幅|增长率|增减)?")
#: 2016年各市新能源汽车推广任务分解表: what is parted among places.
_PARTED: Final = re.compile(
    "(?:各(?:省辖市|设区市|地市|市州|市县|区县|县区|市|县|区|地|镇街|乡镇|单位)|分[市县区地])?(?:20[0-9]{2}年度?)?"
    "([^，。；：:年各附]{2,30}?)(?:工作)?(?:目标|计划|年度|指标|任务){1,3}(?:分解|分配|安排|下达)?(?:情况|计划|一览)?表$"
)


def place_rows(plan: PlanText) -> Iterator[Figure]:
    """Yield the figures of every table of places.

    东河市 | 2850 under 2016年目标（辆） in 各市新能源汽车推广任务分解表 is 东河市's.
    The sum at the foot is nobody's.
    """
    for table in plan.tables:
        at = _place_column(table)
        groups = [] if at is None else _groups(plan, table)
        for row in said(table) if groups else ():
            place = row[at or 0]
            if is_blank(place) or SUM.fullmatch(place.text):
                continue
            for indicator, columns in groups:
                whose = indicator._replace(subject=place.words(0, len(place.text)))
                yield from (_told(each, place) for each in figures_of(table, row, whose, columns))


def _told(figure: Figure, place: Folded) -> Figure:
    """Return a figure that rests on the cell of its place too."""
    told = {*figure.evidence, place.back(0, len(place.text))}
    evidence = tuple(sorted(told, key=lambda span: span.start))
    return replace(figure, evidence=evidence, scope="sub")


def _place_column(table: Table) -> int | None:
    """Return the column of places in a table of which all others hold numbers."""
    if table.header is None or "place" not in table.roles:
        return None
    at = table.roles.index("place")
    width = len(table.header)
    rows = [row for row in table.rows if len(row) == width and not is_blank(row[at])]
    places = {row[at].text for row in rows}
    beside = [each for each in range(width) if table.roles[each] not in _BESIDE]
    cells = [row[each] for row in rows for each in beside]
    numbers = [cell for cell in cells if is_blank(cell) or number_in(cell.text)]
    alike = len(places) == len(rows) > 1 and all(_PLACE.search(place) for place in places)
    return at if alike and beside and len(numbers) == len(cells) else None


def _groups(plan: PlanText, table: Table) -> list[tuple[Indicator, list[Column]]]:
    """Return the indicators of a table of places, each with its columns.

    A column that names a year or a growth alone is of the indicator to its left, or else of what
    the caption says is parted.
    """
    header = [squeezed(cell.text) for cell in table.header or ()]
    years = [year for name in header if (year := year_in(name))]
    groups: list[tuple[Indicator, list[Column]]] = []
    for each, cell in enumerate(table.header or ()):
        if table.roles[each] in _BESIDE:
            continue
        indicator = _of_column(cell)
        if indicator is not None or not groups:
            indicator = indicator or _of_caption(table, cell)
            if indicator is None:
                continue
            groups.append((indicator, []))
        kind = kind_of(header[each], year_in(header[each]), years)
        year = year_in(header[each]) or _year_of(table) or plan.year
        grows = table.roles[each] == "growth" or groups[-1][0].grows
        groups[-1][1].append(Column(each, kind, year, grows))
    return [
        (indicator, [bound(one, columns, header) if one.grows else one for one in columns])
        for indicator, columns in groups
    ]


def _of_column(cell: Folded) -> Indicator | None:
    """Return the indicator that a column names: 工业增加值 of 2016年工业增加值目标（亿元）."""
    unit = UNIT_IN.search(cell.text)
    end = unit.start() if unit else len(cell.text)
    year = _YEAR_BEFORE.match(cell.text, 0, end)
    goal = _GOAL.search(cell.text, year.end() if year else 0, end)
    start, stop = year.end() if year else 0, goal.start() if goal else end
    named = indicator_in(cell.cut(start, stop)) if start < stop else None
    if named is None or _ONLY_CHANGE.fullmatch(cell.text, start, stop):
        return None
    return _whole(named, unit)


def _of_caption(table: Table, column: Folded) -> Indicator | None:
    """Return what the caption says is parted: 新能源汽车推广 of 各市新能源汽车推广任务分解表."""
    for note in reversed(table.notes):
        found = _PARTED.search(note.text)
        named = indicator_in(note.cut(*found.span(1))) if found else None
        if named is not None:
            return _whole(named, UNIT_IN.search(column.text))
    return None


def _whole(named: Indicator, unit: re.Match[str] | None) -> Indicator:
    """Return an indicator under its whole name: whose it is, its row says."""
    return named._replace(
        name=named.subject + named.name, unit=(unit[1] or unit[2]) if unit else ""
    )


def _year_of(table: Table) -> int | None:
    years = [int(year) for note in table.notes for year in _YEAR_SAID.findall(note.text)]
    return years[-1] if years else None
