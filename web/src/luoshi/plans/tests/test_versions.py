"""A new version keeps what was decided of unchanged words, and the two can be compared."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from luoshi.kernel import slots
from luoshi.kernel.models import Entry
from luoshi.plans.actions import bulk, review, undoing
from luoshi.plans.actions.doubts import settle_doubt
from luoshi.plans.actions.importing import confirm_upload, offer_upload
from luoshi.plans.actions.refusals import NotPossible, StorageFull
from luoshi.plans.models import Doubt, Fact, Plan, Version
from luoshi.plans.queries import Selection, effective_fields, is_live
from luoshi.plans.rules.carrying import only_place
from luoshi.plans.rules.comparing import compared, lines
from luoshi.plans.tests.factories import PLAN, imported

CHANGED = PLAN.replace("12500亿元", "13000亿元")
DOUBTED = PLAN.replace("支持企业", "支持“专精特新企业")  # a quotation mark without its twin
TEXTS = st.text("甲乙丙　\n\t。一、", max_size=60)


@pytest.mark.django_db
def test_unchanged_facts_keep_their_decision_and_changed_ones_wait(cast: Any) -> None:
    first = imported()
    bulk.accept_all(selection=Selection(plan_id=first.plans[0].pk), by=cast.editor)

    second = imported(CHANGED)

    facts = Fact.objects.filter(plan__version=second.version).select_related("decision")
    waiting = [fact for fact in facts if fact.state == Fact.State.UNREVIEWED]
    assert [fact.type for fact in waiting] == ["figure"]
    assert all("沿用第1版王科长的审定" in fact.decision.reason for fact in facts if fact.decision)
    entry = Entry.objects.get(action="plans.decisions.carried")
    assert entry.data["facts"] == len(facts) - 1


@pytest.mark.django_db
def test_a_correction_and_a_rejection_are_carried_as_they_were(cast: Any) -> None:
    plan = imported().plans[0]
    corrected = plan.facts.filter(type="commitment")[0]
    rejected = plan.facts.filter(type="heading")[2]
    fields = {**corrected.fields, "object_text": "技术中心（省级）"}
    review.correct(fact_id=corrected.pk, revision=0, fields=fields, by=cast.editor)
    review.reject(fact_id=rejected.pk, revision=0, reason="不是标题", by=cast.editor)

    second = imported(CHANGED)

    facts = Fact.objects.filter(plan__version=second.version).exclude(decision=None)
    by_state = {fact.state: fact for fact in facts.select_related("decision")}
    assert effective_fields(by_state["corrected"])["object_text"] == "技术中心（省级）"
    assert by_state["rejected"].quote == rejected.quote
    undoing.undo(fact_id=by_state["rejected"].pk, revision=1, by=cast.editor)


def add_at(words: str, by: Any, plan: Plan) -> Fact:
    """Let somebody add an organisation at words of a plan."""
    start = plan.version.text.index(words)
    done = review.add(
        plan_id=plan.pk,
        type="organisation",
        place=(start, start + len(words)),
        fields={"name_text": words, "category": "association"},
        by=by,
    )
    return done.facts[0]


@pytest.mark.django_db
def test_what_people_added_is_added_again_where_its_words_stand_once(
    cast: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = imported().plans[0]
    kept = add_at("博览会", cast.editor, plan)
    fields = {"name_text": "装备博览会", "category": "association"}
    review.correct(fact_id=kept.pk, revision=1, fields=fields, by=cast.editor)
    gone = add_at("12500亿元", cast.editor, plan)
    doubled = add_at("智能化", cast.editor, plan)
    rejected = add_at("高级技工", cast.editor, plan)
    review.reject(fact_id=rejected.pk, revision=1, reason="不是", by=cast.editor)
    heard: list[Fact] = []
    monkeypatch.setitem(
        slots._filled, "plans.facts_changed", [lambda **told: heard.extend(told["facts"])]
    )

    second = imported(CHANGED.replace("1000名", "1000名智能化"))

    added = Fact.objects.get(plan__version=second.version, origin=Fact.Origin.PERSON)
    assert (added.quote, added.state) == (kept.quote, Fact.State.ADDED)
    assert second.version.text[added.start : added.end] == added.quote
    assert effective_fields(added) == fields
    assert added.decision is not None
    assert added.decision.reason == "（沿用第1版王科长的补录）"
    assert added in heard
    entry = Entry.objects.get(action="plans.decisions.carried")
    assert entry.data["added"] == [added.pk]
    assert {gone.quote, doubled.quote, rejected.quote}.isdisjoint({added.quote})
    undoing.undo(fact_id=added.pk, revision=1, by=cast.editor)
    added.refresh_from_db()
    assert added.state == Fact.State.WITHDRAWN


@pytest.mark.django_db
def test_a_settled_doubt_stays_settled_while_it_says_the_same_of_the_same_sentence(
    cast: Any,
) -> None:
    first = imported(DOUBTED)
    doubts = list(first.plans[0].doubts.all())
    for doubt in doubts:
        settle_doubt(doubt_id=doubt.pk, revision=0, note="已与来文单位核实", by=cast.editor)

    second = imported(DOUBTED.replace("5个省级", "6个省级"))
    third = imported(DOUBTED.replace("专精特新", "小巨人"))

    assert doubts
    (carried,) = Doubt.objects.filter(plan__version=second.version)
    assert (carried.note, carried.settled_by) == (
        "已与来文单位核实（沿用第1版王科长的处理）",
        "命令行",
    )
    assert [doubt.open for doubt in Doubt.objects.filter(plan__version=third.version)] == [True]
    assert Entry.objects.get(action="plans.decisions.carried").data["doubts"] == 1


@pytest.mark.django_db
def test_nothing_is_carried_without_its_entry(cast: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """SEC-25."""
    plan = imported().plans[0]
    add_at("博览会", cast.editor, plan)
    save = Entry.save

    def full_when_carrying(entry: Entry, **named: Any) -> None:
        if entry.action == "plans.decisions.carried":
            raise OperationalError("database or disk is full")
        save(entry, **named)

    monkeypatch.setattr(Entry, "save", full_when_carrying)

    with pytest.raises(StorageFull):
        imported(CHANGED)

    assert Version.objects.get().current
    assert Fact.objects.filter(origin=Fact.Origin.PERSON).count() == 1


@given(st.text("ab", max_size=3), st.text("ab", max_size=8))
def test_words_have_an_only_place_exactly_when_they_stand_once(words: str, text: str) -> None:
    places = [at for at in range(len(text) - len(words) + 1) if text.startswith(words, at)]

    found = only_place(words, text, 0, len(text))

    assert found == ((places[0], places[0] + len(words)) if len(places) == 1 else None)


@pytest.mark.django_db
def test_carrying_over_can_be_declined(cast: Any) -> None:
    first = imported()
    bulk.accept_all(selection=Selection(plan_id=first.plans[0].pk), by=cast.editor)
    upload, _ = offer_upload(data=CHANGED.encode(), filename="二.txt", by=cast.editor)

    second = confirm_upload(upload_id=upload.pk, by=cast.editor, carry=False)

    assert second.version.number == 2
    facts = Fact.objects.filter(plan__version=second.version)
    assert {fact.state for fact in facts} == {Fact.State.UNREVIEWED}


@pytest.mark.django_db
def test_an_old_version_is_history_and_not_decided_any_more(cast: Any) -> None:
    plan = imported().plans[0]
    fact = plan.facts.all()[0]
    review.accept(fact_id=fact.pk, revision=0, by=cast.editor)
    imported(CHANGED)
    other = plan.facts.filter(state=Fact.State.UNREVIEWED)[0]
    acts: list[Callable[[], Any]] = [
        lambda: review.accept(fact_id=other.pk, revision=0, by=cast.editor),
        lambda: undoing.undo(fact_id=fact.pk, revision=1, by=cast.editor),
        lambda: bulk.accept_these(ids=[other.pk], by=cast.editor),
        lambda: bulk.accept_all(selection=Selection(plan_id=plan.pk), by=cast.editor),
        lambda: review.add(
            plan_id=plan.pk,
            type="citation",
            place=(plan.start, plan.start + 3),
            fields={"title_text": "纲要"},
            by=cast.editor,
        ),
    ]

    for act in acts:
        with pytest.raises(NotPossible, match="新版本"):
            act()


@pytest.mark.django_db
def test_higher_contexts_hear_that_the_old_facts_count_no_longer(
    cast: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = imported()
    heard: list[Fact] = []
    monkeypatch.setitem(
        slots._filled, "plans.facts_changed", [lambda **told: heard.extend(told["facts"])]
    )

    second = imported(CHANGED)

    live = {fact.plan.version_id: is_live(fact) for fact in heard}
    assert live == {first.version.pk: False, second.version.pk: True}
    assert len(heard) == Fact.objects.count()


@pytest.mark.django_db
def test_two_versions_are_compared_on_a_page(cast: Any, log_in: Callable[[Any], Client]) -> None:
    imported()
    document = imported(CHANGED).document
    url = reverse("plans:compare", args=[document.pk])

    page = log_in(cast.city).get(url, {"old": 1, "new": 2})
    missing = log_in(cast.city).get(url, {"old": 1, "new": 9})

    assert "<del>25</del><ins>30</ins>" in page.content.decode()
    assert page.context["changes"] == 1
    assert missing.status_code == 404
    assert Version.objects.count() == 2


@pytest.mark.django_db
def test_any_two_plans_are_compared_fact_by_fact_on_a_page_and_as_a_document(
    cast: Any, log_in: Callable[[Any], Client]
) -> None:
    """Rows 8 and 111: both sides lead to their sentence; with no choice there is only a form."""
    imported()
    imported(CHANGED)
    old, new = Plan.objects.order_by("version__number")
    url = reverse("plans:compare_plans")
    reviewer = log_in(cast.editor)

    empty = reviewer.get(url)
    page = reviewer.get(url, {"old": str(old.pk), "new": str(new.pk)})
    paper = reviewer.get(url, {"old": str(old.pk), "new": str(new.pk), "format": "docx"})

    assert empty.context["changes"] == []
    (changed,) = [each for each in page.context["changes"] if each["word"] == "有变化"]
    assert any("25" in row["sides"][0][0] for row in changed["rows"])
    assert any("30" in row["sides"][1][0] for row in changed["rows"])
    assert f"{reverse('plans:read', args=[new.pk])}#o=" in page.content.decode()
    assert paper.content.startswith(b"PK")
    assert reviewer.get(url, {"old": "x", "new": "99999999"}).context["changes"] == []


@pytest.mark.django_db
def test_a_comparison_asks_as_often_however_many_plans_there_are(
    cast: Any, log_in: Callable[[Any], Client]
) -> None:
    """Both texts in one statement, the choices in another."""
    imported()
    imported(CHANGED)
    client = log_in(cast.editor)
    old, new = Plan.objects.order_by("version__number")
    url = reverse("plans:compare_plans")

    def cost() -> tuple[int, int]:
        with CaptureQueriesContext(connection) as asked:
            client.get(url, {"old": str(old.pk), "new": str(new.pk)})
        return len(asked), sum('"plans_version"."text"' in one["sql"] for one in asked)

    client.get(url)
    first = cost()
    for number in range(4):
        imported(CHANGED.replace("25", f"{number + 40}"))
    assert cost() == first
    assert first[1] == 1
    assert first[0] <= 25


@given(TEXTS, TEXTS)
def test_a_comparison_holds_both_texts_whole(old: str, new: str) -> None:
    differences = compared(old, new)
    counts = dict.fromkeys(("same", "out", "in", "changed"), 0)
    for each in differences:
        counts[each.kind] += each.count or 1
    assert counts["same"] + counts["changed"] + counts["out"] == len(lines(old))
    assert counts["same"] + counts["changed"] + counts["in"] == len(lines(new))
    for each in differences:
        if each.kind == "changed" and each.old and each.new:
            pieces = each.pieces
            assert "".join(words for what, words in pieces if what != "in") == each.old.text
            assert "".join(words for what, words in pieces if what != "out") == each.new.text


def test_a_changed_number_is_shown_as_changed_letters() -> None:
    found = [each for each in compared(PLAN, CHANGED) if each.kind != "same"]

    (change,) = found
    assert change.kind == "changed"
    assert ("out", "25") in change.pieces
    assert ("in", "30") in change.pieces
