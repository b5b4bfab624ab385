"""The ledger's front door: the only module other contexts may import."""

from luoshi.ledger.actions import Allowed, add_resolution, amend, freeze_indicators
from luoshi.ledger.lists.shared import short_title
from luoshi.ledger.models import (
    Amendment,
    DerivedTerm,
    Dimension,
    Indicator,
    IndicatorUse,
    Item,
    Option,
    Responsibility,
    Target,
)
from luoshi.ledger.queries import items, terms, with_units
from luoshi.ledger.wording import PROMISED, promise

__all__ = [
    "PROMISED",
    "Allowed",
    "Amendment",
    "DerivedTerm",
    "Dimension",
    "Indicator",
    "IndicatorUse",
    "Item",
    "Option",
    "Responsibility",
    "Target",
    "add_resolution",
    "amend",
    "freeze_indicators",
    "items",
    "promise",
    "short_title",
    "terms",
    "with_units",
]
