"""One organisation under several printed names: 郑州南岭食品有限公司, 南岭."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from luoshi_reader.lexicon.organisations import TRADES
from luoshi_reader.text.places import place_at

_LEGAL: Final = re.compile(
    r"(?:（集团）|\(集团\)|集团|股份|控股|总){0,6}(?:有限)?(?:责任)?(?:公司|集团|股份)$|集团$"
)
_FORMS: Final = ("公司", "集团", "股份")
_BRACKET: Final = re.compile(r"（([^（）]+)）")
_INDUSTRY: Final = re.compile(r"(?<![产工企行])[一-鿿]业")
_LONGEST_TRADE: Final = max(map(len, TRADES))
_LEVEL: Final = re.compile(r"^(?:省|市|自治区|区|县)(?:政府)?(?=.{2,}(?:委|厅|局|办)$)")
_LEAST: Final = 2


class Core(NamedTuple):
    """What tells one firm from another: its own word, its trade, its place, its branch."""

    word: str
    trade: str
    place: str
    branch: str
    group: bool = False

    def same(self, other: Core) -> bool:
        """Whether two printed names may be one firm's."""
        return (
            self.word == other.word
            and self.branch == other.branch
            and self._one_trade(other)
            and (not self.place or not other.place or self.place == other.place)
        )

    def _one_trade(self, other: Core) -> bool:
        """Whether no trade tells two names apart; 云溪集团 is another than its 云溪生物."""
        if self.trade and other.trade:
            return self.trade == other.trade
        return not ((self.group and other.trade) or (other.group and self.trade))


def core_of(name: str, home: str | None) -> Core:
    """Take a firm's printed name apart: 漯河云溪实业集团有限责任公司 is 云溪 of 漯河."""
    branch = ""
    bracket = _BRACKET.search(name)
    if bracket and place_at(bracket[1], 0, home):
        branch = bracket[1]
        name = name[: bracket.start()] + name[bracket.end() :]
    bare = name
    while bare.endswith(_FORMS) and (match := _LEGAL.search(bare)) and match.start() >= _LEAST:
        bare = bare[: match.start()]
    place = ""
    while (found := place_at(bare, 0, home)) and len(bare) - found.end >= _LEAST:
        place = found.name.rstrip("省市县")
        bare = bare[found.end :]
    trade = ""
    while (at := _trade_at(bare)) >= _LEAST:
        trade, bare = bare[at:], bare[:at]
    grouped = name.endswith("集团") and not trade
    return Core(bare, "" if trade == "实业" else trade, place, branch, grouped)


def _trade_at(bare: str) -> int:
    """Return where the trade begins that a name ends with: 2 of 云溪食品; -1 for none."""
    last = len(bare) - _LEAST
    for at in range(max(0, len(bare) - _LONGEST_TRADE), last + 1):
        if bare[at:] in TRADES:
            return at
    return last if last >= 0 and _INDUSTRY.match(bare, last) else -1


@dataclass(slots=True)
class Registry:
    """The names met so far in one plan; some have been taken apart before."""

    home: str | None
    known: Mapping[str, Core] = field(default_factory=dict)
    _names: set[str] = field(default_factory=set)
    _cores: dict[str, list[Core]] = field(default_factory=dict)

    def is_new(self, name: str, *, firm: bool) -> bool:
        """Whether this is the first mention; remembers it."""
        key = name if firm else _LEVEL.sub("", name).removesuffix("大学")
        if key in self._names:
            return False
        self._names.add(key)
        if not firm:
            return True
        core = self.known.get(name) or core_of(name, self.home)
        met = self._cores.setdefault(core.word, [])
        fresh = not any(core.same(other) for other in met)
        met.append(core)
        return fresh
