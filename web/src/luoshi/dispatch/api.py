"""The front door of handing down: the only module other contexts may import."""

from luoshi.dispatch.actions import (
    Asked,
    Given,
    ask_change,
    assign,
    decide_change,
    dispatch_plan,
    hand_down,
    reassign,
    return_,
    sign,
    withdraw,
)
from luoshi.dispatch.models import Assignment, ChangeRequest, Conference, Dispatch, Milestone
from luoshi.dispatch.queries import (
    assignments,
    children,
    due_of,
    leaves,
    of_agencies,
    of_agency,
    splits_of,
    total_of,
    with_totals,
)
from luoshi.dispatch.rules import Part, Split

__all__ = [
    "Asked",
    "Assignment",
    "ChangeRequest",
    "Conference",
    "Dispatch",
    "Given",
    "Milestone",
    "Part",
    "Split",
    "ask_change",
    "assign",
    "assignments",
    "children",
    "decide_change",
    "dispatch_plan",
    "due_of",
    "hand_down",
    "leaves",
    "of_agencies",
    "of_agency",
    "reassign",
    "return_",
    "sign",
    "splits_of",
    "total_of",
    "with_totals",
    "withdraw",
]
