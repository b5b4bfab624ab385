"""Accepted values rolled up the tree, the rules of lights, the lights, and forecasts.

What the models must make possible: a total for every agency and period that equals the sum of the
accepted leaf versions, kept in the transaction that accepts (REL-14); light rules as data with a
version, so that a month's colours stay as they were lit (GOV-06, GOV-07); forecasts that keep
their interval, their chance and their back-test.
"""

from luoshi.monitoring.models.alerts import Alert, AlertRule
from luoshi.monitoring.models.lights import Curve, Forecast, Light, LightRule
from luoshi.monitoring.models.projects import MONEY, CheckFile, ProjectCheck, ProjectReport
from luoshi.monitoring.models.readings import Counting, Reading

__all__ = [
    "MONEY",
    "Alert",
    "AlertRule",
    "CheckFile",
    "Counting",
    "Curve",
    "Forecast",
    "Light",
    "LightRule",
    "ProjectCheck",
    "ProjectReport",
    "Reading",
]
