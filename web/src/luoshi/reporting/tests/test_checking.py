"""The rules of a form and the built-in checks at every door: drafts, contents, sheets, programs."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from luoshi.kernel.periods import Period
from luoshi.reporting.actions import check
from luoshi.reporting.models import Base, Duty, Finding, Line, Rule, Submission
from luoshi.reporting.refusals import CheckFailed, NeedsExplanation
from luoshi.reporting.tests import factories
from luoshi.reporting.tests.conftest import Report

WHY = "两条新生产线六月集中投产"


def rule(report: Report, left: str, operator: str, right: str, **fields: Any) -> Rule:
    """Return a rule of the report's form; hard unless told otherwise."""
    defaults = {"code": "R01", "severity": "hard", "words": "其中项不能大于总数"}
    made: Rule = Rule.objects.create(
        form=report.form, left=left, operator=operator, right=right, **{**defaults, **fields}
    )
    return made


def before(report: Report, by: Any, *values: int, line: int = 0) -> None:
    """Let the county report months before June, the last one in May."""
    for month, value in enumerate(values, start=6 - len(values)):
        period = Period.month(2016, month)
        past = factories.duty(factories.cycle(report.form, period), report.duty.agency)
        factories.send(past, by, factories.said((report.lines[line], value)))


def found(duty: Duty, *figures: tuple[Line, Any]) -> list[tuple[str, str, int | None]]:
    """Return what the checks find in figures: code, severity, line."""
    told = check(duty_id=duty.pk, content=factories.said(*figures))
    return [(one.code, one.severity, one.line_id) for one in told]


def test_a_hard_rule_blocks_at_every_door(report: Report, cast: Any) -> None:
    """GOV-14: the draft of the page and the sheet, and what a program sends."""
    one, two, _ = report.lines
    made = rule(report, "[L01]", "≤", "[L02]")
    factories.type_in(report.duty, cast.county, (one, "value", "12"), (two, "value", "10"))

    with pytest.raises(CheckFailed) as refused:
        factories.send(report.duty, cast.county)
    with pytest.raises(CheckFailed):
        factories.send(report.duty, cast.county, factories.said((one, 12), (two, 10)))

    (told,) = refused.value.found
    assert (told.code, told.rule_id, told.line_id) == ("R01", made.pk, one.pk)
    assert told.words == ("其中项不能大于总数（[L01] ≤ [L02]；[L01]=12，[L02]=10；左边12，右边10）")
    assert not Submission.objects.exists()
    factories.send(report.duty, cast.county, factories.said((one, 10), (two, 10)))
    assert not Finding.objects.exists()


def test_a_soft_rule_asks_and_its_explanation_is_kept(report: Report, cast: Any) -> None:
    """GOV-14: rule, revision and explanation stay with the version."""
    one, two, _ = report.lines
    made = rule(report, "[L01]", "≤", "[L02]", severity="soft")
    content = factories.said((one, 12), (two, 10))

    for said in ({}, {("R01", one.pk): "核实无误"}, {("R01", two.pk): WHY}):
        with pytest.raises(NeedsExplanation):
            factories.send(report.duty, cast.county, content, explanations=said)
    factories.send(report.duty, cast.county, content, explanations={("R01", one.pk): WHY})

    kept = Finding.objects.get()
    assert (kept.rule, kept.line, kept.severity, kept.explanation) == (made, one, "soft", WHY)


def test_rules_reach_back(report: Report, cast: Any) -> None:
    """上月, 累计, 上月累计 and 上年 come from what the respondent said itself."""
    one, two, _ = report.lines
    before(report, cast.county, 20, 10)
    june = Period.month(2015, 6)
    Base.objects.create(
        series=one.series, agency=report.duty.agency, period_code=june.code, start=june.start,
        end=june.end, published=Decimal(25), source="2015年统计年报",
    )  # fmt: skip
    for code, left, right in (
        ("R01", "上月[L01]", "10"),
        ("R02", "累计[L01]", "上月累计[L01]+[L01]"),
        ("R03", "上月累计[L01]", "30"),
        ("R04", "上年[L01]", "25"),
        ("R05", "上月[L02]", "0"),
    ):
        rule(report, left, "≠", right, code=code)

    told = found(report.duty, (one, 12), (two, 1))

    assert told == [(code, "hard", one.pk) for code in ("R01", "R02", "R03", "R04")]


def test_retired_rules_and_those_of_other_forms_do_not_count(report: Report) -> None:
    rule(report, "[L01]", "≤", "0", retired_at=report.form.made_at)
    rule(report, "[L01]", "≤", "1", revision=2, retired_at=report.form.made_at)
    rule(report, "[L01]", "≤", "12", revision=3)
    Rule.objects.create(
        form=factories.form(frequency="year"), code="R01", left="[L01]", operator="=", right="0",
        severity="hard", words="-",
    )  # fmt: skip

    assert found(report.duty, (report.lines[0], 12)) == []
    assert found(report.duty, (report.lines[0], 13)) == [("R01", "hard", report.lines[0].pk)]


@pytest.mark.parametrize(
    ("right", "missing", "told"),
    [
        ("[L02]", "skip", 0),
        ("[L02]", "zero", 1),
        ("[L02]", "fail", 1),
        ("[X01]", "fail", 0),
        ("[L02]+[X01]", "skip", 0),
        ("[L02]+[X01]", "zero", 1),
    ],
)
def test_a_rule_concerns_whoever_fills_its_lines(
    report: Report, right: str, missing: str, told: int
) -> None:
    """A blank is treated as the side says; a line that is not asked of somebody is no blank."""
    rule(report, "[L01]", "≤", right, missing_right=missing)

    assert len(found(report.duty, (report.lines[0], 1))) == told


