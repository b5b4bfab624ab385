"""Accept, return, withdraw, unlock: by the right person, in order, with the totals told."""

from __future__ import annotations

from typing import Any

import pytest

from luoshi.accounts.api import Post
from luoshi.kernel import clock, slots
from luoshi.kernel.models import Entry
from luoshi.reporting.actions import accept, accept_many, send_back, unlock, withdraw
from luoshi.reporting.models import Acceptance, Step
from luoshi.reporting.queries.standing import state_of
from luoshi.reporting.refusals import (
    NoReason,
    NotFound,
    NotYours,
    Replaced,
    WrongTransition,
)
from luoshi.reporting.rules.chain import Standing, Wrong
from luoshi.reporting.tests import factories
from luoshi.reporting.tests.conftest import Report, Told

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(report: Report, cast: Any) -> int:
    """Return a report of the county that waits for the city."""
    content = factories.said((report.lines[0], 5))
    return factories.send(report.duty, cast.county, content).submission.pk


def test_each_level_accepts_in_turn_and_the_totals_are_told(
    report: Report, sent: int, tree: Any, cast: Any, told: Told
) -> None:
    """Row 38."""
    city = accept(submission_id=sent, agency_id=tree.zhengzhou.pk, by=cast.city_reviewer)
    province = accept(submission_id=sent, agency_id=tree.province.pk, by=cast.reviewer)

    assert (city.at, city.waiting_for, province.final) == (1, tree.province.pk, True)
    assert told.acts == [(tree.zhengzhou.pk, None, 1), (tree.province.pk, None, 1)]
    assert Acceptance.objects.filter(duty=report.duty, submission=sent).count() == 2
    acts = Entry.objects.filter(action="reporting.submission.accepted").values_list("actor")
    assert sorted(acts) == [("fang",), ("zhang",)]


def test_no_level_is_skipped(sent: int, tree: Any, cast: Any) -> None:
    """SEC-19: 409, and nothing happened."""
    with pytest.raises(WrongTransition, match="不能越级") as refused:
        accept(submission_id=sent, agency_id=tree.province.pk, by=cast.reviewer)

    assert refused.value.status == 409
    assert Step.objects.count() == 1


def test_who_sent_a_report_does_not_accept_it(report: Report, tree: Any, cast: Any) -> None:
    """SEC-19: not even with both posts."""
    Post.objects.create(
        person=cast.county, agency=tree.zhengzhou, kind=Post.Kind.REVIEWER, since=clock.today()
    )
    receipt = factories.send(report.duty, cast.county, factories.said((report.lines[0], 5)))

    with pytest.raises(WrongTransition) as refused:
        accept(submission_id=receipt.submission.pk, agency_id=tree.zhengzhou.pk, by=cast.county)

    assert refused.value.why == Wrong.OWN_REPORT


def test_only_a_reviewer_of_that_agency_decides_for_it(sent: int, tree: Any, cast: Any) -> None:
    """SEC-13: the province's reviewer cannot act as the city's, strangers find nothing."""
    for act, more in ((accept, {}), (send_back, {"note": "请核对"}), (unlock, {"note": "请核对"})):
        for person in (cast.city, cast.reviewer, cast.editor, cast.viewer, cast.county_reviewer):
            with pytest.raises(NotYours):
                act(submission_id=sent, agency_id=tree.zhengzhou.pk, by=person, **more)
        for person in (cast.other_city, cast.department, cast.enterprise, cast.audit):
            with pytest.raises(NotFound):
                act(submission_id=sent, agency_id=tree.zhengzhou.pk, by=person, **more)

    assert Step.objects.count() == 1


def test_a_report_comes_back_with_a_note_and_its_acceptances_are_undone(
    report: Report, sent: int, tree: Any, cast: Any, told: Told
) -> None:
    """Row 39: the province returns what the city had accepted."""
    accept(submission_id=sent, agency_id=tree.zhengzhou.pk, by=cast.city_reviewer)

    state = send_back(
        submission_id=sent, agency_id=tree.province.pk, by=cast.reviewer, note="与统计局数不符"
    )

    assert state.kind == Standing.RETURNED
    assert told.acts == [(tree.zhengzhou.pk, None, 1), (tree.zhengzhou.pk, 1, None)]
    assert Step.objects.get(act="returned").note == "与统计局数不符"
    assert not Acceptance.objects.exists()
    assert Entry.objects.filter(action="reporting.submission.returned").count() == 1
    again = factories.send(report.duty, cast.county, factories.said((report.lines[0], 6)))
    assert again.number == 2


@pytest.mark.parametrize("act", [send_back, unlock])
def test_what_goes_back_says_why(act: Any, sent: int, tree: Any, cast: Any) -> None:
    with pytest.raises(NoReason):
        act(submission_id=sent, agency_id=tree.zhengzhou.pk, by=cast.city_reviewer, note="  ")


def test_a_sender_takes_back_only_what_nobody_has_accepted(sent: int, tree: Any, cast: Any) -> None:
    """REL-12."""
    accept(submission_id=sent, agency_id=tree.zhengzhou.pk, by=cast.city_reviewer)

    with pytest.raises(WrongTransition, match="上级已经核报"):
        withdraw(submission_id=sent, by=cast.county)
    with pytest.raises(NotYours):
        withdraw(submission_id=sent, by=cast.city)


