"""The pages of rounds and of acceptance: what they show, what they let whom do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, Settings

from luoshi.accounts.api import Person
from luoshi.kernel import clock
from luoshi.kernel.models import Entry, Notice, Reach
from luoshi.kernel.periods import Period
from luoshi.kernel.todo import todos
from luoshi.reporting.models import Acceptance, Cycle, Duty, Leave, Step
from luoshi.reporting.queries import rounds
from luoshi.reporting.queries.standing import state_of
from luoshi.reporting.tests import factories

LogIn = Callable[[Person | None], Client]


@pytest.fixture
def sent(report: Any, cast: Any) -> Any:
    """Return the receipt of the county's report."""
    content = factories.said((report.lines[0], 12), (report.lines[1], 30))
    return factories.send(report.duty, cast.county, content)


def test_each_person_finds_what_is_due_and_one_click_to_its_form(
    report: Any, cast: Any, log_in: LogIn
) -> None:
    """Row 30, USE-16: the form is one click away, from the list and from 待办."""
    fill = reverse("reporting:fill", args=[report.duty.pk])

    page = log_in(cast.county).get(reverse("reporting:mine")).content.decode()
    waiting = [todo for todo in todos(cast.county) if todo.source == "报送"]

    assert fill in page
    assert "未报" in page
    assert [(one.what, one.count) for one in waiting] == [("填报报表", 1)]
    shown = log_in(cast.county).get(waiting[0].url).content.decode()
    assert fill in shown
    assert fill not in log_in(cast.other_city).get(reverse("reporting:mine")).content.decode()


def test_what_came_back_is_a_todo_of_its_own(sent: Any, cast: Any, log_in: LogIn) -> None:
    factories.back(sent, cast.city_reviewer)

    waiting = [todo for todo in todos(cast.county) if todo.source == "报送"]

    assert [(one.what, one.count) for one in waiting] == [("修改被退回的报表", 1)]
    assert "已退回" in log_in(cast.county).get(waiting[0].url).content.decode()


def test_the_counts_of_a_round_are_the_lists_of_what_they_count(
    sent: Any, report: Any, cast: Any, tree: Any, log_in: LogIn
) -> None:
    """Row 30: every count opens the list of just so many rows."""
    factories.duty(report.duty.cycle, tree.luoyang)
    factories.duty(report.duty.cycle, tree.jianxi, due_at=report.duty.due_at - timedelta(days=10))
    client = log_in(cast.editor)

    levels, places = rounds.completeness(report.duty.cycle, cast.editor)

    by_name = {one.name: one for one in places}
    assert (by_name["郑州市人民政府"].received, by_name["郑州市人民政府"].missing) == (1, 0)
    assert (by_name["洛阳市人民政府"].due, by_name["洛阳市人民政府"].missing) == (2, 2)
    page = client.get(reverse("reporting:cycle", args=[report.duty.cycle_id])).content.decode()
    for one in (*levels, *places):
        for state, number in {
            "received": one.received, "intime": one.in_time, "late": one.late,
            "missing": one.missing, "back": one.back, "submitted": one.waiting,
            "accepted": one.accepted,
        }.items():  # fmt: skip
            url = f"{reverse('reporting:duties')}?cycle={report.duty.cycle_id}&{one.query}"
            url += f"&state={state}"
            assert client.get(url).context["table"].matching == number, url
            assert (url.replace("&", "&amp;") in page) is (number > 0)


def test_a_city_counts_only_what_lies_below_it(
    report: Any, cast: Any, tree: Any, log_in: LogIn
) -> None:
    """SEC-13: the same page, another scope."""
    factories.duty(report.duty.cycle, tree.luoyang)

    seen = log_in(cast.city).get(reverse("reporting:cycle", args=[report.duty.cycle_id]))

    assert seen.context["cycle"].due == 1
    assert "洛阳" not in seen.content.decode()


