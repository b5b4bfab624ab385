"""The plans' front door: the only module other contexts may import."""

from luoshi.plans.actions.importing import Outcome, import_document
from luoshi.plans.models import Decision, Document, Doubt, Fact, Plan, Type, Version
from luoshi.plans.queries import (
    doubted,
    effective_fields,
    is_live,
    link_to,
    live_facts,
    open_doubts,
    sentence_of,
)
from luoshi.plans.rules.fields import label_of

__all__ = [
    "Decision",
    "Document",
    "Doubt",
    "Fact",
    "Outcome",
    "Plan",
    "Type",
    "Version",
    "doubted",
    "effective_fields",
    "import_document",
    "is_live",
    "label_of",
    "link_to",
    "live_facts",
    "open_doubts",
    "sentence_of",
]
