"""Whose a token is: what the REST interface asks of every request."""

from __future__ import annotations

from luoshi.accounts.actions import digest_of, note_use
from luoshi.accounts.models import Person
from luoshi.accounts.queries import token_of


def person_of_token(secret: str) -> Person | None:
    """Return the person for whom a program acts, or nobody; the use is written down."""
    token = token_of(digest_of(secret))
    if token is None:
        return None
    note_use(token)
    person: Person = token.person
    return person
