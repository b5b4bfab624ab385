"""GOV-14: the language of check rules, by example and as laws."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Context, Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.reporting.rules.comparing import Check, Operator, check
from luoshi.reporting.rules.expressions import (
    DEEPEST,
    LONGEST,
    Expression,
    Fault,
    Misread,
    Missing,
    Negation,
    Node,
    Number,
    Of,
    Operation,
    Reference,
    parse,
)
from luoshi.reporting.wording import fault_words

D = Decimal
CODES = st.sampled_from(["01", "02", "S001", "S012", "A-1.2", "甲"])
REFERENCES = st.builds(Reference, CODES, st.sampled_from(Of))
NUMBERS = st.builds(Number, st.decimals(0, 10**9, places=3))


def _longer(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    signs = st.sampled_from("+-×÷")
    return st.builds(Negation, inner) | st.builds(Operation, signs, inner, inner)


NODES: st.SearchStrategy[Node] = st.recursive(NUMBERS | REFERENCES, _longer, max_leaves=8)
VALUES = st.dictionaries(
    REFERENCES, st.none() | st.decimals(-(10**9), 10**9, places=2), max_size=30
)


def of(**values: int | None) -> dict[Reference, Decimal | None]:
    return {Reference(code): None if said is None else D(said) for code, said in values.items()}


@given(NODES)
def test_what_is_printed_is_read_as_it_was(node: Node) -> None:
    assert parse(str(Expression(node))) == Expression(node)


@given(NODES, VALUES)
def test_it_reckons_as_python_does(node: Node, values: Mapping[Reference, Decimal | None]) -> None:
    expression = Expression(node)
    names = {reference: f"v{at}" for at, reference in enumerate(expression.references())}
    known = {name: values.get(reference) for reference, name in names.items()}
    with localcontext(Context(prec=60)):
        try:
            expected = eval(  # noqa: S307 - the text is built just above from a tree of ours
                _python(node, names), {"D": D, **known}
            )
        except (TypeError, ArithmeticError):
            expected = None
    assert expression.value(values) == expected


def _python(node: Node, names: Mapping[Reference, str]) -> str:
    match node:
        case Number(value):
            return f"D('{value}')"
        case Reference():
            return names[node]
        case Negation(inner):
            return f"(-{_python(inner, names)})"
        case Operation(sign, left, right):
            spelled = {"×": "*", "÷": "/"}.get(sign, sign)
            return f"({_python(left, names)} {spelled} {_python(right, names)})"


@given(st.text(alphabet="[]()S012+-×÷*/.上月累计年 ", max_size=40))
def test_any_text_is_read_or_refused_at_a_place_within_it(text: str) -> None:
    try:
        expression, fault = parse(text), None
    except Misread as wrong:
        expression, fault = None, wrong
    if expression:
        assert parse(str(expression)) == expression
    elif fault:
        assert 1 <= fault.position <= len(text) + 1
        assert "%" not in fault_words(fault)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("[S01]+[S02]", "[S01]+[S02]"),
        (" 上月 [S01] * 1.2 ", "上月[S01]×1.2"),
        ("（［Ｓ０１］－【02】）／１００", "([S01]-[02])÷100"),
        ("上期累计[01]+本月[01]", "上月累计[01]+[01]"),
        ("上年同期[01]", "上年[01]"),
        ("(([01]))", "[01]"),
        ("[01]-([02]-[03])", "[01]-([02]-[03])"),
        ("([01]-[02])-[03]", "[01]-[02]-[03]"),
        ("-([01]+2)", "-([01]+2)"),
    ],
)
def test_spellings_are_brought_to_one(typed: str, printed: str) -> None:
    assert str(parse(typed)) == printed


@pytest.mark.parametrize(
    ("text", "fault", "position"),
    [
        ("", Fault.EMPTY, 1),
        ("[01]+", Fault.VALUE, 6),
        ("[01]×÷[02]", Fault.VALUE, 6),
        ("[01] [02]", Fault.OPERATOR, 6),
        ("[01])", Fault.CLOSED, 5),
        ("2×([01]+1", Fault.OPEN, 3),
        ("本年[01]", Fault.WORD, 1),
        ("1+合计", Fault.WORD, 3),
        ("1+[ ]", Fault.CODE, 4),
        ("[01]+1.2.3", Fault.NUMBER, 6),
        ("[01]^2", Fault.SIGN, 5),
        ("[01]+S02", Fault.SIGN, 6),
        ("1+" * LONGEST, Fault.LONG, LONGEST + 1),
        ("(" * (DEEPEST + 1) + "1" + ")" * (DEEPEST + 1), Fault.DEEP, DEEPEST + 1),
    ],
)
def test_a_fault_says_where_it_is(text: str, fault: Fault, position: int) -> None:
    with pytest.raises(Misread) as wrong:
        parse(text)
    assert (wrong.value.fault, wrong.value.position) == (fault, position)
    assert fault_words(wrong.value).endswith("。")


def test_it_tells_which_lines_it_needs() -> None:
    one = check("累计[S02]", "≥", "上月累计[S02]+[S01]-[S01]")
    assert one.codes() == ("S02", "S01")
    assert one.references() == (
        Reference("S02", Of.CUMULATIVE),
        Reference("S02", Of.LAST_CUMULATIVE),
        Reference("S01"),
    )
    assert str(one) == "累计[S02] ≥ 上月累计[S02]+[S01]-[S01]"


@pytest.mark.parametrize(
    ("operator", "less", "same", "more"),
    [
        ("=", False, True, False),
        ("≠", True, False, True),
        (">", False, False, True),
        ("≥", False, True, True),
        ("<", True, False, False),
        ("≤", True, True, False),
    ],
)
def test_each_way_of_comparing(operator: str, less: bool, same: bool, more: bool) -> None:  # noqa: FBT001
    one = check("[A]", operator, "[B]")
    assert one.holds(of(A=1, B=2)) is less
    assert one.holds(of(A=2, B=2)) is same
    assert one.holds(of(A=3, B=2)) is more


def test_thirds_make_a_whole_again() -> None:
    """Sides are compared to the six decimals a figure can hold."""
    assert check("[A]÷3×3", "=", "[A]").holds(of(A=1))
    assert check("[A]÷3×3", "<", "[A]").holds(of(A=1)) is False
    assert check("[A]", "=", "[B]+0.000001").holds(of(A=1, B=1)) is False


@pytest.mark.parametrize(
    ("missing", "verdict"), [(Missing.SKIP, None), (Missing.ZERO, False), (Missing.FAIL, False)]
)
def test_a_blank_is_treated_as_its_side_says(missing: str, verdict: bool | None) -> None:  # noqa: FBT001
    one = check("[A]+[B]", "=", "[C]", missing_left=missing)
    assert one.holds(of(A=1, B=None, C=2)) is verdict
    assert one.judge(of(A=1, B=None, C=2)).left == (1 if missing == Missing.ZERO else None)
    assert check("[A]+[B]", "=", "[C]", missing_left="zero").holds(of(A=2, C=2))
    assert check("[A]", "=", "[C]", missing_left="fail").holds(of(A=2, C=None)) is None


def test_what_is_divided_by_nought_has_no_value() -> None:
    """Not even where blanks count as nought: it is neither right nor wrong."""
    for missing in (Missing.SKIP, Missing.ZERO):
        one = check("[A]÷[B]", ">", "1", missing_left=missing)
        assert one.holds(of(A=1, B=0)) is None
    assert check("[A]÷[B]", ">", "1", missing_left="zero").holds(of(A=1)) is None
    assert check("[A]÷[B]", ">", "1", missing_left="fail").holds(of(A=1, B=0)) is False


def test_both_or_neither() -> None:
    one = check("[A]", "同有同无", "[B]+[C]")
    assert one.holds(of(A=0, B=1, C=1)), "nought is a figure"
    assert one.holds(of(A=None, B=None, C=None))
    assert one.holds(of(A=1, B=1, C=None)) is False
    assert check("[A]", "同有同无", "[B]+[C]", missing_right="zero").holds(of(A=1, B=1))
    assert check("[A]", "同有同无", "[B]", missing_right="fail").holds(of(A=None)) is False


def test_either_or() -> None:
    one = check("[A]", "二者取一", "[B]")
    assert one.holds(of(A=1))
    assert one.holds(of(B=0))
    assert one.holds(of(A=1, B=1)) is False
    assert one.holds({}) is None, "nothing said, and blanks are not checked"
    assert check("[A]", "二者取一", "[B]", "zero", "zero").holds({}) is False


@given(NODES, NODES, VALUES, st.sampled_from(Operator))
def test_a_check_and_its_opposite_never_both_hold(
    left: Node, right: Node, values: Mapping[Reference, Decimal | None], operator: Operator
) -> None:
    opposite = {"=": "≠", "≠": "=", ">": "≤", "≥": "<", "<": "≥", "≤": ">"}.get(operator)
    if opposite is None:
        return
    one = Check(Expression(left), operator, Expression(right))
    other = Check(Expression(left), Operator(opposite), Expression(right))
    said = {one.holds(values), other.holds(values)}
    assert said in ({None}, {True, False})


def test_no_such_operator() -> None:
    with pytest.raises(ValueError, match="like"):
        check("[A]", "like", "[B]")
