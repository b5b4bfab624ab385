"""The agencies context as a Django application."""

from django.apps import AppConfig


class AgenciesConfig(AppConfig):
    """The agencies context."""

    name = "luoshi.agencies"
    label = "agencies"