def test_what_nobody_has_accepted_is_taken_back_once(sent: int, cast: Any) -> None:
    state = withdraw(submission_id=sent, by=cast.county)

    with pytest.raises(WrongTransition):
        withdraw(submission_id=sent, by=cast.county)
    assert state.kind == Standing.WITHDRAWN
    assert Entry.objects.filter(action="reporting.submission.withdrawn").count() == 1


def test_unlocking_goes_from_above_with_a_reason(
    sent: int, tree: Any, cast: Any, told: Told
) -> None:
    """Row 40, REL-12: undo only in order."""
    accept(submission_id=sent, agency_id=tree.zhengzhou.pk, by=cast.city_reviewer)
    accept(submission_id=sent, agency_id=tree.province.pk, by=cast.reviewer)

    with pytest.raises(WrongTransition, match="由上级先解锁"):
        unlock(
            submission_id=sent, agency_id=tree.zhengzhou.pk, by=cast.city_reviewer, note="县里更正"
        )
    unlock(submission_id=sent, agency_id=tree.province.pk, by=cast.reviewer, note="县里更正")
    state = unlock(
        submission_id=sent, agency_id=tree.zhengzhou.pk, by=cast.city_reviewer, note="县里更正"
    )

    assert (state.kind, state.at) == (Standing.SUBMITTED, 0)
    assert told.acts[2:] == [(tree.province.pk, 1, None), (tree.zhengzhou.pk, 1, None)]
    assert Entry.objects.filter(action="reporting.submission.unlocked").count() == 2


def test_a_correction_replaces_what_each_level_stands_by_only_when_it_accepts(
    report: Report, sent: int, tree: Any, cast: Any, told: Told
) -> None:
    """REL-13: until then the totals keep the old version, and keep it if nothing comes of it."""
    accept(submission_id=sent, agency_id=tree.zhengzhou.pk, by=cast.city_reviewer)
    accept(submission_id=sent, agency_id=tree.province.pk, by=cast.reviewer)
    told.acts.clear()

    new = factories.send(report.duty, cast.county, factories.said((report.lines[0], 7)))
    accept(submission_id=new.submission.pk, agency_id=tree.zhengzhou.pk, by=cast.city_reviewer)
    stands = dict(Acceptance.objects.values_list("agency_id", "submission__number"))
    send_back(
        submission_id=new.submission.pk, agency_id=tree.province.pk, by=cast.reviewer, note="有误"
    )

    assert stands == {tree.zhengzhou.pk: 2, tree.province.pk: 1}
    assert told.acts == [(tree.zhengzhou.pk, 1, 2), (tree.zhengzhou.pk, 2, 1)]
    assert set(Acceptance.objects.values_list("submission__number", flat=True)) == {1}


def test_an_old_version_is_not_decided_any_more(
    report: Report, sent: int, tree: Any, cast: Any
) -> None:
    withdraw(submission_id=sent, by=cast.county)
    factories.send(report.duty, cast.county, factories.said((report.lines[0], 6)))

    with pytest.raises(Replaced):
        accept(submission_id=sent, agency_id=tree.zhengzhou.pk, by=cast.city_reviewer)


def test_a_firms_report_is_accepted_by_its_county_first(tree: Any, cast: Any) -> None:
    form = factories.form(said_by="enterprise")
    line = factories.line(form, "E01")
    duty = factories.duty(
        factories.cycle(form),
        tree.jinshui,
        enterprise=factories.firm(tree.jinshui, cast.enterprise),
    )
    sent = factories.send(duty, cast.enterprise, factories.said((line, 5))).submission

    state = accept(submission_id=sent.pk, agency_id=tree.jinshui.pk, by=cast.county_reviewer)

    assert (state.at, state.waiting_for) == (1, tree.zhengzhou.pk)
    assert state_of(sent) == state


def test_many_are_accepted_each_with_its_result(
    report: Report, sent: int, tree: Any, cast: Any
) -> None:
    """Row 41: one that cannot be accepted does not hold up the others."""
    own = factories.duty(report.duty.cycle, tree.luoyang)
    foreign = factories.send(own, cast.other_city, factories.said((report.lines[0], 1)))

    results = accept_many(
        ids=[foreign.submission.pk, sent, 0], agency_id=tree.zhengzhou.pk, by=cast.city_reviewer
    )

    assert [(each.done, each.code) for each in results] == [
        (False, "reporting.not_found"),
        (True, ""),
        (False, "reporting.not_found"),
    ]


def test_half_a_decision_is_impossible(
    sent: int, tree: Any, cast: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the totals fail, nothing was accepted."""

    def fail(**_named: Any) -> None:
        message = "the totals failed"
        raise RuntimeError(message)

    monkeypatch.setattr(slots, "_filled", {**slots._filled, "reporting.accepted": [fail]})

    with pytest.raises(RuntimeError, match="totals"):
        accept(submission_id=sent, agency_id=tree.zhengzhou.pk, by=cast.city_reviewer)

    assert Step.objects.count() == 1
    assert not Acceptance.objects.exists()
