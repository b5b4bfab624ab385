"""The pages of the work behind the page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from luoshi.kernel import background, clock, jobs, schedule
from luoshi.kernel.models import JobRun, KeptSheet, Tick

LogIn = Callable[[Any], Client]


@pytest.fixture
def failed(db: None) -> JobRun:
    """A run that was given up."""
    return JobRun.objects.create(
        name="kernel.clean",
        key="旧",
        state="failed",
        tries=4,
        error="Traceback\nValueError: 偏偏不行",
        asked_at=clock.now(),
        due_at=clock.now(),
    )


def test_the_system_administrator_sees_runs_and_starts_the_failed_again(
    cast: Any, log_in: LogIn, failed: JobRun
) -> None:
    client = log_in(cast.system)

    page = client.get(reverse("kernel:jobs")).content.decode()
    assert "清理旧的运行记录" in page
    assert "ValueError: 偏偏不行" in page
    assert "后台任务失败" in client.get("/").content.decode()
    answer = client.post(reverse("kernel:jobs_retry"), {"row": [failed.pk]}, follow=True)

    assert "已重新开始 1 项。" in answer.content.decode()
    failed.refresh_from_db()
    assert (failed.state, failed.tries, failed.error) == ("done", 1, "")
    assert "后台任务失败" not in client.get("/").content.decode()


def test_nobody_else_sees_them(cast: Any, log_in: LogIn, failed: JobRun) -> None:
    """SEC-13."""
    for person in (cast.editor, cast.security, cast.audit, cast.enterprise):
        client = log_in(person)
        assert client.get(reverse("kernel:jobs")).status_code == 403
        assert client.get(reverse("kernel:schedule")).status_code == 403
        assert client.post(reverse("kernel:jobs_retry"), {"all": "1"}).status_code == 403
        assert "后台任务" not in client.get("/").content.decode()
    failed.refresh_from_db()
    assert failed.state == "failed"


def test_the_schedule_says_what_was_done_and_what_comes_and_whether_anybody_plans(
    cast: Any, log_in: LogIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = log_in(cast.system)
    schedule.tick(clock.now())

    page = client.get(reverse("kernel:schedule")).content.decode()
    assert "清理旧的运行记录" in page
    assert "每天 03:10" in page
    assert "已完成" in page
    assert "没有运行" not in page

    long_ago = clock.now() - timedelta(hours=1)
    monkeypatch.setattr(schedule, "_started", long_ago)
    Tick.objects.update(at=long_ago)
    assert "后台任务进程没有运行" in client.get(reverse("kernel:schedule")).content.decode()


def test_the_list_asks_the_database_as_often_for_many_runs_as_for_few(
    cast: Any, log_in: LogIn, failed: JobRun, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = log_in(cast.system)
    client.get(reverse("kernel:jobs"))

    with django_assert_max_num_queries(16) as few:
        client.get(reverse("kernel:jobs"))
    for number in range(30):
        jobs.enqueue("kernel.clean", key=str(number))
    with django_assert_max_num_queries(16) as many:
        client.get(reverse("kernel:jobs"))

    assert len(few) == len(many)


@pytest.mark.django_db
def test_the_daily_cleaning_says_how_much_it_took_away() -> None:
    run = jobs.enqueue("kernel.clean")
    JobRun.objects.filter(pk=run.pk).update(ended_at=clock.now() - background.KEPT * 2)

    old = clock.now() - timedelta(days=2)
    KeptSheet.objects.create(login="wang", purpose="x", name="x", content=b"", created_at=old)

    assert background.clean() == "清理 2 条"
