"""A second reader is asked once, its lies are dropped, and it only proposes."""

from __future__ import annotations

from typing import Any

import pytest

from luoshi.kernel.models import Entry, JobRun, Notice
from luoshi.kernel.refusals import NotPermitted
from luoshi.plans.actions import review
from luoshi.plans.actions.refusals import NotPossible
from luoshi.plans.actions.second import ask_second_reader, withdraw_proposals
from luoshi.plans.models import Decision, Fact, Plan, SecondReading
from luoshi.plans.tests.factories import PLAN, doubt_in, imported
from luoshi.plans.tests.speaking import (
    CENTRES,
    LIES,
    RENEWAL,
    TRUE,
    WORKERS,
    Fake,
    ask,
    asked,
    lines,
    proposals,
    run_last,
    spoken,
)

pytestmark = pytest.mark.django_db
State = SecondReading.State


def test_what_holds_is_proposed_at_its_exact_words_with_the_name_of_the_model(
    plan: Plan, cast: Any, model: Fake
) -> None:
    model.says(lines(*TRUE))

    reading = ask(plan, cast.editor)

    found = proposals(plan)
    assert [fact.type for fact in found] == ["cluster", "project", "figure"]
    assert [fact.quote for fact in found][1:] == ["智能化　　改造", "培养1000名高级技工"]
    for fact in found:
        assert PLAN[fact.start : fact.end] == fact.quote
        assert (fact.origin, fact.proposer) == (Fact.Origin.SECOND, "qwen-14b")
        assert (fact.confidence, fact.decision, fact.revision) == (None, None, 0)
    assert (reading.state, reading.proposed, reading.refused) == (State.DONE, 3, {})
    assert (reading.done, reading.total) == (1, 1)
    assert model.keys == ["Bearer the-secret-key"]
    assert (
        Notice.objects.get(login="wang").title
        == f"《{plan.title}》的第二识读已完成，请查看模型提议。"
    )


def test_lies_are_dropped_and_counted_by_reason(plan: Plan, cast: Any, model: Fake) -> None:
    model.says(lines(*(told for _why, told in LIES), RENEWAL, RENEWAL))

    reading = ask(plan, cast.editor)

    assert [fact.quote for fact in proposals(plan)] == ["智能化　　改造"]
    assert reading.refused == {why: 1 for why, _told in LIES} | {"repeated": 1}


@pytest.mark.parametrize(
    "answer",
    [
        "我读完了，这份计划写得很好。",
        '[{"type": "project", "quote"',
        "null",
        "{}\n[]\n[1, 2]",
        "<think>",
    ],
)
def test_prose_and_broken_answers_propose_nothing(
    answer: str, plan: Plan, cast: Any, model: Fake
) -> None:
    model.says(answer)

    reading = ask(plan, cast.editor)

    assert (reading.state, reading.proposed) == (State.DONE, 0)
    assert not Fact.objects.filter(origin=Fact.Origin.SECOND).exists()


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (500, "正忙或出错（500）"),
        (401, "不认这个密钥"),
        (404, "没有这个地址或模型“qwen-14b”"),
        (302, "不予应答（302）"),
        (b"<html>", "答非所问"),
        (spoken("很长" * 600_000), "答非所问"),
        (1.5, "秒内没有答完"),
    ],
)
def test_a_service_that_does_not_answer_is_told_on_the_page_and_to_who_asked(
    answer: Any, words: str, plan: Plan, cast: Any, model: Fake, settings: Any
) -> None:
    settings.SECOND_READER_SECONDS = 0.5 if isinstance(answer, float) else 5
    model.says(answer)

    reading = ask(plan, cast.editor)

    assert reading.state == State.FAILED
    assert words in reading.why
    assert "the-secret-key" not in reading.why
    assert Notice.objects.get(login="wang").title.endswith("第二识读未成，请查看原因。")
    entry = Entry.objects.get(action="plans.second.failed")
    assert (entry.result, entry.data["reason"]) == ("failed", reading.why)
    assert not Fact.objects.filter(origin=Fact.Origin.SECOND).exists()


def test_nobody_at_the_address_is_told_without_the_key(
    plan: Plan, cast: Any, settings: Any, model: Fake
) -> None:
    settings.SECOND_READER_URL = "http://127.0.0.1:9/v1"

    assert "连不上第二识读的服务（127.0.0.1:9" in ask(plan, cast.editor).why


def test_stretches_without_an_answer_are_kept_apart(cast: Any, model: Fake) -> None:
    """What was answered is proposed all the same."""
    more = "".join(f"\n　　（{number}）扎实推进{'各项' * 300}工作。" for number in range(6))
    plan = imported(PLAN + "\n　　三、保障措施" + more).plans[0]
    model.says(lines(*TRUE), 503, lines())

    reading = ask(plan, cast.editor)

    assert reading.state == State.DONE
    assert reading.proposed == 3
    assert len(reading.unanswered) == 1
    assert "503" in reading.why
    assert reading.total == len(model.asked) > 2


def test_the_trail_tells_who_asked_which_model_and_what_came_of_it(
    plan: Plan, cast: Any, model: Fake
) -> None:
    """SEC-21, SEC-22; the key is nowhere."""
    model.says(lines(*TRUE, LIES[0][1]))

    reading = ask(plan, cast.editor)
    withdraw_proposals(version_id=plan.version_id, by=cast.editor)

    told = {
        entry.action: entry for entry in Entry.objects.filter(action__startswith="plans.second")
    }
    first, proposed = told["plans.second.asked"], told["plans.second.proposed"]
    assert first.data == {"reading": reading.pk, "model": "qwen-14b"}
    assert proposed.data["facts"] == 3
    assert proposed.data["refused"] == {"quote": 1}
    assert told["plans.second.withdrawn"].data == {"facts": 3}
    for entry in told.values():
        assert (entry.actor, entry.object_id) == ("wang", str(plan.version_id))
        assert entry.object_type == "plans.version"
    assert "the-secret-key" not in repr(
        list(Entry.objects.values()) + list(JobRun.objects.values())
    )