def test_the_list_of_duties_costs_the_same_however_long(
    report: Any, cast: Any, tree: Any, log_in: LogIn
) -> None:
    client = log_in(cast.editor)

    def count() -> int:
        with CaptureQueriesContext(connection) as counted:
            client.get(reverse("reporting:duties"))
        return len(counted)

    count()
    before = count()
    for agency in (tree.luoyang, tree.zhengzhou, tree.jianxi, tree.industry):
        factories.duty(report.duty.cycle, agency)
    assert count() == before


@pytest.mark.parametrize(
    ("asked", "counted"),
    [
        ("", (2, 2)),
        ("state=awaited", (1, 2)),
        ("period=all", (3, 3)),
        ("period=all&state=awaited", (2, 3)),
        ("state=excused", (0, 2)),
    ],
)
def test_the_foot_of_the_list_counts_the_period_that_it_shows(
    asked: str, counted: tuple[int, int], report: Any, cast: Any, tree: Any, log_in: LogIn
) -> None:
    """A list without filters shows the newest period: a filter narrows that, not all years."""
    later = factories.cycle(report.duty.cycle.form, Period.month(2016, 7))
    factories.duty(later, tree.luoyang)
    factories.duty(later, tree.jianxi, due_at=clock.now() - timedelta(days=1))

    table = log_in(cast.editor).get(f"{reverse('reporting:duties')}?{asked}").context["table"]

    assert (table.matching, table.there) == counted


def test_a_reviewer_sees_the_figures_beside_what_came_before(
    report: Any, sent: Any, cast: Any, log_in: LogIn
) -> None:
    """Row 38: what changed since the version before is marked."""
    factories.back(sent, cast.city_reviewer, "请核对产值")
    again = factories.send(
        report.duty, cast.county, factories.said((report.lines[0], 15), (report.lines[1], 30))
    )

    page = log_in(cast.city_reviewer).get(reverse("reporting:review", args=[again.submission.pk]))

    text = page.content.decode()
    assert "原 12" in text
    assert "请核对产值" in text
    assert page.context["noted"] == 1
    assert page.context["accepts_for"] == cast.city_reviewer.posts.get().agency_id


def test_accepting_from_the_page_happens_once(sent: Any, cast: Any, log_in: LogIn) -> None:
    url = reverse("reporting:accept", args=[sent.submission.pk])
    client = log_in(cast.city_reviewer)

    first, second = client.post(url), client.post(url)

    assert (first.status_code, second.status_code) == (302, 409)
    assert Acceptance.objects.count() == 1
    assert Step.objects.filter(act="accepted").count() == 1


def test_nobody_accepts_over_the_head_of_the_level_below(
    sent: Any, cast: Any, log_in: LogIn
) -> None:
    """SEC-19."""
    answer = log_in(cast.reviewer).post(reverse("reporting:accept", args=[sent.submission.pk]))

    assert answer.status_code == 409
    assert not Acceptance.objects.exists()


def test_returning_needs_a_note(sent: Any, cast: Any, log_in: LogIn) -> None:
    url = reverse("reporting:send_back", args=[sent.submission.pk])
    client = log_in(cast.city_reviewer)

    assert client.post(url, {"note": " "}).status_code == 422
    assert client.post(url, {"note": "第二行口径不对"}).status_code == 302
    assert Step.objects.get(act="returned").note == "第二行口径不对"


