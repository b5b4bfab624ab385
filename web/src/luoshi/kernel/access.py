"""Asking whether a person may do something, from contexts that know no person.

`accounts` fills the gate from its `AppConfig.ready()`; contexts above it may as well import
`luoshi.accounts.api`. One gate, so that pages, exports and search cannot differ.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from django.db.models import Q

from luoshi.kernel import slots


class Scope(Protocol):
    """What a person may do and below which agencies."""

    @property
    def may(self) -> frozenset[Any]: ...  # noqa: D102 - names of acts

    @property
    def person(self) -> str: ...  # noqa: D102 - the login name

    @property
    def province(self) -> bool: ...  # noqa: D102 - a post at the top of the tree

    def within(self, field: str) -> Q:
        """Return the condition that the agency path `field` is in scope."""
        ...

    def at(self, what: Any) -> frozenset[int]:
        """Return the agencies for which the person may do `what`."""
        ...


Require = Callable[[Any, str], Scope]
"""`(person, act)` to the person's scope; refuses when no post allows the act."""


def require(person: Any, act: str) -> Scope:
    """Return the person's scope, or refuse (SEC-13). `act` is a member of `accounts.May`."""
    (scope,) = slots.call("kernel.require", person, act)
    return scope  # type: ignore[no-any-return]


def scope_of(person: Any) -> Scope:
    """Return what the person may do, which may be nothing."""
    (scope,) = slots.call("kernel.scope_of", person)
    return scope  # type: ignore[no-any-return]


def units_of(person: Any) -> list[str]:
    """Return the names of the agencies the person holds a post at today."""
    return [name for names in slots.call("kernel.units_of", person) for name in names]
