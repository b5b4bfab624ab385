"""Where a report stands on its way up: computed from what was done with it, never stored (row 38).

A chain is the agencies above the respondent, nearest first. Each accepts in turn. An acceptance
freezes what is below it: only the topmost one can be taken back, and only by whoever gave it, so
that undoing goes in order (row 40). Whoever has not accepted yet may return the report, which
undoes every acceptance below. Agencies and versions are bare ids here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Act(StrEnum):
    """What can be done with a submission."""

    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"
    UNLOCKED = "unlocked"


class Standing(StrEnum):
    """How a submission stands."""

    SUBMITTED = "submitted"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"
    ACCEPTED = "accepted"


class Wrong(StrEnum):
    """Why an act is not possible as things stand."""

    NOT_SENT = "not_sent"
    OVER = "over"
    NOT_IN_CHAIN = "not_in_chain"
    NOT_YOURS_YET = "not_yours_yet"
    ACCEPTED_ALREADY = "accepted_already"
    ACCEPTED_ABOVE = "accepted_above"
    NOT_ACCEPTED = "not_accepted"
    OWN_REPORT = "own_report"


@dataclass(frozen=True, slots=True)
class Taken:
    """A step that was taken, for which agency."""

    act: str
    agency: int


@dataclass(frozen=True, slots=True)
class State:
    """How a submission stands; `at` agencies of the chain accept it, `waiting_for` is the next."""

    kind: Standing
    at: int
    waiting_for: int | None
    final: bool


class Impossible(ValueError):  # noqa: N818 - an answer, not an error
    """The act is not possible in the present state; `why` says which rule forbids it."""

    def __init__(self, why: Wrong) -> None:
        """Keep the rule."""
        super().__init__(why.value)
        self.why = why


def accepted_by(steps: Iterable[Taken]) -> frozenset[int]:
    """Return the agencies whose acceptance of a submission stands after all its steps."""
    accepted: set[int] = set()
    for step in steps:
        if step.act == Act.ACCEPTED:
            accepted.add(step.agency)
        elif step.act == Act.UNLOCKED:
            accepted.discard(step.agency)
        elif step.act in (Act.RETURNED, Act.WITHDRAWN):
            accepted.clear()
    return frozenset(accepted)


def state(steps: Sequence[Taken], chain: Sequence[int]) -> State:
    """Return how a submission with these steps stands in a chain."""
    over = {Act.RETURNED: Standing.RETURNED, Act.WITHDRAWN: Standing.WITHDRAWN}
    last = next((over[Act(step.act)] for step in reversed(steps) if step.act in over), None)
    if last is not None:
        return State(last, 0, None, final=False)
    accepted = accepted_by(steps)
    at = 0
    while at < len(chain) and chain[at] in accepted:
        at += 1
    waiting = chain[at] if at < len(chain) else None
    kind = Standing.ACCEPTED if waiting is None else Standing.SUBMITTED
    return State(kind, at, waiting, final=waiting is None)


def guard(
    now: State,
    act: str,
    *,
    agency: int,
    chain: Sequence[int],
    by: Collection[str] = (),
    sent_by: Collection[str] = (),
) -> None:
    """Pass when `act` is possible for `agency` as things stand: the only list of transitions.

    `by` is who acts with everybody who stands or stood in, either way round; `sent_by` is who
    sent the version, and on whose behalf. One name in both is no second pair of eyes.

    Raises:
        Impossible: it is not; no state can be skipped (SEC-19).

    """
    if now.kind in (Standing.RETURNED, Standing.WITHDRAWN):
        raise Impossible(Wrong.OVER)
    if act == Act.WITHDRAWN:
        if now.at:
            raise Impossible(Wrong.ACCEPTED_ABOVE)
        return
    if agency not in chain:
        raise Impossible(Wrong.NOT_IN_CHAIN)
    place = chain.index(agency)
    if act == Act.UNLOCKED:
        _guard_unlock(now, place)
        return
    if place < now.at:
        above = now.at > place + 1
        raise Impossible(Wrong.ACCEPTED_ABOVE if above else Wrong.ACCEPTED_ALREADY)
    if act == Act.ACCEPTED:
        if place > now.at:
            raise Impossible(Wrong.NOT_YOURS_YET)
        if not frozenset(by).isdisjoint(sent_by):
            raise Impossible(Wrong.OWN_REPORT)


def _guard_unlock(now: State, place: int) -> None:
    if place >= now.at:
        raise Impossible(Wrong.NOT_ACCEPTED)
    if place + 1 < now.at:
        raise Impossible(Wrong.ACCEPTED_ABOVE)


def stands_by(versions: Mapping[int, Sequence[Taken]]) -> dict[int, int]:
    """Return which version each agency stands by: the latest it accepts, of a duty's versions.

    `versions` are the steps by a version's number. A correction that is taken back or returned
    leaves an agency with the version it stood by before: its totals never lose what it accepted.
    """
    standing: dict[int, int] = {}
    for number in sorted(versions):
        for agency in accepted_by(versions[number]):
            standing[agency] = number
    return standing
