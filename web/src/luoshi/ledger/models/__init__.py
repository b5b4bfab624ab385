"""Items of the ledger, who answers for them, and where they stand.

What the models must make possible: an item for every target, commitment, project and task that
a plan states, leading back to its fact and marked 未审 until a person has decided; a rejected fact
withdraws its item and deletes nothing; a task's leads and participants as printed, resolved to
agencies or left open as a doubt, groups resolved only to members that a person confirms; an item
answered for through the task that covers its measure; every indicator that a plan names once in
the dictionary, with each place that states it, what it means as the province wrote it down, and
the dimensions by which its figures are broken down, their options dated and never deleted.
"""

from luoshi.ledger.models.dictionary import (
    DerivedTerm,
    Dimension,
    FormerName,
    Indicator,
    IndicatorUse,
    Option,
)
from luoshi.ledger.models.items import (
    Amendment,
    Commitment,
    Item,
    Owner,
    Place,
    Project,
    Target,
    Task,
)
from luoshi.ledger.models.responsibility import Responsibility

__all__ = [
    "Amendment",
    "Commitment",
    "DerivedTerm",
    "Dimension",
    "FormerName",
    "Indicator",
    "IndicatorUse",
    "Item",
    "Option",
    "Owner",
    "Place",
    "Project",
    "Responsibility",
    "Target",
    "Task",
]
