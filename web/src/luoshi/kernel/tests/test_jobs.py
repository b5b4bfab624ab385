"""Jobs and the schedule: once however many ask, tried again, given up in sight (REL-22)."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import OperationalError, connections, transaction
from django_tasks_db.models import DBTaskResult
from hypothesis import given
from hypothesis import strategies as st

from luoshi.kernel import jobs, schedule, worker
from luoshi.kernel.jobs import NotFailed
from luoshi.kernel.models import Entry, JobRun, Tick
from luoshi.kernel.refusals import NotPermitted
from luoshi.kernel.schedule import Daily, Every

NOON = datetime(2016, 3, 1, 4, tzinfo=UTC)
QUEUED = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
MOMENTS = st.datetimes(datetime(2015, 1, 1), datetime(2030, 1, 1)).map(  # noqa: DTZ001 - given a zone
    lambda moment: moment.replace(tzinfo=UTC)
)


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Register three jobs on an empty schedule; return what they did."""
    did: list[Any] = []

    def note(what: str) -> str:
        did.append(what)
        return f"办了{what}"

    def fail() -> None:
        did.append("fail")
        raise ValueError("偏偏不行")

    monkeypatch.setattr(jobs, "_jobs", {})
    monkeypatch.setattr(schedule, "_planned", {})
    jobs.register("kernel.note", "记一笔", note)
    jobs.register("kernel.fail", "办不成", fail, most_tries=2)
    schedule.every("kernel.beat", "每刻", Every(15), lambda: did.append("beat"))
    return did


@pytest.mark.django_db
def test_a_run_is_done_and_says_what_it_did(done: list[Any]) -> None:
    run = jobs.enqueue("kernel.note", asked_by="wang", what="甲")

    run.refresh_from_db()
    assert done == ["甲"]
    assert (run.state, run.result, run.tries) == ("done", "办了甲", 1)
    assert (str(run), jobs.label_of(run.name)) == (run.key, "记一笔")
    assert run.ended_at is not None


@pytest.mark.django_db
def test_the_same_key_twice_is_one_run(done: list[Any]) -> None:
    """REL-22."""
    first = jobs.enqueue("kernel.note", key="甲", what="甲")
    second = jobs.enqueue("kernel.note", key="甲", what="乙")

    assert first.pk == second.pk
    assert done == ["甲"]


@pytest.mark.django_db(transaction=True)
def test_a_run_asked_for_by_an_act_that_fails_is_never_done(done: list[Any], settings: Any) -> None:
    """REL-22: asked for in the transaction of the act."""
    settings.TASKS = QUEUED

    @transaction.atomic
    def act() -> None:
        jobs.enqueue("kernel.note", what="甲")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        act()

    assert not worker.step()
    assert not JobRun.objects.exists()


@pytest.mark.django_db
def test_a_failure_is_tried_again_later_and_given_up_in_the_trail(done: list[Any]) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        run = jobs.enqueue("kernel.fail")
        run.refresh_from_db()
        assert (run.state, run.tries, run.due_at) == ("retrying", 1, NOON + timedelta(minutes=1))
        assert jobs.wake(NOON) == 0
        clock.shift(timedelta(minutes=2))
        assert jobs.wake(NOON + timedelta(minutes=2)) == 1

    run.refresh_from_db()
    assert (run.state, run.tries, done) == ("failed", 2, ["fail", "fail"])
    assert "偏偏不行" in run.error
    assert jobs.failing() == 1
    entry = Entry.objects.get(action="kernel.job.failed")
    assert (entry.result, entry.data["job"]) == ("failed", "kernel.fail")


@pytest.mark.django_db
def test_a_run_that_lost_its_worker_is_done_by_another(done: list[Any]) -> None:
    run = jobs.enqueue("kernel.note", what="甲")
    JobRun.objects.filter(pk=run.pk).update(
        state="running", started_at=NOON - jobs.LEASE - timedelta(seconds=1)
    )

    assert jobs.wake(NOON - timedelta(minutes=5)) == 0
    assert jobs.wake(NOON) == 1

    run.refresh_from_db()
    assert (run.state, run.tries, done) == ("done", 2, ["甲", "甲"])


@pytest.mark.django_db
def test_what_is_done_or_taken_is_not_done_again(done: list[Any]) -> None:
    run = jobs.enqueue("kernel.note", what="甲")

    jobs.perform.call(run.pk)
    jobs.perform.call(run.pk + 1)

    assert done == ["甲"]


