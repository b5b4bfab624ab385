"""The agencies' front door: the only module other contexts may import."""

from luoshi.agencies.models import Agency, Alias

__all__ = ["Agency", "Alias"]
