"""Lights as they are kept: judged by a version of the rule, frozen with the period, explained."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from luoshi.agencies.api import Agency
from luoshi.dispatch.api import Assignment
from luoshi.kernel import clock
from luoshi.kernel.models import Entry, JobRun
from luoshi.kernel.periods import Period
from luoshi.ledger.api import Item
from luoshi.monitoring import wording
from luoshi.monitoring.actions import judging
from luoshi.monitoring.actions.judging import (
    RuleBook,
    cycle_closed,
    light_accepted,
    light_open,
    light_period,
    light_up,
)
from luoshi.monitoring.actions.ruling import set_rule
from luoshi.monitoring.models import Curve, Light, LightRule, Reading
from luoshi.monitoring.queries.seen import known_of
from luoshi.monitoring.rules.lights import checked
from luoshi.monitoring.tests import factories
from luoshi.monitoring.tests.factories import JUNE
from luoshi.reporting.api import Figure, Line, Series

pytestmark = pytest.mark.django_db


def given(item: Item, agency: Agency, parent: Assignment | None = None, amount: int = 0) -> Any:
    """Hand an item to an agency."""
    return Assignment.objects.create(
        item=item,
        agency=agency,
        role="lead",
        parent=parent,
        amount=amount or None,
        unit="亿元" if amount else "",
        sent_at=clock.now(),
        sent_by="wang",
    )


@pytest.fixture
def income(tree: Any) -> Series:
    """Return the series of the target of 120 亿元, split: 郑州 80, 洛阳 40."""
    item, series = factories.item(), factories.series()
    whole = given(item, tree.industry)
    given(item, tree.zhengzhou, whole, 80)
    given(item, tree.luoyang, whole, 40)
    Line.objects.create(
        form=factories.form(), code="1", position=1, kind="figure", title="收入", item=item,
        series=series,
    )  # fmt: skip
    return series


def test_a_city_is_judged_by_its_part_and_the_province_by_the_whole(
    tree: Any, income: Series
) -> None:
    """GOV-06, GOV-07: 49.7 % of the year is over; 10 and 30 points of gap."""
    factories.reading(income, tree.zhengzhou, JUNE, "38")
    factories.reading(income, tree.luoyang, JUNE, "5")
    factories.reading(income, tree.province, JUNE, "43")

    for agency in (tree.zhengzhou, tree.luoyang, tree.province):
        light_up(agency=agency, period=JUNE)

    lights = {light.agency: light for light in Light.objects.select_related("agency", "rule")}
    assert lights[tree.zhengzhou].colour == "green"
    assert lights[tree.luoyang].colour == "yellow"  # 力争: a hedged promise is not red
    assert lights[tree.province].numbers["target"] == "120"
    assert Decimal(lights[tree.luoyang].numbers["rate"]) == Decimal("12.5")
    assert "再完成" in wording.why(lights[tree.luoyang])


def test_nothing_said_is_hollow_and_never_red(tree: Any, income: Series) -> None:
    """GOV-07, row 32."""
    light_up(agency=tree.zhengzhou, period=JUNE)

    light = Light.objects.get()
    assert light.colour == "none"
    assert wording.why(light) == "本期未报，不评红黄绿灯。"


def test_a_department_that_split_an_item_is_judged_by_the_provinces_figure(
    tree: Any, income: Series
) -> None:
    factories.reading(income, tree.province, JUNE, "70")

    light_up(agency=tree.industry, period=JUNE)

    assert Light.objects.get().numbers["done"] == "70"


def test_figures_in_another_unit_are_converted_and_in_another_kind_are_not_judged(
    tree: Any, income: Series
) -> None:
    Series.objects.update(unit="万元")
    factories.reading(income, tree.zhengzhou, JUNE, "400000")
    light_up(agency=tree.zhengzhou, period=JUNE)
    assert Light.objects.get().numbers["done"] == "40"

    Series.objects.update(unit="万辆")
    light_up(agency=tree.zhengzhou, period=JUNE)
    assert Light.objects.get().colour == "none"


def test_judging_again_changes_nothing_and_costs_the_same_for_many(
    tree: Any, income: Series
) -> None:
    factories.reading(income, tree.zhengzhou, JUNE, "38")

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            light_up(agency=tree.zhengzhou, period=JUNE)
        return len(asked)

    cost()
    few = cost()
    before = list(Light.objects.values_list("pk", "colour", "numbers"))
    for number in range(6):
        given(factories.item(f"事项{number}"), tree.zhengzhou)

    assert cost() == few
    assert (
        list(Light.objects.filter(pk=before[0][0]).values_list("pk", "colour", "numbers")) == before
    )
    assert Light.objects.count() == 7


def test_a_new_rule_never_recolours_a_frozen_month(tree: Any, income: Series) -> None:
    """GOV-06."""
    factories.reading(income, tree.zhengzhou, JUNE, "36")
    light_period(code="2016-06", freeze=True)
    before = Light.objects.get(agency=tree.zhengzhou)
    LightRule.objects.create(
        plan=None, version=2, preset="sanya", thresholds=checked("sanya", {}),
        since=date(2016, 1, 1), made_at=clock.now(), made_by="wang",
    )  # fmt: skip

    light_period(code="2016-06")

    after = Light.objects.get(agency=tree.zhengzhou)
    assert (after.colour, after.rule_id, after.frozen) == (before.colour, before.rule_id, True)
    entries = Entry.objects.filter(action="monitoring.lights.judged")
    assert [entry.data["final"] for entry in entries.order_by("pk")] == [True, False]


def test_a_plans_own_rule_goes_before_the_one_for_all(tree: Any, income: Series) -> None:
    factories.reading(income, tree.zhengzhou, JUNE, "38")
    own = LightRule.objects.create(
        plan=factories.item().plan, version=1, preset="sanya", thresholds=checked("sanya", {}),
        since=date(2016, 1, 1), made_at=clock.now(), made_by="wang",
    )  # fmt: skip

    light_up(agency=tree.zhengzhou, period=JUNE)

    light = Light.objects.get()
    assert (light.rule, light.colour) == (own, "yellow")


def test_a_plan_by_months_decides_the_pace(tree: Any, income: Series) -> None:
    item = factories.item()
    shares = [str(Decimal(month) / 24) for month in range(1, 12)] + ["1"]
    Curve.objects.create(item=item, kind="plan", shares=shares, made_at=clock.now(), made_by="wang")
    factories.reading(income, tree.zhengzhou, JUNE, "20")

    light_up(agency=tree.zhengzhou, period=JUNE)

    assert Light.objects.get().numbers["pace"] == "25"


def test_an_acceptance_judges_what_it_touches_in_its_own_transaction(
    tree: Any, income: Series
) -> None:
    """GOV-07: the accepting agency, the respondent at the first of its chain, the leader."""
    duty = factories.duty(tree.zhengzhou, late=False)
    assert duty.current is not None
    Figure.objects.create(submission=duty.current, line=Line.objects.get(), series=income, value=38)
    factories.reading(income, tree.zhengzhou, JUNE, "38")
    factories.reading(income, tree.province, JUNE, "38")

    light_accepted(agency=tree.province, duty=duty, before=None, after=duty.current)

    lit = set(Light.objects.values_list("agency", flat=True))
    assert lit == {tree.province.pk, tree.zhengzhou.pk, tree.industry.pk}


def test_closing_a_cycle_asks_once_for_its_last_lights(tree: Any, income: Series) -> None:
    duty = factories.duty(tree.zhengzhou)
    for _again in range(2):
        cycle_closed(cycle=duty.cycle)

    assert JobRun.objects.filter(name="monitoring.light_period").count() == 1


def test_open_periods_are_judged_as_time_passes(tree: Any, income: Series) -> None:
    factories.duty(tree.zhengzhou, Period.month(2016, 6))

    assert light_open().startswith("2016-06: ")
    assert Light.objects.filter(agency=tree.zhengzhou, period_code="2016-06").exists()


def test_a_rule_written_first_never_reaches_back_before_its_own_day(cast: Any) -> None:
    """GOV-06: before it holds the first rule, whichever of the two came into the table first."""
    july = date(2016, 7, 1)
    set_rule(preset="sanya", thresholds={}, since=july, by=cast.editor, plan_id=None)

    assert RuleBook(JUNE.end).of(1).preset == "yinchuan"
    assert RuleBook(july).of(1).preset == "sanya"
    again = set_rule(preset="sanya", thresholds={}, since=july, by=cast.editor, plan_id=None)
    assert (again.version, LightRule.objects.count()) == (1, 2)


def test_an_older_look_never_replaces_what_was_judged_meanwhile(
    tree: Any, income: Series, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The job reads before it locks: a report accepted in between is in the frozen light."""
    row = factories.reading(income, tree.luoyang, JUNE, "5")
    look = judging.known_of
    accepted: list[Agency] = []

    def slowly(agencies: Sequence[Agency], *where: Any) -> dict[Agency, Any]:
        found = look(agencies, *where)
        if tree.luoyang in agencies and not accepted:
            accepted.append(tree.luoyang)
            Reading.objects.filter(pk=row.pk).update(value=Decimal(39))
            light_up(agency=tree.luoyang, period=JUNE)
        return found

    monkeypatch.setattr(judging, "known_of", slowly)
    light_period(code=JUNE.code, freeze=True)

    light = Light.objects.get(agency=tree.luoyang)
    assert accepted
    assert (light.numbers["done"], light.frozen) == ("39", True)


