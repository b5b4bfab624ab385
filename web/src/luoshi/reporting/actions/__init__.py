"""Every write of reporting."""

from luoshi.reporting.actions.checking import check
from luoshi.reporting.actions.cycles import (
    close_cycle,
    grant_leave,
    make_duties,
    open_cycle,
)
from luoshi.reporting.actions.deciding import (
    Result,
    accept,
    accept_many,
    reopen,
    send_back,
    unlock,
    withdraw,
)
from luoshi.reporting.actions.drafting import CellEdit, SavedCell, save_cells
from luoshi.reporting.actions.forms import make_firm_form, make_form, refresh_form
from luoshi.reporting.actions.opening import open_due
from luoshi.reporting.actions.reminding import Reminded, remind, remind_due
from luoshi.reporting.actions.submitting import Receipt, submit

__all__ = [
    "CellEdit",
    "Receipt",
    "Reminded",
    "Result",
    "SavedCell",
    "accept",
    "accept_many",
    "check",
    "close_cycle",
    "grant_leave",
    "make_duties",
    "make_firm_form",
    "make_form",
    "open_cycle",
    "open_due",
    "refresh_form",
    "remind",
    "remind_due",
    "reopen",
    "save_cells",
    "send_back",
    "submit",
    "unlock",
    "withdraw",
]
