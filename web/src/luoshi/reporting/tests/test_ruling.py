"""Check rules: written by the province, revised without touching what was found, tried first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from luoshi.accounts.api import Person
from luoshi.kernel.models import Entry
from luoshi.kernel.refusals import NotPermitted
from luoshi.reporting.actions.ruling import RuleDraft, restore_rule, retire_rule, set_rule
from luoshi.reporting.actions.trying import trial
from luoshi.reporting.models import Finding, Rule
from luoshi.reporting.queries.ruling import rules_of_form
from luoshi.reporting.refusals import BadRule, NoReason, NotFound, RuleStale
from luoshi.reporting.tests import factories
from luoshi.reporting.tests.conftest import Report

pytestmark = pytest.mark.django_db
LogIn = Callable[[Person | None], Client]
DRAFT = RuleDraft("[L01]", "≥", "[L02]", "soft", "合计不应小于其中项")
TYPED = {
    "left": "[L01]", "operator": "≥", "right": "[L02]", "severity": "soft",
    "missing_left": "skip", "missing_right": "skip", "words": "合计不应小于其中项", "seen": "0",
}  # fmt: skip


@pytest.fixture
def rule(report: Report, cast: Any) -> Rule:
    return set_rule(form_id=report.form.pk, draft=DRAFT, by=cast.editor)


def test_the_province_writes_a_rule_once(report: Report, cast: Any, rule: Rule) -> None:
    """GOV-14, row 35: the same again changes nothing and leaves one entry."""
    again = set_rule(form_id=report.form.pk, draft=DRAFT, by=cast.editor)

    assert again == rule
    assert (rule.code, rule.revision, rule.made_by) == ("G001", 1, "wang")
    assert Entry.objects.filter(action="reporting.rule.set").count() == 1


def test_nobody_else_writes_retires_or_restores(report: Report, cast: Any, rule: Rule) -> None:
    for who in (cast.viewer, cast.reviewer, cast.department, cast.city, cast.county):
        with pytest.raises(NotPermitted):
            set_rule(form_id=report.form.pk, draft=DRAFT, by=who)
        with pytest.raises(NotPermitted):
            retire_rule(form_id=report.form.pk, code=rule.code, reason="不用了", by=who)
        with pytest.raises(NotPermitted):
            restore_rule(form_id=report.form.pk, code=rule.code, by=who)
    assert Rule.objects.get().retired_at is None


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"left": "[L01]+"}, "left", "第7个字符"),
        ({"right": "[X99]"}, "right", "没有代码为“X99”"),
        ({"operator": "~"}, "operator", "请选择"),
        ({"left": "1", "right": "2"}, "left", "没有表行"),
        ({"words": " "}, "words", "请写明"),
    ],
)
def test_what_cannot_be_read_is_not_kept(
    report: Report, cast: Any, change: dict[str, str], field: str, words: str
) -> None:
    with pytest.raises(BadRule) as bad:
        set_rule(form_id=report.form.pk, draft=replace(DRAFT, **change), by=cast.editor)

    assert words in bad.value.wrong[field]
    assert not Rule.objects.exists()


def test_a_revision_leaves_what_the_older_one_found(report: Report, cast: Any, rule: Rule) -> None:
    """GOV-14: findings name the revision that found them; the difference is shown."""
    sent = factories.send(
        report.duty,
        cast.county,
        factories.said((report.lines[0], 1), (report.lines[1], 2)),
        explanations={("G001", report.lines[0].pk): "因口径调整，其中项含上年结转数"},
    ).submission
    newer = set_rule(
        form_id=report.form.pk, code="G001", seen=1, by=cast.editor,
        draft=replace(DRAFT, severity="hard", right="[L03]"),
    )  # fmt: skip

    assert Finding.objects.get(submission=sent, code="G001").rule == rule
    assert newer.revision == 2
    [listed] = rules_of_form(report.form)
    assert (listed.rule, listed.older, listed.found) == (newer, [rule], 1)
    assert listed.revisions[0][1] == [("右式", "[L02]", "[L03]"), ("性质", "核实性", "强制性")]


def test_of_two_who_revise_one_is_told(report: Report, cast: Any, rule: Rule) -> None:
    first = replace(DRAFT, right="[L03]")
    set_rule(form_id=report.form.pk, code="G001", seen=1, draft=first, by=cast.editor)

    with pytest.raises(RuleStale):
        set_rule(
            form_id=report.form.pk, code="G001", seen=1, draft=replace(DRAFT, operator=">"),
            by=cast.editor,
        )  # fmt: skip
    with pytest.raises(NotFound):
        set_rule(form_id=report.form.pk, code="G009", seen=1, draft=DRAFT, by=cast.editor)
    assert Rule.objects.filter(retired_at=None).count() == 1


def test_it_is_retired_with_a_reason_and_restored_as_it_was(
    report: Report, cast: Any, rule: Rule
) -> None:
    named = {"form_id": report.form.pk, "code": "G001", "by": cast.editor}
    with pytest.raises(NoReason):
        retire_rule(**named, reason=" ")
    retire_rule(**named, reason="口径已变")
    retire_rule(**named, reason="又一次")
    assert Rule.objects.get().retire_reason == "口径已变"
    restore_rule(**named)
    restore_rule(**named)

    assert Rule.objects.get().retired_at is None
    for event in ("reporting.rule.retired", "reporting.rule.restored"):
        assert Entry.objects.filter(action=event).count() == 1


def accepted(report: Report, tree: Any, cast: Any, *values: tuple[str, str]) -> None:
    """Let the county's report, and as many more, say two figures and be accepted."""
    for at, (one, other) in enumerate(values):
        duty = report.duty
        if at:
            firm = factories.firm(tree.jinshui, cast.enterprise)
            duty = factories.duty(report.duty.cycle, tree.jinshui, enterprise=firm)
        who = cast.enterprise if at else cast.county
        said = factories.said((report.lines[0], one), (report.lines[1], other))
        got = factories.send(duty, who, said)
        factories.take(got, cast.county_reviewer if at else cast.city_reviewer)


