"""Reading the environment: a wrong value stops the start with a sentence."""

from __future__ import annotations

import os
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured


def text(name: str, default: str = "") -> str:
    """Read `name` as text."""
    return os.environ.get(name, default)


def flag(name: str, *, default: bool) -> bool:
    """Read `name` as a yes/no setting."""
    raw = os.environ.get(name, "1" if default else "0")
    if raw not in {"0", "1"}:
        msg = f"设置 {name}={raw!r} 无法识别：是请写 1，否请写 0。"
        raise ImproperlyConfigured(msg)
    return raw == "1"


def number(name: str, default: int) -> int:
    """Read `name` as a whole number above zero."""
    raw = os.environ.get(name, str(default))
    if not (raw.isascii() and raw.isdigit() and int(raw) > 0):
        msg = f"设置 {name}={raw!r} 无法识别：请写大于 0 的整数。"
        raise ImproperlyConfigured(msg)
    return int(raw)


def choice(name: str, *, among: tuple[str, ...], default: str) -> str:
    """Read `name` as one of a few words."""
    raw = os.environ.get(name, default)
    if raw not in among:
        msg = f"设置 {name}={raw!r} 无法识别：请写 {'、'.join(among)} 之一。"
        raise ImproperlyConfigured(msg)
    return raw


def address(name: str, *, schemes: tuple[str, ...], default: str = "") -> str:
    """Read `name` as an address that begins with one of `schemes`; unset is none."""
    raw = os.environ.get(name, default)
    if raw and urlsplit(raw).scheme not in schemes:
        shown = "、".join(f"{scheme}://" for scheme in schemes)
        msg = f"设置 {name}={raw!r} 无法识别：请写以 {shown} 开头的地址。"
        raise ImproperlyConfigured(msg)
    return raw


def words(name: str, default: str = "") -> list[str]:
    """Read `name` as a list separated by commas."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]
