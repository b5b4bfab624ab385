"""What becomes of an asking whose job is killed, fails, comes twice or comes too late."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError

from luoshi.kernel import clock, jobs
from luoshi.kernel.models import JobRun
from luoshi.plans.actions import proposing
from luoshi.plans.models import Fact, Plan, SecondReading, Version
from luoshi.plans.queries.second import patience
from luoshi.plans.tests.factories import PLAN, imported
from luoshi.plans.tests.speaking import TRUE, Fake, ask, asked, lines, proposals, run_last

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("later")]
State = SecondReading.State


def test_a_run_that_was_killed_is_said_to_be_lost_and_begins_again(
    plan: Plan, cast: Any, model: Fake, monkeypatch: pytest.MonkeyPatch
) -> None:
    """REL-22: nothing was stored of it; the next run asks from the beginning."""
    model.says(lines(*TRUE))
    reading = ask(plan, cast.editor)

    def killed(*_arguments: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(proposing, "proposed", killed)
        with pytest.raises(KeyboardInterrupt):
            run_last()
    assert asked(plan).state == State.RUNNING
    assert proposals(plan) == []

    with clock.standing_at(clock.now() + patience() + timedelta(seconds=1)):
        assert asked(plan).state == "lost"
    with clock.standing_at(clock.now() + jobs.LEASE + timedelta(seconds=1)):
        assert jobs.wake(clock.now()) == 1
        assert run_last().state == "done"
    reading.refresh_from_db()
    assert (reading.state, reading.proposed) == (State.DONE, 3)


def test_a_lost_asking_is_ended_by_asking_again_and_its_late_run_stores_nothing(
    plan: Plan, cast: Any, model: Fake
) -> None:
    model.says(lines(*TRUE))
    first = ask(plan, cast.editor)
    old = JobRun.objects.latest("pk")
    moment = clock.now()
    SecondReading.objects.filter(pk=first.pk).update(state=State.RUNNING, told_at=moment)

    with clock.standing_at(moment + patience() + timedelta(seconds=1)):
        second = ask(plan, cast.editor)
    jobs.perform.func(old.pk)

    first.refresh_from_db()
    assert second != first
    assert (first.state, "没有做完" in first.why) == (State.FAILED, True)
    assert model.asked == []
    run_last()
    assert len(proposals(plan)) == 3


def test_a_run_whose_asking_is_in_other_hands_leaves_it(plan: Plan, cast: Any, model: Fake) -> None:
    reading = ask(plan, cast.editor)
    SecondReading.objects.filter(pk=reading.pk).update(state=State.RUNNING, told_at=clock.now())

    assert run_last().state == "done"

    assert model.asked == []
    assert asked(plan).state == State.RUNNING


def test_an_asking_that_was_ended_meanwhile_stops_after_its_stretch(
    plan: Plan, cast: Any, model: Fake
) -> None:
    reading = ask(plan, cast.editor)

    model.says(lines(*TRUE))
    real = proposing.proposed

    def slowly(text: str, pieces: Any, service: Any, progress: Any) -> Any:
        proposing.ended(SecondReading.objects.get(pk=reading.pk), State.FAILED, "停止")
        return real(text, pieces, service, progress)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(proposing, "proposed", slowly)
        assert run_last().state == "done"

    assert proposals(plan) == []
    assert asked(plan).reading.why == "停止"


def test_all_proposals_are_stored_or_none_and_the_job_tries_again(
    plan: Plan, cast: Any, model: Fake, monkeypatch: pytest.MonkeyPatch
) -> None:
    model.says(lines(*TRUE))
    ask(plan, cast.editor)

    def full(*_arguments: Any, **_named: Any) -> None:
        raise OperationalError("disk full")

    with monkeypatch.context() as patch:
        patch.setattr(proposing, "record", full)
        assert run_last().state == "retrying"
    assert proposals(plan) == []
    assert asked(plan).state == State.WAITING

    JobRun.objects.update(state=JobRun.State.WAITING)
    assert run_last().state == "done"
    assert len(proposals(plan)) == 3


def test_a_job_that_was_given_up_is_said_to_be_lost(plan: Plan, cast: Any, model: Fake) -> None:
    first = ask(plan, cast.editor)
    JobRun.objects.update(state=JobRun.State.FAILED)

    assert asked(plan).state == "lost"
    assert ask(plan, cast.editor) != first


def test_a_new_version_meanwhile_keeps_nothing_of_the_old_one(
    plan: Plan, cast: Any, model: Fake
) -> None:
    model.says(lines(*TRUE))
    reading = ask(plan, cast.editor)
    run = JobRun.objects.latest("pk")
    imported(PLAN.replace("12500", "13000"))

    jobs.perform.func(run.pk)

    reading.refresh_from_db()
    assert reading.state == State.FAILED
    assert "新版本" in reading.why
    assert not Fact.objects.filter(origin=Fact.Origin.SECOND).exists()
    assert Version.objects.count() == 2


def test_a_reader_that_was_switched_off_meanwhile_is_not_asked(
    plan: Plan, cast: Any, model: Fake, settings: Any
) -> None:
    reading = ask(plan, cast.editor)
    settings.SECOND_READER_URL = ""

    assert run_last().state == "done"

    reading.refresh_from_db()
    assert "没有配置第二识读" in reading.why
    assert model.asked == []
