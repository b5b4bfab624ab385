"""The plans' front door: the only module other contexts may import."""

from luoshi.plans.actions.bulk import accept_all
from luoshi.plans.actions.importing import Outcome, import_document
from luoshi.plans.actions.rereading import reread
from luoshi.plans.models import Decision, Document, Doubt, Fact, Plan, Type, Version
from luoshi.plans.queries import (
    Selection,
    doubted,
    effective_fields,
    is_live,
    link_to,
    live_facts,
    open_doubts,
    sentence_of,
)
from luoshi.plans.rules.bases import base_of, growth
from luoshi.plans.rules.kinds import label_of

__all__ = [
    "Decision",
    "Document",
    "Doubt",
    "Fact",
    "Outcome",
    "Plan",
    "Selection",
    "Type",
    "Version",
    "accept_all",
    "base_of",
    "doubted",
    "effective_fields",
    "growth",
    "import_document",
    "is_live",
    "label_of",
    "link_to",
    "live_facts",
    "open_doubts",
    "reread",
    "sentence_of",
]
