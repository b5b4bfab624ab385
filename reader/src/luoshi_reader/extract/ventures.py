"""Organisations and projects: each is told by the other, so both are read from one ground."""

from __future__ import annotations

from collections.abc import Iterator

from luoshi_reader.extract.firms import ground_of
from luoshi_reader.extract.organisations import organisations
from luoshi_reader.extract.projects import projects
from luoshi_reader.facts import Organisation, Project
from luoshi_reader.structure.outline import PlanText


def ventures(plan: PlanText) -> Iterator[Organisation | Project]:
    """Yield the organisations and the projects of a plan."""
    ground = ground_of(plan)
    yield from organisations(plan, ground)
    yield from projects(plan, ground)