@pytest.mark.django_db(transaction=True)
def test_a_job_that_the_program_no_longer_has_is_given_up(
    done: list[Any], monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.TASKS = QUEUED
    run = jobs.enqueue("kernel.note", what="甲")
    monkeypatch.setattr(jobs, "_jobs", {})

    assert worker.step()

    run.refresh_from_db()
    assert (run.state, jobs.label_of(run.name)) == ("failed", "kernel.note")
    with pytest.raises(LookupError, match="not registered"):
        jobs.enqueue("kernel.note")


@pytest.mark.django_db
def test_the_system_administrator_starts_again_what_failed_and_nobody_else(
    cast: Any, done: list[Any]
) -> None:
    """SEC-13."""
    run = jobs.enqueue("kernel.fail")
    JobRun.objects.filter(pk=run.pk).update(state="failed", tries=2)

    for other in (cast.editor, cast.security, cast.audit):
        with pytest.raises(NotPermitted):
            jobs.retry(run.pk, by=other)
    jobs.retry(run.pk, by=cast.system)

    run.refresh_from_db()
    assert (run.state, run.tries) == ("retrying", 1)
    assert Entry.objects.get(action="kernel.job.retried").actor == "guan"
    with pytest.raises(NotFailed, match="刷新"):
        jobs.retry(run.pk, by=cast.system)


@pytest.mark.django_db
def test_what_was_done_long_ago_is_forgotten_and_what_failed_is_not(done: list[Any]) -> None:
    with time_machine.travel(NOON, tick=False):
        jobs.enqueue("kernel.note", what="甲")
        failed = jobs.enqueue("kernel.fail")
    JobRun.objects.filter(pk=failed.pk).update(state="failed")

    assert jobs.forget(NOON) == 0
    assert jobs.forget(NOON + timedelta(days=1)) == 1
    assert list(JobRun.objects.all()) == [failed]


@given(MOMENTS, st.sampled_from([1, 5, 15, 60, 1440]))
def test_every_moment_lies_in_one_slot(moment: datetime, minutes: int) -> None:
    for when in (Every(minutes), Daily(2, 30)):
        assert when.slot(moment) <= moment < when.next(moment)
        assert when.slot(when.slot(moment)) == when.slot(moment)
        assert when.slot(when.next(moment)) == when.next(moment)


def test_a_time_of_day_is_that_of_the_office() -> None:
    assert Daily(2, 30).slot(NOON) == datetime(2016, 2, 29, 18, 30, tzinfo=UTC)
    assert Daily(23).slot(NOON) == datetime(2016, 2, 29, 15, tzinfo=UTC)
    assert (str(Daily(8)), str(Every(15))) == ("每天 08:00", "每 15 分钟")


@pytest.mark.django_db
def test_a_tick_plans_each_slot_once_and_a_missed_one_once(done: list[Any]) -> None:
    """REL-22."""
    assert schedule.tick(NOON) == 1
    assert schedule.tick(NOON + timedelta(minutes=14)) == 0
    assert schedule.tick(NOON + timedelta(hours=5)) == 1

    assert done == ["beat", "beat"]
    assert str(Tick.objects.get()) == "2016-03-01 09:00:00"


@pytest.mark.django_db
def test_a_job_with_nothing_to_do_is_not_planned(done: list[Any]) -> None:
    schedule.every("kernel.beat", "每刻", Every(15), lambda: None, wanted=lambda: False)

    assert schedule.tick(NOON) == 0


@pytest.mark.django_db(transaction=True)
def test_two_schedulers_at_once_make_one_run(done: list[Any], settings: Any) -> None:
    """REL-22: run twice in parallel."""
    settings.TASKS = QUEUED
    together = threading.Barrier(4)

    def scheduler(_number: int) -> int:
        together.wait()
        try:
            return schedule.tick(NOON)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as threads:
        planned = list(threads.map(scheduler, range(4)))
    while worker.step():
        pass

    assert sorted(planned) == [0, 0, 0, 1]
    assert (JobRun.objects.count(), DBTaskResult.objects.count(), done) == (1, 1, ["beat"])


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_do_a_run_once(done: list[Any], settings: Any) -> None:
    settings.TASKS = QUEUED
    run = jobs.enqueue("kernel.note", what="甲")

    def take(_number: int) -> None:
        try:
            jobs.perform.call(run.pk)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(take, range(4)))

    assert done == ["甲"]


@pytest.mark.django_db(transaction=True)
def test_a_worker_plans_works_and_stops_when_told(done: list[Any], settings: Any) -> None:
    settings.TASKS = QUEUED
    jobs.enqueue("kernel.note", what="甲")
    stop = threading.Event()
    seen: list[str] = []

    def watch() -> bool:
        seen.extend(done)
        return len(done) < 2

    thread = threading.Thread(target=worker.work, args=(stop,), kwargs={"pause": 0.01})
    thread.start()
    for _ in range(500):
        if not watch():
            break
        thread.join(0.02)
    stop.set()
    thread.join(10)

    assert not thread.is_alive()
    assert sorted(done) == ["beat", "甲"]


@pytest.mark.django_db(transaction=True)
def test_a_worker_outlives_a_database_that_is_away(
    done: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    helper = worker.Helper()

    def away(_now: datetime) -> int:
        asked.append(1)
        raise OperationalError("the database is away")

    monkeypatch.setattr(schedule, "tick", away)
    helper.start()
    for _ in range(500):
        if asked:
            break
        helper._thread.join(0.01)
    helper.end(10)

    assert asked
    assert not helper._thread.is_alive()


@pytest.mark.django_db
def test_silence_is_told_by_the_ready_page_and_a_fresh_start_is_given_time(
    client: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """REL-29."""
    monkeypatch.setattr(schedule, "_started", NOON)
    assert not schedule.is_silent(NOON + timedelta(minutes=9))
    assert schedule.is_silent(NOON + timedelta(minutes=11))
    Tick.objects.create(pk=1, at=NOON + timedelta(minutes=5))
    assert not schedule.is_silent(NOON + timedelta(minutes=14))
    assert schedule.is_silent(NOON + timedelta(minutes=16))

    answer = client.get("/readyz")

    assert (answer.status_code, answer.content) == (503, b"not ready")