@pytest.mark.parametrize(
    "who", ["viewer", "reviewer", "department", "city", "enterprise", "system"]
)
def test_only_an_editor_of_the_province_asks_or_takes_back(
    who: str, plan: Plan, cast: Any, model: Fake
) -> None:
    """SEC-13."""
    for act in (ask_second_reader, withdraw_proposals):
        with pytest.raises(NotPermitted):
            act(version_id=plan.version_id, by=getattr(cast, who))
    assert not SecondReading.objects.exists()
    assert model.asked == []


def test_where_no_service_is_set_up_nobody_is_asked(plan: Plan, cast: Any) -> None:
    with pytest.raises(NotPossible, match="没有配置第二识读"):
        ask_second_reader(version_id=plan.version_id, by=cast.editor)


def test_an_address_that_is_none_is_said_at_the_click(
    plan: Plan, cast: Any, model: Fake, settings: Any
) -> None:
    settings.SECOND_READER_MODEL = " "
    with pytest.raises(NotPossible, match="没有写明第二识读用哪个模型"):
        ask_second_reader(version_id=plan.version_id, by=cast.editor)
    assert not SecondReading.objects.exists()


def test_an_old_version_is_not_asked_about(plan: Plan, cast: Any, model: Fake) -> None:
    imported(PLAN.replace("12500", "13000"))

    for act in (ask_second_reader, withdraw_proposals):
        with pytest.raises(NotPossible, match="旧版本不再补读"):
            act(version_id=plan.version_id, by=cast.editor)
        with pytest.raises(NotPossible, match="没有这份文本"):
            act(version_id=0, by=cast.editor)


@pytest.mark.usefixtures("later")
def test_a_second_click_finds_the_first_asking(plan: Plan, cast: Any, model: Fake) -> None:
    first = ask(plan, cast.editor)
    second = ask(plan, cast.editor)

    assert first == second
    assert JobRun.objects.filter(name="plans.second").count() == 1
    assert Entry.objects.filter(action="plans.second.asked").count() == 1
    assert asked(plan).state == State.WAITING
    run_last()
    assert asked(plan).state == State.DONE
    assert ask(plan, cast.editor) != first


def test_asking_again_proposes_nothing_twice_and_nothing_that_was_rejected(
    plan: Plan, cast: Any, model: Fake
) -> None:
    model.says(lines(*TRUE))
    ask(plan, cast.editor)
    centres, renewal, workers = proposals(plan)
    review.reject(fact_id=centres.pk, revision=0, reason="不是园区", by=cast.editor)
    review.accept(fact_id=renewal.pk, revision=0, by=cast.editor)

    again = ask(plan, cast.editor)

    assert again.proposed == 0
    assert again.refused == {"known": 3}
    assert proposals(plan) == [workers]
    states = Fact.objects.filter(origin=Fact.Origin.SECOND).values_list("state", flat=True)
    assert sorted(states) == ["accepted", "proposed", "rejected"]
    assert Decision.objects.count() == 2


def test_what_was_taken_back_comes_back_when_it_is_proposed_again(
    plan: Plan, cast: Any, model: Fake
) -> None:
    model.says(lines(*TRUE))
    ask(plan, cast.editor)
    before = proposals(plan)

    assert withdraw_proposals(version_id=plan.version_id, by=cast.editor) == 3
    assert withdraw_proposals(version_id=plan.version_id, by=cast.editor) == 0
    assert proposals(plan) == []
    assert Entry.objects.filter(action="plans.second.withdrawn").count() == 1
    again = ask(plan, cast.editor)

    assert again.proposed == 3
    assert proposals(plan) == before


def test_what_comes_back_otherwise_stands_under_a_key_of_its_own(
    plan: Plan, cast: Any, model: Fake
) -> None:
    model.says(lines(WORKERS))
    ask(plan, cast.editor)
    withdraw_proposals(version_id=plan.version_id, by=cast.editor)
    model.says(lines(WORKERS | {"kind": "actual"}))

    ask(plan, cast.editor)

    (fact,) = proposals(plan)
    assert fact.fields["kind"] == "actual"
    assert fact.key.endswith(":2")
    assert Fact.objects.filter(state=Fact.State.WITHDRAWN).count() == 1


def test_a_fact_that_a_person_added_is_not_proposed(plan: Plan, cast: Any, model: Fake) -> None:
    start = PLAN.index("省级技术中心")
    fields = {"name_text": "省级技术中心", "kind": "centre"}
    place = (start, start + 6)
    review.add(plan_id=plan.pk, type="cluster", place=place, fields=fields, by=cast.editor)
    model.says(lines(CENTRES))

    reading = ask(plan, cast.editor)

    assert (reading.proposed, reading.refused) == (0, {"known": 1})


def test_a_doubt_about_the_words_touches_the_proposal(plan: Plan, cast: Any, model: Fake) -> None:
    doubt = doubt_in(plan)
    doubt.related = [[PLAN.index("培养1000名"), PLAN.index("高级技工")]]
    doubt.save()
    model.says(lines(*TRUE))

    ask(plan, cast.editor)

    assert doubt.facts.filter(state=Fact.State.PROPOSED).get().type == "figure"
