"""The accounts' front door: the only module other contexts may import."""

from luoshi.accounts.models import Person, Post
from luoshi.accounts.permissions import May
from luoshi.accounts.queries import ANYONE, Actor, Scope, login_of, require, scope_of

__all__ = [
    "ANYONE",
    "Actor",
    "May",
    "Person",
    "Post",
    "Scope",
    "login_of",
    "require",
    "scope_of",
]
