"""The lists of reporting."""

from luoshi.reporting.lists.duties import DutyRows, MineRows, QueueRows
from luoshi.reporting.lists.rounds import CycleRows, FormRows

__all__ = ["CycleRows", "DutyRows", "FormRows", "MineRows", "QueueRows"]
