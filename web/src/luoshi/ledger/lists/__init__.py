"""The ledger's lists: items, targets beside their bases, indicators, projects, units in doubt."""

from luoshi.ledger.lists.indicators import IndicatorRows
from luoshi.ledger.lists.items import AgencyRows, ItemRows
from luoshi.ledger.lists.matrix import MatrixRows
from luoshi.ledger.lists.projects import ProjectRows
from luoshi.ledger.lists.targets import TargetRows
from luoshi.ledger.lists.units import UnitRows

__all__ = [
    "AgencyRows",
    "IndicatorRows",
    "ItemRows",
    "MatrixRows",
    "ProjectRows",
    "TargetRows",
    "UnitRows",
]
