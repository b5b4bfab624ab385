"""Who is reminded, what a report waits for, and where."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from luoshi.accounts.api import Person
from luoshi.kernel.models import Entry, Notice
from luoshi.reporting import actions
from luoshi.reporting.models import Duty, Series
from luoshi.reporting.queries import rounds
from luoshi.reporting.queries.standing import state_of
from luoshi.reporting.tests import factories


def test_only_the_missing_are_reminded_and_once_a_day(report: Any, cast: Any, tree: Any) -> None:
    """USE-21: who has sent hears nothing."""
    other = factories.duty(report.duty.cycle, tree.zhengzhou)
    factories.send(report.duty, cast.county, factories.said((report.lines[0], 1)))

    told = actions.remind(duties=[other.pk, report.duty.pk], by=cast.editor)
    again = actions.remind(duties=[other.pk], by=cast.editor)

    assert [(one.duty.pk, one.done) for one in told] == [(other.pk, True), (report.duty.pk, False)]
    assert [one.done for one in again] == [False]
    assert set(Notice.objects.filter(kind="reporting").values_list("login", flat=True)) == {"zheng"}
    assert Entry.objects.filter(action="reporting.duty.reminded").count() == 1


def test_the_clock_reminds_shortly_before_the_time_is_over(
    report: Any, cast: Any, tree: Any
) -> None:
    far = factories.duty(report.duty.cycle, tree.zhengzhou)
    Duty.objects.filter(pk=far.pk).update(due_at=far.due_at + timedelta(days=30))

    actions.remind_due()
    actions.remind_due()

    assert set(Notice.objects.filter(kind="reporting").values_list("login", flat=True)) == {"jin"}


def test_a_firms_people_are_reminded_themselves(cast: Any, tree: Any) -> None:
    form = factories.form(said_by=Series.Said.ENTERPRISE)
    firm = factories.firm(tree.jinshui, cast.enterprise)
    duty = factories.duty(factories.cycle(form), tree.jinshui, enterprise=firm)

    actions.remind(duties=[duty.pk], by=cast.editor)

    assert set(Notice.objects.filter(kind="reporting").values_list("login", flat=True)) == {"qi"}


# -- how things stand -----------------------------------------------------------------------------


def test_the_database_counts_a_report_as_the_rules_see_it(report: Any, cast: Any) -> None:
    """`with_standing` and `rules.chain.state` say the same on the whole way up and back."""
    duty = report.duty

    def stands() -> str:
        return str(rounds.duties(cast.editor).get(pk=duty.pk).stands)

    seen = [stands()]
    receipt = factories.send(duty, cast.county, factories.said((report.lines[0], 1)))
    seen.append(stands())
    factories.back(receipt, cast.city_reviewer)
    seen.append(stands())
    receipt = factories.send(duty, cast.county, factories.said((report.lines[0], 2)))
    factories.take_back(receipt, cast.county)
    seen.append(stands())
    receipt = factories.send(duty, cast.county, factories.said((report.lines[0], 3)))
    factories.take(receipt, cast.city_reviewer)
    seen.append(stands())
    assert [row.pk for row in rounds.queue(cast.reviewer)] == [duty.pk]
    factories.take(receipt, cast.reviewer)
    seen.append(stands())

    assert seen == ["awaited", "submitted", "returned", "withdrawn", "submitted", "accepted"]
    assert state_of(receipt.submission).final


def test_each_report_waits_for_one_agency_at_a_time(report: Any, cast: Any) -> None:
    """SEC-19: no level is skipped; the queue offers only what can be accepted now."""
    receipt = factories.send(report.duty, cast.county, factories.said((report.lines[0], 1)))

    def waits(person: Person) -> bool:
        return rounds.queue(person).filter(pk=report.duty.pk).exists()

    people = (cast.county_reviewer, cast.city_reviewer, cast.reviewer)
    assert [waits(one) for one in people] == [False, True, False]
    factories.take(receipt, cast.city_reviewer)
    assert [waits(one) for one in people] == [False, False, True]


def test_a_firms_report_waits_for_its_county_first(cast: Any, tree: Any) -> None:
    """Row 26."""
    form = factories.form(said_by=Series.Said.ENTERPRISE)
    line = factories.line(form, "01")
    duty = factories.duty(
        factories.cycle(form),
        tree.jinshui,
        enterprise=factories.firm(tree.jinshui, cast.enterprise),
    )
    receipt = factories.send(duty, cast.enterprise, factories.said((line, 5)))

    assert rounds.queue(cast.county_reviewer).filter(pk=duty.pk).exists()
    assert not rounds.queue(cast.city_reviewer).filter(pk=duty.pk).exists()
    factories.take(receipt, cast.county_reviewer)
    assert rounds.queue(cast.city_reviewer).filter(pk=duty.pk).exists()
