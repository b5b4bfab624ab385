"""The accounts context as a Django application."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from luoshi.kernel import access, nav, slots


def _may(act: str, person: Any) -> bool:
    return act in access.scope_of(person).may


class AccountsConfig(AppConfig):
    """The accounts context."""

    name = "luoshi.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Fill the kernel's gates, so that contexts below and beside ask the same question."""
        from luoshi.accounts import panels, queries  # noqa: PLC0415 - models are loaded only now
        from luoshi.accounts.permissions import May  # noqa: PLC0415 - as above

        slots.fill("kernel.require", queries.require)
        slots.fill("kernel.scope_of", queries.scope_of)
        slots.fill("kernel.units_of", queries.units_of)
        slots.fill("agencies.agency_foot", panels.posts_at_agency)
        manages = partial(_may, May.ACCOUNT_MANAGE)
        nav.add("accounts", _("账号"), "accounts:people", 90, manages, shortcut="z")
        nav.add("password", _("口令与登录"), "accounts:password", 10, where=nav.MENU)
        nav.add("logout", _("退出"), "accounts:logout", 90, where=nav.MENU, post=True)
