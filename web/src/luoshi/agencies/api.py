"""The agencies' front door: the only module other contexts may import."""

from luoshi.agencies.actions import seed
from luoshi.agencies.models import Agency, Alias
from luoshi.agencies.queries import Hanging, Resolution, Resolver, resolve, successors_on, workdays
from luoshi.agencies.rules import Calendar, cut_off

__all__ = [
    "Agency",
    "Alias",
    "Calendar",
    "Hanging",
    "Resolution",
    "Resolver",
    "cut_off",
    "resolve",
    "seed",
    "successors_on",
    "workdays",
]
