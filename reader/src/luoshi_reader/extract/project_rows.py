"""Rows of a table of projects: name, owner, place, sum, what is built and until when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from luoshi_reader.extract.projects import capacities_in, money_unit
from luoshi_reader.facts import Capacity, Money, Project
from luoshi_reader.structure.columns import squeezed
from luoshi_reader.structure.outline import PlanText, Table
from luoshi_reader.structure.tables import is_blank, reaching_down, said
from luoshi_reader.text.folding import Folded
from luoshi_reader.text.quantities import quantity_at

_TOLD: Final = frozenset({"investment", "content", "owner", "place", "due"})
#: What makes a table with a column of projects one of projects, not of tasks.
_TELLING: Final = frozenset({"investment", "content", "owner", "place"})
_SUM: Final = re.compile(
    r"(?:合|总|小)\s{0,4}计|共 {0,3}[0-9]|[一二三四五六七八九十]{1,3}、"
    "|（[一二三四五六七八九十]{1,3}）"
)
_MONEY: Final = re.compile(r"[（(〔\[]?((?:[万亿千百]{1,2})?美?元|[万亿]{1,2})[）)〕\]]?")
_NOTE: Final = re.compile(r"单位[：:] {0,4}((?:[万亿千百]{1,2})?美?元)")
_SIGNS: Final = re.compile("[、，；,;]")
#: What is made each year: 年产20万吨铝板带.
_YEARLY: Final = re.compile("年(?:产|处理|加工|生产)|产能")


def project_rows(plan: PlanText) -> Iterator[Project]:
    """Yield one project a row of every table of projects.

    河东粮油加工 | 年产10万吨面粉 | 3.2 | 云溪粮油公司 under 总投资（亿元） and 建设单位 is a
    project of 云溪粮油公司 that costs 3.2亿元.
    """
    for table in plan.tables:
        if "project" in table.roles and not _TELLING.isdisjoint(table.roles):
            yield from _rows(table)


def _rows(table: Table) -> Iterator[Project]:
    roles = table.roles
    name = _name_column(table)
    rows = said(table)
    places = [
        at
        for at, row in enumerate(rows)
        if len(row) > name
        and row[name].text
        and not _SUM.match(row[name].text)
        and not _SUM.match(squeezed(row[0].text))
        and sum(1 for cell in row if cell.text) > 1
    ]
    owners = reaching_down(rows, roles.index("owner"), places) if "owner" in roles else {}
    for at in places:
        row = rows[at]
        cells = {role: row[roles.index(role)] for role in _TOLD & set(roles[: len(row)])}
        if at in owners:
            cells["owner"] = owners[at]
        cells = {role: cell for role, cell in cells.items() if not is_blank(cell)}
        title = row[name]
        yield Project(
            span=title.back(0, len(title.text)),
            evidence=tuple(sorted(cell.back(0, len(cell.text)) for cell in cells.values())),
            name_text=_words(title),
            owners=_listed(cells.get("owner")),
            places=_listed(cells.get("place")),
            capacities=_capacities(title, cells.get("content")),
            investment=_investment(table, cells.get("investment")),
            due_text=_words(cells["due"]) if "due" in cells else None,
        )


def _name_column(table: Table) -> int:
    named = [at for at, role in enumerate(table.roles) if role == "project"]
    return max(named, key=lambda at: len({row[at].text for row in table.rows if at < len(row)}))


def _listed(cell: Folded | None) -> tuple[str, ...]:
    """Return the members of a cell: owners or places."""
    if cell is None:
        return ()
    names = (name.strip() for name in _SIGNS.split(_words(cell)))
    return tuple(dict.fromkeys(name for name in names if name))


def _capacities(title: Folded, content: Folded | None) -> tuple[Capacity, ...]:
    """Return what a project is to make each year, of what it builds or, else, by its name."""
    for cell in (content, title):
        if cell is not None and (yearly := _YEARLY.search(cell.text)):
            return tuple(capacities_in(cell, yearly.end()))
    return ()


def _investment(table: Table, cell: Folded | None) -> Money | None:
    """Return the sum in a cell; its unit stands in it, in the column's name or above the table."""
    if cell is None:
        return None
    text = cell.text.lstrip("约")
    amount = quantity_at(text, 0)
    if amount is None or amount.noun.strip("美元") or text[amount.end :].strip(" 左右多*"):
        return None
    unit = money_unit(amount)
    if not unit:
        header = table.header[table.roles.index("investment")].text if table.header else ""
        found = _MONEY.search(header.rpartition("资")[2] or header)
        notes = [note for each in table.notes if (note := _NOTE.search(each.text))]
        found = found or (notes[-1] if notes else None)
        unit = found[1] if found else ""
    if unit and not unit.endswith("元"):
        unit += "元"  # 投资（亿）
    return Money(amount.value, unit) if unit else None


def _words(cell: Folded) -> str:
    return cell.words(0, len(cell.text))
