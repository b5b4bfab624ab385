"""Sessions kept in the database: whose they are, how long they last, what was proven in them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.http import HttpRequest, HttpResponse

from luoshi.accounts.models import Session, fold_login
from luoshi.kernel import clock

BEGAN: Final = "began"
ADDRESS: Final = "address"
IDLE: Final = "idle"
FACTOR: Final = "factor"
NEEDS_FACTOR: Final = "needs_factor"
CONFIRMED: Final = "confirmed"
#: Activity is written down at most once in this time, so that looking costs no write.
SEEN_EVERY: Final = timedelta(minutes=1)


class SessionStore(DatabaseStore):
    """Writes down whose a session is, since when and from where."""

    row: Session | None = None

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """Return our table instead of Django's."""
        return Session

    def _get_session_from_db(self) -> Session | None:
        """Keep the row, which knows when the person was seen."""
        self.row = super()._get_session_from_db()  # type: ignore[misc] # the stubs lack it
        return self.row

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """Return the row of this session, with its person."""
        now = clock.now()
        if SESSION_KEY in data:
            data.setdefault(BEGAN, now.isoformat())
        row: Session = super().create_model_instance(data)  # type: ignore[assignment] # ours
        row.person_id = int(data[SESSION_KEY]) if SESSION_KEY in data else None
        row.began_at = datetime.fromisoformat(data[BEGAN]) if BEGAN in data else None
        row.seen_at = now
        row.address = data.get(ADDRESS, "")
        return row

    def is_over(self) -> bool:
        """Whether the person did nothing for longer than the policy allows (SEC-10)."""
        idle = timedelta(seconds=self.get(IDLE, settings.IDLE_SECONDS))
        row = self.row
        return row is not None and row.seen_at is not None and row.seen_at + idle < clock.now()

    def note_seen(self) -> None:
        """Write down that the person did something."""
        now, row = clock.now(), self.row
        if row is not None and row.person_id and (row.seen_at or now) + SEEN_EVERY < now:
            Session.objects.filter(pk=row.pk).update(seen_at=now)


def login_as_compared(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """Return the folded login name of an attempt, so that Ｚhang and zhang lock together."""
    given = (credentials or {}).get("username") or request.POST.get("login", "")
    return fold_login(str(given))


def answer_as_for_any_failure(
    _request: HttpRequest, response: HttpResponse, _credentials: dict[str, Any] | None = None
) -> HttpResponse:
    """Leave the answer as it is: nobody learns that an account exists and is locked (SEC-08)."""
    return response
