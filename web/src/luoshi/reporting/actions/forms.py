"""Forms made from the ledger itself: every target a figure, every item a line of progress."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from django.db import transaction
from django.db.models import Exists, Max, OuterRef, QuerySet
from django.utils.translation import gettext as _

from luoshi.accounts.api import Actor, May, login_of
from luoshi.dispatch.api import Assignment
from luoshi.kernel import clock
from luoshi.kernel.trail import record
from luoshi.ledger.api import Indicator, IndicatorUse, Item
from luoshi.plans.api import Plan
from luoshi.reporting.actions.parts import break_down
from luoshi.reporting.models import Form, Line, Series
from luoshi.reporting.queries.filling import is_measured
from luoshi.reporting.refusals import NothingToReport

_LONGEST_BREAKDOWN: Final = 300
_LONGEST_NAME: Final = 200
_SHARES: Final = ("%", "％", "个百分点")
#: What firms above the scale are asked every month: name, unit, how it adds up over time.
FIRM_LINES: Final = (
    ("工业总产值", "万元", Indicator.Adding.SUM),
    ("营业收入", "万元", Indicator.Adding.SUM),
    ("利润总额", "万元", Indicator.Adding.SUM),
    ("出口交货值", "万元", Indicator.Adding.SUM),
    ("用电量", "万千瓦时", Indicator.Adding.SUM),
    ("从业人员期末人数", "人", Indicator.Adding.LATEST),
)


@transaction.atomic
def make_form(
    *,
    plan_id: int,
    by: Actor,
    frequency: str = Form.Frequency.MONTH,
    january: str = Form.January.JOINT,
    flash: bool = False,
) -> Form:
    """Make a plan's form from what was dispatched; the same again gives the one there is.

    Raises:
        NothingToReport: nothing of the plan was dispatched.

    """
    login = login_of(by, May.CYCLE_MANAGE)
    plan = Plan.objects.select_for_update(of=("self",)).prefetch_related("version").get(pk=plan_id)
    same = {"plan": plan, "said_by": Series.Said.AGENCY, "frequency": frequency}
    known = Form.objects.filter(**same, retired_at=None).first()
    if known is not None:
        return known
    form = Form.objects.create(
        **same,
        january=january,
        flash=flash,
        title=f"{plan.title}进展{Form.Frequency(frequency).label}",
        table_number=f"LS-{plan.pk:03}-{frequency[0].upper()}",
        valid_to=_last_day(plan),
        made_at=clock.now(),
    )
    added = _add_lines(form)
    if not added:
        raise NothingToReport(
            _("这个计划还没有下达的事项，不能建表。"), next_step=_("请先在“下达”中下达该计划。")
        )
    data = {"form": form.title, "lines": added, "frequency": frequency}
    record("reporting.form.made", by=login, on=form, data=data)
    return form


@transaction.atomic
def make_firm_form(*, by: Actor, january: str = Form.January.JOINT) -> Form:
    """Make the monthly table of firms above the scale; the same again gives the one there is."""
    login = login_of(by, May.CYCLE_MANAGE)
    same = {"plan": None, "said_by": Series.Said.ENTERPRISE, "frequency": Form.Frequency.MONTH}
    form, made = Form.objects.get_or_create(
        **same,
        retired_at=None,
        defaults={
            "january": january,
            "title": "规模以上工业企业主要指标月报",
            "table_number": "LS-QY-M",
            "made_at": clock.now(),
        },
    )
    if not made:
        return form
    for position, (name, unit, over_time) in enumerate(FIRM_LINES, start=1):
        indicator, _made = Indicator.objects.get_or_create(
            name=name, defaults={"unit": unit, "over_time": over_time}
        )
        series, _made = Series.objects.get_or_create(
            indicator=indicator,
            breakdown="",
            said_by=form.said_by,
            option=None,
            defaults={"unit": unit},
        )
        Line.objects.create(
            form=form, code=f"{position:02}", position=position, kind=Line.Kind.FIGURE,
            title=name, series=series, required=position == 1,
        )  # fmt: skip
    break_down(form.lines.all())
    data = {"form": form.title, "lines": len(FIRM_LINES), "frequency": form.frequency}
    record("reporting.form.made", by=login, on=form, data=data)
    return form


@transaction.atomic
def refresh_form(*, form_id: int, by: Actor) -> Form:
    """Bring a plan's form up to what is dispatched now: new lines, and withdrawn ones retired."""
    login = login_of(by, May.CYCLE_MANAGE)
    form = Form.objects.select_for_update(of=("self",)).prefetch_related("plan").get(pk=form_id)
    if form.plan is None:
        return form
    gone = form.lines.filter(retired_at=None, item__isnull=False).exclude(
        item__in=_items(form.plan).values("pk")
    )
    retired = gone.update(retired_at=clock.now())
    added = _add_lines(form)
    if added or retired:
        data = {"form": form.title, "added": added, "retired": retired}
        record("reporting.form.refreshed", by=login, on=form, data=data)
    return form


