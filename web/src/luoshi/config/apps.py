"""The assembly as a Django application: it holds the pages that belong to no context."""

from __future__ import annotations

from django.apps import AppConfig


class LuoshiConfig(AppConfig):
    """The assembly."""

    name = "luoshi.config"
    label = "config"

    def ready(self) -> None:
        """Bring the start's own checks into `check --deploy`."""
        from luoshi.config import startup  # noqa: F401, PLC0415 - registers its check
