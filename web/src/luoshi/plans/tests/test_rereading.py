"""Reading again with a newer reader keeps every decision and shows what is different."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.kernel.models import Entry
from luoshi.kernel.refusals import NotPermitted
from luoshi.plans.actions import rereading, review, undoing
from luoshi.plans.actions.rereading import reread
from luoshi.plans.models import Doubt, Fact, Plan, Rereading
from luoshi.plans.queries import effective_fields, live_facts
from luoshi.plans.rules.matching import matched
from luoshi.plans.rules.reading import ReadFact, ReadPlan, read_text
from luoshi.plans.tests.factories import PLAN


def read_as(monkeypatch: pytest.MonkeyPatch, change: Any) -> None:
    """Let the reader read differently from now on."""

    def differently(text: str, pieces: list[Any]) -> list[ReadPlan]:
        plans = read_text(text, pieces)
        for plan in plans:
            plan.facts[:] = change(plan.facts)
        return plans

    monkeypatch.setattr(rereading, "read_text", differently)


def but(fact: ReadFact, **fields: Any) -> ReadFact:
    return ReadFact(
        **{name: getattr(fact, name) for name in ReadFact.__slots__}
        | {"fields": fact.fields | fields}
    )


def without_figures(facts: list[ReadFact]) -> list[ReadFact]:
    return [fact for fact in facts if fact.type != "figure"]


def figures_of_2017(facts: list[ReadFact]) -> list[ReadFact]:
    return [but(fact, year=2017) if fact.type == "figure" else fact for fact in facts]


def test_reading_the_same_again_changes_nothing(plan: Plan, cast: Any) -> None:
    before = list(Fact.objects.values())

    done = reread(version_id=plan.version_id, by=cast.editor)

    assert done.changes == []
    assert list(Fact.objects.values()) == before


def test_what_is_no_longer_found_is_gone_but_a_decision_on_it_stays(
    plan: Plan, cast: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    decided, undecided = (
        plan.facts.filter(type="figure")[0],
        plan.facts.filter(type="commitment")[0],
    )
    review.accept(fact_id=decided.pk, revision=0, by=cast.editor)
    read_as(
        monkeypatch,
        lambda facts: [fact for fact in facts if fact.type not in {"figure", "commitment"}],
    )

    done = reread(version_id=plan.version_id, by=cast.editor)

    decided.refresh_from_db()
    assert (decided.state, decided.reading) == (Fact.State.ACCEPTED, Fact.Reading.GONE)
    live = set(live_facts())
    assert decided in live
    assert undecided not in live
    assert {change["change"] for change in done.changes} == {"gone"}


def test_what_is_found_again_comes_back(
    plan: Plan, cast: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    figure = plan.facts.filter(type="figure")[0]
    with monkeypatch.context() as blind:
        read_as(blind, without_figures)
        reread(version_id=plan.version_id, by=cast.editor)

    done = reread(version_id=plan.version_id, by=cast.editor)

    figure.refresh_from_db()
    assert figure.reading == Fact.Reading.CURRENT
    assert [change["change"] for change in done.changes] == ["new"]


def test_an_undecided_fact_takes_the_new_reading(
    plan: Plan, cast: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    figure = plan.facts.filter(type="figure")[0]
    read_as(monkeypatch, figures_of_2017)

    done = reread(version_id=plan.version_id, by=cast.editor)

    figure.refresh_from_db()
    assert (figure.fields["year"], figure.reading) == (2017, Fact.Reading.CHANGED)
    (change,) = done.changes
    assert (change["before"]["year"], change["after"]["year"]) == (2016, 2017)


@pytest.mark.parametrize("take", [True, False])
def test_a_decided_fact_keeps_its_decision_and_shows_the_new_reading_beside_it(
    take: bool,  # noqa: FBT001
    plan: Plan,
    cast: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    figure = plan.facts.filter(type="figure")[0]
    review.accept(fact_id=figure.pk, revision=0, by=cast.editor)
    read_as(monkeypatch, figures_of_2017)

    reread(version_id=plan.version_id, by=cast.editor)
    figure.refresh_from_db()
    stands = effective_fields(figure)["year"]
    offered = figure.newer
    review.adopt(fact_id=figure.pk, revision=1, take=take, by=cast.editor)
    later = reread(version_id=plan.version_id, by=cast.editor)

    figure.refresh_from_db()
    assert stands == 2016
    assert offered is not None
    assert offered["fields"]["year"] == 2017
    assert effective_fields(figure)["year"] == (2017 if take else 2016)
    assert figure.newer is None
    assert later.changes == []


def test_a_new_fact_is_marked_new_and_undecided(
    plan: Plan, cast: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def one_more(facts: list[ReadFact]) -> list[ReadFact]:
        start = PLAN.index("装备制造博览会")
        fields = {"name_text": "装备制造博览会", "category": "association"}
        words = "装备制造博览会"
        key = f"organisation:{start}-{start + 7}"
        return [
            *facts,
            ReadFact("organisation", start, start + 7, words, words, fields, [], key),
        ]

    read_as(monkeypatch, one_more)

    reread(version_id=plan.version_id, by=cast.editor)

    fact = Fact.objects.get(type="organisation", quote="装备制造博览会")
    assert (fact.reading, fact.state) == (Fact.Reading.NEW, Fact.State.UNREVIEWED)


def test_what_a_person_added_is_not_the_readers_to_lose(plan: Plan, cast: Any) -> None:
    fields = {"name_text": "某联盟", "category": "association"}
    review.add(
        plan_id=plan.pk,
        type="organisation",
        place=(plan.start, plan.start + 4),
        fields=fields,
        by=cast.editor,
    )

    reread(version_id=plan.version_id, by=cast.editor)

    added = Fact.objects.get(origin=Fact.Origin.PERSON)
    assert (added.state, added.reading) == (Fact.State.ADDED, Fact.Reading.CURRENT)


def test_a_settled_doubt_stays_settled_and_an_open_one_that_is_gone_is_retired(
    plan: Plan, cast: Any
) -> None:
    for key, by in (("a", "wang"), ("b", "")):
        plan.doubts.create(
            code="LS999",
            severity="note",
            message="旧疑点",
            start=plan.start,
            end=plan.start + 2,
            key=key,
            settled_by=by,
            note="已核" if by else "",
            settled_at=plan.version.read_at if by else None,
        )

    reread(version_id=plan.version_id, by=cast.editor)

    assert list(Doubt.objects.filter(code="LS999").values_list("key", "current")) == [
        ("a", False),
        ("b", False),
    ]
    assert Doubt.objects.get(key="a").note == "已核"


@pytest.mark.parametrize("who", ["viewer", "city", "system"])
def test_only_an_editor_of_the_province_has_a_text_read_again(
    who: str, plan: Plan, cast: Any
) -> None:
    with pytest.raises(NotPermitted):
        reread(version_id=plan.version_id, by=getattr(cast, who))

    assert not Rereading.objects.exists()


def test_a_re_reading_stands_in_the_trail_with_its_counts(
    plan: Plan, cast: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_as(monkeypatch, without_figures)

    reread(version_id=plan.version_id, by=cast.editor)

    entry = Entry.objects.get(action="plans.document.reread")
    assert (entry.data["gone"], entry.data["new"]) == (plan.facts.filter(type="figure").count(), 0)


def test_a_decision_on_a_gone_fact_can_still_be_undone(
    plan: Plan, cast: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    figure = plan.facts.filter(type="figure")[0]
    review.accept(fact_id=figure.pk, revision=0, by=cast.editor)
    read_as(monkeypatch, without_figures)
    reread(version_id=plan.version_id, by=cast.editor)

    undoing.undo(fact_id=figure.pk, revision=1, by=cast.editor)

    assert figure not in set(live_facts())


def fact(kind: str, start: int, length: int, nth: int) -> ReadFact:
    key = f"{kind}:{start}-{start + length}:{nth}"
    return ReadFact(kind, start, start + length, "", "", {}, [], key)


FACTS = st.lists(
    st.builds(
        fact,
        st.sampled_from(["figure", "project"]),
        st.integers(0, 30),
        st.integers(1, 6),
        st.integers(0, 2),
    ),
    max_size=12,
    unique_by=lambda each: each.key,
)


@given(FACTS, FACTS)
def test_every_fact_old_and_new_is_in_exactly_one_pair_of_its_kind(
    old: list[ReadFact], new: list[ReadFact]
) -> None:
    pairs = matched(old, new)

    assert sorted(one.key for one, _ in pairs if one) == sorted(each.key for each in old)
    assert sorted(two.key for _, two in pairs if two) == sorted(each.key for each in new)
    for one, two in pairs:
        assert one is None or two is None or one.type == two.type
    same = {each.key for each in old} & {each.key for each in new}
    assert {one.key for one, two in pairs if one and two and one.key == two.key} == same
