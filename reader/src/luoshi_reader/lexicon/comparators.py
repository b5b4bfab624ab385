"""Words that stand before or after a number and say how it is meant."""

from __future__ import annotations

from typing import Final

from luoshi_reader.lexicon.words import load_groups

BEFORE: Final = {word: op for op, words in load_groups("comparators_before") for word in words}
AFTER: Final = {word: op for op, words in load_groups("comparators_after") for word in words}
#: Comparators of statistics and queries, beside those of plans: 多于等于5, 5或者更少.
RANGE_BEFORE: Final = {word: op for op, words in load_groups("range_before") for word in words}
RANGE_AFTER: Final = {word: op for op, words in load_groups("range_after") for word in words}
#: 控制在 means at most, but 控制在10%左右 means about.
YIELDING: Final = frozenset({"控制在", "控制到", "稳定控制在", "有效控制在", "限制在"})
#: Hope, not certainty. 争取 is no hedge by the guide's ruling.
HEDGE: Final = "力争"
