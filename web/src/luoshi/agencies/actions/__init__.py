"""Every write to the tree, its names and its calendar."""

from luoshi.agencies.actions.calendar import import_days, remove_day, set_day
from luoshi.agencies.actions.changing import (
    Ending,
    add_agency,
    move_agency,
    rename_agency,
    restructure,
    undo_rename,
)
from luoshi.agencies.actions.importing import import_agencies
from luoshi.agencies.actions.names import AliasTaken, DatesReversed, add_alias, change_alias
from luoshi.agencies.actions.seeding import seed

__all__ = [
    "AliasTaken",
    "DatesReversed",
    "Ending",
    "add_agency",
    "add_alias",
    "change_alias",
    "import_agencies",
    "import_days",
    "move_agency",
    "remove_day",
    "rename_agency",
    "restructure",
    "seed",
    "set_day",
    "undo_rename",
]
