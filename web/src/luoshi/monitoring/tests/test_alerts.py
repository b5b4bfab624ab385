"""Alerts: raised by rules that people write, told once, taken note of, ended (row 47)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from luoshi.kernel import clock
from luoshi.kernel.models import Delivery, Entry, Notice
from luoshi.kernel.periods import Period
from luoshi.kernel.refusals import NotPermitted
from luoshi.ledger.api import Item
from luoshi.monitoring import panels
from luoshi.monitoring.actions import judging
from luoshi.monitoring.actions.alerting import acknowledge, raise_alerts, set_alert_rule
from luoshi.monitoring.actions.judging import light_accepted
from luoshi.monitoring.models import Alert, AlertRule, Forecast, Light
from luoshi.monitoring.queries.alerts import raised
from luoshi.monitoring.refusals import AlertOver, AlertRuleStale, NotYourAlert, NoWords
from luoshi.monitoring.tests import factories
from luoshi.monitoring.tests.factories import JUNE
from luoshi.monitoring.tests.test_finished import says
from luoshi.reporting.api import Duty, Finding

pytestmark = pytest.mark.django_db
LogIn = Callable[[Any], Client]
MAY, APRIL = Period.month(2016, 5), Period.month(2016, 4)


@pytest.fixture(autouse=True)
def no_presets(db: None) -> None:
    """Let only the rules of a test hold."""
    AlertRule.objects.all().delete()


def rule(kind: str = "red", **fields: Any) -> AlertRule:
    """Return a rule that is on."""
    values = {"name": f"规则{AlertRule.objects.count()}", "made_at": clock.now(), "made_by": "wang"}
    made: AlertRule = AlertRule.objects.create(kind=kind, **{**values, **fields})
    return made


def red(agency: Any, title: str = "") -> Light:
    """Return a red light of June."""
    return factories.light(factories.item(title), agency, "red")


def foreseen(agency: Any, chance: str) -> None:
    """Foresee what becomes of the target."""
    Forecast.objects.create(
        item=factories.item(), agency=agency, method="pace", chance=Decimal(chance), months=6,
        period_code=JUNE.code, start=JUNE.start, end=JUNE.end, made_at=clock.now(),
    )  # fmt: skip


def explained(agency: Any, period: Period, words: str = "淡季") -> Duty:
    """Let a report carry a soft finding that was explained."""
    duty = factories.duty(agency, period, late=False)
    assert duty.current is not None
    Finding.objects.create(
        submission=duty.current, code="unit", severity="soft", words="疑似", explanation=words
    )
    return duty


def test_a_red_light_is_raised_once_told_to_those_above_and_ends_with_the_light(
    cast: Any, tree: Any
) -> None:
    """Row 47: the quiet time; a second run tells nobody twice."""
    rule(own=False, up=1)
    light = red(tree.zhengzhou)

    raise_alerts()
    raise_alerts()

    alert = Alert.objects.get()
    assert (alert.agency, alert.ended_at) == (tree.zhengzhou, None)
    told = set(Notice.objects.values_list("login", flat=True))
    assert told == {"wang", "li", "fang"}
    Light.objects.filter(pk=light.pk).update(colour="green")
    assert raise_alerts() == "新增 0 条，解除 1 条"
    alert.refresh_from_db()
    assert alert.ended_at is not None
    assert Entry.objects.filter(action="monitoring.alerts.raised").count() == 2


def test_what_nobody_took_note_of_is_told_again_after_the_quiet_time(cast: Any, tree: Any) -> None:
    rule(own=True, up=0, quiet_days=7)
    red(tree.zhengzhou)
    raise_alerts()
    before = Notice.objects.count()

    Alert.objects.update(told_at=clock.now() - timedelta(days=8))
    raise_alerts()
    assert Notice.objects.count() == 2 * before

    acknowledge(alert_id=Alert.objects.get().pk, words="已约谈", by=cast.city)
    Alert.objects.update(told_at=clock.now() - timedelta(days=8))
    raise_alerts()
    assert Notice.objects.count() == 2 * before


def test_each_kind_finds_what_is_beyond_its_limit(cast: Any, tree: Any) -> None:
    """Row 47: a chance, days late, a value out of range, the same explained three times running."""
    foreseen(tree.zhengzhou, "0.2")
    foreseen(tree.luoyang, "0.4")
    assert [one.value for one in raised(rule("chance", limit=30))] == ["20%"]

    late = factories.duty(tree.zhengzhou)
    Duty.objects.filter(pk=late.pk).update(due_at=clock.now() - timedelta(days=6, hours=1))
    assert [one.value for one in raised(rule("overdue", limit=5))] == ["6天"]
    assert raised(rule("overdue", limit=7)) == []

    series = factories.series()
    factories.reading(series, tree.zhengzhou, MAY, "500")
    factories.reading(series, tree.zhengzhou, JUNE, "90")
    factories.reading(series, tree.luoyang, JUNE, "120")
    low = rule("range", low=100, high=200, indicator=series.indicator)
    assert [(one.agency, one.value) for one in raised(low)] == [(tree.zhengzhou.pk, "90亿元")]

    for period in (APRIL, MAY):
        explained(tree.luoyang, period)
    assert raised(rule("soft", limit=3)) == []
    explained(tree.luoyang, JUNE)
    assert [one.agency for one in raised(rule("soft", limit=3))] == [tree.luoyang.pk]


def test_a_rule_is_for_a_part_of_the_tree_and_costs_the_same_however_much_is_red(
    cast: Any, tree: Any
) -> None:
    """Row 47: statements pinned."""
    mine = rule(agency=tree.zhengzhou)
    red(tree.zhengzhou)
    red(tree.luoyang)

    def cost() -> int:
        Alert.objects.all().delete()
        with CaptureQueriesContext(connection) as asked:
            raise_alerts()
        return len(asked)

    assert [one.agency for one in raised(mine)] == [tree.zhengzhou.pk]
    first = cost()
    for number in range(12):
        red(tree.zhengzhou, f"事项{number}")
    assert (cost(), Alert.objects.count()) == (first, 13)


def test_taking_note_wants_words_a_post_and_sight_and_counts_once(cast: Any, tree: Any) -> None:
    """SEC-13, SEC-14: not by the wrong person, not twice, not half."""
    rule()
    red(tree.zhengzhou)
    raise_alerts()
    pk = Alert.objects.get().pk

    with pytest.raises(NotYourAlert):
        acknowledge(alert_id=pk, words="已约谈", by=cast.viewer)
    with pytest.raises(Alert.DoesNotExist):
        acknowledge(alert_id=pk, words="已约谈", by=cast.other_city)
    with pytest.raises(NotPermitted):
        acknowledge(alert_id=pk, words="已约谈", by=cast.system)
    with pytest.raises(NoWords):
        acknowledge(alert_id=pk, words=" ", by=cast.city)
    acknowledge(alert_id=pk, words="已约谈", by=cast.city)
    acknowledge(alert_id=pk, words="已约谈", by=cast.city)
    with pytest.raises(AlertOver):
        acknowledge(alert_id=pk, words="我来", by=cast.editor)
    assert Entry.objects.get(action="monitoring.alert.acknowledged").actor == "zheng"


def test_rules_are_written_by_the_province_alone_and_never_over_one_another(
    cast: Any, tree: Any, log_in: LogIn
) -> None:
    client = log_in(cast.editor)
    typed = {
        "name": "洛阳红灯", "kind": "red", "agency": tree.luoyang.pk, "whom": "monitor_read",
        "own": "on", "up": 0, "quiet_days": 30, "on": "on",
    }  # fmt: skip
    new = reverse("monitoring:alert_rule_new")
    assert log_in(cast.city).post(new, typed).status_code == 403
    assert client.post(new, {**typed, "kind": "chance"}).status_code == 422
    assert client.post(new, {**typed, "own": ""}).status_code == 422
    assert client.post(new, typed).status_code == 302
    assert client.post(new, typed).status_code == 422

    made = AlertRule.objects.get()
    with pytest.raises(AlertRuleStale):
        set_alert_rule(fields={"up": 1}, by=cast.editor, rule_id=made.pk, seen=7)
    red(tree.luoyang)
    raise_alerts()
    address = reverse("monitoring:alert_rule", args=[made.pk])
    client.post(address, {**typed, "on": "", "seen": made.revision})
    assert Alert.objects.get().ended_at is not None
    assert Entry.objects.filter(action="monitoring.alert_rule.set").count() == 2


def test_the_pages_show_what_is_in_sight_and_the_board_counts_it(
    cast: Any, tree: Any, log_in: LogIn
) -> None:
    """SEC-14, row 47."""
    rule()
    red(tree.zhengzhou)
    raise_alerts()
    alert = Alert.objects.get()
    page = reverse("monitoring:alert", args=[alert.pk])
    city, other = log_in(cast.city), log_in(cast.other_city)

    assert alert.words in city.get(reverse("monitoring:alerts")).content.decode()
    assert alert.words not in other.get(reverse("monitoring:alerts")).content.decode()
    assert other.get(page).status_code == 404
    assert other.post(page, {"words": "我来"}).status_code == 404
    assert "1 条等待确认" in city.get(reverse("monitoring:board")).content.decode()
    assert city.post(page, {"words": "已约谈"}).status_code == 302
    assert "等待确认</a>" not in city.get(reverse("monitoring:board")).content.decode()
    assert "已约谈" in city.get(page).content.decode()
    assert city.get(reverse("monitoring:alert_rules")).status_code == 200


def test_the_list_asks_the_same_however_many_alerts_there_are(
    cast: Any, tree: Any, log_in: LogIn
) -> None:
    rule()
    client = log_in(cast.editor)

    def cost() -> int:
        raise_alerts()
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("monitoring:alerts"))
        return len(asked)

    red(tree.zhengzhou)
    first = cost()
    for number in range(12):
        red(tree.zhengzhou, f"事项{number}")
    assert cost() == first


def test_a_rule_tells_by_its_own_ways_out_and_in_the_system_always(
    cast: Any, tree: Any, log_in: LogIn, settings: Any
) -> None:
    """Row 47: the form asks only of the ways that the house has; the others stay as they were."""
    settings.MAIL_FROM, settings.ROBOT_URL = "luoshi@example.gov.cn", "https://example.gov.cn/robot"
    client = log_in(cast.editor)
    page = client.get(reverse("monitoring:alert_rule_new")).content.decode()
    assert ("同时发邮件" in page, "同时发工作群" in page, "同时发短信" in page) == (
        True,
        True,
        False,
    )
    typed = {"name": "只发群", "kind": "red", "whom": "monitor_read", "own": "on", "up": 0,
             "quiet_days": 30, "on": "on", "robot": "on"}  # fmt: skip
    assert client.post(reverse("monitoring:alert_rule_new"), typed).status_code == 302
    made = AlertRule.objects.get()
    assert (made.mail, made.sms, made.robot) == (False, True, True)

    red(tree.zhengzhou)
    raise_alerts()

    assert set(Notice.objects.values_list("login", flat=True)) >= {"zheng"}
    assert set(Delivery.objects.values_list("channel", flat=True)) == {"robot"}
    assert "站内、工作群" in client.get(reverse("monitoring:alert_rules")).content.decode()


def accepted(duty: Duty, at: Any, colour: str, monkeypatch: pytest.MonkeyPatch) -> int:
    """Let an acceptance judge the item of a report; return how many statements its alerts took."""
    item = Item.objects.get(title="建成孵化器")

    def lit(**where: Any) -> int:
        Light.objects.filter(agency=where["agency"], item=item).delete()
        factories.light(item, where["agency"], colour)
        return 1

    monkeypatch.setattr(judging, "light_up", lit)
    with CaptureQueriesContext(connection) as asked:
        light_accepted(agency=at, duty=duty, before=None, after=duty.current)
    return sum("monitoring_alert" in one["sql"] for one in asked)


def test_what_an_acceptance_turns_red_is_an_alert_in_the_same_transaction(
    cast: Any, tree: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Row 47: raised and ended at once, kept once; the morning's job finds nothing more to do."""
    rule(up=0)
    rule("chance", limit=30)
    duty = says(factories.item("建成孵化器"), tree.zhengzhou, None)

    accepted(duty, tree.province, "red", monkeypatch)

    raised_at = set(Alert.objects.values_list("agency", flat=True))
    assert raised_at == {tree.province.pk, tree.zhengzhou.pk}
    assert "zheng" in set(
        Notice.objects.filter(kind="monitoring.alert").values_list("login", flat=True)
    )
    assert raise_alerts() == "新增 0 条，解除 0 条"
    accepted(duty, tree.province, "green", monkeypatch)
    assert not Alert.objects.filter(ended_at=None).exists()


