"""The program's log: a JSON object a line on the standard error, nobody's data in it (SEC-27).

A line says when, how grave, from where in the program, in which request (the number that stands on
error pages), and what. What comes from outside never gets in: of a message only its template and
its numbers, of an address only its pattern, of an exception its kind and the places in the program
it went through. Only where the database or the machine speaks is its sentence kept, masked.
"""

from __future__ import annotations

import json
import logging
import re
import traceback
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from typing import Any, Final

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest

from luoshi.kernel import context

#: What a record has of itself; everything else on it was given as `extra`.
_OWN: Final = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
#: Requests that machines make all the time, and the files of the pages.
_SILENT: Final = frozenset({"healthz", "readyz", ""})
_DEEPEST: Final = 30
_LONGEST: Final = 500
#: Runs of digits that could be somebody's, and mail addresses.
_PERSONAL: Final = re.compile(r"[0-9][0-9Xx*-]{6,}|[^\s@]+@[^\s@]+")
_HOLDER: Final = re.compile(r"%(?:\([^)]*\))?[-#0 +]*[0-9*]*(?:\.[0-9*]+)?[diouxXeEfFgGcrsa]")
_requests: Final = logging.getLogger("luoshi.request")


class Lines(logging.Formatter):
    """Writes a record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line; line breaks within it are escaped."""
        said: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": masked(_message(record)),
        }
        if number := context.reference.get():
            said["request"] = number
        if record.name.split(".")[0] == "luoshi":
            said |= {key: value for key, value in vars(record).items() if key not in _OWN}
        if record.exc_info and record.exc_info[1] is not None:
            said |= _failure(record.exc_info[1])
        return json.dumps(said, ensure_ascii=False, default=lambda value: type(value).__name__)


def _message(record: logging.LogRecord) -> str:
    """Return the template of a message, filled with its numbers only."""
    given = record.args if isinstance(record.args, tuple) else ()
    values = iter(given)

    def filled(_match: re.Match[str]) -> str:
        value = next(values, None)
        return str(value) if isinstance(value, int | float) else "…"

    return _HOLDER.sub(filled, str(record.msg)) if record.args else str(record.msg)


def masked(text: str) -> str:
    """Return a text without long numbers and mail addresses, on one line and not for ever."""
    return _PERSONAL.sub("…", " ".join(text.split()))[:_LONGEST]


def _failure(problem: BaseException) -> dict[str, Any]:
    """Return the kind of an exception, of what caused it, and the way it came."""
    kinds: list[str] = []
    cause: BaseException | None = problem
    while cause is not None and len(kinds) < _DEEPEST:
        kinds.append(f"{type(cause).__module__}.{type(cause).__qualname__}")
        cause = cause.__cause__ or cause.__context__
    frames = traceback.extract_tb(problem.__traceback__)[-_DEEPEST:]
    way = [f"{_place(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]
    failure: dict[str, Any] = {"error": kinds[0], "causes": kinds[1:], "way": way}
    if isinstance(problem, OperationalError | InterfaceError | OSError):
        failure["reason"] = masked(str(problem))
    return failure


def _place(filename: str) -> str:
    """Return a file of the program from its package on."""
    parts = Path(filename).parts
    start = next((n for n, part in enumerate(parts) if part in {"src", "site-packages"}), -2)
    return "/".join(parts[start + 1 :])


def note_request(request: HttpRequest, status: int, seconds: float) -> None:
    """Write the line of a request: its method, the pattern of its address, status and time.

    Neither the address itself nor the person nor where it came from: the trail and the log of
    reads know that, and are for the audit administrator (SEC-42).
    """
    match = request.resolver_match
    name = match.view_name if match else ""
    if name in _SILENT and status < HTTPStatus.BAD_REQUEST:
        return
    said = {
        "method": request.method,
        "view": name,
        "route": match.route if match else "",
        "status": status,
        "ms": round(seconds * 1000),
    }
    _requests.info("request", extra=said)
