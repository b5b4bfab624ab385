"""The ledger context as a Django application."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """The ledger context."""

    name = "luoshi.ledger"
    label = "ledger"

    def ready(self) -> None:
        """Fill the slots of lower contexts."""
        from django.utils.translation import gettext_lazy as _  # noqa: PLC0415 - apps must be loaded first

        from luoshi.accounts.api import May, scope_of  # noqa: PLC0415 - as above
        from luoshi.kernel import nav, slots  # noqa: PLC0415 - as above
        from luoshi.ledger import histories, panels, probes  # noqa: PLC0415 - as above
        from luoshi.ledger.actions import project_facts  # noqa: PLC0415 - as above

        histories.register()
        probes.register()
        nav.add(
            "ledger",
            _("台账"),
            "ledger:items",
            30,
            lambda person: May.LEDGER_READ in scope_of(person).may,
            shortcut="l",
        )
        slots.fill("plans.facts_changed", project_facts)
        slots.fill("kernel.search", panels.items_found)
        slots.fill("kernel.search", panels.indicators_found)
        slots.fill("kernel.todo", panels.todo)
        slots.fill("agencies.agency_panel", panels.load_of_agency)
        slots.fill("plans.fact_panel", panels.item_of_fact)
