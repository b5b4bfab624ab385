from __future__ import annotations

from pathlib import Path

import pytest
from luoshi_reader.extract.assignments import assignments
from luoshi_reader.extract.responsibility import shares_of
from luoshi_reader.facts import Assignment
from luoshi_reader.source import Source
from luoshi_reader.structure.parse import parse

HENAN = Path(__file__).parents[3] / "examples" / "henan-2016.txt"
TITLE = "某市食品工业2024年度行动计划\n（市工业和信息化局 2024年3月）\n"


def read(text: str) -> list[Assignment]:
    return [fact for plan in parse(Source(text)) for fact in assignments(plan)]


def test_the_henan_tables_give_98_rows_four_alone_and_35_with_several_leads() -> None:
    """GOV-02: the rows of the ten division tables, none lost."""
    plans = parse(Source(HENAN.read_text(encoding="utf-8")))

    rows = [list(assignments(plan)) for plan in plans]

    assert [len(each) for each in rows] == [10, 13, 8, 9, 12, 12, 11, 9, 6, 8]
    every = [row for each in rows for row in each]
    assert sum(not row.participants for row in every) == 4
    assert sum(len(row.leads) > 1 for row in every) == 35


def test_a_row_is_quoted_whole_and_its_task_joined_over_wraps() -> None:
    text = (
        TITLE + "一、目标\n序号\t工作任务\t牵头单位\t参加单位\n"
        "1\t做强\u3000\u3000产业\t市科技局\t市财政局、教育局\t\n"
    )

    (row,) = read(text)

    assert (
        text[row.span.start : row.span.end] == "1\t做强\u3000\u3000产业\t市科技局\t市财政局、教育局"
    )
    assert (row.number, row.task_text) == (1, "做强产业")
    assert text[row.task.start : row.task.end] == "做强\u3000\u3000产业"
    assert (row.leads, row.participants) == (("市科技局",), ("市财政局", "市教育局"))


@pytest.mark.parametrize(
    "header",
    [
        "任务\t牵头单位\t参加单位",
        "专项工作\t牵头部门\t配合部门",
        "重点任务\t牵头单位\t责任单位",
        "工作内容\t主办单位\t协办单位",
    ],
)
def test_headers_name_their_columns_in_many_ways(header: str) -> None:
    (row,) = read(TITLE + f"一、目标\n{header}\n做强产业\t市科技局\t市财政局\n")

    assert (row.number, row.leads, row.participants) == (None, ("市科技局",), ("市财政局",))


def test_a_single_column_of_responsibility_tells_leads_by_its_words() -> None:
    (row,) = read(
        TITLE + "一、目标\n序号\t任务\t责任单位\n（一）\t做强\t市科技局牵头，市财政局配合\n"
    )

    assert (row.number, row.leads, row.participants) == (1, ("市科技局",), ("市财政局",))


def test_a_table_without_names_is_told_by_its_cells() -> None:
    one, two = read(TITLE + "一、目标\n1\t做强\t市科技局\n2\t做大\t市财政局、教育局\n")

    assert (one.number, one.task_text, one.leads) == (1, "做强", ("市科技局",))
    assert (two.number, two.task_text, two.leads) == (2, "做大", ("市财政局", "市教育局"))


@pytest.mark.parametrize(
    "table",
    [
        "项目\t数量\n基地\t5\n园区\t6\n",
        "任务\t牵头单位\n\t市科技局\n做强\t\n",
    ],
)
def test_a_table_that_names_no_lead_gives_nothing(table: str) -> None:
    assert read(TITLE + "一、目标\n" + table) == []


@pytest.mark.parametrize(
    ("words", "leads", "participants"),
    [
        ("省发展改革委牵头，省财政厅、商务厅配合", ["省发展改革委"], ["省财政厅", "省商务厅"]),
        ("责任单位：市科委、市财政局", ["市科委", "市财政局"], []),
        ("牵头单位：市科委，配合单位：市财政局，各区政府", ["市科委"], ["市财政局", "各区政府"]),
        ("牵头单位：市科委；责任单位：市财政局；完成时限：2024年底", ["市科委"], ["市财政局"]),
        ("教育部、财政部按职责分工负责", ["教育部", "财政部"], []),
        ("由市科委牵头，市财政局等部门按职责分工负责", ["市科委"], ["市财政局"]),
        ("市科委会同市财政局、教育局负责", ["市科委"], ["市财政局", "市教育局"]),
        ("市科委牵头负责，市财政局参与", ["市科委"], ["市财政局"]),
        (
            "经济和信息化厅牵头，省财政厅、科技厅等部门配合",
            ["经济和信息化厅"],
            ["省财政厅", "科技厅"],
        ),
        ("〔省科技厅负责〕", ["省科技厅"], []),
        ("", [], []),
    ],
)
def test_words_of_responsibility_are_shared_out(
    words: str, leads: list[str], participants: list[str]
) -> None:
    assert shares_of(words) == (tuple(leads), tuple(participants))


