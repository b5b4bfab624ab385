"""The reporting's front door: the only module other contexts may import."""

from luoshi.reporting.actions.cycles import close_cycle, make_duties, open_cycle
from luoshi.reporting.actions.forms import make_firm_form, make_form, refresh_form
from luoshi.reporting.models import (
    Acceptance,
    Base,
    Cycle,
    Duty,
    Figure,
    Finding,
    Form,
    Line,
    PeriodOf,
    Progress,
    ProjectBlocker,
    ProjectProgress,
    ProjectStage,
    Series,
    Stage,
    Step,
    Submission,
    number,
)
from luoshi.reporting.queries.filling import is_measured
from luoshi.reporting.queries.projects import asked_in_a_form, duty_for_project
from luoshi.reporting.queries.standing import chain_of, chains_of, state_of, states_of
from luoshi.reporting.rules import adding, projects
from luoshi.reporting.rules.chain import Standing, State, Taken, stands_by

__all__ = [
    "Acceptance",
    "Base",
    "Cycle",
    "Duty",
    "Figure",
    "Finding",
    "Form",
    "Line",
    "PeriodOf",
    "Progress",
    "ProjectBlocker",
    "ProjectProgress",
    "ProjectStage",
    "Series",
    "Stage",
    "Standing",
    "State",
    "Step",
    "Submission",
    "Taken",
    "adding",
    "asked_in_a_form",
    "chain_of",
    "chains_of",
    "close_cycle",
    "duty_for_project",
    "is_measured",
    "make_duties",
    "make_firm_form",
    "make_form",
    "number",
    "open_cycle",
    "projects",
    "refresh_form",
    "stands_by",
    "state_of",
    "states_of",
]
