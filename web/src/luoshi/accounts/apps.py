"""The accounts context as a Django application."""

from __future__ import annotations

from django.apps import AppConfig

from luoshi.kernel import slots


class AccountsConfig(AppConfig):
    """The accounts context."""

    name = "luoshi.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Fill the kernel's gates, so that contexts below and beside ask the same question."""
        from luoshi.accounts import queries  # noqa: PLC0415 - models are loaded only now

        slots.fill("kernel.require", queries.require)
        slots.fill("kernel.scope_of", queries.scope_of)
        slots.fill("kernel.units_of", queries.units_of)
