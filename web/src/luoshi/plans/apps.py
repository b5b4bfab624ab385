"""The plans context as a Django application."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """The plans context."""

    name = "luoshi.plans"
    label = "plans"