def test_a_rule_that_cannot_be_read_stops_nobody(
    report: Report, caplog: pytest.LogCaptureFixture
) -> None:
    rule(report, "[L01", "≤", "1")

    assert found(report.duty, (report.lines[0], 2)) == []
    assert "R01" in caplog.text


def test_a_likely_wrong_unit_and_an_odd_figure_ask_for_a_word(report: Report, cast: Any) -> None:
    """Row 37: from the agency's own past; each sentence says what it is held against."""
    one = report.lines[0]
    before(report, cast.county, 100, 104)
    assert found(report.duty, (one, 104)) == []

    (unit,) = check(duty_id=report.duty.pk, content=factories.said((one, 1_040_000)))

    assert (unit.code, unit.severity, unit.rule_id) == ("unit", "soft", None)
    assert unit.words == (
        "L01 指标L01：疑似单位填错："
        "1040000与2016年5月的104相比，大小相差约10000倍，请核对计量单位。"
    )


def test_the_expected_range_is_named(report: Report, cast: Any) -> None:
    """Row 37: after six periods; July's figure is held against January to June."""
    one = report.lines[0]
    before(report, cast.county, 98, 100, 104, 101, 97)
    factories.send(report.duty, cast.county, factories.said((one, 103)))
    july = factories.duty(factories.cycle(report.form, Period.month(2016, 7)), report.duty.agency)

    (odd,) = check(duty_id=july.pk, content=factories.said((one, 150)))

    assert (odd.code, odd.severity) == ("range", "soft")
    assert "超出本单位以往6期的正常范围（" in odd.words


def test_others_are_no_measure(report: Report, cast: Any, tree: Any) -> None:
    """What the city says of the same series is not the county's past."""
    one = report.lines[0]
    past = factories.duty(factories.cycle(report.form, Period.month(2016, 5)), tree.zhengzhou)
    factories.send(past, cast.city, factories.said((one, 1)))

    assert found(report.duty, (one, 1000)) == []


def test_month_and_total_typed_must_fit(report: Report, cast: Any) -> None:
    """REL-15: 上月止累计 + 本月 = 本月止累计, else an explanation."""
    one, two, _ = report.lines
    assert two.series is not None
    series = factories.series(factories.indicator(f"{one.series}累计", entered="cumulative"))
    Line.objects.filter(pk=two.pk).update(series=series)
    may = factories.duty(factories.cycle(report.form, Period.month(2016, 5)), report.duty.agency)
    factories.send(
        may, cast.county, factories.said((one, 10), (two, 50)),
    )  # fmt: skip

    assert found(report.duty, (one, 12), (two, 62)) == []
    assert found(report.duty, (one, 12), (two, 63)) == [("running", "soft", two.pk)]
    assert found(report.duty, (one, 12), (two, 49)) == [
        ("falling", "soft", two.pk),
        ("running", "soft", two.pk),
    ]


def test_all_that_is_looked_up_takes_the_same_statements(
    report: Report, cast: Any, django_assert_num_queries: Any
) -> None:
    """No statement per line, rule or period."""
    one, two, three = report.lines
    few, many = factories.said((one, 1)), factories.said((one, 1), (two, 2), (three, 3))
    duty = Duty.objects.get(pk=report.duty.pk)
    with django_assert_num_queries(6):
        check(duty_id=duty.pk, content=few)
    before(report, cast.county, 1, 1, 1)
    for number in range(5):
        rule(report, "[L01]", "≤", f"[L02]+{number}", code=f"R{number}")
    with django_assert_num_queries(6):
        check(duty_id=duty.pk, content=many)


def test_a_program_sends_explanations(report: Report, cast: Any, program: Any) -> None:
    """The interface meets the same checks, and is told which."""
    one, two, _ = report.lines
    rule(report, "[L01]", "≤", "[L02]", severity="soft")
    client, url = program(cast.county), reverse("api:submit", args=[report.duty.pk])
    said = {
        "client_key": "4f0cf2b4-53a0-4b54-9a7e-2f9a6f0d2016", "based_on": 0,
        "figures": [{"line_id": one.pk, "value": "12"}, {"line_id": two.pk, "value": "10"}],
    }  # fmt: skip

    refused = client.post(url, said, content_type="application/json")
    assert refused.status_code >= 400
    assert not Submission.objects.exists()
    why = [{"code": "R01", "line_id": one.pk, "text": WHY}]
    sent = client.post(url, {**said, "explanations": why}, content_type="application/json")

    assert sent.status_code == 200
    assert Finding.objects.get().explanation == WHY


def test_the_explanation_is_seen_on_every_level(report: Report, cast: Any, log_in: Any) -> None:
    """GOV-14: it travels up to city and province."""
    one, two, _ = report.lines
    rule(report, "[L01]", "≤", "[L02]", severity="soft")
    content = factories.said((one, 12), (two, 10))
    sent = factories.send(
        report.duty, cast.county, content, explanations={("R01", one.pk): WHY}
    ).submission

    for person in (cast.city_reviewer, cast.reviewer):
        page = log_in(person).get(reverse("reporting:review", args=[sent.pk])).content.decode()
        assert "其中项不能大于总数" in page
        assert WHY in page