def test_unlocking_asks_again_who_is_there(
    sent: Any, cast: Any, log_in: LogIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Row 40, SEC-12: a session left open is not enough; the dialog's proof lets the act go on."""
    cast.city_reviewer.set_password("Zheng-Zhou-2016-he")
    cast.city_reviewer.save()
    factories.take(sent, cast.city_reviewer)
    url = reverse("reporting:unlock", args=[sent.submission.pk])
    client = log_in(cast.city_reviewer)
    assert "data-fresh" in client.get(url).text
    now = clock.now() + timedelta(minutes=11)
    monkeypatch.setattr(clock, "now", lambda: now)

    stale = client.post(url, {"note": "数据有误"})
    script = client.post(url, {"note": "数据有误"}, headers={"X-Luoshi-Fetch": "1"})
    assert stale.headers["Location"].startswith(reverse("accounts:confirm"))
    assert (script.status_code, script.headers["X-Luoshi-Again"]) == (401, "confirm")
    assert state_of(sent.submission).at == 1

    proof = {"login": cast.city_reviewer.login, "password": "Zheng-Zhou-2016-he"}
    client.post(reverse("accounts:again"), proof)
    right = client.post(url, {"note": "数据有误"})
    assert right.headers["Location"] == reverse("reporting:review", args=[sent.submission.pk])
    assert state_of(sent.submission).at == 0
    assert Step.objects.get(act="unlocked").note == "数据有误"


def test_many_are_accepted_after_a_counted_question_each_with_its_result(
    sent: Any, report: Any, cast: Any, tree: Any, log_in: LogIn
) -> None:
    """Row 41, USE-18: nothing happens on the question; then a result for each row."""
    client = log_in(cast.city_reviewer)
    url = reverse("reporting:ticked_accept")

    question = client.post(url, {"row": [report.duty.pk]})
    assert "核报 1 份" in question.content.decode()
    assert not Acceptance.objects.exists()

    done = client.post(url, {"row": [report.duty.pk], "sure": "1"})
    assert done.context["done"] == 1
    assert Acceptance.objects.count() == 1
    assert client.post(url, {"row": [report.duty.pk], "sure": "1"}).context["done"] == 0


def test_ticked_reports_are_extended_with_one_reason(report: Any, cast: Any, log_in: LogIn) -> None:
    """REL-11."""
    client = log_in(cast.editor)
    url = reverse("reporting:ticked_leave")
    day = (report.duty.due_at + timedelta(days=5)).date().isoformat()

    assert client.post(url, {"row": [report.duty.pk]}).status_code == 200
    assert not Leave.objects.exists()
    done = client.post(url, {"row": [report.duty.pk], "until": day, "reason": "汛期断网"})

    assert done.context["done"] == 1
    assert Leave.objects.get().reason == "汛期断网"


def test_a_reminder_is_seen_before_it_goes_out_and_reaches_the_missing_only(
    sent: Any, report: Any, cast: Any, tree: Any, log_in: LogIn
) -> None:
    """USE-21: to whom, by which channel, in which words; nothing goes out by looking."""
    factories.duty(report.duty.cycle, tree.luoyang)
    client = log_in(cast.editor)

    page = client.get(reverse("reporting:remind", args=[report.duty.cycle_id])).content.decode()

    assert "罗科员（站内）" in page
    assert "现在还没有报送" in page
    assert "金科员" not in page
    assert not Notice.objects.filter(kind="reporting").exists()


def test_a_person_unticks_and_adds_a_sentence_and_nobody_is_told_twice_a_day(
    report: Any, cast: Any, tree: Any, log_in: LogIn
) -> None:
    """USE-21: the results say who got it; the second time all are left in peace."""
    city = factories.duty(report.duty.cycle, tree.luoyang)
    other = factories.duty(factories.cycle(report.form, Period.month(2016, 5)), tree.luoyang)
    url, client = reverse("reporting:ticked_remind"), log_in(cast.editor)

    shown = client.post(url, {"row": [report.duty.pk, city.pk, other.pk]}).content.decode()
    done = client.post(url, {"row": [city.pk, other.pk], "words": "请务必于今天下班前报送"})
    again = client.post(url, {"row": [city.pk], "words": ""})

    assert "请报送2份报表" in shown
    assert "罗科员（站内）" in done.content.decode()
    notice = Notice.objects.get(kind="reporting")
    assert (notice.login, notice.text.splitlines()[-1]) == ("luo", "请务必于今天下班前报送")
    assert (done.context["done"], again.context["done"]) == (2, 0)
    assert "今天已催报" in again.content.decode()
    entries = Entry.objects.filter(action="reporting.duty.reminded")
    assert {entry.data["note"] for entry in entries} == {"请务必于今天下班前报送"}


def test_an_agency_without_people_is_named_as_not_reached(
    report: Any, cast: Any, tree: Any, log_in: LogIn
) -> None:
    factories.duty(report.duty.cycle, tree.jianxi)
    url, client = reverse("reporting:ticked_remind"), log_in(cast.editor)
    ids = list(Duty.objects.values_list("pk", flat=True))

    shown = client.post(url, {"row": ids}).content.decode()
    done = client.post(url, {"row": ids, "words": ""})

    assert "通知不到的" in shown
    results = {name: (told, why) for name, told, why in done.context["results"]}
    assert results["涧西区人民政府"] == (False, "没有人员可以通知")
    assert results["金水区人民政府"][0]


def test_an_address_that_is_lacking_is_told_before_and_after(
    report: Any, cast: Any, log_in: LogIn, settings: Settings
) -> None:
    """Row 94: by which channel; who has none stays in the system."""
    settings.MAIL_FROM = "luoshi@example.org"
    url, client = reverse("reporting:ticked_remind"), log_in(cast.editor)

    assert (
        "金科员：邮件未登记地址，留在站内"
        in client.post(url, {"row": [report.duty.pk]}).content.decode()
    )
    Reach.objects.create(login="jin", channel="mail", address="jin@example.org")
    done = client.post(url, {"row": [report.duty.pk], "words": ""})

    assert "金科员（站内、邮件）" in done.content.decode()


def test_the_preview_costs_the_same_for_one_and_for_many(
    report: Any,
    cast: Any,
    tree: Any,
    log_in: LogIn,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    client = log_in(cast.editor)
    for agency in (tree.zhengzhou, tree.luoyang, tree.jianxi, tree.industry):
        factories.duty(report.duty.cycle, agency)

    with django_assert_max_num_queries(30):
        client.get(reverse("reporting:remind", args=[report.duty.cycle_id]))


@pytest.mark.parametrize("who", ["viewer", "reviewer", "city", "county", "enterprise", "audit"])
def test_only_whoever_runs_the_rounds_reminds(
    report: Any, cast: Any, log_in: LogIn, who: str
) -> None:
    """SEC-13."""
    data = {"row": [report.duty.pk], "words": ""}

    answer = log_in(getattr(cast, who)).post(reverse("reporting:ticked_remind"), data)

    assert answer.status_code == 403
    assert not Notice.objects.filter(kind="reporting").exists()


def test_closing_is_asked_first(report: Any, cast: Any, log_in: LogIn) -> None:
    url = reverse("reporting:close", args=[report.duty.cycle_id])
    client = log_in(cast.editor)

    assert "现有未报 1 份" in client.get(url).content.decode()
    assert not Cycle.objects.exclude(closed_at=None).exists()
    client.post(url)
    assert Cycle.objects.exclude(closed_at=None).exists()
    assert Entry.objects.filter(action="reporting.cycle.closed").count() == 1


def test_a_round_is_opened_on_the_page_with_its_days(report: Any, cast: Any, log_in: LogIn) -> None:
    """GOV-10: the usual days are offered, and may be others."""
    url = reverse("reporting:open", args=[report.form.pk])
    client = log_in(cast.editor)
    page = client.get(url)
    chosen = page.context["chosen"]
    days = {
        name: field.initial.isoformat()
        for name, field in page.context["posting"].fields.items()
        if name != "period"
    }

    answer = client.post(f"{url}?period={chosen.code}", {"period": chosen.code, **days})

    assert answer.status_code == 302
    opened = Cycle.objects.get(form=report.form, period_code=chosen.code)
    assert opened.windows.count() == len(days)
