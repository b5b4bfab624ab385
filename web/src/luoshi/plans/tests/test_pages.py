"""Every page answers the right person, says no to the others, and asks the database little."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import translation

from luoshi.plans.actions import review
from luoshi.plans.models import Decision, Doubt, Fact, Plan
from luoshi.plans.queries import effective_fields, link_to
from luoshi.plans.tests.factories import PLAN, a_fact, doubt_in, imported

pytestmark = pytest.mark.django_db
JSON: dict[str, Any] = {"HTTP_ACCEPT": "application/json"}
Login = Callable[[Any], Client]


def addresses(plan: Plan) -> dict[str, str]:
    fact = plan.facts.all()[0]
    version = plan.version
    return {
        "home": reverse("plans:home"),
        "document": reverse("plans:document", args=[version.document_id]),
        "read": reverse("plans:read", args=[plan.pk]),
        "fact": reverse("plans:fact", args=[fact.pk]),
        "file": reverse("plans:file", args=[version.pk]),
        "akn": reverse("plans:akn", args=[version.pk]),
        "queue": reverse("plans:queue"),
        "doubts": reverse("plans:doubts"),
        "upload": reverse("plans:upload"),
        "accept_all": reverse("plans:accept_all"),
        "correct": reverse("plans:correct", args=[fact.pk]),
        "split": reverse("plans:split", args=[fact.pk]),
        "merge": reverse("plans:merge", args=[fact.pk]),
        "add": reverse("plans:add", args=[plan.pk]) + f"?start={plan.start}&end={plan.start + 4}",
    }


#: Pages by who may open them; a fact nobody decided is not there for those outside the province.
ALLOWED = {
    "editor": {"*"},
    "viewer": {"home", "document", "read", "fact", "file", "akn", "queue", "doubts"},
    "city": {"home", "document", "read", "file"},
    "system": {""},
}


@pytest.mark.parametrize("who", ALLOWED)
def test_each_page_opens_for_those_who_may_and_for_nobody_else(
    who: str, plan: Plan, cast: Any, log_in: Login
) -> None:
    client = log_in(getattr(cast, who))

    for name, url in addresses(plan).items():
        status = client.get(url).status_code
        may = "*" in ALLOWED[who] or name in ALLOWED[who]
        assert status == 200 if may else status in {403, 404}, (name, status)


def test_strangers_are_sent_to_log_in(plan: Plan, log_in: Login) -> None:
    for url in addresses(plan).values():
        assert log_in(None).get(url).status_code == 302


def posts(plan: Plan) -> dict[str, tuple[str, dict[str, str]]]:
    fact = plan.facts.all()[0]
    doubt = doubt_in(plan)
    one = {"revision": "0"}
    return {
        "accept": (reverse("plans:accept", args=[fact.pk]), one),
        "correct": (reverse("plans:correct", args=[fact.pk]), {**one, "level": "1"}),
        "reject": (reverse("plans:reject", args=[fact.pk]), {**one, "reason": "不是"}),
        "undo": (reverse("plans:undo", args=[fact.pk]), one),
        "adopt": (reverse("plans:adopt", args=[fact.pk]), one),
        "split": (reverse("plans:split", args=[fact.pk]), one),
        "merge": (reverse("plans:merge", args=[fact.pk]), one),
        "add": (reverse("plans:add", args=[plan.pk]), {"start": "1", "end": "2", "type": "chain"}),
        "undo_act": (reverse("plans:undo_act", args=[uuid.uuid4()]), {}),
        "ticked": (reverse("plans:ticked_accept"), {"row": str(fact.pk)}),
        "ticked_reject": (reverse("plans:ticked_reject"), {"row": str(fact.pk)}),
        "bulk": (reverse("plans:bulk_accept"), {"row": str(fact.pk), "expected": "1"}),
        "bulk_reject": (reverse("plans:bulk_reject"), {"row": str(fact.pk), "expected": "1"}),
        "accept_all": (reverse("plans:accept_all"), {"plan": str(plan.pk)}),
        "settle": (reverse("plans:settle", args=[doubt.pk]), {**one, "note": "以表为准"}),
        "reopen": (reverse("plans:reopen", args=[doubt.pk]), one),
        "reread": (reverse("plans:reread", args=[plan.version_id]), {}),
        "upload": (reverse("plans:upload"), {}),
    }


@pytest.mark.parametrize("who", ["viewer", "city", "system"])
def test_nobody_but_an_editor_of_the_province_writes_anything(
    who: str, plan: Plan, cast: Any, log_in: Login
) -> None:
    """SEC-13, SEC-14."""
    client = log_in(getattr(cast, who))

    for name, (url, values) in posts(plan).items():
        for more in ({}, JSON):
            assert client.post(url, values, **more).status_code in {403, 404}, name

    assert not Decision.objects.exists()
    assert Fact.objects.exclude(state="unreviewed").count() == 0
    assert not Doubt.objects.exclude(settled_by="").exists()


def test_acts_are_never_done_by_following_a_link(plan: Plan, cast: Any, log_in: Login) -> None:
    client = log_in(cast.editor)

    for name in ("accept", "reject", "undo", "undo_act", "bulk", "settle", "reread"):
        assert client.get(posts_once(plan)[name][0]).status_code == 405, name


def posts_once(plan: Plan) -> dict[str, tuple[str, dict[str, str]]]:
    plan.doubts.all().delete()
    return posts(plan)


def test_the_text_shows_once_with_every_word_and_no_wrap(
    plan: Plan, cast: Any, log_in: Login
) -> None:
    page = log_in(cast.viewer).get(reverse("plans:read", args=[plan.pk])).content.decode()

    assert page.count("智能化</span>") + page.count("智能化改造") >= 1
    assert "智能化　　改造" not in page
    assert page.count('data-o="') > 20


def test_the_notice_before_the_first_plan_is_shown_and_doubted(cast: Any, log_in: Login) -> None:
    """GOV-04: the notice says eight industries and lists three."""
    notice = (
        "各省辖市人民政府：\n　　《重点产业2016年度行动计划》围绕装备、电子、食品等8个重点产业，"
        "制定了年度行动计划。\n某省人民政府办公厅\n2016年3月4日\n\n"
    )
    plan = imported(notice + PLAN).plans[0]

    page = log_in(cast.editor).get(reverse("plans:read", args=[plan.pk]))

    kinds = [block.kind for block in page.context["blocks"]]
    assert kinds[:5] == ["salutation", "paragraph", "signature", "signature", "title"]
    assert page.content.decode().count("8个重点产业") == 1


def test_outside_the_province_only_what_was_decided_is_shown(
    plan: Plan, cast: Any, log_in: Login
) -> None:
    doubt_in(plan)
    fact = plan.facts.filter(type="figure")[0]
    review.accept(fact_id=fact.pk, revision=0, by=cast.editor)

    shown = log_in(cast.city).get(reverse("plans:read", args=[plan.pk]))

    assert [each["id"] for each in shown.context["data"]["facts"]] == [fact.pk]
    assert shown.context["doubts"] == []
    assert "目标与增速不一致" not in shown.content.decode()


def test_accepting_by_script_answers_with_the_fact_as_it_stands(
    plan: Plan, cast: Any, log_in: Login
) -> None:
    fact = plan.facts.all()[0]
    url = reverse("plans:accept", args=[fact.pk])

    answer = log_in(cast.editor).post(url, {"revision": "0"}, **JSON)

    record = answer.json()["facts"][0]
    assert (record["state"], record["revision"], record["by"]) == ("accepted", 1, "王科长")


def test_without_script_the_form_goes_back_to_the_sentence(
    plan: Plan, cast: Any, log_in: Login
) -> None:
    fact = plan.facts.all()[0]

    answer = log_in(cast.editor).post(reverse("plans:accept", args=[fact.pk]), {"revision": "0"})

    assert answer.status_code == 302
    assert answer["Location"] == link_to(fact)


@pytest.mark.parametrize("more", [{}, JSON])
def test_of_two_at_once_the_second_sees_what_the_first_decided(
    more: dict[str, Any], plan: Plan, cast: Any, log_in: Login
) -> None:
    """REL-05."""
    fact = plan.facts.all()[0]
    review.reject(fact_id=fact.pk, revision=0, reason="是表头", by=cast.editor)

    answer = log_in(cast.editor).post(
        reverse("plans:accept", args=[fact.pk]), {"revision": "0"}, **more
    )

    assert answer.status_code == 409
    text = answer.content.decode("unicode_escape" if more else "utf-8")
    assert "王科长" in text or "王科长" in answer.json()["message"]
    fact.refresh_from_db()
    assert fact.state == Fact.State.REJECTED


def test_a_wrong_field_is_said_at_the_field_by_page_and_by_script(
    plan: Plan, cast: Any, log_in: Login
) -> None:
    """SEC-28, USE-10."""
    fact = plan.facts.filter(type="figure")[0]
    url = reverse("plans:correct", args=[fact.pk])
    values = {"revision": "0", "kind": "target", "indicator_text": "产值", "scope": "province"}

    page = log_in(cast.editor).post(url, {**values, "value": "一万"})
    script = log_in(cast.editor).post(url, {**values, "value": "一万"}, **JSON)

    assert (page.status_code, script.status_code) == (422, 422)
    assert "不是数字" in page.content.decode()
    assert "不是数字" in script.json()["errors"]["value"]
    assert not Decision.objects.exists()


def test_a_correction_typed_in_the_form_stands(plan: Plan, cast: Any, log_in: Login) -> None:
    fact = plan.facts.filter(type="figure")[0]
    client = log_in(cast.editor)
    url = reverse("plans:correct", args=[fact.pk])
    form = client.get(url).context["form"]
    typed = {name: value for name, value in form.initial.items() if value is not False}

    answer = client.post(url, {**typed, "revision": "0", "value": "13000", "hedge": "on"})

    assert answer.status_code == 302
    fact.refresh_from_db()
    stands = effective_fields(fact)
    assert stands["value"] == 13000
    assert stands["subject_text"] == fact.fields["subject_text"]


def test_a_fact_is_shown_marked_in_its_sentence_with_its_history(
    plan: Plan, cast: Any, log_in: Login
) -> None:
    fact = plan.facts.filter(type="figure")[0]
    review.reject(fact_id=fact.pk, revision=0, reason="<b>重复</b>", by=cast.editor)

    page = log_in(cast.viewer).get(reverse("plans:fact", args=[fact.pk])).content.decode()

    assert f"<mark>{fact.quote}</mark>" in page
    assert "理由：&lt;b&gt;重复&lt;/b&gt;" in page


def test_splitting_and_merging_by_form(plan: Plan, cast: Any, log_in: Login) -> None:
    client = log_in(cast.editor)
    fact = a_fact(plan=plan)
    other = a_fact(plan=plan)
    parts = {}
    for at, name in enumerate(("甲公司", "乙公司")):
        parts |= {f"p{at}-name_text": name, f"p{at}-category": "enterprise"}

    split = client.post(
        reverse("plans:split", args=[fact.pk]), {"revision": "0", "parts": "2", **parts}
    )
    third = a_fact(plan=plan)
    merged = client.post(
        reverse("plans:merge", args=[other.pk]),
        {
            "revision": "0",
            "with": f"{third.pk}:0",
            "name_text": "省工信委",
            "category": "government",
        },
    )

    assert (split.status_code, merged.status_code) == (302, 302)
    assert Fact.objects.filter(parent=fact).count() == 2
    third.refresh_from_db()
    assert third.state == Fact.State.MERGED


def test_words_are_added_by_choosing_a_kind_and_filling_its_fields(
    plan: Plan, cast: Any, log_in: Login
) -> None:
    client = log_in(cast.editor)
    start = PLAN.index("装备制造博览会")
    place = {"start": str(start), "end": str(start + 7)}
    url = reverse("plans:add", args=[plan.pk])

    kinds = client.get(url, place)
    form = client.get(url, {**place, "type": "organisation"})
    done = client.post(
        url, {**place, "type": "organisation", "name_text": "博览会", "category": "association"}
    )

    assert "承诺事项" in kinds.content.decode()
    assert form.context["form"] is not None
    assert done.status_code == 302
    assert Fact.objects.get(origin="person").quote == "装备制造博览会"


def test_a_doubt_is_settled_with_a_note_once_and_opened_again(
    plan: Plan, cast: Any, log_in: Login
) -> None:
    doubt = doubt_in(plan)
    client = log_in(cast.editor)
    url = reverse("plans:settle", args=[doubt.pk])

    empty = client.post(url, {"revision": "0", "note": " "}, **JSON)
    first = client.post(url, {"revision": "0", "note": "以增速为准"}, **JSON)
    again = client.post(url, {"revision": "0", "note": "以增速为准"}, **JSON)
    other = client.post(url, {"revision": "0", "note": "以目标为准"}, **JSON)
    reopened = client.post(reverse("plans:reopen", args=[doubt.pk]), {"revision": "1"}, **JSON)

    assert [each.status_code for each in (empty, first, again, other, reopened)] == [
        422,
        200,
        200,
        409,
        200,
    ]
    doubt.refresh_from_db()
    assert doubt.open
    assert doubt.revision == 2


LISTS = ["plans:home", "plans:queue", "plans:doubts"]


@pytest.mark.parametrize("name", [*LISTS, "plans:read", "plans:document"])
def test_a_page_asks_the_database_as_often_for_many_rows_as_for_few(
    name: str, plan: Plan, cast: Any, log_in: Login, django_assert_max_num_queries: Any
) -> None:
    client = log_in(cast.editor)
    of = {"plans:read": [plan.pk], "plans:document": [plan.version.document_id]}
    url = reverse(name, args=of.get(name, []))
    doubt_in(plan)
    review.accept(fact_id=plan.facts.all()[0].pk, revision=0, by=cast.editor)
    client.get(url)
    with django_assert_max_num_queries(40) as few:
        client.get(url)
    for _ in range(60):
        a_fact(plan=plan)
    for number in range(5):
        imported(PLAN.replace("12500", str(13000 + number)).replace("高端", f"第{number}"))

    with django_assert_max_num_queries(len(few.captured_queries)):
        client.get(url)


def test_every_word_of_these_pages_has_its_english(plan: Plan, cast: Any, log_in: Login) -> None:
    client = log_in(cast.editor)
    client.cookies.load({settings.LANGUAGE_COOKIE_NAME: "en"})

    with translation.override("zh-hans"):
        page = client.get(reverse("plans:read", args=[plan.pk])).content.decode()

    assert "Accept all without a doubt in this plan" in page
    assert "Commitment" in page
