"""Tables that part targets among places, and those that only look like it."""

from __future__ import annotations

import pytest
from luoshi_reader import read_plan

PLAN = (
    "云岭市2025年重点工作任务分解方案\n一、总体要求\n抓好落实。\n二、工作任务\n"
    "（一）分解目标。各地完成附表所列目标。\n"
)


def facts_of(kind: str, *rows: str) -> list[tuple[object, ...]]:
    text = PLAN + "\n".join(row.replace("|", "\t") for row in rows) + "\n"
    names = {
        "figure": ("subject_text", "indicator_text", "value", "growth_pct", "unit"),
        "project": ("name_text",),
        "assignment": ("task_text",),
    }[kind]
    facts = [fact for fact in read_plan(text).facts if fact.type == kind]
    return [tuple(getattr(fact, name) for name in names) for fact in facts]


def test_a_growth_is_told_with_the_target_to_its_left() -> None:
    rows = ("市|工业增加值（亿元）|增速（%）", "东河市|320|7.5", "南岭市|116|—")

    assert facts_of("figure", *rows) == [
        ("东河市", "工业增加值", 320, 7.5, "亿元"),
        ("南岭市", "工业增加值", 116, None, "亿元"),
    ]


@pytest.mark.parametrize("kind", ["project", "assignment"])
def test_a_count_of_projects_names_none(kind: str) -> None:
    rows = ("县区|重大项目（个）|责任单位", "河东县|12|河东县政府", "青石区|7|青石区政府")

    assert facts_of("figure", *rows) == [
        ("河东县", "重大项目", 12, None, "个"),
        ("青石区", "重大项目", 7, None, "个"),
    ]
    assert facts_of(kind, *rows) == []


@pytest.mark.parametrize(
    "rows",
    [
        # What stands beside the places is told in words.
        ("地区|主要做法|目标（个）", "河东县|建设示范街区|3", "青石区|改造老街|2"),
        # One place in two rows: no target is parted.
        ("地区|目标（个）", "河东县|3", "河东县|2"),
        # No places.
        ("市|目标（个）", "第一批|3", "第二批|2"),
        # Nothing says what the numbers are of.
        ("县区|2025年目标", "河东县|3", "青石区|2"),
    ],
)
def test_other_tables_part_nothing(rows: tuple[str, ...]) -> None:
    assert facts_of("figure", *rows) == []
