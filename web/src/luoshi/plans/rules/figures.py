"""What a figure is compared by across plans: its indicator, subject and unit said one way. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from luoshi_reader.lexicon.indicators import SYNONYMS

from luoshi.kernel.units import split_unit

#: Sorts what states no such number below everything that does.
LEAST: Final = -1e300
#: Whose figure it is, said one way: 规模以上工业 is 规上工业, 全省 the place of the plan itself.
_ONE_WAY: Final = (
    ("规模以上", "规上"),
    ("规模工业", "规上工业"),
    *((whole, "") for whole in ("全省", "全市", "全自治区", "全区", "全县", "我省", "我市")),
)
_USUAL: Final = {other: name for name, others in SYNONYMS.items() for other in others}
#: 亿 alone counts money, unless what is counted are heads, tons or pieces.
_BARE: Final = frozenset({"亿", "万亿", "千亿", "百亿"})
_COUNTED: Final = re.compile("(?:人口|人数|人次|户数|量|数|面积|里程|用户)$")


@dataclass(frozen=True, slots=True)
class Compared:
    """What a figure is compared by.

    `indicator` is its usual name, `unit` 亿元 where 亿 is printed of money; `sector` is the subject
    without the plan's own place, blank where it is that; `bare` is the unit without 万 or 亿,
    `size` the value in it, `rate` the growth in per cent, both `LEAST` where none is stated.
    """

    indicator: str
    subject: str
    sector: str
    kind: str
    year: int | None
    unit: str
    bare: str
    size: float
    rate: float


def compared(fields: Mapping[str, Any]) -> Compared:
    """Return what a figure with these fields of the guide is compared by."""
    named, printed = _word(fields, "indicator_text"), _word(fields, "unit")
    subject = _word(fields, "subject_text")
    of_money = printed in _BARE and not _COUNTED.search(named)
    unit = f"{printed}元" if of_money else printed
    power, bare = split_unit(unit)
    value, growth, year = (fields.get(name) for name in ("value", "growth_pct", "year"))
    return Compared(
        indicator=_USUAL.get(named, named),
        subject=subject,
        sector=_sector(subject),
        kind=_word(fields, "kind"),
        year=None if year is None else int(year),
        unit=unit,
        bare=bare,
        size=LEAST if value is None else float(Decimal(str(value)).scaleb(power)),
        rate=LEAST if growth is None else float(growth),
    )


def _word(fields: Mapping[str, Any], name: str) -> str:
    return str(fields.get(name) or "")


def _sector(subject: str) -> str:
    for said, meant in _ONE_WAY:
        subject = subject.replace(said, meant)
    return subject
