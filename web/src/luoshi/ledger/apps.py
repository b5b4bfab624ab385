"""The ledger context as a Django application."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """The ledger context."""

    name = "luoshi.ledger"
    label = "ledger"
