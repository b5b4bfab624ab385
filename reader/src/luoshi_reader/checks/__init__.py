"""The plan held against itself: one module per subject."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from luoshi_reader.checks.arithmetic import growth
from luoshi_reader.checks.counts import counts, preamble_counts
from luoshi_reader.checks.departments import departments
from luoshi_reader.checks.layout import layout
from luoshi_reader.checks.names import written_two_ways
from luoshi_reader.checks.promises import promises
from luoshi_reader.checks.references import references
from luoshi_reader.checks.responsibility import unled, untold
from luoshi_reader.checks.rows import rows
from luoshi_reader.checks.sums import sums
from luoshi_reader.checks.targets import one_target_twice
from luoshi_reader.checks.text_and_table import text_and_table
from luoshi_reader.checks.times import times
from luoshi_reader.doubts import Doubt
from luoshi_reader.facts import Fact
from luoshi_reader.source import Source, Span
from luoshi_reader.structure.outline import PlanText

Check = Callable[[PlanText, Sequence[Fact]], Iterable[Doubt]]
PreambleCheck = Callable[[Source, Span], Iterable[Doubt]]

#: Checks of one plan and its facts; doubts are sorted by place afterwards.
CHECKS: tuple[Check, ...] = (
    growth,
    counts,
    sums,
    one_target_twice,
    text_and_table,
    unled,
    untold,
    rows,
    written_two_ways,
    departments,
    times,
    promises,
    layout,
    references,
)
#: Checks of the words above the first plan: the notice that carries the plans.
PREAMBLE_CHECKS: tuple[PreambleCheck, ...] = (preamble_counts,)
