"""The kinds of number that the models keep."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db import models


def number(label: str) -> models.DecimalField[Any, Decimal | None]:
    """Return a field for a value in any unit: 20 digits, six of them decimals; never a float."""
    return models.DecimalField(label, max_digits=20, decimal_places=6, null=True, blank=True)
