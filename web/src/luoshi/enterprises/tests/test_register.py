"""Facts become enterprises; names join only when safe; people decide the rest and can undo it."""

from __future__ import annotations

from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from luoshi.agencies.api import Agency
from luoshi.enterprises.actions import (
    CodeTaken,
    CodeWrong,
    LastName,
    NotOpen,
    decide,
    project_facts,
    reopen,
    set_code,
    split_name,
    undo_merge,
)
from luoshi.enterprises.models import Enterprise, Mention, Merge, Name, Suggestion
from luoshi.kernel.models import Entry
from luoshi.kernel.refusals import NotPermitted
from luoshi.plans.api import Fact
from luoshi.plans.tests.factories import a_fact

GOOD_CODE = "91110000600037341L"


@pytest.fixture(autouse=True)
def _regions(tree: Any) -> None:
    """The names of territories are needed to take names apart."""
    for agency, name in ((tree.zhengzhou, "郑州市"), (tree.luoyang, "洛阳市")):
        Agency.objects.filter(pk=agency.pk).update(short_name=name)


def firm(name: str, plan: Any = None) -> Fact:
    """Return a fact that names a firm."""
    return a_fact(plan=plan, fields={"name_text": name, "category": "enterprise"})


def project(owners: list[str], plan: Any = None, places: tuple[str, ...] = ()) -> Fact:
    """Return a fact about a project."""
    fields = {"name_text": "某项目", "owners": owners, "places": list(places), "capacities": []}
    return a_fact(kind="project", plan=plan, fields=fields)


def told(*facts: Fact) -> None:
    """Tell the register of facts, as plans do."""
    project_facts(facts=facts, by="wang")


def names() -> dict[str, str]:
    """Return which printed name belongs to which enterprise."""
    return dict(Name.objects.values_list("text", "enterprise__name"))


def test_one_firm_under_two_names_is_one_enterprise_with_two_mentions() -> None:
    told(firm("甲乙客车"), firm("郑州甲乙客车股份有限公司"))

    assert Enterprise.objects.get().name == "郑州甲乙客车股份有限公司"
    assert Mention.objects.count() == 2


def test_a_name_that_fits_two_enterprises_founds_its_own_and_a_person_is_asked() -> None:
    told(firm("郑州甲乙客车"), firm("洛阳甲乙客车"), firm("甲乙客车"))

    assert Enterprise.objects.count() == 3
    pairs = [(one.one.name, one.other.name) for one in Suggestion.objects.all()]
    assert ("郑州甲乙客车", "甲乙客车") in pairs
    assert ("洛阳甲乙客车", "甲乙客车") in pairs


def test_owners_of_projects_are_enterprises_with_the_place_unless_they_are_bodies() -> None:
    told(project(["甲乙客车", "某某大学", "郑州市政府"], places=("郑州", "洛阳")))

    mention = Mention.objects.get()
    assert (mention.name.text, mention.role, mention.place) == ("甲乙客车", "owner", "郑州、洛阳")


def test_a_place_alone_is_no_firm() -> None:
    told(firm("洛阳市"), firm("中国"), project(["郑州"]))

    assert not Mention.objects.exists()


def test_telling_the_same_twice_changes_nothing() -> None:
    fact = firm("甲乙客车")
    told(fact)
    entries = Entry.objects.count()

    told(fact)

    assert (Mention.objects.count(), Entry.objects.count()) == (1, entries)


def test_a_fact_that_was_rejected_mentions_nobody() -> None:
    fact = firm("甲乙客车")
    told(fact)
    fact.state = Fact.State.REJECTED

    told(fact)

    assert not Mention.objects.exists()
    assert Enterprise.objects.count() == 1


def test_a_merge_moves_the_names_and_undoing_it_brings_them_back(cast: Any) -> None:
    told(firm("甲乙集团"), firm("甲乙"))
    suggestion = Suggestion.objects.get()

    decide(suggestion.pk, same=True, by=cast.editor)
    assert set(names().values()) == {"甲乙集团"}

    undo_merge(Merge.objects.get().pk, by=cast.editor)
    assert names() == {"甲乙集团": "甲乙集团", "甲乙": "甲乙"}
    assert Suggestion.objects.get().state == Suggestion.State.OPEN
    actions = list(Entry.objects.order_by("pk").values_list("action", flat=True))
    assert actions[-3:] == [
        "enterprises.enterprise.merged",
        "enterprises.suggestion.decided",
        "enterprises.merge.undone",
    ]


