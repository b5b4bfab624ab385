"""Every write about enterprises."""

from luoshi.enterprises.actions.deciding import (
    CodeTaken,
    CodeWrong,
    LastName,
    NotOpen,
    decide,
    reopen,
    set_code,
    split_name,
    undo_merge,
)
from luoshi.enterprises.actions.projecting import project_facts

__all__ = [
    "CodeTaken",
    "CodeWrong",
    "LastName",
    "NotOpen",
    "decide",
    "project_facts",
    "reopen",
    "set_code",
    "split_name",
    "undo_merge",
]
