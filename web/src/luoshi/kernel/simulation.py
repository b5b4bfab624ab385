"""Whether what this installation shows was made up: then every page, sheet and paper says so.

The mark is the trail's own entry, which nothing can remove; so the label cannot be lost either.
"""

from __future__ import annotations

from time import monotonic
from typing import Any, Final

from django.http import HttpRequest

from luoshi.kernel.models import Entry
from luoshi.kernel.trail import record

MADE: Final = "kernel.simulation.made"
#: A server that was running when the data was made notices within this many seconds.
_NOTICED_WITHIN: Final = 30.0


class _Known:
    """What this process knows: yes for ever, no for half a minute."""

    answer = False
    until = 0.0


def mark(*, by: str, **made_of: int) -> None:
    """Write into the trail that simulated data was made, and of what; inside the transaction."""
    record(MADE, by=by, data=made_of)


def simulated() -> bool:
    """Whether the data of this installation was made up (模拟数据)."""
    if not _Known.answer and monotonic() >= _Known.until:
        _Known.answer = Entry.objects.filter(action=MADE).exists()
        _Known.until = monotonic() + _NOTICED_WITHIN
    return _Known.answer


def processor(_request: HttpRequest) -> dict[str, Any]:
    """Let every template ask."""
    return {"simulated": simulated}


def forget(*, asked_again_after: float = 0.0) -> None:
    """Forget what this process knows, and ask again after so many seconds."""
    _Known.answer = False
    _Known.until = monotonic() + asked_again_after
