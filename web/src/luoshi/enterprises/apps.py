"""The enterprises context as a Django application."""

from django.apps import AppConfig


class EnterprisesConfig(AppConfig):
    """The enterprises context."""

    name = "luoshi.enterprises"
    label = "enterprises"
