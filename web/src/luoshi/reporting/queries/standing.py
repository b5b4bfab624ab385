"""Where reports stand: chains, states, which version each agency stands by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from luoshi.agencies.api import Agency
from luoshi.reporting.models import Duty, Step, Submission
from luoshi.reporting.rules import chain as rules
from luoshi.reporting.rules.chain import State, Taken

_STEP: int = Agency.steplen


def chains_of(duties: Iterable[Duty]) -> dict[int, tuple[Agency, ...]]:
    """Return who accepts each duty, nearest first, by the duty's key; one statement for all.

    An agency's report goes to those above it, a firm's first to the county or park where it
    counts. What the top of the tree reports itself, its own reviewers accept.
    """
    wanted = {duty.pk: _prefixes(duty) for duty in duties}
    paths = {path for prefixes in wanted.values() for path in prefixes}
    found = {row.path: row for row in Agency.objects.filter(path__in=paths)}
    return {pk: tuple(found[path] for path in prefixes) for pk, prefixes in wanted.items()}


def _prefixes(duty: Duty) -> list[str]:
    path: str = duty.agency.path
    own = duty.enterprise_id is not None or len(path) == _STEP
    longest = len(path) if own else len(path) - _STEP
    return [path[:length] for length in range(longest, 0, -_STEP)]


def chain_of(duty: Duty) -> tuple[Agency, ...]:
    """Return who accepts a duty, nearest first."""
    return chains_of([duty])[duty.pk]


def steps_of(submissions: Iterable[int]) -> dict[int, list[Taken]]:
    """Return the steps of submissions by their keys, in the order they were taken."""
    found: dict[int, list[Taken]] = defaultdict(list)
    rows = Step.objects.filter(submission__in=list(submissions)).order_by("pk")
    for submission, act, agency in rows.values_list("submission_id", "act", "agency_id"):
        found[submission].append(Taken(act, agency))
    return found


def states_of(submissions: Iterable[Submission]) -> dict[int, State]:
    """Return how submissions stand, by their keys, in two statements; duties must be fetched."""
    rows = list(submissions)
    chains = chains_of({row.duty_id: row.duty for row in rows}.values())
    steps = steps_of(row.pk for row in rows)
    return {
        row.pk: rules.state(steps[row.pk], [agency.pk for agency in chains[row.duty_id]])
        for row in rows
    }


def state_of(submission: Submission) -> State:
    """Return how a submission stands."""
    return states_of([submission])[submission.pk]
