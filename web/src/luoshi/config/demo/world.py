"""What a simulated year is like: names, seasons, habits. Pure, and the same for the same seed.

Every draw has its own generator, keyed by what it is for; so nothing depends on the order in which
things are made, and a larger scale keeps the names of a smaller one.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from random import Random
from typing import Final, Literal
from uuid import UUID, uuid5

_SPACE: Final = UUID("6e0c6b52-0a1f-4c57-9d1c-0f7a7f4c2016")
_SURNAMES: Final = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
)
_GIVEN: Final = (
    "建国志强海燕晓东玉兰文军春梅立新红霞永生秀英卫民丽华世杰雪峰景明思远佳慧子涵俊杰雅琴"
)
_BRANDS: Final = (
    "恒远", "华泰", "金鼎", "瑞丰", "中源", "新兴", "宏达", "天成", "永盛", "博信",
    "德润", "嘉和", "鸿业", "盛华", "明阳", "通达", "正大", "群英", "同力", "万隆",
)  # fmt: skip
#: Industry, the word in a firm's name, its chain, and its turnover in a usual month (万元).
INDUSTRIES: Final[tuple[tuple[str, str, str, int], ...]] = (
    ("装备制造", "机械", "装备制造产业链", 2600),
    ("食品", "食品", "食品产业链", 2100),
    ("电子信息", "电子", "电子信息产业链", 3400),
    ("化工", "化工", "化工产业链", 2900),
    ("有色金属", "铝业", "有色金属产业链", 3800),
    ("医药", "药业", "医药产业链", 1700),
    ("汽车", "汽车零部件", "汽车产业链", 2400),
    ("建材", "建材", "建材产业链", 1500),
    ("纺织服装", "纺织", "纺织服装产业链", 1300),
    ("家居", "家居", "家居产业链", 1100),
)
#: Shares of a year by month: a low at the beginning, a push at the end of each quarter.
_SEASON: Final = (62, 58, 88, 82, 86, 94, 80, 82, 92, 86, 92, 98)

Punctuality = Literal["on_time", "late", "missing"]


@dataclass(frozen=True, slots=True)
class World:
    """A simulated year of a province."""

    year: int
    seed: int

    def draw(self, *key: object) -> Random:
        """Return the generator of one question."""
        return _draw(self.seed, *key)

    def key(self, *what: object) -> UUID:
        """Return the key by which an act of the year is done once."""
        return uuid5(_SPACE, "/".join(map(str, (self.seed, *what))))

    def person(self, *key: object) -> str:
        """Return a person's name."""
        draw = self.draw("person", *key)
        given = draw.randrange(0, len(_GIVEN), 2)
        return draw.choice(_SURNAMES) + _GIVEN[given : given + 2]

    def phone(self, *key: object) -> str:
        """Return an office number of a block that no subscriber has."""
        return f"0371-6550{self.draw('phone', *key).randrange(10_000):04d}"

    def firm(self, county: str, number: int) -> tuple[str, int]:
        """Return the name of a county's firm and the place of its industry in `INDUSTRIES`."""
        place = self.draw("industry", county, number).randrange(len(INDUSTRIES))
        brand = _BRANDS[number % len(_BRANDS)]
        round_ = number // len(_BRANDS)
        tail = f"第{round_ + 1}" if round_ else ""
        return f"{county}{brand}{INDUSTRIES[place][1]}{tail}有限公司", place

    def size(self, *key: object) -> Decimal:
        """Return how large something is beside its peers, between a third and three times."""
        return Decimal(str(round(3 ** self.draw("size", *key).uniform(-1, 1), 4)))

    def season(self, *key: object) -> tuple[Decimal, ...]:
        """Return the twelve months' shares of a year, together one."""
        return _season(self.seed, *key)

    def outcome(self, *key: object) -> Decimal:
        """Return what part of its promise something reaches over the year: most do, some fail."""
        return _outcome(self.seed, *key)

    def growth(self, *key: object) -> Decimal:
        """Return this year's level over last year's."""
        return _growth(self.seed, *key)

    def punctuality(self, respondent: str, month: int) -> tuple[Punctuality, int]:
        """Return whether a respondent sends in time in a month, and by how many days not."""
        careless = self.draw("habit", respondent).random() < 0.12  # noqa: PLR2004 - one in eight
        draw = self.draw("punctuality", respondent, month)
        late, missing = (0.35, 0.12) if careless else (0.05, 0.008)
        chance = draw.random()
        if chance < missing:
            return "missing", 0
        if chance < missing + late:
            return "late", draw.randint(1, 9)
        return "on_time", -draw.randint(0, 3)

    def is_returned(self, respondent: str, month: int) -> bool:
        """Whether the first version of a month comes back for a mistake."""
        return self.draw("returned", respondent, month).random() < 0.07  # noqa: PLR2004 - one in fourteen

    def is_corrected(self, respondent: str, month: int) -> bool:
        """Whether an accepted month is corrected later."""
        return self.draw("corrected", respondent, month).random() < 0.02  # noqa: PLR2004 - one in fifty


def _draw(seed: int, *key: object) -> Random:
    return Random("/".join(map(str, (seed, *key))))  # noqa: S311 - made-up data, no secret


# The same in every month of the year, and asked for in each.


@lru_cache(maxsize=100_000)
def _season(seed: int, *key: object) -> tuple[Decimal, ...]:
    draw = _draw(seed, "season", *key)
    raw = [Decimal(str(round(share * draw.uniform(0.92, 1.08), 2))) for share in _SEASON]
    whole = sum(raw)
    return tuple(share / whole for share in raw)


@lru_cache(maxsize=500_000)
def _outcome(seed: int, *key: object) -> Decimal:
    draw = _draw(seed, "outcome", *key)
    failing = draw.random() < 0.15  # noqa: PLR2004 - one in seven fails
    return Decimal(str(round(draw.uniform(0.55, 0.82) if failing else draw.uniform(0.96, 1.09), 4)))


@lru_cache(maxsize=500_000)
def _growth(seed: int, *key: object) -> Decimal:
    return Decimal(str(round(_draw(seed, "growth", *key).uniform(1.02, 1.16), 4)))
