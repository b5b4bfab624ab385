"""The ledger's front door: the only module other contexts may import."""

from luoshi.ledger.models import Item

__all__ = ["Item"]
