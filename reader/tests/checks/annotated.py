"""Plans of the notice with the facts that were annotated by hand, as the checks receive them."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from luoshi_reader.facts import Assignment, Fact, Link, Organisation
from luoshi_reader.source import Source, Span
from luoshi_reader.structure.outline import PlanText
from luoshi_reader.structure.parse import parse

ROOT = Path(__file__).parents[3]


@cache
def notice() -> Source:
    return Source((ROOT / "examples" / "henan-2016.txt").read_bytes().decode())


def annotated(name: str) -> tuple[PlanText, list[Fact]]:
    """Return a plan's text and its annotated assignments, links and organisations."""
    file = ROOT / "reader" / "tests" / "gold" / f"{name}.jsonl"
    records = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    start = min(record["start"] for record in records)
    plan = next(plan for plan in parse(notice()) if plan.span.start <= start < plan.span.end)
    return plan, [*plan.headings, *(fact for record in records for fact in _facts(record))]


def _facts(record: dict[str, Any]) -> list[Fact]:
    span = Span(record["start"], record["start"] + len(record["quote"]))
    match record["type"]:
        case "assignment":
            task = Span(notice().text.index(record["quote"], span.start), span.end)
            start = span.start + record["quote"].index(record["task_text"][:2])
            return [
                Assignment(
                    span=span,
                    number=record["number"],
                    task_text=record["task_text"],
                    leads=tuple(record["leads"]),
                    participants=tuple(record["participants"]),
                    task=Span(start, task.end),
                )
            ]
        case "link":
            headings = tuple((first, second) for first, second in record["headings"])
            return [Link(span=span, assignment=record["assignment"], headings=headings)]
        case "organisation":
            return [
                Organisation(span=span, name_text=record["name_text"], category=record["category"])
            ]
    return []
