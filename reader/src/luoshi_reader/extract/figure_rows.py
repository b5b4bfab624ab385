"""Rows of a table of indicators: each number under a year is a figure."""

from __future__ import annotations

from collections.abc import Iterator

from luoshi_reader.extract.figure_cells import Column, bound, figures_of, indicator_in, kind_of
from luoshi_reader.facts import Figure
from luoshi_reader.structure.columns import squeezed, year_in
from luoshi_reader.structure.outline import PlanText, Table
from luoshi_reader.structure.tables import said


def figure_rows(plan: PlanText) -> Iterator[Figure]:
    """Yield the figures of every table of indicators.

    地区生产总值 | 亿元 | 320 | 450 | 预期性 under 2020年 and 2025年 is 320亿元 in 2020 as it was
    and 450亿元 in 2025 as it is to be.
    """
    for table in plan.tables:
        if "indicator" not in table.roles:
            continue
        columns = _columns(plan, table)
        name = _name_column(table)
        for row in said(table) if columns else ():
            if name < len(row) and (indicator := indicator_in(row[name])):
                yield from figures_of(table, row, indicator, columns)


def _name_column(table: Table) -> int:
    """Return the column of indicators: of several, the last that tells most of them apart."""
    named = [at for at, role in enumerate(table.roles) if role == "indicator"]

    def apart(at: int) -> tuple[int, int]:
        return len({row[at].text for row in table.rows if at < len(row)}), at

    return max(named, key=apart)


def _columns(plan: PlanText, table: Table) -> list[Column]:
    header = [squeezed(cell.text) for cell in table.header or ()]
    years = [year for name in header if (year := year_in(name))]
    found: list[Column] = []
    for at, (name, role) in enumerate(zip(header, table.roles, strict=False)):
        if role not in {"value", "growth", "goal"}:
            continue
        year = year_in(name)
        kind = kind_of(name, year, years)
        if year is None and kind == "target" and role != "growth":
            year = max([*years, *([plan.year] if plan.year else [])], default=None)
        found.append(Column(at, kind, year, role == "growth"))
    return [bound(each, found, header) if each.grows else each for each in found]
