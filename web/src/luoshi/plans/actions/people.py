"""Who acts: a person with a post, or the operator of the machine at its command line."""

from __future__ import annotations

from luoshi.accounts.api import May, Person, require

#: A person, or the name under which the command line acts for the machine's operator.
Actor = Person | str


def login_of(by: Actor, may: May) -> str:
    """Return the name for the trail, after asking whether a person's post allows it.

    Raises:
        NotPermitted: no post of the person allows it.

    """
    if isinstance(by, str):
        return by
    require(by, may)
    return by.get_username()
