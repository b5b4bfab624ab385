"""What the checks of a report would ask in the simulated year, and what a respondent answers.

The same rules judge as when a report is sent by hand; most figures are seen at a glance to be usual
and are not judged at all, which keeps a year of them quick.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random
from typing import Final

from luoshi.config.demo.ruling import WHY
from luoshi.config.demo.world import World
from luoshi.kernel.periods import Period
from luoshi.reporting.actions.noticing import Readable, broken
from luoshi.reporting.models import Duty, Line
from luoshi.reporting.queries.known import how_of
from luoshi.reporting.rules.adding import Entered, Point
from luoshi.reporting.rules.checks import SOFT, Found
from luoshi.reporting.rules.content import Content, FigureInput
from luoshi.reporting.rules.grid import How, Said
from luoshi.reporting.rules.known import Known
from luoshi.reporting.rules.noticing import FEWEST, noticed
from luoshi.reporting.wording import noticed_words

_WHY: Final = (
    "上月结转的订单集中在本月交付，数额高于往月。",
    "新建项目本月集中投产，较往月增长较多。",
    "设备检修停产半个月，数额低于往月。",
    "本月补报了上季度新入库企业的数据。",
)
#: Between these times the last figure no unit is doubted.
_LEAST, _MOST = Decimal("0.017"), Decimal(60)

_Key = tuple[int, int | None, int]


@dataclass(slots=True)
class _Past:
    """What a respondent said in a line, with the least and the most of it."""

    said: list[Said] = field(default_factory=list)
    low: Decimal = Decimal(0)
    high: Decimal = Decimal(0)

    def add(self, said: Said, value: Decimal) -> None:
        self.low = min(self.low, value) if self.said else value
        self.high = max(self.high, value) if self.said else value
        self.said.append(said)

    def usual(self, value: Decimal) -> bool:
        """Whether nothing can be odd about a value that is no running total."""
        last = self.said[-1].point.value
        if value and (not last or not _LEAST < value / last < _MOST):
            return False
        return len(self.said) < FEWEST or self.low <= value <= self.high


@dataclass(slots=True)
class Memory:
    """What every respondent said so far in the year, and what the forms' rules ask of it."""

    world: World
    rules: Mapping[int, list[Readable]] = field(default_factory=dict)
    _past: dict[_Key, _Past] = field(default_factory=dict)
    _hows: dict[int, How] = field(default_factory=dict)

    def questions(
        self, duty: Duty, content: Content, lines: Mapping[int, Line]
    ) -> dict[Found, str]:
        """Return what is asked about a content, each with the respondent's answer."""
        period = Period.parse(duty.cycle.period_code)
        asked = [*self._broken(duty, content, lines, period), *self._noticed(duty, content, lines)]
        draws: dict[bool, Random] = {}
        found = {}
        for one in asked:
            ruled = one.rule_id is not None
            if ruled not in draws:
                key = (duty.agency_id, duty.enterprise_id, period, *(("rule",) if ruled else ()))
                draws[ruled] = self.world.draw("why", *key)
            found[one] = draws[ruled].choice(WHY if ruled else _WHY)
        return found

    def _broken(
        self, duty: Duty, content: Content, lines: Mapping[int, Line], period: Period
    ) -> Iterator[Found]:
        """Yield the rules of the form that do not hold; only what they name is looked up."""
        rules = self.rules.get(duty.cycle.form_id, [])
        named = {code for _rule, check in rules for code in check.codes()}
        known = {
            row.line_id: _known(
                period, self._how(lines[row.line_id]), row, self._past_of(duty, row)
            )
            for row in content.figures
            if lines[row.line_id].code in named
        }
        yield from broken(rules, {pk: lines[pk] for pk in known}, known)

    def _noticed(self, duty: Duty, content: Content, lines: Mapping[int, Line]) -> Iterator[Found]:
        for row in content.figures:
            past = self._past_of(duty, row)
            if row.value is None or past is None:
                continue
            line = lines[row.line_id]
            how = self._how(line)
            if how.entered == Entered.PERIOD and past.usual(row.value):
                continue
            period = Period.parse(duty.cycle.period_code)
            for notice in noticed(_known(period, how, row, past)):
                yield Found(notice.notice.value, SOFT, line.pk, noticed_words(line, notice))

    def _past_of(self, duty: Duty, row: FigureInput) -> _Past | None:
        return self._past.get((duty.agency_id, duty.enterprise_id, row.line_id))

    def remember(self, duty: Duty, content: Content) -> None:
        """Keep what stands for a period when it is over."""
        start, end = duty.cycle.start, duty.cycle.end
        for row in content.figures:
            if row.value is not None:
                key = (duty.agency_id, duty.enterprise_id, row.line_id)
                said = Said(start, end, Point(row.value), row.base)
                self._past.setdefault(key, _Past()).add(said, row.value)

    def _how(self, line: Line) -> How:
        if line.pk not in self._hows:
            self._hows[line.pk] = how_of(line)
        return self._hows[line.pk]


def _known(period: Period, how: How, row: FigureInput, past: _Past | None) -> Known:
    return Known(how, period, Point(row.value), past.said if past else (), (), row.base)
