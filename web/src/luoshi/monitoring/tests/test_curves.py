"""The curve of a target: even, last year's shape, typed by months; in versions, used by lights."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from luoshi.dispatch.api import Assignment, Dispatch
from luoshi.kernel import clock
from luoshi.kernel.models import Entry
from luoshi.kernel.periods import Period
from luoshi.kernel.refusals import NotPermitted
from luoshi.ledger.api import Item
from luoshi.monitoring import wording
from luoshi.monitoring.actions.curves import draw_curve
from luoshi.monitoring.models import Curve, Light, LightRule
from luoshi.monitoring.queries.curves import paced
from luoshi.monitoring.queries.seen import known
from luoshi.monitoring.refusals import BadCurve, CurveChangedMeanwhile
from luoshi.monitoring.rules import pace
from luoshi.monitoring.tests import factories
from luoshi.monitoring.tests.factories import JUNE
from luoshi.reporting.api import Line

pytestmark = pytest.mark.django_db
LogIn = Callable[[Any], Client]
D = Decimal
SLOW = " ".join(str(share) for share in (2, 4, 8, 12, 16, 20, 30, 40, 50, 60, 80, 100))


@pytest.fixture
def target(cast: Any, tree: Any) -> Item:
    """A target that is reported, lit and handed down to the department."""
    item = factories.item()
    Item.objects.filter(pk=item.pk).update(state=Item.State.LIVE)
    act = Dispatch.objects.create(
        plan=item.plan, year=2016, number=1, client_key=uuid.uuid4(), at=clock.now(), by="wang"
    )
    Assignment.objects.create(
        item=item, agency=tree.industry, role="lead", dispatch=act, sent_at=clock.now(),
        sent_by="wang",
    )  # fmt: skip
    Line.objects.create(
        form=factories.form(), code="1", position=1, kind="figure", title="收入", item=item,
        series=factories.series(),
    )  # fmt: skip
    factories.light(item, tree.province, "green")
    return item


def draw(item: Item, by: Any, version: int = 0, **said: Any) -> Curve:
    told = {"kind": "plan", "typed": [D(one) for one in SLOW.split()], "reason": "下半年集中交付"}
    return draw_curve(item_id=item.pk, version=version, by=by, **{**told, **said})


def test_a_typed_curve_is_what_lights_go_by(target: Item, tree: Any, cast: Any) -> None:
    """GOV-06: a fifth is wanted by the end of June, not a half; even again, it is a half."""
    (even,) = known(tree.province, JUNE, [target.pk])
    draw(target, cast.editor)
    (slow,) = known(tree.province, JUNE, [target.pk])
    draw(target, cast.editor, 1, kind="even")
    (again,) = known(tree.province, JUNE, [target.pk])

    assert (slow.seen.pace, slow.curve) == (D("0.2"), "plan:1")
    assert even.seen.pace == again.seen.pace > D("0.49")
    assert (even.curve, again.curve) == ("", "even:2")


def test_a_light_says_by_which_curve_it_was_judged() -> None:
    """GOV-07."""
    rule = LightRule(version=1, since=JUNE.start)
    light = Light(rule=rule, lit_at=clock.now(), numbers={"curve": "plan:2"})

    assert "序时进度按月度计划（第2版）" in wording.ruled(light)


def test_last_years_shape_is_drawn_from_its_figures_or_refused(
    target: Item, tree: Any, cast: Any
) -> None:
    with pytest.raises(BadCurve, match="上年各月数据不全"):
        draw(target, cast.editor, kind="profile")
    income = factories.series()
    for month in range(1, 13):
        said = "10" if month > 6 else "5"
        factories.reading(income, tree.province, Period.month(2015, month), said)
    made = draw(target, cast.editor, kind="profile")

    assert made.shares[5] == "0.333333"
    assert made.shares[-1] == "1.000000"


def test_versions_are_kept_and_two_editors_never_overwrite(target: Item, cast: Any) -> None:
    """The same again changes nothing; what stood before stays."""
    first = draw(target, cast.editor)
    assert draw(target, cast.editor) == first
    with pytest.raises(CurveChangedMeanwhile):
        draw(target, cast.editor, kind="even")
    draw(target, cast.editor, 1, kind="even")
    assert list(Curve.objects.order_by("version").values_list("version", "kind")) == [
        (1, "plan"), (2, "even"),
    ]  # fmt: skip
    assert Entry.objects.filter(action="monitoring.curve.drawn").count() == 2


@pytest.mark.parametrize(
    "said",
    [
        {"typed": [D(50)] * 12},
        {"typed": [D(100)] * 11},
        {"typed": [D(9 - month) for month in range(11)] + [D(100)]},
        {"reason": " "},
        {"kind": "wave"},
    ],
)
def test_what_is_no_curve_is_refused(target: Item, cast: Any, said: dict[str, Any]) -> None:
    with pytest.raises(BadCurve):
        draw(target, cast.editor, **said)
    assert not Curve.objects.exists()


@pytest.mark.parametrize("who", ["viewer", "department", "city", "county", "system"])
def test_nobody_but_a_province_editor_draws(target: Item, cast: Any, who: str) -> None:
    """SEC-13."""
    with pytest.raises(NotPermitted):
        draw(target, getattr(cast, who))
    assert not Curve.objects.exists()


def test_the_page_shows_the_curve_beside_the_actual_and_keeps_another(
    target: Item, tree: Any, cast: Any, log_in: LogIn
) -> None:
    """A small chart with its table; presets and twelve shares typed or pasted."""
    for month in (1, 2, 3):
        factories.reading(factories.series(), tree.province, Period.month(2016, month), "6")
    client = log_in(cast.editor)
    url = reverse("monitoring:curve", args=[target.pk]) + f"?agency={tree.province.pk}"
    before = client.get(url).text
    told = {"kind": "plan", "shares": SLOW.replace(" ", "\t"), "reason": "集中交付", "version": "0"}
    after = client.post(url, told, follow=True).text
    wrong = client.post(url, {**told, "shares": "一二三", "version": "1"})

    assert "2016年序时进度：均匀推进" in before
    assert "2016年序时进度：月度计划" in after
    assert "集中交付" in after
    assert wrong.status_code == 422
    assert "各月累计占比须是数字" in wrong.text
    year = paced(target, tree.province, Curve.objects.get())
    assert year is not None
    assert year.reached[:4] == (5, 10, 15, None)
    assert year.expected[5] == 20
    seen = log_in(cast.viewer).get(url).text
    assert "改定进度" not in seen


def test_shares_by_month_end_at_the_whole() -> None:
    straight = pace.at_month_ends(2016, None, JUNE.end.replace(month=12, day=31))
    assert straight[-1] == 1
    assert list(straight) == sorted(straight)
