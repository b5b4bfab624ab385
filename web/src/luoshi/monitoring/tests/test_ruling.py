"""Writing how lights are judged: who may, what would change, what stays."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from luoshi.dispatch.api import Assignment
from luoshi.kernel import clock
from luoshi.kernel.models import Entry, JobRun
from luoshi.kernel.refusals import NotPermitted
from luoshi.ledger.api import Item
from luoshi.monitoring.actions.judging import light_up
from luoshi.monitoring.actions.ruling import set_rule
from luoshi.monitoring.models import Light, LightRule
from luoshi.monitoring.refusals import BadRule
from luoshi.monitoring.tests import factories
from luoshi.monitoring.tests.factories import JUNE
from luoshi.reporting.api import Line

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("henan")]
LogIn = Callable[[Any], Client]
SINCE = date(2016, 6, 1)


def rule(by: Any, preset: str = "sanya", **thresholds: object) -> LightRule:
    return set_rule(preset=preset, thresholds=thresholds, since=SINCE, by=by, plan_id=None)


@pytest.fixture
def behind(tree: Any) -> Item:
    """Return the target of 120 亿元 in the hands of 省工信委, 5.5 points behind its pace."""
    item, income = factories.item(), factories.series()
    Assignment.objects.create(
        item=item, agency=tree.industry, role="lead", sent_at=clock.now(), sent_by="wang"
    )
    Line.objects.create(
        form=factories.form(), code="1", position=1, kind="figure", title="收入", item=item,
        series=income,
    )  # fmt: skip
    factories.reading(income, tree.province, JUNE, "53")
    factories.cycle(JUNE)
    light_up(agency=tree.province, period=JUNE)
    return item


def test_a_rule_is_a_new_version_each_time_and_the_same_again_is_none(cast: Any) -> None:
    """GOV-06."""
    first, again, second = (
        rule(cast.editor),
        rule(cast.editor),
        rule(cast.editor, "suqian", soon=20),
    )

    assert again == first
    assert (first.version, second.version) == (1, 2)
    assert second.thresholds["soon"] == "20"
    assert Entry.objects.filter(action="monitoring.rule.set").count() == 2
    assert JobRun.objects.filter(name="monitoring.light_open").count() == 2


def test_only_an_editor_at_the_top_sets_a_rule(cast: Any) -> None:
    """SEC-13."""
    for who in (cast.viewer, cast.reviewer, cast.city, cast.department, cast.system):
        with pytest.raises(NotPermitted):
            rule(who)

    assert not LightRule.objects.exists()


@pytest.mark.parametrize(
    ("preset", "thresholds"),
    [
        ("yinchuan", {"yellow": 30, "red": 10}),
        ("sanya", {"red": 101}),
        ("sanya", {"yellow": 1}),
        ("peking", {}),
    ],
)
def test_a_rule_out_of_its_bounds_is_refused_and_nothing_is_kept(
    cast: Any, preset: str, thresholds: dict[str, object]
) -> None:
    with pytest.raises(BadRule):
        rule(cast.editor, preset, **thresholds)

    assert not LightRule.objects.exists()
    assert not Entry.objects.filter(action="monitoring.rule.set").exists()


def test_the_preview_tells_how_many_lights_would_change_and_changes_none(
    cast: Any, log_in: LogIn, behind: Item
) -> None:
    """GOV-06: under 银川 5.5 points are green, under 三亚 any shortfall is yellow."""
    typed = {"preset": "sanya", "hedge_yellow": "on", "since": "2016-06-01"}
    before = list(Light.objects.values_list("pk", "colour", "rule"))

    page = log_in(cast.viewer).get(reverse("monitoring:rules"), typed)

    assert page.context["preview"].changed == (("green", "yellow", 1),)
    assert "将有 1 项改变颜色" in page.content.decode()
    assert "csrfmiddlewaretoken" not in page.content.decode().split('class="board"')[1]
    assert list(Light.objects.values_list("pk", "colour", "rule")) == before


def test_a_rule_is_set_from_its_preview(cast: Any, log_in: LogIn, behind: Item) -> None:
    address = reverse("monitoring:rules")
    typed = {"preset": "wuhan", "yellow": "90", "red": "50", "since": "2016-06-01"}
    client = log_in(cast.editor)

    wrong = client.get(address, typed | {"red": "95"})
    done = client.post(address, typed)

    assert wrong.status_code == 422
    assert done.status_code == 302
    made = LightRule.objects.get(preset="wuhan")
    assert (made.thresholds["yellow"], made.thresholds["hedge_yellow"]) == ("90", "0")
    assert "武汉，" in client.get(address).content.decode()


def test_nobody_below_the_top_posts_a_rule(cast: Any, log_in: LogIn, behind: Item) -> None:
    typed = {"preset": "wuhan", "since": "2016-06-01"}

    for who in (cast.viewer, cast.city):
        assert log_in(who).post(reverse("monitoring:rules"), typed).status_code == 403


@pytest.mark.parametrize("own", [False, True])
def test_a_version_of_a_rule_stands_once_on_either_database(*, own: bool) -> None:
    """GOV-06: for all plans as for one."""
    plan = factories.item().plan if own else None
    made = {"plan": plan, "version": 7, "preset": "sanya", "since": SINCE, "made_at": clock.now()}
    LightRule.objects.create(**made)

    with pytest.raises(IntegrityError), transaction.atomic():
        LightRule.objects.create(**made)
