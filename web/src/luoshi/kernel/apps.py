"""The kernel as a Django application."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from luoshi.kernel import nav


class KernelConfig(AppConfig):
    """The ground."""

    name = "luoshi.kernel"
    label = "kernel"

    def ready(self) -> None:
        """Take the first place in the rail."""
        nav.add("todo", _("待办"), "kernel:home", 0, shortcut="d")
