"""What several firms are each to do: 推进甲钢、乙钢等企业产能置换项目."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from luoshi_reader.extract.builders import Owner
from luoshi_reader.extract.governing import clause_start
from luoshi_reader.extract.listed import names_in_list
from luoshi_reader.extract.members import Work

#: What closes the list of firms, and the work that each of them has.
_EACH: Final = re.compile(
    "等(?:[0-9一二三四五六七八九十]{1,3}[家个户])?(?:重点|骨干|龙头|大型){0,3}企业的?"
    "(?P<thing>(?:[一-鿿]{3,16}、)?[一-鿿]{3,20}?(?:改造|置换|升级|扩能|搬迁|扩建|技改))等?(?=项目|工程)"
)
#: No list of firms is longer.
_LONGEST: Final = 80


def firm_tasks(text: str, home: str | None) -> Iterator[Work]:
    """Yield the work of each firm of a list that 等企业 closes and one 项目 follows."""
    if "企业" not in text:
        return
    for found in _EACH.finditer(text):
        start = max(clause_start(text, found.start()), found.start() - _LONGEST)
        for name in names_in_list(text, (start, found.start()), "enterprise", home, set()):
            owner = Owner(name.start, name.end, name.end, formal=False, sure=True)
            yield Work(name.start, found.end("thing"), found.span("thing"), (owner,), None)
