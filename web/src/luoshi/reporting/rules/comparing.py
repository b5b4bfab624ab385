"""Checks between two expressions: the operators of the rules, and what blanks do (GOV-14). Pure."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from luoshi.reporting.rules.expressions import (
    EXACT,
    Expression,
    Missing,
    Reference,
    Values,
    parse,
)

#: Sides are compared to six decimals, which is what a figure can hold.
_NEAR: Final = Decimal("0.0000005")


class Operator(StrEnum):
    """How two sides must stand to each other."""

    EQUAL = "="
    UNEQUAL = "≠"
    GREATER = ">"
    NOT_LESS = "≥"
    LESS = "<"
    NOT_GREATER = "≤"
    BOTH_OR_NEITHER = "同有同无"
    EITHER_OR = "二者取一"


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a check says of values: whether it holds (None: it cannot be said), and both sides."""

    holds: bool | None
    left: Decimal | None
    right: Decimal | None


@dataclass(frozen=True, slots=True)
class Check:
    """Two sides and how they must stand to each other."""

    left: Expression
    operator: Operator
    right: Expression
    missing_left: Missing = Missing.SKIP
    missing_right: Missing = Missing.SKIP

    def references(self) -> tuple[Reference, ...]:
        """Return what both sides refer to, each once."""
        return tuple(dict.fromkeys([*self.left.references(), *self.right.references()]))

    def codes(self) -> tuple[str, ...]:
        """Return the codes of the lines that both sides refer to, each once."""
        return tuple(dict.fromkeys(reference.code for reference in self.references()))

    def holds(self, values: Values) -> bool | None:
        """Whether it holds; None where a blank leaves nothing to be checked."""
        return self.judge(values).holds

    def judge(self, values: Values) -> Judgement:
        """Return whether it holds, with what both sides come to."""
        left = self.left.value(values, self.missing_left)
        right = self.right.value(values, self.missing_right)
        return Judgement(self._holds(values, left, right), left, right)

    def _holds(self, values: Values, left: Decimal | None, right: Decimal | None) -> bool | None:
        lacking = [
            missing
            for value, missing in ((left, self.missing_left), (right, self.missing_right))
            if value is None
        ]
        if Missing.FAIL in lacking:
            return False
        if self.operator in _PRESENCE:
            return self._present(values)
        if left is None or right is None:
            return None
        return _compared(self.operator, left, right)

    def _present(self, values: Values) -> bool | None:
        """Whether both sides are there, neither is, or just one of them."""
        one = self.left.said(values, self.missing_left)
        other = self.right.said(values, self.missing_right)
        if self.operator == Operator.BOTH_OR_NEITHER:
            return one == other
        if not one and not other and self.missing_left == self.missing_right == Missing.SKIP:
            return None
        return one != other

    def __str__(self) -> str:
        return f"{self.left} {self.operator} {self.right}"


_PRESENCE: Final = frozenset({Operator.BOTH_OR_NEITHER, Operator.EITHER_OR})


def _compared(operator: Operator, left: Decimal, right: Decimal) -> bool:
    difference = EXACT.subtract(left, right)
    equal, more = abs(difference) < _NEAR, difference > 0
    return {
        Operator.EQUAL: equal,
        Operator.UNEQUAL: not equal,
        Operator.GREATER: more and not equal,
        Operator.NOT_LESS: more or equal,
        Operator.LESS: not more and not equal,
        Operator.NOT_GREATER: not more or equal,
    }[operator]


def check(
    left: str,
    operator: str,
    right: str,
    missing_left: str = Missing.SKIP,
    missing_right: str = Missing.SKIP,
) -> Check:
    """Return a check from the words a rule is kept in.

    Raises:
        Misread: a side is no expression.
        ValueError: no such operator, or no such word for what is missing.

    """
    return Check(
        parse(left), Operator(operator), parse(right), Missing(missing_left), Missing(missing_right)
    )
