"""配置体检: asked for, run, kept, told of, and seen by whoever may mend what was found."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from luoshi.kernel import checkup, jobs
from luoshi.kernel.checkup import Found, Grade
from luoshi.kernel.models import Checkup, Entry, Flaw, JobRun, Notice, Probed

LogIn = Callable[[Any], Client]


class Wrong:
    """What the probes of these tests find; a test changes it."""

    def __init__(self) -> None:
        """Begin with one error, and nothing else."""
        self.errors = ["甲"]
        self.hints: list[str] = []
        self.fails = False

    def of_business(self) -> Iterator[Found]:
        """Yield what an editor of the province mends."""
        for thing in self.errors:
            yield Found(thing, f"{thing}不对", "/ledger/")

    def of_accounts(self) -> Iterator[Found]:
        """Yield what an administrator mends, or fail."""
        if self.fails:
            msg = "偏偏不行"
            raise ValueError(msg)
        for thing in self.hints:
            yield Found(thing, f"{thing}可更好", "/accounts/")


@pytest.fixture
def wrong(monkeypatch: pytest.MonkeyPatch, cast: Any) -> Wrong:
    """Let two probes be all there are, and find what the test says."""
    monkeypatch.setattr(checkup, "_probes", {})
    found = Wrong()
    business = checkup.Group("业务", {"cycle_manage"})
    business.probe("T1", Grade.ERROR, title="业务错误", meaning="不对。", remedy="请改。")(
        found.of_business
    )
    accounts = checkup.Group("账号", {"account_manage"})
    accounts.probe("T2", Grade.HINT, title="账号提示", meaning="可更好。", remedy="可改。")(
        found.of_accounts
    )
    business.register()
    accounts.register()
    return found


def standing() -> set[str]:
    """Return what stands, of every probe."""
    return set(Flaw.objects.filter(ended_at=None).values_list("thing", flat=True))


def test_what_is_found_is_kept_since_when_it_is_so_and_ends_when_it_is_no_more(
    wrong: Wrong,
) -> None:
    """Row 43: the result is rows with their time."""
    checkup.examine()
    since = Flaw.objects.get().since
    wrong.errors = ["甲", "乙"]

    assert checkup.examine() == "错误 2 处，疑点 0 处，提示 0 处"
    assert Flaw.objects.get(thing="甲").since == since
    assert Flaw.objects.get(thing="乙").since > since

    wrong.errors = ["乙"]
    checkup.examine()
    assert standing() == {"乙"}
    assert Flaw.objects.get(thing="甲").ended_at is not None
    assert list(Checkup.objects.order_by("pk").values_list("errors", flat=True)) == [1, 2, 1]

    wrong.errors = ["甲", "乙"]
    checkup.examine()
    assert Flaw.objects.get(thing="甲").ended_at is None
    assert Flaw.objects.get(thing="甲").since > since
    assert Entry.objects.filter(action="kernel.checkup.done").count() == 4


def test_new_errors_are_told_once_to_those_who_may_mend_them(cast: Any, wrong: Wrong) -> None:
    wrong.hints = ["丙"]
    checkup.examine()
    checkup.examine()

    told = Notice.objects.get()
    assert (told.login, told.title) == (cast.editor.login, "配置体检新发现错误 1 处")
    assert told.text == "T1 业务错误：1"

    wrong.errors = ["甲", "乙"]
    checkup.examine()
    assert Notice.objects.count() == 2


def test_a_probe_that_fails_hides_no_other_and_ends_nothing(wrong: Wrong) -> None:
    wrong.hints = ["丙"]
    checkup.examine()
    wrong.errors, wrong.fails = [], True

    assert "T2 ValueError" in checkup.examine()
    assert standing() == {"丙"}
    assert Probed.objects.get(code="T2").failed
    assert Checkup.objects.latest("pk").failed == 1


def test_many_rows_are_counted_in_full_and_kept_in_part_at_the_same_cost(
    wrong: Wrong, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """Row 43: statements pinned, whatever the size."""
    checkup.examine()
    with django_assert_num_queries(14):
        checkup.examine()

    wrong.errors = [f"{number:04}" for number in range(checkup.MOST + 50)]
    checkup.examine()
    with django_assert_num_queries(14):
        checkup.examine()
    assert len(standing()) == checkup.MOST
    assert Probed.objects.get(code="T1").found == checkup.MOST + 50


def test_a_person_asks_for_a_checkup_and_sees_what_the_person_may_mend(
    cast: Any, wrong: Wrong, log_in: LogIn
) -> None:
    """SEC-16: an administrator sees nothing of the business, and an editor nothing of accounts."""
    wrong.hints = ["丙"]
    editor, system = log_in(cast.editor), log_in(cast.system)
    assert "还没有体检过" in editor.get(reverse("kernel:checkup")).content.decode()

    answer = editor.post(reverse("kernel:checkup_run"), follow=True).content.decode()

    assert "最近一次体检" in answer
    assert "业务错误" in answer
    assert "账号提示" not in answer
    assert "账号提示" in system.get(reverse("kernel:checkup")).content.decode()
    assert "配置体检新发现错误 1 处" in editor.get(reverse("kernel:notices")).content.decode()
    assert "新发现错误" not in system.get(reverse("kernel:notices")).content.decode()
    rows = editor.get(reverse("kernel:flaws", args=["T1"])).content.decode()
    assert 'href="/ledger/"' in rows
    assert editor.get(reverse("kernel:flaws", args=["T2"])).status_code == 404
    assert system.get(reverse("kernel:flaws", args=["T1"])).status_code == 404
    assert Entry.objects.get(action="kernel.checkup.asked").actor == cast.editor.login


def test_who_mends_nothing_can_neither_look_nor_ask(cast: Any, wrong: Wrong, log_in: LogIn) -> None:
    """SEC-13."""
    for person in (cast.viewer, cast.city, cast.county, cast.enterprise, cast.audit):
        client = log_in(person)
        assert client.get(reverse("kernel:checkup")).status_code == 403
        assert client.get(reverse("kernel:flaws", args=["T1"])).status_code == 403
        assert client.post(reverse("kernel:checkup_run")).status_code == 403
        assert "配置体检" not in client.get("/").content.decode()
    assert not JobRun.objects.filter(name=checkup.JOB).exists()


def test_asking_twice_while_one_waits_is_asking_once(
    cast: Any, wrong: Wrong, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "perform", SimpleNamespace(enqueue=lambda _run: None))
    first = checkup.ask(by=cast.editor)

    assert checkup.ask(by=cast.system) == first
    assert Entry.objects.filter(action="kernel.checkup.asked").count() == 1


def test_the_pages_ask_the_same_however_much_was_found(
    cast: Any, wrong: Wrong, log_in: LogIn, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = log_in(cast.editor)
    for number in (1, 40):
        wrong.errors = [f"{one:02}" for one in range(number)]
        checkup.examine()
        with django_assert_num_queries(19):
            client.get(reverse("kernel:checkup"))
        with django_assert_num_queries(20):
            client.get(reverse("kernel:flaws", args=["T1"]))
