"""The chain of acceptance as pure rules: no state is skipped, undoing goes in order."""

from __future__ import annotations

import itertools
from collections.abc import Collection

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.reporting.rules.chain import (
    Act,
    Impossible,
    Standing,
    State,
    Taken,
    Wrong,
    accepted_by,
    guard,
    stands_by,
    state,
)

COUNTY, CITY, PROVINCE = 3, 2, 1
CHAIN = (COUNTY, CITY, PROVINCE)
SENT = Taken(Act.SUBMITTED, 9)
ACTS = st.sampled_from([Act.ACCEPTED, Act.RETURNED, Act.UNLOCKED, Act.WITHDRAWN])


def after(*acts: tuple[Act, int]) -> State:
    return state([SENT, *(Taken(act, agency) for act, agency in acts)], CHAIN)


def refused(now: State, act: Act, agency: int, **named: Collection[str]) -> Wrong | None:
    try:
        guard(now, act, agency=agency, chain=CHAIN, **named)
    except Impossible as impossible:
        return impossible.why
    return None


def test_a_report_waits_for_each_agency_of_its_chain_in_turn() -> None:
    """Row 38."""
    waits = [
        after(*((Act.ACCEPTED, agency) for agency in CHAIN[:number])).waiting_for
        for number in range(4)
    ]

    assert waits == [COUNTY, CITY, PROVINCE, None]
    assert after(*((Act.ACCEPTED, agency) for agency in CHAIN)) == State(
        Standing.ACCEPTED, 3, None, final=True
    )


@pytest.mark.parametrize(
    ("done", "act", "agency", "why"),
    [
        ((), Act.ACCEPTED, CITY, Wrong.NOT_YOURS_YET),
        ((), Act.UNLOCKED, COUNTY, Wrong.NOT_ACCEPTED),
        ((), Act.ACCEPTED, 7, Wrong.NOT_IN_CHAIN),
        ((COUNTY,), Act.ACCEPTED, COUNTY, Wrong.ACCEPTED_ALREADY),
        ((COUNTY,), Act.WITHDRAWN, 9, Wrong.ACCEPTED_ABOVE),
        ((COUNTY,), Act.RETURNED, COUNTY, Wrong.ACCEPTED_ALREADY),
        ((COUNTY, CITY), Act.RETURNED, COUNTY, Wrong.ACCEPTED_ABOVE),
        ((COUNTY, CITY), Act.UNLOCKED, COUNTY, Wrong.ACCEPTED_ABOVE),
        ((COUNTY, CITY), Act.UNLOCKED, CITY, None),
        ((COUNTY,), Act.RETURNED, PROVINCE, None),
        ((), Act.WITHDRAWN, 9, None),
    ],
)
def test_no_state_is_skipped_and_undoing_goes_in_order(
    done: tuple[int, ...], act: Act, agency: int, why: Wrong | None
) -> None:
    """SEC-19, REL-12, row 40."""
    now = after(*((Act.ACCEPTED, each) for each in done))

    assert refused(now, act, agency) == why


def test_nobody_accepts_what_he_sent() -> None:
    """SEC-19."""
    assert refused(after(), Act.ACCEPTED, COUNTY, by=["jin"], sent_by=["jin"]) == Wrong.OWN_REPORT
    assert refused(after(), Act.ACCEPTED, COUNTY, by=["lu"], sent_by=["jin"]) is None


def test_an_upper_return_undoes_the_acceptances_below() -> None:
    steps = [SENT, Taken(Act.ACCEPTED, COUNTY), Taken(Act.RETURNED, PROVINCE)]

    assert accepted_by(steps) == frozenset()
    assert state(steps, CHAIN).kind == Standing.RETURNED
    assert refused(state(steps, CHAIN), Act.ACCEPTED, COUNTY) == Wrong.OVER


def test_a_correction_that_comes_to_nothing_leaves_the_version_before() -> None:
    """A total never loses what its agency accepted (REL-13)."""
    first = [SENT, Taken(Act.ACCEPTED, COUNTY), Taken(Act.ACCEPTED, CITY)]
    second = [SENT, Taken(Act.ACCEPTED, COUNTY)]

    assert stands_by({1: first, 2: second}) == {COUNTY: 2, CITY: 1}
    assert stands_by({1: first, 2: [*second, Taken(Act.RETURNED, CITY)]}) == {COUNTY: 1, CITY: 1}


@given(st.lists(st.tuples(ACTS, st.sampled_from([*CHAIN, 9])), max_size=25))
def test_however_it_goes_acceptances_are_the_beginning_of_the_chain(
    tried: list[tuple[Act, int]],
) -> None:
    """Whatever is tried, what the guard lets through keeps the acceptances in one row."""
    steps = [SENT]
    for act, agency in tried:
        if refused(state(steps, CHAIN), act, agency) is None:
            steps.append(Taken(act, agency))
        now = state(steps, CHAIN)

        assert accepted_by(steps) == frozenset(CHAIN[: now.at])
        assert now.final == (now.at == len(CHAIN))
        assert (now.waiting_for is None) == (now.kind != Standing.SUBMITTED)


def test_every_pair_of_acts_is_decided_by_the_guard() -> None:
    """No combination of standing, act and agency raises anything else."""
    for number, act, agency in itertools.product(range(4), Act, [*CHAIN, 9]):
        now = after(*((Act.ACCEPTED, each) for each in CHAIN[:number]))
        assert refused(now, act, agency) in {None, *Wrong}
