"""The assembly as a Django application: it holds the pages that belong to no context."""

from __future__ import annotations

from django.apps import AppConfig


class LuoshiConfig(AppConfig):
    """The assembly."""

    name = "luoshi.config"
    label = "config"
