"""The monitoring's front door: the only module other contexts may import."""

from luoshi.monitoring.actions.forecasting import forecast_period
from luoshi.monitoring.actions.judging import light_period, light_up
from luoshi.monitoring.actions.projects import Said, check_project, report_project
from luoshi.monitoring.actions.rebuilding import Rebuilt, rebuild
from luoshi.monitoring.actions.ruling import set_rule
from luoshi.monitoring.models import Curve, Forecast, Light, LightRule, Reading

__all__ = [
    "Curve",
    "Forecast",
    "Light",
    "LightRule",
    "Reading",
    "Rebuilt",
    "Said",
    "check_project",
    "forecast_period",
    "light_period",
    "light_up",
    "rebuild",
    "report_project",
    "set_rule",
]
