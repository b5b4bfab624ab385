"""Kinds of plans by the way they are parted: lists of tasks, works for the people, labels."""

from __future__ import annotations

from luoshi_reader.source import Source
from luoshi_reader.structure.outline import PlanText
from luoshi_reader.structure.parse import parse

TITLE = "某市食品工业2024年度行动计划\n（市工业和信息化局 2024年3月）\n"


def outline(plan: PlanText) -> list[tuple[int, int | None, str | None]]:
    return [(each.level, each.number, each.title_text) for each in plan.headings]


def only(text: str) -> PlanText:
    (plan,) = parse(Source(text))
    return plan


def test_a_plan_that_is_called_a_list_has_parts_all_the_same() -> None:
    plan = only(
        "某市2024年重点工作任务清单\n一、产业\n（一）抓项目\n新开工100个。\n二、保障\n抓落实。\n"
    )

    assert outline(plan)[1:] == [(2, 1, "产业"), (3, 1, "抓项目"), (2, 2, "保障")]


def test_works_for_the_people_are_a_plan_without_parts() -> None:
    plan = only(
        "某县2024年十大民生实事\n1.就业工程\n新增就业5000人。责任单位：县人社局\n"
        "2.教育工程\n新建学校2所。责任单位：县教育局\n"
    )

    assert outline(plan) == [
        (1, None, "某县2024年十大民生实事"),
        (4, 1, "就业工程"),
        (4, 2, "教育工程"),
    ]


def test_labels_of_two_halves_are_headings_where_several_stand_together() -> None:
    labels = ("实施道路工程，畅其路", "实施更新工程，美其颜", "共建北京（京津冀）科创中心")
    plan = only(TITLE + "一、内容\n" + "".join(f"{each}。抓好落实。\n" for each in labels))
    alone = only(TITLE + "一、内容\n实施道路工程，畅其路。抓好落实。\n二、保障\n抓落实。\n")

    assert outline(plan)[2:] == [(4, None, each) for each in labels]
    assert outline(alone)[1:] == [(2, 1, "内容"), (2, 2, "保障")]
