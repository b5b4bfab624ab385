"""Documents, versions, plans, facts at rest, and what people decided of them.

What the models must make possible: a file kept as it came, found again by its hash; facts that
stay as read while decisions stand beside them, append-only, each naming the revision of the fact
it replaces so that two reviewers never overwrite each other; undoing any decision; re-reading a
text with a newer reader without touching what a person decided; proposals of a second reader that
count for nothing until a person takes them.
"""

from luoshi.plans.models.documents import Document, Plan, Upload, Version
from luoshi.plans.models.doubts import Doubt, Rereading
from luoshi.plans.models.facts import Comparison, Decision, Fact, Type
from luoshi.plans.models.second import SecondReading

__all__ = [
    "Comparison",
    "Decision",
    "Document",
    "Doubt",
    "Fact",
    "Plan",
    "Rereading",
    "SecondReading",
    "Type",
    "Upload",
    "Version",
]