def test_a_bracket_closes_the_paragraph_from_its_title_on() -> None:
    text = TITLE + "一、目标\n（一）做强产业。建成5个基地。（省科技厅牵头，教育厅配合）\n"

    (one,) = read(text)

    assert one.number is None
    assert one.task_text == "做强产业。建成5个基地。"
    assert (
        text[one.span.start : one.span.end] == "做强产业。建成5个基地。（省科技厅牵头，教育厅配合）"
    )
    assert (one.leads, one.participants) == (("省科技厅",), ("省教育厅",))


def test_several_brackets_in_one_paragraph_each_take_the_words_since_the_last() -> None:
    first, second = read(
        TITLE
        + "一、目标\n（一）做强产业。建成5个基地。（市科委负责）引进10家企业。（市商务委负责）\n"
    )

    assert (first.task_text, first.leads) == ("做强产业。建成5个基地。", ("市科委",))
    assert (second.task_text, second.leads) == ("引进10家企业。", ("市商务委",))


def test_a_line_of_responsibility_under_a_title_takes_the_title_alone() -> None:
    (one,) = read(
        TITLE + "一、目标\n（一）做强产业\n建成5个基地。\n牵头单位：市科委，配合单位：市财政局\n"
    )

    assert one.task_text == "做强产业"
    assert (one.leads, one.participants) == (("市科委",), ("市财政局",))


@pytest.mark.parametrize("stop", ["\n", "。"])
def test_a_bracket_behind_a_title_is_no_part_of_it(stop: str) -> None:
    text = TITLE + f"一、目标\n（一）做强产业（责任单位：市科委、教委）{stop}建成5个基地。\n"

    (one,) = read(text)

    assert (one.task_text, one.leads) == ("做强产业", ("市科委", "市教委"))
    (plan,) = parse(Source(text))
    assert plan.headings[-1].title_text == "做强产业"


def test_a_bracket_without_verbs_counts_when_it_holds_departments_only() -> None:
    (one,) = read(
        TITLE + "一、目标\n建成5个基地。（市科委、市财政局）\n建成园区（含配套工程）。（见附件）\n"
    )

    assert one.leads == ("市科委", "市财政局")


@pytest.mark.parametrize(
    ("rule", "leads", "participants"),
    [
        ("列第一位者为牵头单位，下同", ["教育部"], ["财政部", "民政部"]),
        ("排在首位的为牵头单位，下同", ["教育部"], ["财政部", "民政部"]),
    ],
)
def test_the_order_that_a_document_declares_decides_from_there_on(
    rule: str, leads: list[str], participants: list[str]
) -> None:
    _, later = read(
        TITLE + f"一、目标\n做强。（教育部负责。{rule}）\n做大。（教育部、财政部、民政部负责）\n"
    )

    assert (later.leads, later.participants) == (tuple(leads), tuple(participants))


def test_units_before_the_comma_lead_where_the_document_says_so() -> None:
    (one,) = read(
        TITLE
        + "责任单位中逗号前为牵头单位。\n一、目标\n做强。（责任单位：市科委、市教委，市财政局）\n"
    )

    assert (one.leads, one.participants) == (("市科委", "市教委"), ("市财政局",))


@pytest.mark.parametrize(
    "text",
    [
        "学校（由人力资源社会保障部门负责）应当做好。",
        "做好工作。（各有关部门和单位按职责分工负责）",
        "责任重大，使命光荣（含企业）。",
        "做好（未闭合的责任",
    ],
)
def test_other_brackets_and_vague_groups_give_nothing(text: str) -> None:
    assert read(TITLE + "一、目标\n" + text + "\n") == []


def test_who_supports_takes_part() -> None:
    (row,) = read(
        TITLE + "一、任务\n1.完成口袋公园建设。（牵头单位：市林业局，支撑单位：市财政局、经开区）\n"
    )

    assert (row.leads, row.participants) == (("市林业局",), ("市财政局", "经开区"))
