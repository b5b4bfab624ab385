"""The reporting context as a Django application."""

from __future__ import annotations

from django.apps import AppConfig


class ReportingConfig(AppConfig):
    """The reporting context."""

    name = "luoshi.reporting"
    label = "reporting"

    def ready(self) -> None:
        """Take a place in the rail, say what waits, and plan what the clock does."""
        from django.utils.translation import gettext_lazy as _  # noqa: PLC0415 - apps must be loaded first

        from luoshi.kernel import nav, reads, schedule, slots  # noqa: PLC0415 - as above
        from luoshi.reporting import histories, panels, probes  # noqa: PLC0415 - as above
        from luoshi.reporting.actions import opening, reminding  # noqa: PLC0415 - as above
        from luoshi.reporting.actions.parts import follow_breakdown  # noqa: PLC0415 - as above
        from luoshi.reporting.queries import sealed  # noqa: PLC0415 - as above
        from luoshi.reporting.queries.proof import kept_for  # noqa: PLC0415 - as above

        histories.register()
        probes.register()
        reads.name(
            {
                "reporting.duty": _("报表"),
                "reporting.submission": _("报送"),
                "reporting.evidence": _("佐证材料"),
            }
        )
        nav.add("reporting", _("报送"), "reporting:mine", 40, panels.may_read, shortcut="b")
        slots.fill("kernel.todo", panels.todo)
        slots.fill("kernel.chain", sealed.breaks)
        slots.fill("ledger.breakdown_changed", follow_breakdown)
        slots.fill("kernel.kept_for", kept_for)
        schedule.every("reporting.open", _("开放报送期"), schedule.Daily(0, 20), opening.open_due)
        schedule.every(
            "reporting.remind", _("报送到期催报"), schedule.Daily(8, 30), reminding.remind_due
        )
