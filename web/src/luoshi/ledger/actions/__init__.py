"""Every write of the ledger."""

from luoshi.ledger.actions.amending import Allowed, add_resolution, amend
from luoshi.ledger.actions.dimensions import (
    add_dimension,
    add_option,
    rename_option,
    retire_option,
    set_total,
)
from luoshi.ledger.actions.exports import record_letter
from luoshi.ledger.actions.groups import confirm_members, name_agency
from luoshi.ledger.actions.indicators import (
    IndicatorThere,
    add_indicator,
    define_indicator,
    freeze_indicators,
    measure_indicator,
)
from luoshi.ledger.actions.projection import project_facts
from luoshi.ledger.actions.terms import TermSaid, add_term, change_term, undo_term

__all__ = [
    "Allowed",
    "IndicatorThere",
    "TermSaid",
    "add_dimension",
    "add_indicator",
    "add_option",
    "add_resolution",
    "add_term",
    "amend",
    "change_term",
    "confirm_members",
    "define_indicator",
    "freeze_indicators",
    "measure_indicator",
    "name_agency",
    "project_facts",
    "record_letter",
    "rename_option",
    "retire_option",
    "set_total",
    "undo_term",
]
