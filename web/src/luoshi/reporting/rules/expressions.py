"""The language of check rules: expressions over line codes (GOV-14).

    expression := term (("+" | "-") term)*
    term       := factor (("×" | "÷") factor)*
    factor     := "-" factor | atom
    atom       := number | reference | "(" expression ")"
    reference  := ("" | 上月 | 累计 | 上月累计 | 上年) "[" code "]"

A bare `[S012]` is this period's value. Full-width digits and signs are read as their narrow
twins, `*` and `/` as × and ÷, 上期 as 上月 and 上年同期 as 上年. Numbers are decimals, no floats.
A blank is no nought, and what is divided by nought has no value. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Context, Decimal
from enum import StrEnum
from typing import Final

LONGEST: Final = 300
DEEPEST: Final = 20
LONGEST_CODE: Final = 20
LONGEST_NUMBER: Final = 20
#: Exact for what figures come to; a quotient has sixty digits.
EXACT: Final = Context(prec=60)
_ZERO: Final = Decimal(0)


class Of(StrEnum):
    """Which value of a line is meant, in the word that is written before its code."""

    NOW = ""
    LAST = "上月"
    CUMULATIVE = "累计"
    LAST_CUMULATIVE = "上月累计"
    LAST_YEAR = "上年"


class Missing(StrEnum):
    """What becomes of a side with a blank: not checked, taken for nought, or wrong."""

    SKIP = "skip"
    ZERO = "zero"
    FAIL = "fail"


class Fault(StrEnum):
    """Why a text is no expression."""

    EMPTY = "empty"
    LONG = "long"
    DEEP = "deep"
    SIGN = "sign"
    WORD = "word"
    CODE = "code"
    NUMBER = "number"
    VALUE = "value"
    OPERATOR = "operator"
    OPEN = "open"
    CLOSED = "closed"


class Misread(ValueError):  # noqa: N818 - an answer, not an error
    """A text that is no expression: which fault, and at which character, counted from one.

    `found` is what stands there; `reporting.wording.fault_words` says it in a
    sentence.
    """

    def __init__(self, fault: Fault, position: int, found: str = "") -> None:
        """Keep what is needed to point at the place."""
        super().__init__(f"{fault} at {position}")
        self.fault = fault
        self.position = position
        self.found = found


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written, never negative."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class Reference:
    """A value of a line, by its code."""

    code: str
    of: Of = Of.NOW

    def __str__(self) -> str:
        return f"{self.of}[{self.code}]"


@dataclass(frozen=True, slots=True)
class Negation:
    """What stands behind a minus sign."""

    inner: Node


@dataclass(frozen=True, slots=True)
class Operation:
    """Two expressions and the sign between them: `+`, `-`, `×` or `÷`."""

    sign: str
    left: Node
    right: Node


Node = Number | Reference | Negation | Operation
Values = Mapping[Reference, Decimal | None]


@dataclass(frozen=True, slots=True)
class Expression:
    """One side of a check."""

    node: Node

    def references(self) -> tuple[Reference, ...]:
        """Return what it refers to, each once, in the order written."""
        return tuple(dict.fromkeys(_references(self.node)))

    def codes(self) -> tuple[str, ...]:
        """Return the codes of the lines it refers to, each once, in the order written."""
        return tuple(dict.fromkeys(reference.code for reference in self.references()))

    def value(self, values: Values, missing: Missing = Missing.SKIP) -> Decimal | None:
        """Return what it comes to; None with a blank in it, unless blanks are taken for nought."""
        return _value(self.node, values, _ZERO if missing == Missing.ZERO else None)

    def said(self, values: Values, missing: Missing = Missing.SKIP) -> bool:
        """Whether anything stands on this side: all of it, or any where blanks count as nought."""
        references = self.references()
        there = [values.get(reference) is not None for reference in references]
        return all(there) if missing != Missing.ZERO or not there else any(there)

    def __str__(self) -> str:
        return _written(self.node)


def _references(node: Node) -> Iterator[Reference]:
    match node:
        case Reference():
            yield node
        case Negation(inner):
            yield from _references(inner)
        case Operation(_, left, right):
            yield from _references(left)
            yield from _references(right)


def _value(node: Node, values: Values, blank: Decimal | None) -> Decimal | None:
    match node:
        case Number(value):
            return value
        case Reference():
            said = values.get(node)
            return blank if said is None else said
        case Negation(inner):
            under = _value(inner, values, blank)
            return None if under is None else EXACT.minus(under)
        case Operation(sign, one, other):
            left, right = _value(one, values, blank), _value(other, values, blank)
            return None if left is None or right is None else _result(sign, left, right)


def _result(sign: str, left: Decimal, right: Decimal) -> Decimal | None:
    if sign == "÷":
        return EXACT.divide(left, right) if right else None
    reckon = {"+": EXACT.add, "-": EXACT.subtract, "×": EXACT.multiply}
    return reckon[sign](left, right)


_STRENGTH: Final = {"+": 1, "-": 1, "×": 2, "÷": 2}
_FIRM: Final = 3


def _strength(node: Node) -> int:
    """Return how firmly a node holds together without brackets."""
    return _STRENGTH[node.sign] if isinstance(node, Operation) else _FIRM


def _written(node: Node) -> str:
    match node:
        case Number(value):
            return f"{value:f}"
        case Reference():
            return str(node)
        case Negation(inner):
            return f"-{_within(inner, _FIRM)}"
        case Operation(sign, left, right):
            strength = _STRENGTH[sign]
            return f"{_within(left, strength)}{sign}{_within(right, strength + 1)}"


def _within(node: Node, strength: int) -> str:
    """Return a part as written inside a whole of that strength, in brackets where it needs them."""
    text = _written(node)
    return text if _strength(node) >= strength else f"({text})"


# -- reading -------------------------------------------------------------------------------------

#: One character for one, so that positions stay those of the text as typed.
_NARROW: Final = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_FOLDED: Final = _NARROW | dict(
    zip(map(ord, "−–—*＊/／∕【】〔〕\u3000"), "---××÷÷÷[][] ", strict=True)
)
_TOKEN: Final = re.compile(
    r"(?P<space>\s+)|(?P<number>[0-9.]+)|(?P<word>[一-鿿]*)\s*\[(?P<code>[^\[\]]*)\]"
    r"|(?P<sign>[-+×÷()])|(?P<words>[一-鿿]+)|(?P<other>.)",
    re.DOTALL,
)
_NUMBER: Final = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_WORDS: Final = {
    **{word.value: word for word in Of},
    "本月": Of.NOW, "本期": Of.NOW, "上期": Of.LAST, "本月累计": Of.CUMULATIVE,
    "本期累计": Of.CUMULATIVE, "上期累计": Of.LAST_CUMULATIVE, "上年同期": Of.LAST_YEAR,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Token:
    """A sign, a number or a reference, with the character it begins at, from one."""

    text: str
    position: int
    node: Node | None = None


def parse(text: str) -> Expression:
    """Return what a text says.

    Raises:
        Misread: it is no expression; says why and where.

    """
    if len(text) > LONGEST:
        raise Misread(Fault.LONG, LONGEST + 1)
    return Expression(_Reader(list(_tokens(text)), len(text) + 1).whole())


def _tokens(text: str) -> Iterator[_Token]:
    for found in _TOKEN.finditer(text.translate(_FOLDED)):
        position = found.start() + 1
        match found.lastgroup:
            case "number":
                yield _Token(found[0], position, _number(found[0], position))
            case "code":
                yield _Token(found[0], position, _reference(found, position))
            case "sign":
                yield _Token(found[0], position)
            case "words":
                raise Misread(Fault.WORD, position, found[0])
            case "other":
                raise Misread(Fault.SIGN, position, text[found.start()])


def _number(text: str, position: int) -> Number:
    if not _NUMBER.fullmatch(text) or len(text) > LONGEST_NUMBER:
        raise Misread(Fault.NUMBER, position, text)
    return Number(Decimal(text))


def _reference(found: re.Match[str], position: int) -> Reference:
    word, code = found["word"], found["code"].strip()
    if word not in _WORDS:
        raise Misread(Fault.WORD, position, word)
    if not code or len(code) > LONGEST_CODE:
        raise Misread(Fault.CODE, found.start("code") + 1, code)
    return Reference(code, _WORDS[word])


class _Reader:
    """Recursive descent over the tokens; each method's docstring has its grammar rule."""

    def __init__(self, tokens: list[_Token], end: int) -> None:
        self._tokens = tokens
        self._end = end
        self._at = 0
        self._depth = 0

    def whole(self) -> Node:
        """Read an expression, and nothing behind it."""
        node = self._expression()
        if self._at < len(self._tokens):
            token = self._tokens[self._at]
            fault = Fault.CLOSED if token.text == ")" else Fault.OPERATOR
            raise Misread(fault, token.position, token.text)
        return node

    def _taken(self, signs: str) -> str:
        """Return the sign that comes next and step over it, if it is one of these."""
        if self._at < len(self._tokens):
            token = self._tokens[self._at]
            if token.node is None and token.text in signs:
                self._at += 1
                return token.text
        return ""

    def _expression(self) -> Node:
        """Read term (("+" | "-") term)*."""
        node = self._term()
        while sign := self._taken("+-"):
            node = Operation(sign, node, self._term())
        return node

    def _term(self) -> Node:
        """Read factor (("×" | "÷") factor)*."""
        node = self._factor()
        while sign := self._taken("×÷"):
            node = Operation(sign, node, self._factor())
        return node

    def _factor(self) -> Node:
        """Read "-" factor | atom."""
        if not self._taken("-"):
            return self._atom()
        self._deeper()
        inner = self._factor()
        self._depth -= 1
        return Negation(inner)

    def _atom(self) -> Node:
        """Read number | reference | "(" expression ")"."""
        opened = self._at
        if self._taken("("):
            self._deeper()
            node = self._expression()
            self._depth -= 1
            if not self._taken(")"):
                raise Misread(Fault.OPEN, self._tokens[opened].position, "(")
            return node
        if self._at >= len(self._tokens):
            raise Misread(Fault.VALUE if self._tokens else Fault.EMPTY, self._end)
        token = self._tokens[self._at]
        if token.node is None:
            raise Misread(Fault.VALUE, token.position, token.text)
        self._at += 1
        return token.node

    def _deeper(self) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise Misread(Fault.DEEP, self._tokens[self._at - 1].position)
