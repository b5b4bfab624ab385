"""Sessions kept in the database with the person they belong to."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.auth import SESSION_KEY, login
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.http import HttpRequest, HttpResponse

from luoshi.accounts.models import Person, Session, fold_login
from luoshi.kernel import clock, context

BEGAN = "began"
ADDRESS = "address"


def begin(request: HttpRequest, person: Person) -> None:
    """Let a person in: a new session key (SEC-11), with when and from where."""
    login(request, person, backend="django.contrib.auth.backends.ModelBackend")
    request.session[BEGAN] = clock.now().isoformat()
    request.session[ADDRESS] = context.address.get()


class SessionStore(DatabaseStore):
    """Writes down whose a session is, since when and from where."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """Return our table instead of Django's."""
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """Return the row of this session, with its person."""
        row: Session = super().create_model_instance(data)  # type: ignore[assignment] # ours
        row.person_id = int(data[SESSION_KEY]) if SESSION_KEY in data else None
        row.began_at = datetime.fromisoformat(data[BEGAN]) if BEGAN in data else None
        row.address = data.get(ADDRESS, "")
        return row


def login_as_compared(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """Return the folded login name of an attempt, so that Ｚhang and zhang lock together."""
    given = (credentials or {}).get("username") or request.POST.get("login", "")
    return fold_login(str(given))


def answer_as_for_any_failure(
    _request: HttpRequest, response: HttpResponse, _credentials: dict[str, Any] | None = None
) -> HttpResponse:
    """Leave the answer as it is: nobody learns that an account exists and is locked (SEC-08)."""
    return response
