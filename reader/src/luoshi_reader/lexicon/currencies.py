"""Currencies by the names that Chinese texts print, and their parts."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from luoshi_reader.lexicon.words import load_groups

_GROUPS: Final = load_groups("currencies")
#: The ISO 4217 code behind a printed name.
CODES: Final = {name: code for code, names in _GROUPS for name in names}
#: What a sum in this currency is called.
NAMES: Final = {code: names[0] for code, names in _GROUPS}
#: Parts of a whole: 角 is a tenth.
PARTS: Final = {
    **dict.fromkeys(("角", "毛", "角钱", "毛钱"), Decimal("0.1")),
    **dict.fromkeys(
        ("分", "分钱", "美分", "欧分", "港分", "日本銭", "日本钱", "便士", "戈比", "仙"),
        Decimal("0.01"),
    ),
}
