"""The plans context as a Django application."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from luoshi.kernel import nav, slots


class PlansConfig(AppConfig):
    """The plans context."""

    name = "luoshi.plans"
    label = "plans"

    def ready(self) -> None:
        """Take a place in the rail, and answer 待办 and search."""
        from luoshi.kernel import jobs  # noqa: PLC0415 - as below
        from luoshi.plans import histories, panels  # noqa: PLC0415 - models are loaded only now
        from luoshi.plans.actions import proposing, putting_off  # noqa: PLC0415 - as above
        from luoshi.plans.queries import second  # noqa: PLC0415 - as above

        histories.register()
        nav.add("plans", _("计划"), "plans:home", 10, panels.may_read, shortcut="p")
        nav.add("review", _("审定"), "plans:queue", 15, panels.may_see_review, shortcut="s")
        jobs.register(putting_off.JOB, _("识读长文件"), putting_off.read_offered)
        jobs.register(second.JOB, _("第二识读"), proposing.read_second)
        slots.fill("kernel.todo", panels.todos)
        slots.fill("kernel.search", panels.found)