def _last_day(plan: Plan) -> date | None:
    """Return the end of the last year for which a plan states targets, where it states any."""
    years = _items(plan).filter(target__year__isnull=False).aggregate(last=Max("target__year"))
    return date(years["last"], 12, 31) if years["last"] else None


def _items(plan: Plan) -> QuerySet[Item]:
    """Return the items of a plan that somebody holds."""
    held = Assignment.objects.filter(item=OuterRef("pk"), returned_at=None, withdrawn_at=None)
    return Item.objects.filter(Exists(held), plan=plan, state=Item.State.LIVE)


def _add_lines(form: Form) -> int:
    """Add the lines that the form lacks, in the ledger's order; return how many."""
    assert form.plan is not None
    known = set(form.lines.values_list("item_id", "kind"))
    items = list(_items(form.plan).select_related("target", "commitment").order_by("number"))
    series = _series_of([item for item in items if is_measured(item)])
    lines = []
    for item in items:
        if item.pk in series and (item.pk, Line.Kind.FIGURE) not in known:
            lines.append(_line(form, item, Line.Kind.FIGURE, series[item.pk]))
        if (item.pk, Line.Kind.PROGRESS) not in known:
            lines.append(_line(form, item, Line.Kind.PROGRESS, None))
    Line.objects.bulk_create(lines, batch_size=500)
    return len(lines) + break_down(form.lines.all())


def _line(form: Form, item: Item, kind: str, series: Series | None) -> Line:
    """Return a line whose code and place follow from the item's number, and never change."""
    figure = kind == Line.Kind.FIGURE
    return Line(
        form=form, item=item, kind=kind, series=series, title=item.title,
        code=f"{'S' if figure else 'J'}{item.number:03}",
        position=item.number + (0 if figure else 10_000),
    )  # fmt: skip


def _series_of(items: Sequence[Item]) -> dict[int, Series]:
    """Return the series that each item is measured by, made where there is none."""
    uses = {
        use.fact_id: use.indicator
        for use in IndicatorUse.objects.filter(
            fact__in=[item.fact_id for item in items]
        ).select_related("indicator")
    }
    found = {}
    for item in items:
        name, unit, breakdown = _measure_of(item)
        indicator = uses.get(item.fact_id or 0)
        if indicator is None:
            indicator, _made = Indicator.objects.get_or_create(name=name[:_LONGEST_NAME])
        if not indicator.unit and unit and indicator.frozen_at is None:
            _say_how(indicator, unit)
        found[item.pk], _made = Series.objects.get_or_create(
            indicator=indicator,
            breakdown=breakdown[:_LONGEST_BREAKDOWN],
            said_by=Series.Said.AGENCY,
            option=None,
            defaults={"unit": unit or indicator.unit},
        )
    return found


def _measure_of(item: Item) -> tuple[str, str, str]:
    """Return what an item is measured in where the dictionary has no word: name, unit, subject."""
    if item.kind == Item.Kind.COMMITMENT:
        promise = item.commitment
        return f"{promise.action_text}{promise.object_text}" or item.title, promise.unit, ""
    target = item.target
    unit = target.unit or target.base_unit
    return target.indicator_text or item.title, unit, target.subject_text


def _say_how(indicator: Indicator, unit: str) -> None:
    """Note an indicator's unit; a share or a rate neither grows with the months nor is summed."""
    indicator.unit = unit
    if unit in _SHARES:
        indicator.over_time = Indicator.Adding.LATEST
        indicator.over_places = Indicator.Adding.AVERAGE
    indicator.save(update_fields=["unit", "over_time", "over_places"])
