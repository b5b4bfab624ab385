"""The agencies context as a Django application."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from luoshi.kernel import nav, slots


class AgenciesConfig(AppConfig):
    """The agencies context."""

    name = "luoshi.agencies"
    label = "agencies"

    def ready(self) -> None:
        """Take a place in the rail and answer searches."""
        from luoshi.agencies import histories, panels, probes  # noqa: PLC0415 - models are loaded only now

        histories.register()
        probes.register()
        nav.add("agencies", _("单位"), "agencies:tree", 70, panels.may_read, shortcut="u")
        slots.fill("kernel.search", panels.search_agencies)
        slots.fill("kernel.banner", panels.calendar_banner)