def test_a_decision_is_made_once_and_can_be_taken_back(cast: Any) -> None:
    told(firm("甲乙集团"), firm("甲乙"))
    suggestion = Suggestion.objects.get()
    decide(suggestion.pk, same=False, by=cast.editor)

    with pytest.raises(NotOpen, match="已有人确认"):
        decide(suggestion.pk, same=True, by=cast.editor)
    reopen(suggestion.pk, by=cast.editor)
    with pytest.raises(NotOpen, match="已变化"):
        reopen(suggestion.pk, by=cast.editor)
    decide(suggestion.pk, same=True, by=cast.editor)
    merge = Merge.objects.get()
    undo_merge(merge.pk, by=cast.editor)
    with pytest.raises(NotOpen, match="已撤销"):
        undo_merge(merge.pk, by=cast.editor)


def test_a_name_taken_in_by_rule_can_be_given_its_own_enterprise(cast: Any) -> None:
    told(firm("甲乙客车"), firm("郑州甲乙客车股份有限公司"))

    split_name(Name.objects.get(text="郑州甲乙客车股份有限公司").pk, by=cast.editor)

    assert names()["甲乙客车"] == "甲乙客车"
    assert names()["郑州甲乙客车股份有限公司"] == "郑州甲乙客车股份有限公司"
    with pytest.raises(LastName):
        split_name(Name.objects.get(text="甲乙客车").pk, by=cast.editor)


def test_a_name_once_set_apart_stays_apart_when_it_is_printed_again(cast: Any) -> None:
    told(firm("甲乙客车"), firm("郑州甲乙客车股份有限公司"))
    split_name(Name.objects.get(text="甲乙客车").pk, by=cast.editor)

    told(firm("甲乙客车"))

    assert names()["甲乙客车"] == "甲乙客车"


def test_a_code_with_a_wrong_check_digit_or_of_another_firm_is_refused(cast: Any) -> None:
    """GOV-18."""
    told(firm("甲乙客车"), firm("丙丁轴承"))
    one, other = Enterprise.objects.order_by("pk")

    set_code(one.pk, code=GOOD_CODE.lower(), by=cast.editor)

    with pytest.raises(CodeWrong, match="校验位"):
        set_code(other.pk, code=GOOD_CODE[:-1] + "X", by=cast.editor)
    with pytest.raises(CodeTaken, match="甲乙客车"):
        set_code(other.pk, code=GOOD_CODE, by=cast.editor)
    assert set_code(one.pk, code=" ", by=cast.editor).uscc is None


def test_firms_with_two_codes_are_never_taken_together(cast: Any) -> None:
    told(firm("甲乙集团"), firm("甲乙"))
    one, other = Enterprise.objects.order_by("pk")
    Enterprise.objects.filter(pk=one.pk).update(uscc=GOOD_CODE)
    Enterprise.objects.filter(pk=other.pk).update(uscc="91410100170000000X")

    with pytest.raises(CodeTaken, match="不是同一家"):
        decide(Suggestion.objects.get().pk, same=True, by=cast.editor)


def test_whoever_may_not_edit_decides_nothing(cast: Any) -> None:
    """SEC-13."""
    told(firm("甲乙集团"), firm("甲乙"))

    for person in (cast.viewer, cast.city, cast.system):
        with pytest.raises(NotPermitted):
            decide(Suggestion.objects.get().pk, same=True, by=person)


def test_reading_in_many_mentions_of_known_firms_costs_as_much_as_few(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    first = firm("甲乙客车")
    told(first)
    plan = first.plan
    few, many = [firm("甲乙客车", plan)], [firm("甲乙客车", plan) for _ in range(40)]

    with django_assert_max_num_queries(20) as for_few:
        told(*few)
    with django_assert_max_num_queries(20) as for_many:
        told(*many)

    assert len(for_few) == len(for_many)
