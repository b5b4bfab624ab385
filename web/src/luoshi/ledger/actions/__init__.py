"""Every write of the ledger."""

from luoshi.ledger.actions.exports import record_letter
from luoshi.ledger.actions.groups import confirm_members, name_agency
from luoshi.ledger.actions.indicators import define_indicator
from luoshi.ledger.actions.projection import project_facts

__all__ = [
    "confirm_members",
    "define_indicator",
    "name_agency",
    "project_facts",
    "record_letter",
]
