"""The enterprises' front door: the only module other contexts may import."""

from luoshi.enterprises.models import Enterprise, Mention, Name, Representative
from luoshi.enterprises.queries import enterprise, enterprises, mentions_of

__all__ = [
    "Enterprise",
    "Mention",
    "Name",
    "Representative",
    "enterprise",
    "enterprises",
    "mentions_of",
]