def test_the_alerts_of_an_acceptance_cost_the_same_whatever_else_is_red(
    cast: Any, tree: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """REL-14: the cost follows what the report says, never what is red elsewhere."""
    rule(up=0)
    duty = says(factories.item("建成孵化器"), tree.zhengzhou, None)
    first = accepted(duty, tree.province, "red", monkeypatch)
    for number in range(12):
        red(tree.luoyang, f"事项{number}")
    raise_alerts()
    Alert.objects.filter(agency__in=[tree.zhengzhou, tree.province]).delete()

    assert accepted(duty, tree.province, "red", monkeypatch) == first
    assert Alert.objects.filter(ended_at=None).count() == 14


def test_an_alert_waits_in_the_todo_of_its_own_agency_alone(
    cast: Any, tree: Any, log_in: LogIn
) -> None:
    """USE-16: the number leads to the same rows."""
    rule(up=0)
    red(tree.zhengzhou)
    raise_alerts()

    (one,) = panels.todo(cast.city)
    assert (one.count, panels.todo(cast.other_city), panels.todo(cast.viewer)) == (1, [], [])
    assert Alert.objects.get().words in log_in(cast.city).get(one.url).content.decode()
    acknowledge(alert_id=Alert.objects.get().pk, words="已约谈", by=cast.city)
    assert panels.todo(cast.city) == []
