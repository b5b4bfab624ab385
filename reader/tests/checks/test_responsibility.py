"""LS201 and LS202: every measure has a leader, every row has its text."""

from __future__ import annotations

import pytest
from luoshi_reader import Doubt, Source, Span
from luoshi_reader.checks.responsibility import unled, untold
from luoshi_reader.facts import Assignment, Fact, Link
from luoshi_reader.structure.outline import PlanText
from luoshi_reader.structure.parse import parse

from reader.tests.checks.annotated import annotated

TABLED = """纺织产业2016年度行动计划
（省工业和信息化委 2016年3月）
一、总体要求
（一）面临形势。困难很多。
二、重点工作
（一）培育服装品牌。办好服装节，培育知名品牌。
（二）延伸棉纺产业链。建设印染园区。
三、保障措施
（一）加大财税支持力度。落实优惠政策。
（二）强化人才培养。办好技工学校。
纺织产业重点工作分工安排
序号\t工作任务\t牵头单位\t参加单位
1\t服装品牌培育\t省工业和信息化委\t省商务厅
2\t财税支持\t省财政厅\t省地税局
3\t举办国际马拉松\t省体育局\t
"""
INLINE = """关于加快旅游发展的意见
一、主要任务
（一）修好道路。道路要通。（责任单位：交通局）
（二）修好厕所。厕所要净。（责任单位：住建局）
（三）办好节会。节会要新。（责任单位：文旅局）
（四）讲好故事。故事要真。
"""


def plan_of(text: str) -> PlanText:
    (plan,) = parse(Source(text))
    return plan


def row(plan: PlanText, task: str, **given: int | None) -> Assignment:
    start = plan.source.text.index(task)
    return Assignment(
        span=Span(start, start + len(task)),
        number=given.get("number"),
        task_text=task,
        leads=("省工业和信息化委",),
        participants=(),
        task=Span(start, start + len(task)),
    )


def link(plan: PlanText, task: str, *headings: tuple[int, int | None]) -> Link:
    start = plan.source.text.index(task)
    return Link(span=Span(start, start + len(task)), assignment=1, headings=headings)


def tabled() -> tuple[PlanText, list[Fact]]:
    plan = plan_of(TABLED)
    return plan, [
        row(plan, "服装品牌培育"),
        row(plan, "财税支持\t"[:4]),
        row(plan, "举办国际马拉松"),
        link(plan, "服装品牌培育", (2, 1)),
        link(plan, "举办国际马拉松"),
    ]


def quotes(plan: PlanText, doubts: list[Doubt]) -> list[str]:
    return [plan.source.quote(doubt.span) for doubt in doubts]


def test_a_measure_that_no_row_covers_or_speaks_of_has_no_leader() -> None:
    plan, facts = tabled()

    found = list(unled(plan, facts))

    assert quotes(plan, found) == ["（二）延伸棉纺产业链", "（二）强化人才培养"]
    assert {doubt.code for doubt in found} == {"LS201"}
    assert "“延伸棉纺产业链”在分工安排中没有对应的工作任务" in found[0].message
    assert plan.source.quote(found[0].related[0]).startswith("序号\t工作任务")


def test_a_row_for_a_whole_part_leads_all_its_measures() -> None:
    plan, facts = tabled()

    found = list(unled(plan, [*facts, link(plan, "财税支持", (3, None))]))

    assert quotes(plan, found) == ["（二）延伸棉纺产业链"]


def test_general_requirements_need_no_leader() -> None:
    plan, facts = tabled()

    assert not any("面临形势" in doubt.message for doubt in unled(plan, facts))


def test_where_neighbours_name_the_responsible_the_one_that_does_not_is_found() -> None:
    plan = plan_of(INLINE)
    rows = [row(plan, task) for task in ("道路要通。", "厕所要净。", "节会要新。")]

    (found,) = unled(plan, rows)

    assert plan.source.quote(found.span) == "（四）讲好故事"
    assert plan.source.quote(found.related[0]) == "（一）修好道路"
    assert "没有写明责任单位" in found.message


@pytest.mark.parametrize("named", [0, 1, 2])
def test_where_few_name_the_responsible_nobody_is_blamed(named: int) -> None:
    plan = plan_of(INLINE)
    rows = [row(plan, task) for task in ("道路要通。", "厕所要净。")[:named]]

    assert not list(unled(plan, rows))


def test_a_row_that_the_text_does_not_speak_of_is_found() -> None:
    plan, facts = tabled()

    (found,) = untold(plan, facts)

    assert found.code == "LS202"
    assert plan.source.quote(found.span) == "举办国际马拉松"


def test_responsibility_in_the_running_text_is_its_own_text() -> None:
    plan = plan_of(INLINE)

    assert not list(untold(plan, [row(plan, "道路要通。")]))


def test_how_the_whole_is_led_needs_no_row_of_its_own() -> None:
    plan = plan_of(TABLED.replace("延伸棉纺产业链", "加强组织领导"))

    _, facts = tabled()

    assert not any("组织领导" in doubt.message for doubt in unled(plan, facts))


@pytest.mark.parametrize(
    ("name", "measures", "rows"),
    [
        (
            "coal",
            [
                "积极开拓市场，扩大煤炭销量",
                "加强内部管控，着力降本增效",
                "全力打造煤基尼龙化工基地",
            ],
            ["降低煤化工企业用电成本"],
        ),
        ("food", ["加大项目推进力度", "强化企业服务"], []),
        ("home", ["培育一批龙头企业和“小巨人”企业", "推进公共服务平台建设", "优化发展环境"], []),
    ],
)
def test_of_annotated_plans_only_what_a_clerk_left_unlinked_is_found(
    name: str, measures: list[str], rows: list[str]
) -> None:
    plan, facts = annotated(name)
    linked = {heading for fact in facts if isinstance(fact, Link) for heading in fact.headings}

    found = list(unled(plan, facts))

    assert [named(doubt) for doubt in found] == measures
    assert [named(doubt) for doubt in untold(plan, facts)] == rows
    assert not linked & {
        (above.heading.number, section.heading.number)
        for above in plan.root.children
        for section in above.children
        if above.heading and section.heading
        if section.heading.span in {doubt.span for doubt in found}
    }


def named(doubt: Doubt) -> str:
    return doubt.message[1:].rsplit("”", 1)[0]
