"""When two printed names are one firm: pure, no database.

A name is a region, a core and a form: 郑州 + 某某客车 + 股份有限公司. Names with one core whose
regions do not differ are one firm by rule; anything looser is only suggested to a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

_FORMS: Final = ("股份有限公司", "有限责任公司", "有限公司", "股份公司", "公司")
_GROUPS: Final = ("集团", "控股")
_SHORTEST_CORE: Final = 4
_SHORTEST_PART: Final = 2
_NOT_FIRMS: Final = re.compile(
    r"(?:大学|学院|学校|研究院|研究所|设计院|协会|商会|学会|联盟|医院|中心|政府|管委会"
    r"|委员会|委|厅|局|办公室|市|县|区)$"
)


@dataclass(frozen=True, slots=True)
class Parts:
    """A firm's name taken apart; `formal` when it carries its legal form."""

    region: str
    core: str
    formal: bool


def printed(name: str) -> str:
    """Return a name without the blanks of a broken line, one kind of bracket."""
    return re.sub(r"\s+", "", name).replace("(", "（").replace(")", "）")


def parts(name: str, regions: frozenset[str]) -> Parts:
    """Take a name apart. `regions` holds 河南省, 河南, 郑州市, 郑州 and the like.

    What would leave a core of fewer than four signs stays whole: 郑州银行 is not 银行.
    """
    core = printed(name)
    formal = False
    for form in _FORMS:
        if core.endswith(form) and len(core) - len(form) >= _SHORTEST_PART:
            core, formal = core.removesuffix(form), form != "公司"
            break
    region = ""
    longest = max(map(len, regions), default=0)
    for length in range(min(longest, len(core) - _SHORTEST_CORE), 1, -1):
        head = core[:length]
        if head in regions:
            region, core = _bare(head), core[length:]
            break
    return Parts(region, core, formal)


def _bare(region: str) -> str:
    """Return a region without its kind: 河南省 gives 河南."""
    return region[:-1] if len(region) > _SHORTEST_PART and region[-1] in "省市县区" else region


def is_firm(name: str) -> bool:
    """Whether an owner's name may be a firm's: not a university, a body, a place."""
    return _NOT_FIRMS.search(printed(name)) is None


def is_safe(new: Parts, known: Iterable[Parts], *, broad: str = "河南") -> bool:
    """Whether a name may join a firm by rule: one core, and no two different regions.

    The province counts as no region: 河南甲乙丙 and 郑州甲乙丙 do not contradict each other.
    """
    known = list(known)
    places = {one.region for one in [new, *known]} - {"", broad}
    return all(one.core == new.core for one in known) and len(places) <= 1


def loosely_alike(one: Parts, other: Parts) -> bool:
    """Whether two names may be one firm, so that a person is asked.

    Same core with another region, the same without 集团 or a place in brackets, or one the
    beginning of the other.
    """
    a, b = _loose(one.core), _loose(other.core)
    if a == b:
        return True
    short, long = sorted((a, b), key=len)
    return len(short) >= _SHORTEST_PART and long.startswith(short)


def _loose(core: str) -> str:
    """Return a core without 集团 and what stands in brackets."""
    loose = re.sub("（[^）]*）", "", core)
    for word in _GROUPS:
        loose = loose.replace(word, "")
    return loose or core
