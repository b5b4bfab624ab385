"""The breakdowns of an indicator: kept on a page, dated, renamed and retired, never lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from luoshi.kernel.models import Entry
from luoshi.kernel.refusals import NotPermitted
from luoshi.ledger.actions import (
    add_dimension,
    add_option,
    measure_indicator,
    rename_option,
    retire_option,
    set_total,
)
from luoshi.ledger.actions.dimensions import BreakdownWrong
from luoshi.ledger.actions.indicators import DefinedMeanwhile, MethodWrong
from luoshi.ledger.models import Dimension, Indicator, Option

pytestmark = pytest.mark.django_db
LogIn = Callable[[Any], Client]
JAN = date(2016, 1, 1)


@pytest.fixture
def output(db: None) -> Indicator:
    """An indicator that somebody has defined, as the dictionary lists it."""
    return Indicator.objects.create(name="新能源汽车产量", unit="辆", revision=1)


def by_type(output: Indicator, by: Any, *names: str) -> Dimension:
    """Break an indicator down by 车型."""
    made = add_dimension(indicator_id=output.pk, name="车型", total="hard", by=by)
    for revision, name in enumerate(names):
        add_option(dimension_id=made.pk, revision=revision, name=name, since=JAN, by=by)
    made.refresh_from_db()
    return made


def test_a_breakdown_is_kept_on_its_page_from_the_first_part_to_the_last(
    cast: Any, log_in: LogIn, output: Indicator
) -> None:
    """Row 12: add, rename, retire; each in the trail with its reason."""
    client = log_in(cast.editor)
    client.post(
        reverse("ledger:dimension_add", args=[output.pk]), {"name": "车型", "total": "computed"}
    )
    dimension = Dimension.objects.get()
    add = reverse("ledger:option_add", args=[dimension.pk])
    client.post(add, {"name": "纯电动", "since": "2016-01-01", "revision": 0})
    client.post(add, {"name": "插电式", "since": "2016-01-01", "revision": 1})
    plug = Option.objects.get(name="插电式")
    told = {"name": "插电式混合动力", "reason": "与目录名称一致", "revision": 2}
    client.post(reverse("ledger:option_rename", args=[plug.pk]), told)
    gone = {"until": "2016-06-30", "reason": "不再生产", "revision": 3}
    answer = client.post(reverse("ledger:option_retire", args=[plug.pk]), gone, follow=True)
    client.post(
        reverse("ledger:dimension_total", args=[dimension.pk]), {"total": "soft", "revision": 4}
    )

    plug.refresh_from_db()
    dimension.refresh_from_db()
    assert (plug.name, plug.until, dimension.total) == ("插电式混合动力", date(2016, 6, 30), "soft")
    assert "插电式（至" in answer.text
    assert "与目录名称一致" in answer.text
    acts = [
        entry.action for entry in Entry.objects.filter(action__startswith="ledger.").order_by("pk")
    ]
    assert acts == [
        "ledger.dimension.added",
        "ledger.option.added",
        "ledger.option.added",
        "ledger.option.renamed",
        "ledger.option.retired",
        "ledger.dimension.totalled",
    ]
    history = client.get(reverse("kernel:history", args=["ledger.indicator", output.pk]))
    assert "分项更名" in history.text


def test_a_name_that_another_part_has_or_had_is_refused(cast: Any, output: Indicator) -> None:
    """Old tables would be read wrongly; and the same part added twice by accident stays one."""
    dimension = by_type(output, cast.editor, "纯电动", "插电式")
    one = dimension.options.get(name="插电式")
    rename_option(option_id=one.pk, revision=2, name="混合动力", reason="改", by=cast.editor)

    for name in ("纯电动", "插电式", " 混合动力 "):
        with pytest.raises(BreakdownWrong):
            add_option(dimension_id=dimension.pk, revision=3, name=name, since=JAN, by=cast.editor)
    back = rename_option(option_id=one.pk, revision=3, name="插电式", reason="改回", by=cast.editor)
    assert back.name == "插电式"
    assert dimension.options.count() == 2


def test_two_editors_never_overwrite_each_other(cast: Any, output: Indicator) -> None:
    dimension = by_type(output, cast.editor, "纯电动")
    option = dimension.options.get()
    said = {"revision": 0, "by": cast.editor}

    with pytest.raises(DefinedMeanwhile):
        set_total(dimension_id=dimension.pk, total="soft", **said)
    with pytest.raises(DefinedMeanwhile):
        add_option(dimension_id=dimension.pk, name="插电式", since=JAN, **said)
    with pytest.raises(DefinedMeanwhile):
        rename_option(option_id=option.pk, name="电动", reason="改", **said)
    with pytest.raises(DefinedMeanwhile):
        retire_option(option_id=option.pk, until=JAN, reason="改", **said)


def test_what_cannot_be_a_breakdown_is_refused(cast: Any, output: Indicator) -> None:
    """Parts that do not add up, a total of two breakdowns, a day before the first."""
    rank = Indicator.objects.create(name="位次", over_places="none")
    with pytest.raises(BreakdownWrong, match="不累加"):
        add_dimension(indicator_id=rank.pk, name="车型", total="hard", by=cast.editor)
    dimension = by_type(output, cast.editor, "纯电动")
    with pytest.raises(BreakdownWrong, match="已经有了"):
        add_dimension(indicator_id=output.pk, name="车型", total="hard", by=cast.editor)
    add_dimension(indicator_id=output.pk, name="所有制", total="computed", by=cast.editor)
    with pytest.raises(BreakdownWrong, match="另一个分组"):
        set_total(dimension_id=dimension.pk, revision=1, total="computed", by=cast.editor)
    option = dimension.options.get()
    early: dict[str, Any] = {"until": date(2015, 12, 31), "reason": "停产"}
    with pytest.raises(BreakdownWrong, match="不能更早"):
        retire_option(option_id=option.pk, revision=1, by=cast.editor, **early)
    with pytest.raises(BreakdownWrong, match="理由"):
        retire_option(option_id=option.pk, revision=1, until=JAN, reason=" ", by=cast.editor)
    method = {"unit": "辆", "over_time": "sum", "over_places": "average", "entered": "period"}
    with pytest.raises(MethodWrong, match="分组"):
        measure_indicator(
            indicator_id=output.pk,
            revision=1,
            method={**method, "better": "higher"},
            by=cast.editor,
        )


@pytest.mark.parametrize("who", ["viewer", "department", "city", "system"])
def test_nobody_but_a_province_editor_breaks_down(cast: Any, output: Indicator, who: str) -> None:
    """SEC-13."""
    dimension = by_type(output, cast.editor, "纯电动")
    option, by = dimension.options.get(), getattr(cast, who)

    acts: tuple[tuple[Any, dict[str, Any]], ...] = (
        (add_dimension, {"indicator_id": output.pk, "name": "规模", "total": "soft"}),
        (set_total, {"dimension_id": dimension.pk, "revision": 1, "total": "soft"}),
        (add_option, {"dimension_id": dimension.pk, "revision": 1, "name": "甲", "since": JAN}),
        (rename_option, {"option_id": option.pk, "revision": 1, "name": "乙", "reason": "改"}),
        (retire_option, {"option_id": option.pk, "revision": 1, "until": JAN, "reason": "改"}),
    )
    for act, named in acts:
        with pytest.raises(NotPermitted):
            act(**named, by=by)


def test_the_page_costs_the_same_for_any_number_of_parts(
    cast: Any, log_in: LogIn, output: Indicator, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """Row 12: three statements for the breakdowns, whatever they hold."""
    client = log_in(cast.viewer)
    by_type(output, cast.editor, *(f"第{at}种" for at in range(12)))
    url = reverse("ledger:breakdown", args=[output.pk])
    client.get(url)

    with django_assert_num_queries(10):
        answer = client.get(url)
    assert "第11种" in answer.text
    assert "增设分项" not in answer.text
