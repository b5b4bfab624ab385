"""The enterprises context as a Django application."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from luoshi.kernel import nav, slots


class EnterprisesConfig(AppConfig):
    """The enterprises context."""

    name = "luoshi.enterprises"
    label = "enterprises"

    def ready(self) -> None:
        """Follow the facts, take a place in the rail, answer searches, say what waits."""
        from luoshi.enterprises import histories, panels, probes  # noqa: PLC0415 - models are loaded only now
        from luoshi.enterprises.actions import project_facts  # noqa: PLC0415 - as above
        from luoshi.kernel import reads  # noqa: PLC0415 - as above

        histories.register()
        probes.register()
        reads.name({"enterprises.enterprise": _("企业")})
        slots.fill("plans.facts_changed", project_facts)
        slots.fill("plans.fact_panel", panels.firms_of_fact)
        slots.fill("kernel.search", panels.search_enterprises)
        slots.fill("kernel.todo", panels.todo_enterprises)
        nav.add("enterprises", _("企业"), "enterprises:list", 40, panels.may_read, shortcut="e")
