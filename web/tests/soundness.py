"""A house that is set up soundly: every probe of 配置体检 has something to look at, none to say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from luoshi.agencies.models import WorkDay
from luoshi.dispatch.api import assign
from luoshi.dispatch.models import Assignment, Milestone
from luoshi.dispatch.tests.factories import hand_out, held, reviewed
from luoshi.enterprises.models import Enterprise
from luoshi.kernel import clock
from luoshi.ledger.models import DerivedTerm, Indicator, Item
from luoshi.monitoring.models import Curve, LightRule
from luoshi.monitoring.rules import lights
from luoshi.plans.api import Plan
from luoshi.reporting import actions
from luoshi.reporting.models import Cycle, Form, Line, Rule
from luoshi.reporting.rules.windows import asked_at
from luoshi.reporting.tests import factories

LONG_AGO: Final = date(2016, 1, 1)


@dataclass(frozen=True)
class World:
    """A house with a plan handed down, its form, an open round, a firm, and people."""

    cast: Any
    tree: Any
    plan: Plan
    form: Form
    cycle: Cycle

    @property
    def lead(self) -> Assignment:
        """Return what the department leads: a target that is split among cities."""
        return held("推广18000辆新能源汽车", self.tree.industry)


def sound(cast: Any, tree: Any) -> World:
    """Return a house in which nothing is wrong, with something of everything that is looked at."""
    today = clock.today()
    for year in (today.year, today.year + 1):
        WorkDay.objects.create(on=date(year, 1, 1), working=False, name="元旦")
    plan = reviewed(by=cast.editor)
    hand_out(plan, by=cast.editor)
    unheld = Item.objects.get(assignments=None, state=Item.State.LIVE)
    assign(item_id=unheld.pk, agency_id=tree.industry.pk, role="lead", by=cast.editor)
    for one in Assignment.objects.all():
        one.leader, one.contact = "刘主任", "赵科长"
        one.signed_at, one.signed_by = clock.now(), "zhao"
        one.save()
    form = actions.make_form(plan_id=plan.pk, by=cast.editor)
    cycle = actions.open_cycle(
        form_id=form.pk, period=asked_at(form.frequency, form.january, today), by=cast.editor
    )
    line = form.lines.filter(kind=Line.Kind.FIGURE).first()
    assert line is not None
    assert line.series is not None
    Rule.objects.create(
        form=form, code="G001", left=f"[{line.code}]", operator=">=", right="0", severity="hard",
        words="不能为负",
    )  # fmt: skip
    derived = Indicator.objects.create(name="折标准车", unit=line.series.indicator.unit)
    DerivedTerm.objects.create(indicator=derived, source=line.series.indicator, factor=2)
    Indicator.objects.create(
        name="产销率", unit="%", over_time="ratio", over_places="ratio",
        numerator_text="销售产值", denominator_text="工业总产值",
    )  # fmt: skip
    firm = factories.firm(tree.jinshui, cast.enterprise)
    Enterprise.objects.filter(pk=firm.pk).update(scale_from=LONG_AGO)
    LightRule.objects.create(
        version=1, preset="wuhan", thresholds=lights.checked("wuhan", {}), since=LONG_AGO,
        made_at=clock.now(), made_by="wang",
    )  # fmt: skip
    world = World(cast, tree, plan, form, cycle)
    shares = [str(Decimal(month) / 12) for month in range(1, 12)] + ["1"]
    Curve.objects.create(
        item=world.lead.item, kind="plan", shares=shares, made_at=clock.now(), made_by="wang"
    )
    Milestone.objects.create(assignment=world.lead, title="开工", due_on=LONG_AGO, made_by="zhao")
    return world
