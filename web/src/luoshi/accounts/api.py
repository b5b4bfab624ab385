"""The accounts' front door: the only module other contexts may import."""

from luoshi.accounts.actions import record_denial, spend
from luoshi.accounts.fields import fields_of, posted, shown, typed
from luoshi.accounts.fresh import require_fresh
from luoshi.accounts.models import Person, Post
from luoshi.accounts.permissions import May
from luoshi.accounts.queries import (
    ANYONE,
    Actor,
    Scope,
    act_for,
    login_of,
    names_of,
    require,
    scope_of,
)
from luoshi.accounts.standing import close_to
from luoshi.accounts.tokens import person_of_token

__all__ = [
    "ANYONE",
    "Actor",
    "May",
    "Person",
    "Post",
    "Scope",
    "act_for",
    "close_to",
    "fields_of",
    "login_of",
    "names_of",
    "person_of_token",
    "posted",
    "record_denial",
    "require",
    "require_fresh",
    "scope_of",
    "shown",
    "spend",
    "typed",
]
