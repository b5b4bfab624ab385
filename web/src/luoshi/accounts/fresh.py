"""Acts that need a fresh proof of identity: one call in the view (SEC-12)."""

from __future__ import annotations

from django.http import HttpRequest

from luoshi.accounts.actions import NotFresh
from luoshi.accounts.logins import is_fresh


def require_fresh(request: HttpRequest) -> None:
    """Go on only if the person has proven within ten minutes who it is.

    The middleware answers the refusal: the page's dialog asks, or a page of its own.

    Raises:
        NotFresh: the last proof is older.

    """
    if not is_fresh(request):
        raise NotFresh("此项办理须再次确认本人身份。", next_step="请输入口令后继续。")


def require_fresh_for_export(request: HttpRequest) -> None:
    """Ask the same of whoever takes a list of people away, not of whoever looks at it (SEC-12).

    Raises:
        NotFresh: a form of the list is asked for, and the last proof is older.

    """
    if request.GET.get("format"):
        require_fresh(request)