def test_a_draft_is_tried_on_what_was_accepted_last(report: Report, tree: Any, cast: Any) -> None:
    """Row 35: who would break it, with the values; nothing is kept, the cost is the same."""
    accepted(report, tree, cast, ("1", "2"))
    draft = DRAFT.rule(report.form, "新")

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            found = trial(report.form, draft)
        assert [str(duty.agency) for duty, _words in found.broken] == ["金水区人民政府"]
        assert "[L01]=1" in found.broken[0][1]
        return len(asked)

    few = cost()
    accepted_more(report, tree, cast)
    assert cost() == few <= 7
    assert trial(report.form, draft).total == 2
    assert not Rule.objects.exists()
    assert not Finding.objects.filter(rule__isnull=False).exists()


def accepted_more(report: Report, tree: Any, cast: Any) -> None:
    """Let a city report in the same round, its figures in order."""
    duty = factories.duty(report.duty.cycle, tree.zhengzhou)
    said = factories.said((report.lines[0], "5"), (report.lines[1], "2"))
    factories.take(factories.send(duty, cast.city, said), cast.reviewer)


def test_without_anything_accepted_there_is_nothing_to_try(report: Report) -> None:
    assert trial(report.form, DRAFT.rule(report.form, "新")).period is None


def test_the_pages_write_try_retire_and_restore(
    report: Report, tree: Any, cast: Any, log_in: LogIn
) -> None:
    accepted(report, tree, cast, ("1", "2"))
    client, form = log_in(cast.editor), report.form.pk
    new, rules = (reverse(f"reporting:{name}", args=[form]) for name in ("rule_new", "rules"))

    tried = client.post(new, {**TYPED, "try": "1"}).content.decode()
    assert "已核报 1 份，1 份不符合" in tried
    assert "金水区人民政府" in tried
    assert not Rule.objects.exists()

    wrong = client.post(new, {**TYPED, "left": "[L01]×"})
    assert wrong.status_code == 422
    assert "第7个字符" in wrong.content.decode()
    assert 'value="[L01]×"' in wrong.content.decode()

    assert client.post(new, TYPED).status_code == 302
    one = reverse("reporting:rule", args=[form, "G001"])
    assert client.post(one, {**TYPED, "words": "请核对合计", "seen": "1"}).status_code == 302
    page = client.get(rules).content.decode()
    assert 'title="指标L01"' in page
    assert "第 2 次修订" in page

    retire = reverse("reporting:rule_retire", args=[form, "G001"])
    assert client.post(retire, {"reason": ""}).status_code == 422
    assert client.post(retire, {"reason": "口径已变"}).status_code == 302
    assert "口径已变" in client.get(rules).content.decode()
    assert client.get(one).status_code == 404
    client.post(reverse("reporting:rule_restore", args=[form, "G001"]))
    assert client.get(one).status_code == 200
    assert rules.encode() in log_in(cast.viewer).get(reverse("reporting:form", args=[form])).content
    assert new not in log_in(cast.viewer).get(rules).content.decode()


def test_it_is_read_while_it_is_typed(report: Report, cast: Any, log_in: LogIn) -> None:
    address = reverse("reporting:rule_read", args=[report.form.pk])
    client = log_in(cast.editor)

    good = client.get(address, {"left": "[L01]", "operator": "≥", "right": "上月[L02]"})
    bad = client.get(address, {"left": "([L01]", "operator": "≥", "right": "[L02]"})

    assert "[L01]指标L01" in good.content.decode()
    assert "左式：第1个字符：左括号没有配对" in bad.content.decode()