def test_everybody_at_once_is_judged_as_one_after_the_other(tree: Any, income: Series) -> None:
    """GOV-06, REL-13: the nightly job reads in bulk, by the same rules as an acceptance."""
    share = given(factories.item(), tree.jinshui, Assignment.objects.get(agency=tree.zhengzhou))
    Assignment.objects.filter(pk=share.pk).update(share_pct=Decimal(25))
    given(factories.item("事项"), tree.luoyang)
    factories.reading(income, tree.zhengzhou, JUNE, "38")
    factories.reading(income, tree.province, JUNE, "43")
    factories.reading(income, tree.jinshui, JUNE, "9")
    agencies = [tree.province, tree.industry, tree.zhengzhou, tree.luoyang, tree.jinshui]

    def lights() -> list[Any]:
        rows = Light.objects.order_by("agency", "item")
        return list(rows.values_list("agency", "item", "colour", "numbers", "rule", "start"))

    for agency in agencies:
        light_up(agency=agency, period=JUNE)
    alone = lights()
    assert Light.objects.get(agency=tree.jinshui).numbers["target"] == "20"
    Light.objects.all().delete()
    light_period(code=JUNE.code)

    assert lights() == alone
    assert {agency for agency, *_rest in alone} == {agency.pk for agency in agencies}


def test_what_is_known_of_many_costs_as_many_statements_as_of_one(
    tree: Any, income: Series
) -> None:
    def cost(*agencies: Agency) -> int:
        with CaptureQueriesContext(connection) as asked:
            known_of(agencies, JUNE)
        return len(asked)

    assert cost(tree.zhengzhou, tree.luoyang) == cost(tree.zhengzhou)
