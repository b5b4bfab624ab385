"""The agencies' front door: the only module other contexts may import."""

from luoshi.agencies.actions import seed
from luoshi.agencies.models import Agency, Alias
from luoshi.agencies.queries import Resolution, Resolver, resolve

__all__ = ["Agency", "Alias", "Resolution", "Resolver", "resolve", "seed"]
