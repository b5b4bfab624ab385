"""Display preferences, kept on the server and keyed by login (SEC-43: nothing in the browser).

They change how a page looks and never what it says, so they leave no entry in the trail.
"""

from __future__ import annotations

import json
import re
from typing import Any, ClassVar, Final

from django.utils.translation import gettext as _

from luoshi.kernel.http import Request
from luoshi.kernel.models import Preference
from luoshi.kernel.refusals import Refusal

_CHOICES: Final = {"theme": {"auto", "light", "dark"}, "keys": {"on", "off"}}
_TABLE: Final = re.compile(r"table:[a-z_.]{1,60}")
_COLUMNS: Final = re.compile(r"columns:[a-z_.]{1,60}")
_NAME: Final = re.compile("[a-z_0-9]{1,40}")
_MOST_COLUMNS: Final = 60
_WIDEST: Final = 1200


class NoSuchPreference(Refusal):
    """Neither a known name nor a possible value."""

    code: ClassVar[str] = "kernel.no_such_preference"


def preferences_of(request: Request) -> dict[str, Any]:
    """Return the person's preferences, read once a request."""
    cached: dict[str, Any] | None = getattr(request, "preferences_read", None)
    if cached is None:
        cached = {}
        if request.user.is_authenticated:
            rows = Preference.objects.filter(login=request.user.get_username())
            cached = dict(rows.values_list("key", "value"))
        request.preferences_read = cached  # type: ignore[attr-defined]
    return cached


def parsed(raw: str) -> Any:
    """Return a value as the browser sent it: a map in JSON, or a word."""
    if not raw.startswith("{"):
        return raw
    try:
        return json.loads(raw)
    except ValueError:
        return None


def set_preference(*, login: str, key: str, value: Any) -> None:
    """Keep one preference of a person.

    Raises:
        NoSuchPreference: a name or value that no page could have sent.

    """
    known = (
        str(value) in _CHOICES[key]
        if key in _CHOICES
        else _is_widths(key, value) or _is_columns(key, value)
    )
    if not known:
        raise NoSuchPreference(_("没有这项界面设置。"), next_step=_("请刷新页面后重试。"))
    Preference.objects.update_or_create(login=login, key=key, defaults={"value": value})


def _is_widths(key: str, value: Any) -> bool:
    """Tell whether this is the widths of a list's columns: a small map of names to pixels."""
    return (
        _TABLE.fullmatch(key) is not None
        and isinstance(value, dict)
        and len(value) <= _MOST_COLUMNS
        and all(
            _NAME.fullmatch(str(name)) and isinstance(pixels, int) and 0 < pixels <= _WIDEST
            for name, pixels in value.items()
        )
    )


def _is_columns(key: str, value: Any) -> bool:
    """Tell whether this is the columns of a list that a person wants to see."""
    shown = value.get("shown") if isinstance(value, dict) else None
    return (
        _COLUMNS.fullmatch(key) is not None
        and isinstance(shown, list)
        and len(shown) <= _MOST_COLUMNS
        and all(_NAME.fullmatch(str(name)) for name in shown)
    )
