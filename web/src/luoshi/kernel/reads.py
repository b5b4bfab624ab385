"""Who opened which sensitive thing, when, from where, by page or by program (row 89).

A view that shows a person's account, a firm's figures, a report, its evidence or the trail calls
`note` once the person has been let in: one statement. Lists of business are not noted; what is
taken away is in the trail. Nobody but the audit administrator sees this log, and it is forgotten
after the time that is kept (`forget`, SEC-26).
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import datetime
from typing import Final

from django.db import OperationalError, connection
from django.http import HttpRequest
from django.utils.functional import Promise

from luoshi.kernel import clock, context
from luoshi.kernel.models import Read

#: The name space of the addresses for programs.
PROGRAMS: Final = "api"
_things: dict[str, str | Promise] = {}
_log = logging.getLogger("luoshi.reads")


def name(things: Mapping[str, str | Promise]) -> None:
    """Say what kinds of things are noted and how each is called."""
    _things.update(things)


def things() -> Mapping[str, str | Promise]:
    """Return how the kinds of things are called, by what `note` was given."""
    return _things


def note(request: HttpRequest, thing: str, key: object = "", title: object = "") -> None:
    """Note that the person of a request opened one thing: its kind, its key, what it is called.

    Reading goes on when the disk is full (REL-20): the log of the program then says what was read.

    Raises:
        KeyError: the kind of thing was never named, so that nobody could read the log.

    """
    _things[thing]
    match = request.resolver_match
    door = Read.Door.REST if match and match.namespace == PROGRAMS else Read.Door.PAGE
    row = Read(
        at=clock.now(),
        reader=request.user.get_username(),
        thing=thing,
        key=str(key),
        title=str(title)[:200],
        door=door,
        address=context.address.get(),
    )
    try:
        row.save(force_insert=True)
    except OperationalError:
        if connection.in_atomic_block:
            raise
        _log.exception("a read could not be noted", extra={"thing": thing, "key": str(key)})


def forget(before: datetime) -> int:
    """Forget what was read before a moment; return how many rows went."""
    return Read.objects.filter(at__lt=before).delete()[0]
