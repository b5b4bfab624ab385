"""What whoever accepts a version looks at: it beside last period, last year, the version before."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from luoshi.kernel.rounding import half_up
from luoshi.reporting.models import Finding, Reopening, Submission
from luoshi.reporting.queries.derived import derived_of, ratio_of, shown
from luoshi.reporting.queries.filling import content_of
from luoshi.reporting.queries.grid import Row, grid_of
from luoshi.reporting.queries.history import steps_of_duty
from luoshi.reporting.rules.content import cells


@dataclass(slots=True)
class Reviewed:
    """A line of a version: its figures as shown, what changed, what was found and said of it."""

    row: Row
    shown: dict[str, str]
    difference: str = ""
    changed: dict[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    @property
    def noted(self) -> bool:
        """Whether the line asks for a second look."""
        return bool(self.findings or self.changed)


def page(sent: Submission) -> dict[str, Any]:
    """Return all that the page of a version shows."""
    duty = copy(sent.duty)
    duty.current = sent
    grid = grid_of(duty, drafts=False)
    findings: dict[int, list[Finding]] = {}
    for one in sent.findings.order_by("severity", "pk"):
        findings.setdefault(one.line_id or 0, []).append(one)
    changed = _changed(sent)
    rows = [_reviewed(row, changed, findings.get(row.line.pk, [])) for row in grid.rows]
    versions = sent.duty.submissions.order_by("-number")
    return {
        "grid": grid,
        "figures": [one for one in rows if one.row.how is not None],
        "progress": [one for one in rows if one.row.how is None and not one.row.is_project],
        "projects": [one for one in rows if one.row.is_project],
        "general": findings.get(0, []),
        "noted": sum(one.noted for one in rows),
        "changes": len(changed),
        "evidence": list(sent.evidence.select_related("line").order_by("pk")),
        "steps": steps_of_duty(sent.duty),
        "versions": list(versions),
        "reopened": _reopened(sent),
    }


def _reopened(sent: Submission) -> dict[int, Reopening]:
    """Return, by line, who took back that its item is done."""
    rows = Reopening.objects.filter(progress__submission=sent).select_related("agency", "progress")
    return {row.progress.line_id: row for row in rows}


def _changed(sent: Submission) -> dict[tuple[int, str], str]:
    """Return what stood in the version before in each cell that is another now."""
    if sent.replaces is None:
        return {}
    before, now = cells(content_of(sent.replaces)), cells(content_of(sent))
    keys = before.keys() | now.keys()
    return {key: before.get(key, "—") for key in keys if before.get(key) != now.get(key)}


def _reviewed(row: Row, changed: dict[tuple[int, str], str], findings: list[Finding]) -> Reviewed:
    beside = derived_of(row)
    texts = {key: text for key, (text, _raw) in beside.items()}
    if row.how is not None and row.how.ratio:
        texts["period"] = shown(ratio_of(row))[0]
    own = {column: text for (line, column), text in changed.items() if line == row.line.pk}
    return Reviewed(row, texts, _difference(row), own, findings)


def _difference(row: Row) -> str:
    """Return by how much a figure differs from the period before, with its sign."""
    found = row.beside
    if found is None or found.period is None or found.last is None:
        return ""
    apart: Decimal = half_up(found.period - found.last, 2)
    sign = "+" if apart > 0 else "−" if apart < 0 else ""
    return f"{sign}{shown(abs(apart))[0]}"
