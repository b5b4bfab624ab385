"""Every address of the house, and something real to put into it."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver, reverse

#: What a parameter stands for; of each there is one in the tests where its context has any.
STANDS_FOR: Final = {
    "notice_id": "kernel.Notice",
    "person_id": "accounts.Person",
    "post_id": "accounts.Post",
    "token_id": "accounts.Token",
    "delegation_id": "accounts.Delegation",
    "agency_id": "agencies.Agency",
    "alias_id": "agencies.Alias",
    "document_id": "plans.Document",
    "version_id": "plans.Version",
    "plan_id": "plans.Plan",
    "fact_id": "plans.Fact",
    "doubt_id": "plans.Doubt",
    "rereading_id": "plans.Rereading",
    "upload_id": "plans.Upload",
    "item_id": "ledger.Item",
    "indicator_id": "ledger.Indicator",
    "dimension_id": "ledger.Dimension",
    "option_id": "ledger.Option",
    "term_id": "ledger.DerivedTerm",
    "unit_id": "ledger.Responsibility",
    "series_id": "reporting.Series",
    "form_id": "reporting.Form",
    "cycle_id": "reporting.Cycle",
    "duty_id": "reporting.Duty",
    "line_id": "reporting.Line",
    "submission_id": "reporting.Submission",
    "evidence_id": "reporting.Evidence",
    "report_id": "monitoring.ProjectReport",
    "rule_id": "monitoring.AlertRule",
    "alert_id": "monitoring.Alert",
    "assignment_id": "dispatch.Assignment",
    "milestone_id": "dispatch.Milestone",
    "milestone_file_id": "dispatch.MilestoneFile",
    "check_file_id": "monitoring.CheckFile",
    "change_id": "dispatch.ChangeRequest",
    "conference_id": "dispatch.Conference",
}


@dataclass(frozen=True)
class Address:
    """A named address with its parameters."""

    name: str
    pattern: URLPattern

    def url(self) -> str:
        """Return the address of a real thing, or of nothing where there is none."""
        found = {
            key: _something(key, converter.__class__.__name__)
            for key, converter in self.pattern.pattern.converters.items()
        }
        return reverse(self.name, kwargs=found)


def addresses() -> list[Address]:
    """Return every address that the resolver knows."""
    return sorted(_walk(get_resolver().url_patterns, ""), key=lambda address: address.name)


def _walk(patterns: list[Any], prefix: str) -> Iterator[Address]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            space = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from _walk(pattern.url_patterns, space)
        else:
            yield Address(f"{prefix}{pattern.name}", pattern)


def _something(key: str, converter: str) -> Any:
    if key == "key":
        return "operation"
    label = STANDS_FOR.get(key)
    model = None
    if label and label.split(".")[0] in apps.app_configs:
        try:
            model = apps.get_model(label)
        except LookupError:
            model = None
    row = model._default_manager.order_by("pk").first() if model else None
    if row is not None:
        return row.pk
    return {"IntConverter": 0, "UUIDConverter": uuid.UUID(int=0)}.get(converter, "nothing")
