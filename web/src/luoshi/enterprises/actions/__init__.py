"""Every write about enterprises."""

from luoshi.enterprises.actions.adding import MayBeKnown, NameTaken, add_enterprise
from luoshi.enterprises.actions.belonging import (
    Belonging,
    NoSuchPerson,
    ScaleWrong,
    set_belonging,
    set_representative,
)
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
from luoshi.enterprises.actions.importing import import_enterprises
from luoshi.enterprises.actions.projecting import project_facts

__all__ = [
    "Belonging",
    "CodeTaken",
    "CodeWrong",
    "LastName",
    "MayBeKnown",
    "NameTaken",
    "NoSuchPerson",
    "NotOpen",
    "ScaleWrong",
    "add_enterprise",
    "decide",
    "import_enterprises",
    "project_facts",
    "reopen",
    "set_belonging",
    "set_code",
    "set_representative",
    "split_name",
    "undo_merge",
]
