"""Who answers, in the ways that offices print it: conventions, terms, groups, leaders' lines."""

import pytest
from luoshi_reader.facts import Assignment
from luoshi_reader.plan import read_plan


def duties(text: str) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    plan = read_plan(f"某某市2025年行动计划\n一、重点任务\n（一）培育壮大主体。\n{text}\n")
    return [
        (fact.task_text, fact.leads, fact.participants)
        for fact in plan.facts
        if isinstance(fact, Assignment)
    ]


@pytest.mark.parametrize(
    ("text", "leads", "participants"),
    [
        (
            "（责任单位：市工信局、市发改委、各县（市、区）人民政府，列第一位的为牵头单位，下同）",
            ("市工信局",),
            ("市发改委", "各县（市、区）人民政府"),
        ),
        (
            "建设园区。（责任单位：市工信局、市发改委；列第一位的为牵头单位，下同）",
            ("市工信局",),
            ("市发改委",),
        ),
        ("加快建设。（市交通运输局，持续推进）", ("市交通运输局",), ()),
        (
            "加快建设。（市工信局负责，2025年6月底前完成；市财政局、市税务局参与）",
            ("市工信局",),
            ("市财政局", "市税务局"),
        ),
        (
            "加快建设。（市工信局、发改委、财政局等部门按职责分工负责，各县区人民政府落实）",
            ("市工信局", "市发改委", "市财政局", "各县区人民政府"),
            (),
        ),
        (
            "加快建设。（市发改委、市财政局及其他相关部门按职责分工负责）",
            ("市发改委", "市财政局"),
            (),
        ),
        (
            "加快建设。（各镇街、园区，区经信局、区科技局）",
            ("各镇街", "园区", "区经信局", "区科技局"),
            (),
        ),
        (
            "牵头领导：张某；责任领导：李某；牵头单位：市商务局；责任单位：市体育局",
            ("市商务局",),
            ("市体育局",),
        ),
    ],
)
def test_who_answers_is_read_in_every_house_style(
    text: str, leads: tuple[str, ...], participants: tuple[str, ...]
) -> None:
    (found,) = duties(text)

    assert found[1:] == (leads, participants)


def test_a_line_that_says_who_answers_is_no_task() -> None:
    (found,) = duties("牵头领导：张某；责任领导：李某；牵头单位：市商务局；责任单位：市体育局")

    assert found[0] == "培育壮大主体"


def test_what_closes_in_a_bracket_without_an_office_is_no_duty() -> None:
    assert duties("推进产业（含县、乡、园区）发展（园区、街道）。") == []


@pytest.mark.parametrize(
    ("text", "leads"),
    [
        (
            "加快建设。（责任单位：市科技局、工信局、消防救援支队依职责办理）",
            ("市科技局", "市工信局", "市消防救援支队"),
        ),
        (
            "加快建设。（市科技局，各区人民政府（含开发区管委会，下同）按职责分工负责）",
            ("市科技局", "各区人民政府"),
        ),
        (
            "加快建设。（市科技局，相关区人民政府〈含开发区、新区，下同〉负责）",
            ("市科技局", "相关区人民政府"),
        ),
        (
            "加快建设。（市科技局，各区政府（新区管委会、合作区管委会），市属国企）",
            ("市科技局", "各区政府（新区管委会、合作区管委会）", "市属国企"),
        ),
        ("加快建设。（市科技局、市工信局根据职能分工抓好落实）", ("市科技局", "市工信局")),
    ],
)
def test_brackets_and_manners_are_no_part_of_a_unit(text: str, leads: tuple[str, ...]) -> None:
    (found,) = duties(text)

    assert found[1] == leads


@pytest.mark.parametrize("text", ["（）", "加快建设。（）", "加快建设。（、）"])
def test_an_empty_bracket_names_nobody(text: str) -> None:
    assert duties(text) == []
