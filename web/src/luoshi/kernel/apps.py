"""The kernel as a Django application."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from luoshi.kernel import nav, slots


class KernelConfig(AppConfig):
    """The ground."""

    name = "luoshi.kernel"
    label = "kernel"

    def ready(self) -> None:
        """Take places in the rail, and plan what the ground itself does."""
        from luoshi.kernel import (  # noqa: PLC0415 - models are loaded only now
            background,
            chain,
            checkup,
            notices,
            outbox,
            purging,
            reads,
            schedule,
            upkeep,
        )

        nav.add("todo", _("待办"), "kernel:home", 0, shortcut="d")
        nav.add("jobs", _("后台任务"), "kernel:jobs", 95, background.may_manage)
        nav.add("checkup", _("配置体检"), "kernel:checkup", 93, checkup.may_see)
        nav.add("reach", _("消息设置"), "kernel:reach", 20, where=nav.MENU)
        reads.name({"kernel.search": _("搜索")})
        slots.fill("kernel.todo", background.todos)
        slots.fill("kernel.todo", notices.todos)
        schedule.every(
            "kernel.outbox",
            _("发送消息"),
            schedule.Every(1),
            outbox.deliver,
            wanted=outbox.is_waiting,
        )
        schedule.every(
            "kernel.seal",
            _("封签留痕"),
            schedule.Every(5),
            chain.seal,
            wanted=chain.is_waiting,
        )
        schedule.every(chain.JOB, _("核验留痕"), schedule.Daily(2, 40), chain.check)
        schedule.every(
            "kernel.forget", _("清除过期的阅读记录"), schedule.Daily(3, 20), purging.forget
        )
        schedule.every(
            "kernel.clean", _("清理旧的运行记录"), schedule.Daily(3, 10), background.clean
        )
        schedule.every(checkup.JOB, _("配置体检"), schedule.Daily(2, 40), checkup.examine)
        schedule.every(
            "kernel.analyse", _("更新数据库统计信息"), schedule.Daily(3, 40), upkeep.analyse
        )
