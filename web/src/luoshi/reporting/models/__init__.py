"""What is asked each period, of whom, what was said, and who accepted it.

What the models must make possible: a form whose lines come from the ledger itself; one duty per
cycle and respondent, made by a job that can be rerun; drafts saved cell by cell with versions;
submissions that are immutable versions, sent twice without harm by their client key (REL-02); the
state of approval computed from steps (who accepted what for which agency), never stored as a word;
a figure as one narrow, typed row (series, duty → value, numerator, denominator), blank not zero.
"""

from luoshi.reporting.models.acceptance import Acceptance, Step
from luoshi.reporting.models.bases import Base, BaseVersion
from luoshi.reporting.models.checks import Finding, Rule
from luoshi.reporting.models.fields import number
from luoshi.reporting.models.forms import Form, Line, Series
from luoshi.reporting.models.projects import ProjectBlocker, ProjectProgress, ProjectStage
from luoshi.reporting.models.rounds import Cycle, Duty, Leave, PeriodOf, Stage, Window
from luoshi.reporting.models.submissions import (
    DraftCell,
    Evidence,
    Figure,
    Progress,
    Reopening,
    Submission,
)

__all__ = [
    "Acceptance",
    "Base",
    "BaseVersion",
    "Cycle",
    "DraftCell",
    "Duty",
    "Evidence",
    "Figure",
    "Finding",
    "Form",
    "Leave",
    "Line",
    "PeriodOf",
    "Progress",
    "ProjectBlocker",
    "ProjectProgress",
    "ProjectStage",
    "Reopening",
    "Rule",
    "Series",
    "Stage",
    "Step",
    "Submission",
    "Window",
    "number",
]
