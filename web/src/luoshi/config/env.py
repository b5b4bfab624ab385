"""Reading the environment: a wrong value stops the start with a sentence."""

from __future__ import annotations

import os

from django.core.exceptions import ImproperlyConfigured


def text(name: str, default: str = "") -> str:
    """Read `name` as text."""
    return os.environ.get(name, default)


def flag(name: str, *, default: bool) -> bool:
    """Read `name` as a yes/no setting."""
    raw = os.environ.get(name, "1" if default else "0")
    if raw not in {"0", "1"}:
        msg = f"{name}={raw!r}: write 1 for yes or 0 for no"
        raise ImproperlyConfigured(msg)
    return raw == "1"


def words(name: str, default: str = "") -> list[str]:
    """Read `name` as a list separated by commas."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]
