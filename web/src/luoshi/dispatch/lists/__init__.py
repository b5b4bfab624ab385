"""The lists of handing down."""

from luoshi.dispatch.lists.assignments import AssignmentRows, MineRows, ReturnedRows
from luoshi.dispatch.lists.changes import ChangeRows
from luoshi.dispatch.lists.conferences import ConferenceRows
from luoshi.dispatch.lists.plans import PlanRows, SheetRows

__all__ = [
    "AssignmentRows",
    "ChangeRows",
    "ConferenceRows",
    "MineRows",
    "PlanRows",
    "ReturnedRows",
    "SheetRows",
]
