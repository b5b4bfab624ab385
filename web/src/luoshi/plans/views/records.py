"""What the reading page's script knows of a fact or a doubt, as plain values for JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext

from luoshi.plans.models import Doubt, Fact
from luoshi.plans.queries import effective_fields, names_of
from luoshi.plans.rules.bases import base_of
from luoshi.plans.rules.words import LETTERS, against_base, shown

#: How the underline looks: what waits stands out, what is decided is quiet, what is out is bare.
MOODS: Mapping[str, str] = {
    Fact.State.UNREVIEWED: "open",
    Fact.State.PROPOSED: "offer",
    Fact.State.ACCEPTED: "done",
    Fact.State.CORRECTED: "done",
    Fact.State.ADDED: "done",
    Fact.State.REJECTED: "out",
    Fact.State.MERGED: "out",
    Fact.State.SPLIT: "out",
    Fact.State.WITHDRAWN: "out",
}


def fact_record(
    fact: Fact, names: Mapping[str, str], bases: Sequence[Mapping[str, Any]] = ()
) -> dict[str, Any]:
    """Return a fact as the page's script shows it; `bases` are figures to hold a target against."""
    fields = effective_fields(fact)
    rows = [list(row) for row in shown(fact.type, fields, gettext)]
    found = base_of(fields, ((base, base) for base in bases)) if fact.type == "figure" else None
    if found is not None and (words := against_base(found[1], fields)):
        rows.append([gettext("上年"), words])
    record: dict[str, Any] = {
        "id": fact.pk,
        "type": fact.type,
        "word": fact.get_type_display(),
        "letter": LETTERS[fact.type],
        "start": fact.start,
        "end": fact.end,
        "state": fact.state,
        "stateWord": fact.get_state_display(),
        "mood": MOODS[fact.state],
        "counted": fact.counted,
        "revision": fact.revision,
        "rows": rows,
        "evidence": fact.evidence,
    }
    if fact.proposer:
        record["proposer"] = fact.proposer
    if fact.decision is not None:
        record["by"] = names.get(fact.decision.by, fact.decision.by)
        record["at"] = f"{timezone.localtime(fact.decision.at):%Y-%m-%d %H:%M}"
        record["reason"] = fact.decision.reason
    if fact.reading != Fact.Reading.CURRENT:
        record["reading"] = fact.get_reading_display()
    if (newer := fact.newer) is not None:
        record["proposed"] = [list(row) for row in shown(fact.type, newer["fields"], gettext)]
    return record


def fact_records(
    facts: Sequence[Fact], bases: Sequence[Mapping[str, Any]] = ()
) -> list[dict[str, Any]]:
    """Return facts with the names of the people who decided them; one statement for all."""
    names = names_of(fact.decision.by for fact in facts if fact.decision is not None)
    return [fact_record(fact, names, bases) for fact in facts]


def figures_in(facts: Sequence[Fact]) -> list[dict[str, Any]]:
    """Return the figures that stand, to hold targets against."""
    return [effective_fields(each) for each in facts if each.type == "figure" and each.live]


def doubt_record(doubt: Doubt, names: Mapping[str, str]) -> dict[str, Any]:
    """Return a doubt as the page's script shows it."""
    return {
        "id": doubt.pk,
        "code": doubt.code,
        "severity": doubt.severity,
        "word": doubt.get_severity_display(),
        "message": doubt.message,
        "start": doubt.start,
        "end": doubt.end,
        "related": doubt.related,
        "facts": [fact.pk for fact in doubt.facts.all()],
        "revision": doubt.revision,
        "open": doubt.open,
        "note": doubt.note,
        "by": names.get(doubt.settled_by, doubt.settled_by),
        "at": f"{timezone.localtime(doubt.settled_at):%Y-%m-%d %H:%M}" if doubt.settled_at else "",
    }
