"""The accounts context as a Django application."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """The accounts context."""

    name = "luoshi.accounts"
    label = "accounts"
