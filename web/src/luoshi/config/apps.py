"""The assembly as a Django application: it holds the pages that belong to no context."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from luoshi.kernel import nav, slots


class LuoshiConfig(AppConfig):
    """The assembly."""

    name = "luoshi.config"
    label = "config"

    def ready(self) -> None:
        """Bring the start's own checks into `check --deploy`, and 帮助 into the person menu."""
        from luoshi.config import startup  # noqa: F401, PLC0415 - registers its check
        from luoshi.config.handbooks import event_words  # noqa: PLC0415 - apps must be ready

        slots.fill("kernel.event_words", event_words)
        nav.add("help", _("帮助"), "help_start", 80, where=nav.MENU)
