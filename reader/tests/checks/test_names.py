"""LS301: one name, one spelling."""

from __future__ import annotations

import pytest
from luoshi_reader import Doubt, Source, Span
from luoshi_reader.checks.names import written_two_ways
from luoshi_reader.facts import Assignment, Fact, Organisation, Project
from luoshi_reader.structure.outline import PlanText
from luoshi_reader.structure.parse import parse

from reader.tests.checks.annotated import annotated

HEAD = "家居产业2016年度行动计划\n（省工业和信息化委 2016年3月）\n一、重点工作\n"


def check(body: str, *names: str, owners: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    """Return (words, words of the other place) found with these firms known."""
    (plan,) = parse(Source(f"{HEAD}今年，{body}"))
    text = plan.source.text
    facts: list[Fact] = [
        Organisation(
            span=Span(text.index(name), text.index(name) + len(name)),
            name_text=name,
            category="enterprise",
        )
        for name in names
    ]
    if owners:
        facts.append(
            Project(span=Span(text.rindex("项目"), len(text)), name_text="", owners=owners)
        )
    return [quotes(plan, doubt) for doubt in written_two_ways(plan, facts)]


def quotes(plan: PlanText, doubt: Doubt) -> tuple[str, str]:
    assert doubt.code == "LS301"
    return plan.source.quote(doubt.span), plan.source.quote(doubt.related[0])


@pytest.mark.parametrize(
    ("body", "names", "found"),
    [
        ("大雁家居、春秋甲板。小燕、甲板春秋。", ("大雁家居",), ("甲板春秋", "春秋甲板")),
        ("支持春秋甲板。发展小燕、甲板春秋。", ("春秋甲板",), ("甲板春秋", "春秋甲板")),
        ("甲三阳食业和甲三阳实业。", ("甲三阳食业", "甲三阳实业"), ("甲三阳实业", "甲三阳食业")),
        (
            "大雁热力能源厂、大雁热能源厂。",
            ("大雁热力能源厂", "大雁热能源厂"),
            ("大雁热能源厂", "大雁热力能源厂"),
        ),
        ("发展家具业。支持大雁家俱、小燕家具。", (), ("支持大雁家俱", "家具")),
    ],
)
def test_one_name_in_two_spellings_is_found(
    body: str, names: tuple[str, ...], found: tuple[str, str]
) -> None:
    assert check(body + "\n", *names) == [found]


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ("坚持结构优化、绿色发展、优化结构、产业升级。", ()),
        ("大雁一厂有限公司、大雁二厂有限公司。", ("大雁一厂有限公司", "大雁二厂有限公司")),
        ("甲煤集团、甲煤机集团。", ("甲煤集团", "甲煤机集团")),
        ("河南农业机械公司、河南工业机械公司。", ("河南农业机械公司", "河南工业机械公司")),
        ("河南大雁公司、河南省大雁公司扩产。", ("河南大雁公司", "河南省大雁公司")),
        ("支持大雁家具、小燕家具。", ("大雁家具", "小燕家具")),
        ("支持大雁家俱。", ("大雁家俱",)),
    ],
)
def test_different_names_and_a_single_spelling_are_left_alone(
    body: str, names: tuple[str, ...]
) -> None:
    assert not check(body + "\n", *names)


def test_owners_of_projects_are_names_too() -> None:
    body = "大雁泰和食业新建面粉项目、大雁太和食业项目。\n"

    assert check(body, owners=("大雁泰和食业", "大雁太和食业")) == [
        ("大雁太和食业", "大雁泰和食业")
    ]


def rows(*units: str) -> tuple[PlanText, list[Fact]]:
    lines = "".join(f"{at}\t任务\t{unit}\n" for at, unit in enumerate(units, 1))
    (plan,) = parse(Source(f"{HEAD}工作安排\n序号\t工作任务\t牵头单位\n{lines}"))
    text = plan.source.text
    facts: list[Fact] = []
    at = 0
    for unit in units:
        at = text.index(unit, at)
        span = Span(at, at + len(unit))
        facts.append(
            Assignment(
                span=span, number=None, task_text="", leads=(unit,), participants=(), task=span
            )
        )
    return plan, facts


def test_a_department_without_its_joining_word_is_held_against_the_commoner_form() -> None:
    plan, facts = rows("省工业信息化委", "省工业和信息化委", "省工业和信息化委", "省财政厅")

    (found,) = written_two_ways(plan, facts)

    assert quotes(plan, found) == ("省工业信息化委", "省工业和信息化委")
    assert (
        found.message
        == "“省工业信息化委”与“省工业和信息化委”疑为同一名称的两种写法，请核对后统一。"
    )


def test_a_department_with_and_without_its_level_is_the_same_name() -> None:
    plan, facts = rows("省财政厅", "财政厅", "市场监管局", "省市场监管局")

    assert not list(written_two_ways(plan, facts))


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("food", []),
        ("coal", [("省人力资源和社会保障厅", "人力资源社会保障厅")]),
        (
            "home",
            [
                ("三环华兰", "华兰三环"),
                ("意利宝厨柜", "橱柜"),
                ("雅宝家俱", "家具"),
            ],
        ),
    ],
)
def test_of_annotated_plans_these_names_are_found_and_no_others(
    name: str, found: list[tuple[str, str]]
) -> None:
    plan, facts = annotated(name)

    assert [
        tuple(fold(words) for words in quotes(plan, doubt))
        for doubt in written_two_ways(plan, facts)
    ] == found


def fold(words: str) -> str:
    return words.replace("\u3000", "")
