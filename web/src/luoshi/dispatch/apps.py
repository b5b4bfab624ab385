"""The dispatch context as a Django application."""

from __future__ import annotations

from django.apps import AppConfig


class DispatchConfig(AppConfig):
    """The dispatch context."""

    name = "luoshi.dispatch"
    label = "dispatch"

    def ready(self) -> None:
        """Fill the slots of lower contexts, and take a place in the rail."""
        from django.utils.translation import gettext_lazy as _  # noqa: PLC0415 - apps must be loaded first

        from luoshi.dispatch import histories, panels, probes  # noqa: PLC0415 - as above
        from luoshi.dispatch.actions import hand_over  # noqa: PLC0415 - as above
        from luoshi.dispatch.queries import kept_for  # noqa: PLC0415 - as above
        from luoshi.kernel import nav, slots  # noqa: PLC0415 - as above

        histories.register()
        probes.register()
        nav.add("dispatch", _("下达"), "dispatch:plans", 35, panels.may_read, shortcut="x")
        slots.fill("ledger.also_visible", panels.items_held)
        slots.fill("ledger.origin_url", panels.origin_url)
        slots.fill("ledger.item_origin", panels.meeting_of_item)
        slots.fill("ledger.item_panel", panels.tree_of_item)
        slots.fill("agencies.agency_panel", panels.load_of_agency)
        slots.fill("agencies.closing", panels.closing)
        slots.fill("agencies.handing_over", hand_over)
        slots.fill("kernel.kept_for", kept_for)
        slots.fill("kernel.todo", panels.todo)
