"""Facts become items: in the transaction that changed the facts (ADR 0003)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Max

from luoshi.agencies.api import Resolver
from luoshi.kernel import clock
from luoshi.kernel.figures import plain
from luoshi.ledger import rules
from luoshi.ledger.actions.details import write_details
from luoshi.ledger.actions.indicators import write_uses
from luoshi.ledger.actions.responsibilities import assign
from luoshi.ledger.models import Item, Target
from luoshi.ledger.queries import day_of
from luoshi.plans.api import Fact, Plan, base_of, effective_fields, is_live, live_facts

Fields = dict[str, Any]
#: Which facts stand on the ledger; of the figures only the targets do.
_KINDS = {
    "figure": Item.Kind.TARGET,
    "commitment": Item.Kind.COMMITMENT,
    "project": Item.Kind.PROJECT,
    "assignment": Item.Kind.TASK,
}


@transaction.atomic
def project_facts(*, facts: Sequence[Fact], by: str) -> None:  # noqa: ARG001 - the slot names who decided; the decision itself is on the trail
    """Create, update or withdraw the items of `facts`, and who answers in their plans.

    Runs inside the transaction of the decision; running it again changes nothing.
    """
    by_plan: dict[int, list[Fact]] = defaultdict(list)
    for fact in facts:
        by_plan[fact.plan_id].append(fact)
    plans = Plan.objects.select_related("version__document").in_bulk(list(by_plan))
    resolvers: dict[date | None, Resolver] = {}
    for plan_id, changed in by_plan.items():
        plan = plans[plan_id]
        items = _project(plan, changed)
        day = day_of(plan)
        if day not in resolvers:
            resolvers[day] = Resolver(on=day)
        resolver = resolvers[day]
        write_details([(item, _fields(item.words)) for item in items], resolver)
        if any(fact.type == "figure" for fact in changed):
            _base(plan)
            write_uses(changed)
        assign(plan, resolver)


def _fields(fact: Fact) -> Fields:
    fields: Fields = effective_fields(fact)
    return fields


def kind_of(fact: Fact) -> str | None:
    """Return the kind of item a fact makes, or None."""
    if fact.type == "figure" and _fields(fact).get("kind") != "target":
        return None
    return _KINDS.get(fact.type)


def _project(plan: Plan, facts: Iterable[Fact]) -> list[Item]:
    """Write the items' own rows and return the live ones, each with its fact fetched."""
    facts = list(facts)
    for fact in facts:
        fact.plan = plan
    known = {item.fact_id: item for item in Item.objects.filter(fact__in=[f.pk for f in facts])}
    last = Item.objects.filter(plan=plan).aggregate(last=Max("number"))["last"] or 0
    fresh: list[Item] = []
    kept: list[Item] = []
    gone: list[Item] = []
    for fact in sorted(facts, key=lambda each: (each.start, each.sequence)):
        kind = kind_of(fact)
        item = known.get(fact.pk)
        if kind is None or not is_live(fact):
            if item is not None and item.state != Item.State.WITHDRAWN:
                item.state, item.updated_at = Item.State.WITHDRAWN, clock.now()
                gone.append(item)
            continue
        if item is None:
            item = Item(fact=fact, plan=plan)
            last += 1
            item.number = last
        item.fact = fact
        _describe(item, kind, plan)
        (kept if item.pk else fresh).append(item)
    Item.objects.bulk_create(fresh)
    Item.objects.bulk_update(gone, ["state", "updated_at"])
    Item.objects.bulk_update(
        kept,
        ["kind", "state", "title", "measure", "level2", "level3", "start", "due_text",
         "due_on", "updated_at"],
    )  # fmt: skip
    return fresh + kept


def _describe(item: Item, kind: str, plan: Plan) -> None:
    fact, fields = item.words, _fields(item.words)
    level2, level3, title = rules.heading_of(plan.outline, fact.start)
    item.kind = kind
    item.state = Item.State.PROPOSED if fact.state == Fact.State.UNREVIEWED else Item.State.LIVE
    if kind != Item.Kind.TASK:  # a row stands under no measure: its links say which it covers
        item.level2, item.level3, item.measure = level2, level3, title[:300]
    item.start = fact.start
    item.title = title_of(kind, fields) or fact.quote
    item.due_text = (fields.get("due_text") or "")[:100]
    item.due_on = rules.due_on(item.due_text, plan.year)
    item.updated_at = clock.now()


def title_of(kind: str, fields: Fields) -> str:
    """Return the words under which an item stands on the ledger."""
    if kind == Item.Kind.TARGET:
        return f"{fields.get('subject_text') or ''}{fields.get('indicator_text') or ''}"
    if kind == Item.Kind.COMMITMENT:
        count = fields.get("count")
        amount = f"{plain(count)}{fields.get('unit') or ''}" if count else ""
        return f"{fields.get('action_text') or ''}{amount}{fields.get('object_text') or ''}"
    if kind == Item.Kind.PROJECT:
        name = fields.get("name_text") or ""
        owners = "、".join(o for o in fields.get("owners") or [] if o not in name)
        return f"{owners}{'：' if owners else ''}{name}"
    return fields.get("task_text") or ""


def _base(plan: Plan) -> None:
    """Set each target beside last year's figure of the same indicator and subject."""
    figures = [
        (fact, effective_fields(fact)) for fact in live_facts().filter(plan=plan, type="figure")
    ]
    past = [(fact, fields) for fact, fields in figures if fields.get("kind") != "target"]
    targets = []
    for target in Target.objects.filter(item__plan=plan).select_related("item__fact__decision"):
        found = base_of(_fields(target.item.words), past)
        fact, fields = found or (None, {})
        target.base_fact = fact
        target.base_value = Decimal(str(fields["value"])) if fields else None
        target.base_unit = (fields.get("unit") or "") if fields else ""
        targets.append(target)
    Target.objects.bulk_update(targets, ["base_fact", "base_value", "base_unit"])
