"""The reading page: a plan set as a document, its facts beside it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from luoshi.accounts.api import May, require
from luoshi.kernel.http import Request
from luoshi.plans.models import Doubt, Fact, Plan, Type
from luoshi.plans.queries import doubts_of, facts_of, names_of, plan_to_read, with_progress
from luoshi.plans.rules.layout import Block, Heads, Place, blocks, lanes
from luoshi.plans.rules.words import LETTERS
from luoshi.plans.views.answers import last_act
from luoshi.plans.views.records import MOODS, doubt_record, fact_records, figures_in

_TABLE_LEVEL: Final = 2
_LONGEST_TITLE: Final = 24


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of the outline with how many facts stand under it and how many wait."""

    level: int
    number: str
    title: str
    start: int
    end: int
    count: int
    waiting: int


@require_GET
def read(request: Request, plan_id: int) -> HttpResponse:
    """Show a plan's text, set like the official document, with its facts."""
    scope = require(request.user, May.PLAN_READ)
    plan = plan_to_read(plan_id)
    if plan is None:
        raise Http404
    facts = list(facts_of(plan, scope))
    proposals = May.PROPOSAL_READ in scope.may
    may_review = May.PLAN_REVIEW in scope.may and plan.version.current
    doubts = list(doubts_of(plan)) if proposals else []
    places = [
        Place(index, fact.type, fact.start, fact.end, MOODS[fact.state])
        for index, fact in enumerate(facts)
    ]
    siblings = list(with_progress(Plan.objects.filter(version=plan.version_id)))
    laid = _laid_out(plan, _reach(plan, siblings, plan.version.text), places, doubts)
    names = names_of(doubt.settled_by for doubt in doubts)
    counted = [fact for fact in facts if fact.counted]
    context = {
        "plan": plan,
        "document": plan.version.document,
        "siblings": [(each, *_reach(each, siblings, plan.version.text)) for each in siblings],
        "blocks": laid,
        "sections": sections(plan, facts, _tables(laid)),
        "undo": last_act(request),
        "total": len(counted),
        "decided": sum(1 for fact in counted if fact.state != Fact.State.UNREVIEWED),
        "proposed": sum(1 for fact in facts if fact.state == Fact.State.PROPOSED),
        "doubts": doubts,
        "open_doubts": sum(1 for doubt in doubts if doubt.open),
        "kinds": _kinds(facts),
        "proposals": proposals,
        "may_review": may_review,
        "data": {
            "plan": plan.pk,
            "facts": _with_lanes(fact_records(facts, figures_in(facts)), places),
            "doubts": [doubt_record(doubt, names) for doubt in doubts],
            "mayReview": may_review,
        },
    }
    return render(request, "plans/read.html", context)


def _with_lanes(records: list[dict[str, Any]], places: list[Place]) -> list[dict[str, Any]]:
    """Tell the script which underline is whose."""
    given = lanes(places)
    return [record | {"lane": given.get(index)} for index, record in enumerate(records)]


def _reach(plan: Plan, siblings: list[Plan], text: str) -> tuple[int, int]:
    """Return the stretch a plan's page shows: the notice before the first, nothing left out."""
    following = (each.start for each in siblings if each.start > plan.start)
    first = not any(each.start < plan.start for each in siblings)
    return (0 if first else plan.start), min(following, default=len(text))


def _laid_out(
    plan: Plan, reach: tuple[int, int], places: list[Place], doubts: list[Doubt]
) -> list[Block]:
    laid = blocks(plan.version.text, reach, places, Heads.of(plan.outline), body=plan.start)
    for index, doubt in enumerate(doubts):
        holder = next((block for block in laid if doubt.start < block.end), None)
        if holder is not None:
            holder.notes.append(index)
    return laid


def sections(plan: Plan, facts: list[Fact], tables: list[tuple[int, str]]) -> list[Section]:
    """Return the outline: every titled heading, and the table, with the facts up to the next."""
    heads = [
        (head["start"], head["end"], head["level"], head["title"])
        for head in plan.outline
        if head["level"] > 1 and head["title"]
    ]
    heads += [(start, start, _TABLE_LEVEL, title) for start, title in tables]
    heads.sort()
    found = []
    for at, (start, stop, level, title) in enumerate(heads):
        following = (other[0] for other in heads[at + 1 :] if other[2] <= level)
        end = next(following, plan.end)
        inside = [fact for fact in facts if start <= fact.start < end]
        waiting = sum(1 for fact in inside if fact.state == Fact.State.UNREVIEWED)
        number = plan.version.text[start:stop].partition(title[:1])[0]
        found.append(
            Section(
                level=level,
                number=number.strip(),
                title=title,
                start=start,
                end=end,
                count=sum(1 for fact in inside if fact.counted),
                waiting=waiting,
            )
        )
    return found


def _tables(laid: list[Block]) -> list[tuple[int, str]]:
    """Return where the plan's tables begin and what stands above them."""
    found = []
    for before, block in pairwise(laid):
        if block.kind == "table":
            words = "".join(run.text for run in before.runs)
            titled = 0 < len(words) <= _LONGEST_TITLE
            found.append((before.start if titled else block.start, words if titled else _("表格")))
    return found


def _kinds(facts: list[Fact]) -> list[dict[str, Any]]:
    """Return the kinds to show and hide; of those that are only proposed none is counted."""
    counts = Counter(fact.type for fact in facts if fact.state != Fact.State.PROPOSED)
    there = {fact.type for fact in facts}
    return [
        {"key": kind.value, "word": kind.label, "letter": LETTERS[kind], "count": counts[kind]}
        for kind in Type
        if kind in there
    ]
