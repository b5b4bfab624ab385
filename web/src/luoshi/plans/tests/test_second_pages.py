"""The pages of the second reader: invisible where there is none, exact where there is one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings as shipped
from django.test import Client
from django.urls import reverse

from luoshi.kernel import clock
from luoshi.kernel.models import JobRun
from luoshi.plans.actions import review
from luoshi.plans.actions.second import ask_second_reader
from luoshi.plans.models import Decision, Fact, Plan, SecondReading
from luoshi.plans.queries.second import patience
from luoshi.plans.tests.factories import PLAN, imported
from luoshi.plans.tests.speaking import LIES, TRUE, Fake, lines, run_last

pytestmark = pytest.mark.django_db
JSON: dict[str, Any] = {"HTTP_ACCEPT": "application/json"}
Login = Callable[[Any], Client]


def document(plan: Plan) -> str:
    return reverse("plans:document", args=[plan.version.document_id])


@pytest.fixture
def proposed(plan: Plan, cast: Any, model: Fake) -> list[Fact]:
    model.says(lines(*TRUE, *(told for _why, told in LIES)))
    ask_second_reader(version_id=plan.version_id, by=cast.editor)
    return list(plan.facts.filter(state=Fact.State.PROPOSED).order_by("start"))


def test_where_there_is_no_second_reader_no_page_speaks_of_it(
    plan: Plan, cast: Any, log_in: Login
) -> None:
    client = log_in(cast.editor)
    fact = plan.facts.all()[0]
    read, queue = reverse("plans:read", args=[plan.pk]), reverse("plans:queue")
    for url in (document(plan), read, queue, reverse("plans:fact", args=[fact.pk])):
        page = client.get(url).text
        for words in ("第二识读", "模型提议", "补读"):
            assert words not in page, (url, words)
    assert client.get(reverse("plans:second", args=[plan.version_id]), **JSON).status_code == 404
    assert client.post(reverse("plans:second_ask", args=[plan.version_id])).status_code == 404
    assert not SecondReading.objects.exists()


@pytest.mark.usefixtures("later")
def test_asking_shows_how_far_it_is_and_then_what_came_of_it(
    plan: Plan, cast: Any, log_in: Login, model: Fake
) -> None:
    client = log_in(cast.editor)
    model.says(lines(*TRUE, *(told for _why, told in LIES)))
    page, progress = document(plan), reverse("plans:second", args=[plan.version_id])
    first = client.get(page).text
    assert "请模型补读" in first
    assert client.get(progress, **JSON).status_code == 404

    asked = client.post(reverse("plans:second_ask", args=[plan.version_id]))
    client.post(reverse("plans:second_ask", args=[plan.version_id]))

    assert asked["Location"] == f"{page}#second"
    assert SecondReading.objects.count() == 1
    assert "排队等候" in client.get(page).text
    SecondReading.objects.update(state="running", total=7, done=3)
    told = client.get(progress, **JSON).json()
    assert told == {"state": "running", "done": 3, "total": 7, "words": "已读 3 / 7 段"}
    assert client.get(progress)["Location"] == page
    under_way = client.get(page).text
    assert 'value="3"' in under_way
    assert "请模型补读</button>" not in under_way
    SecondReading.objects.update(state="waiting", total=0, done=0)

    run_last()
    done = client.get(page).text

    assert client.get(progress, **JSON).json()["state"] == "done"
    for words in ("新提议 3 条", "核对不上原文而弃用 4 条", "数字与原文不符：", "审定 3 条提议"):
        assert words in done, words
    assert f"{reverse('plans:queue')}?plan={plan.pk}&amp;state=proposed" in done
    assert "the-secret-key" not in done


def test_a_failure_says_why_and_is_tried_again(
    plan: Plan, cast: Any, log_in: Login, model: Fake
) -> None:
    client = log_in(cast.editor)
    model.says(401)
    client.post(reverse("plans:second_ask", args=[plan.version_id]))
    page = client.get(document(plan)).text
    assert "不认这个密钥" in page
    assert "再试一次" in page

    model.says(lines(*TRUE))
    client.post(reverse("plans:second_ask", args=[plan.version_id]))

    assert "新提议 3 条" in client.get(document(plan)).text


@pytest.mark.usefixtures("later")
def test_a_lost_asking_says_so(plan: Plan, cast: Any, log_in: Login, model: Fake) -> None:
    client = log_in(cast.editor)
    client.post(reverse("plans:second_ask", args=[plan.version_id]))
    long_ago = clock.now() - 2 * patience()
    SecondReading.objects.update(state="running", told_at=long_ago)

    page = client.get(document(plan)).text

    assert "上次补读中途停止" in page
    assert "再试一次" in page
    assert client.get(reverse("plans:second", args=[plan.version_id]), **JSON).json()["state"] == (
        "lost"
    )
    JobRun.objects.all().delete()


def test_stretches_without_an_answer_lead_to_their_place(
    cast: Any, log_in: Login, model: Fake
) -> None:
    more = "".join(f"\n　　（{number}）扎实推进{'各项' * 300}工作。" for number in range(6))
    plan = imported(PLAN + "\n　　三、保障措施" + more).plans[0]
    model.says(lines(*TRUE), 503, lines())

    log_in(cast.editor).post(reverse("plans:second_ask", args=[plan.version_id]))

    page = log_in(cast.editor).get(document(plan)).text
    ((start, end),) = SecondReading.objects.get().unanswered
    assert f"{reverse('plans:read', args=[plan.pk])}#o={start}-{end}" in page
    assert "1 段原文没有得到应答" in page


@pytest.mark.parametrize("who", ["viewer", "reviewer", "city"])
def test_only_who_takes_documents_in_sees_the_panel(
    who: str, plan: Plan, proposed: list[Fact], cast: Any, log_in: Login
) -> None:
    client = log_in(getattr(cast, who))

    page = client.get(document(plan)).text

    assert "请模型补读" not in page
    assert ("模型提议待审" in page) is (who != "city")
    for name in ("second", "second_ask", "second_withdraw"):
        assert client.post(reverse(f"plans:{name}", args=[plan.version_id])).status_code in {
            403,
            405,
        }


def test_the_list_leaves_proposals_out_until_they_are_asked_for(
    plan: Plan, proposed: list[Fact], cast: Any, log_in: Login
) -> None:
    """The list, what it counts and what is exported of it are one."""
    client = log_in(cast.editor)
    url = reverse("plans:queue")
    plain, asked = client.get(url), client.get(f"{url}?state=proposed")

    assert plain.context["table"].matching == Fact.objects.exclude(state="proposed").count()
    assert asked.context["table"].matching == 3
    assert asked.text.count('<span class="badge badge--offer">模型提议</span>') == 3
    exported = client.get(f"{url}?format=csv").getvalue().decode("utf-8-sig")
    labelled = client.get(f"{url}?state=proposed&format=csv").getvalue().decode("utf-8-sig")
    assert "模型提议" not in exported
    assert labelled.count("模型提议") >= 3


def test_ticked_proposals_are_counted_apart_and_decided(
    plan: Plan, proposed: list[Fact], cast: Any, log_in: Login
) -> None:
    client = log_in(cast.editor)
    ticked = {"row": [fact.pk for fact in proposed], "query": "?state=proposed"}

    preview = client.post(reverse("plans:ticked_accept"), ticked)
    client.post(reverse("plans:bulk_accept"), {**ticked, "expected": "3"})

    assert "勾选 3 条，其中未审 0 条。模型提议 3 条。" in preview.text
    assert Decision.objects.filter(verb="accepted").count() == 3
    assert not Fact.objects.filter(state="proposed").exists()


def test_a_proposal_is_marked_on_its_page_and_on_the_reading_page(
    plan: Plan, proposed: list[Fact], cast: Any, log_in: Login
) -> None:
    client = log_in(cast.viewer)
    fact = proposed[0]

    page = client.get(reverse("plans:fact", args=[fact.pk])).text
    read = client.get(reverse("plans:read", args=[plan.pk]))

    assert "badge--offer" in page
    assert "提议模型：qwen-14b" in page
    records = {each["id"]: each for each in read.context["data"]["facts"]}
    assert records[fact.pk]["mood"] == "offer"
    assert records[fact.pk]["proposer"] == "qwen-14b"
    assert not records[fact.pk]["counted"]
    assert read.context["total"] == plan.facts.exclude(state="proposed").count()
    assert sum(section.count for section in read.context["sections"] if section.level == 2) == (
        sum(1 for each in read.context["data"]["facts"] if each["counted"] and each["start"] > 50)
    )
    assert "模型提议待审 <span data-offers>3</span>" in read.text


def test_a_proposal_is_accepted_and_undone_by_script(
    plan: Plan, proposed: list[Fact], cast: Any, log_in: Login
) -> None:
    client = log_in(cast.editor)
    url = reverse("plans:accept", args=[proposed[0].pk])

    taken = client.post(url, {"revision": "0"}, **JSON).json()["facts"][0]
    undo = reverse("plans:undo", args=[proposed[0].pk])
    back = client.post(undo, {"revision": "1"}, **JSON).json()["facts"][0]

    assert (taken["state"], taken["mood"], taken["counted"]) == ("accepted", "done", True)
    assert (back["state"], back["mood"], back["counted"]) == ("proposed", "offer", False)


def test_taking_back_is_confirmed_with_its_count(
    plan: Plan, proposed: list[Fact], cast: Any, log_in: Login
) -> None:
    client = log_in(cast.editor)
    review.accept(fact_id=proposed[0].pk, revision=0, by=cast.editor)
    url = reverse("plans:second_withdraw", args=[plan.version_id])

    asked = client.get(url).text
    done = client.post(url, follow=True).text

    assert "撤回尚未审定的 2 条模型提议" in asked
    assert "已撤回 2 条提议。" in done
    assert client.get(reverse("plans:second_withdraw", args=[0])).status_code == 404
    assert Fact.objects.filter(state="withdrawn").count() == 2


def test_what_waits_is_decided_or_taken_back_also_after_it_was_switched_off(
    plan: Plan, proposed: list[Fact], cast: Any, log_in: Login, settings: Any
) -> None:
    settings.SECOND_READER_URL = ""
    client = log_in(cast.editor)

    page = client.get(document(plan)).text

    assert "撤回未审提议" in page
    assert reverse("plans:second_ask", args=[plan.version_id]) not in page
    assert client.get(f"{reverse('plans:queue')}?state=proposed").context["table"].matching == 3
    client.post(reverse("plans:second_withdraw", args=[plan.version_id]), follow=True)
    assert "第二识读" not in client.get(document(plan)).text


def test_the_history_of_a_plan_tells_it_to_the_province_alone(
    plan: Plan, proposed: list[Fact], cast: Any, log_in: Login
) -> None:
    url = reverse("kernel:history", args=["plans.plan", plan.pk])

    assert "模型提议事实" in log_in(cast.editor).get(url).text
    assert "请模型补读" in log_in(cast.viewer).get(url).text
    assert "模型" not in log_in(cast.city).get(url).text


@pytest.mark.parametrize("name", ["plans:queue", "plans:read", "plans:document", "plans:home"])
def test_proposals_cost_no_statement_more(
    name: str,
    plan: Plan,
    cast: Any,
    log_in: Login,
    model: Fake,
    django_assert_max_num_queries: Any,
) -> None:
    client = log_in(cast.editor)
    of = {"plans:read": [plan.pk], "plans:document": [plan.version.document_id]}
    url = reverse(name, args=of.get(name, []))
    model.says(lines(TRUE[0]))
    ask_second_reader(version_id=plan.version_id, by=cast.editor)
    client.get(url)
    with django_assert_max_num_queries(40) as few:
        client.get(url)
    model.says(lines(*TRUE))
    for _ in range(3):
        ask_second_reader(version_id=plan.version_id, by=cast.editor)

    with django_assert_max_num_queries(len(few.captured_queries)):
        client.get(url)


def test_the_panel_speaks_english_too(
    plan: Plan, proposed: list[Fact], cast: Any, log_in: Login
) -> None:
    client = log_in(cast.editor)
    client.cookies.load({shipped.LANGUAGE_COOKIE_NAME: "en"})

    page = client.get(document(plan)).text

    assert "Second reader" in page
    assert "4 dropped because the text does not bear them out" in page
    assert "Withdraw the 3 proposals" in page
