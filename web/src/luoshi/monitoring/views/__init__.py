"""Pages of monitoring: thin, one function each."""

from luoshi.monitoring.views.alerts import alert, alert_rule, alert_rules, alerts
from luoshi.monitoring.views.boards import board, plan
from luoshi.monitoring.views.curves import curve
from luoshi.monitoring.views.items import item, items
from luoshi.monitoring.views.places import benchmark, chart_map, league
from luoshi.monitoring.views.projects import check, check_file, project, projects
from luoshi.monitoring.views.ruling import rules
from luoshi.monitoring.views.series import series, sources

__all__ = [
    "alert",
    "alert_rule",
    "alert_rules",
    "alerts",
    "benchmark",
    "board",
    "chart_map",
    "check",
    "check_file",
    "curve",
    "item",
    "items",
    "league",
    "plan",
    "project",
    "projects",
    "rules",
    "series",
    "sources",
]
