"""The monitoring context as a Django application."""

from django.apps import AppConfig


class MonitoringConfig(AppConfig):
    """The monitoring context."""

    name = "luoshi.monitoring"
    label = "monitoring"

    def ready(self) -> None:
        """Roll up what is accepted in its transaction; put the boards where they are looked for."""
        from django.utils.translation import gettext_lazy as _  # noqa: PLC0415 - apps must be loaded first

        from luoshi.accounts.api import May, scope_of  # noqa: PLC0415 - as above
        from luoshi.kernel import jobs, nav, schedule, slots  # noqa: PLC0415 - as above
        from luoshi.monitoring import histories, panels, probes  # noqa: PLC0415 - as above
        from luoshi.monitoring.actions import alerting, forecasting, judging, rebuilding  # noqa: PLC0415 - as above
        from luoshi.monitoring.actions.accepting import take_accepted  # noqa: PLC0415 - as above
        from luoshi.monitoring.actions.rolling import roll_up  # noqa: PLC0415 - as above
        from luoshi.monitoring.actions.ruling import judge_anew  # noqa: PLC0415 - as above
        from luoshi.monitoring.queries.projects import kept_for  # noqa: PLC0415 - as above

        histories.register()
        nav.add(
            "monitoring",
            _("监测"),
            "monitoring:board",
            50,
            lambda person: May.MONITOR_READ in scope_of(person).may,
            shortcut="m",
        )
        probes.register()
        slots.fill("reporting.accepted", roll_up)
        slots.fill("reporting.accepted", judging.light_accepted)
        slots.fill("reporting.accepted", take_accepted)
        slots.fill("reporting.base_changed", judge_anew)
        slots.fill("ledger.terms_changed", rebuilding.derive_anew)
        slots.fill("kernel.kept_for", kept_for)
        slots.fill("kernel.todo", panels.todo)
        slots.fill("reporting.reopened", judging.light_reopened)
        slots.fill("reporting.cycle_closed", judging.cycle_closed)
        jobs.register(judging.JOB, _("判定一期亮灯"), judging.light_period)
        jobs.register(rebuilding.DERIVE, _("按新系数重新折算"), rebuilding.derive_periods)
        jobs.register(judging.FORECAST, _("预测一期全年"), forecasting.forecast_period)
        schedule.every(
            "monitoring.forecast_open",
            _("每日预测全年"),
            schedule.Daily(6, 45),
            forecasting.forecast_open,
        )
        schedule.every(
            "monitoring.light_open", _("每日判定亮灯"), schedule.Daily(6, 30), judging.light_open
        )
        schedule.every(
            "monitoring.alerts", _("每日预警"), schedule.Daily(7, 10), alerting.raise_alerts
        )
        slots.fill("dispatch.agenda", panels.agenda_of_plan)
        slots.fill("ledger.item_panel", panels.light_of_item)
        slots.fill("agencies.agency_panel", panels.board_of_agency)
