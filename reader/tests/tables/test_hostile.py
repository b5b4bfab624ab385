"""Tables as they come: without names, cut by pages, with notes, sums, dashes and 同上."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from luoshi_reader import Source, read_plan

from reader.tests.tables.making import rows_read

DUTIES = "云岭市2024年夜经济发展工作方案\n一、工作目标\n打造街区。\n二、主要任务\n抓好落实。\n"
GOALS = "云岭市产业发展规划（2021-2025年）\n一、发展目标\n做强产业。\n二、主要任务\n抓好。\n"
YEARLY = "云岭市2024年经济发展计划\n一、发展目标\n做强产业。\n二、主要任务\n抓好。\n"
END = "三、保障措施\n加强督查。\n"


def stated(table: str, plan: str = DUTIES) -> list[dict[str, Any]]:
    return rows_read(Source(f"{plan}{table}{END}"))


def led(table: str) -> list[tuple[int | None, str, str]]:
    """Return number, task and leads of each row."""
    return [(row["number"], row["task_text"], "、".join(row["leads"])) for row in stated(table)]


ROWS = [(1, "改造老街", "市商务局"), (2, "引进首店", "市城管局")]
NAMES = "序号\t任务\t责任单位\n"
TWO = "1\t改造老街\t市商务局\n2\t引进首店\t市城管局\n"
MORE = "3\t举办夜市\t市体育局\n4\t亮化沿河\t市住建局\n"
FOUR = [*ROWS, (3, "举办夜市", "市体育局"), (4, "亮化沿河", "市住建局")]


@pytest.mark.parametrize(
    ("table", "rows"),
    [
        pytest.param(NAMES + TWO + NAMES + MORE, FOUR, id="names again in mid-table"),
        pytest.param(f"{NAMES}{TWO}续表\n{MORE}", FOUR, id="goes on without names"),
        pytest.param(f"{NAMES}{TWO}— 12 —\n\n续表\n{NAMES}{MORE}", FOUR, id="goes on overleaf"),
        pytest.param(f"重点任务分工表\t\t\n{NAMES}{TWO}", ROWS, id="caption in a row"),
        pytest.param("序 号\t重 点 任 务\t责 任 单 位\n" + TWO, ROWS, id="names spaced out"),
        pytest.param(f"{NAMES}{TWO}注：排在首位的为牵头单位\t\t\n", ROWS, id="note in a row"),
        pytest.param(f"{NAMES}合计\t2\t\n{TWO}", ROWS, id="sum"),
        pytest.param(f"{NAMES}一、提质\t\t\n{TWO}（二）整治\t\t\n{MORE}", FOUR, id="parts in rows"),
        pytest.param(TWO, ROWS, id="no names"),
        pytest.param(
            "责任人\t责任单位\t牵头领导\t任务\t序号\n李某\t市商务局\t张某\t改造老街\t1\n"
            "赵某\t市城管局\t王某\t引进首店\t2\n",
            ROWS,
            id="persons, and the other way round",
        ),
        pytest.param(
            f"{NAMES}1.1\t改造老街\t市商务局\n（2）\t引进首店\t市城管局\n",
            [(None, "改造老街", "市商务局"), (2, "引进首店", "市城管局")],
            id="numbers of other kinds",
        ),
        pytest.param(
            f"{NAMES}1\t改造老街\t市商务局\n2\t引进首店\t〃\n3\t举办夜市\t同上\n",
            [(1, "改造老街", "市商务局"), (2, "引进首店", "市商务局"), (3, "举办夜市", "市商务局")],
            id="as above",
        ),
        pytest.param(
            f"{NAMES}1\t改造老街，\n完善设施\t市商务局\n2\t引进首店\t市城管局\n",
            [(1, "改造老街，完善设施", "市商务局"), ROWS[1]],
            id="broken within a cell",
        ),
    ],
)
def test_rows_are_told_whatever_stands_around_them(
    table: str, rows: list[tuple[int | None, str, str]]
) -> None:
    assert led(table) == rows


def test_a_dash_names_nobody_and_no_time() -> None:
    rows = stated(
        "任务\t牵头单位\t配合单位\t完成时限\n改造老街\t市商务局\t—\t/\n引进首店\t市城管局\t无\t-\n"
    )

    assert [(row["participants"], row.get("due_text")) for row in rows] == [([], None)] * 2


def test_two_columns_of_agencies_without_names_are_those_who_lead_and_take_part() -> None:
    (first, _) = stated(
        "改造老街\t市商务局\t市财政局、公安局\t2024年6月\n引进首店\t市城管局\t市财政局\t长期\n"
    )

    assert (first["leads"], first["participants"]) == (["市商务局"], ["市财政局", "市公安局"])
    assert first["due_text"] == "2024年6月"


def numbers(table: str, plan: str = GOALS) -> list[tuple[Any, ...]]:
    """Return kind, year, indicator, how it is meant, value, unit and growth of each figure."""
    names = ("kind", "year", "indicator_text", "op", "value", "unit", "growth_op", "growth_pct")
    return [tuple(row[name] for name in names) for row in stated(table, plan)]


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        ("1,320.5", ("=", 1320.5)),
        ("1980左右", ("~", 1980)),
        ("≥38", (">=", 38)),
        ("＞38", (">", 38)),
        ("<5.5", ("<", 5.5)),
        ("[260]", ("=", 260)),
        ("〔50〕", ("=", 50)),
        ("力争达到120", ("=", 120)),
        ("稳定在120以上", (">=", 120)),
        ("150（2024年）", ("=", 150)),
        ("150①", ("=", 150)),
        ("8-10", (">=", 8)),
        ("—", None),
        ("完成省下达任务", None),
        ("进入全省前3位", None),
        ("", None),
    ],
)
def test_a_cell_states_one_number_or_none(cell: str, read: tuple[str, float] | None) -> None:
    found = numbers(f"指标\t单位\t2025年目标\n某某产量\t万吨\t{cell}\n森林覆盖率\t%\t38\n")

    assert found[:-1] == ([("target", 2025, "某某产量", *read, "万吨", None, None)] if read else [])


def test_units_stand_in_a_column_a_name_the_head_of_a_column_or_above_the_table() -> None:
    rows = "居民收入（元）\t28000\t40000\n粮食产量\t120\t130\n"

    above = numbers(f"单位：万吨\n指标\t2020年\t2025年\n{rows}")
    head = numbers(f"指标\t2020年（万吨）\t2025年（万吨）\n{rows}")

    assert [each[5] for each in above] == ["元", "元", "万吨", "万吨"]
    assert head == above


def test_growth_belongs_to_the_year_beside_it_and_growth_each_year_to_the_last() -> None:
    found = numbers(
        "指标\t2023年完成\t同比增长（%）\t2024年计划\t增长（%）\n"
        "地区生产总值（亿元）\t1500\t6.2\t1600\t6.5左右\n固定资产投资增速（%）\t8.1\t\t9\t\n",
        YEARLY,
    )
    each_year = numbers("指标\t年均增速（%）\t2020年\t2025年\n棉花产量（万吨）\t5\t10\t13\n")

    assert found == [
        ("actual", 2023, "地区生产总值", "=", 1500, "亿元", "=", 6.2),
        ("target", 2024, "地区生产总值", "=", 1600, "亿元", "~", 6.5),
        ("actual", 2023, "固定资产投资", None, None, None, "=", 8.1),
        ("target", 2024, "固定资产投资", None, None, None, "=", 9),
    ]
    assert each_year[-1] == ("target", 2025, "棉花产量", "=", 13, "万吨", "=", 5)


def test_an_estimate_is_told_from_what_was_and_what_is_to_be() -> None:
    found = numbers("指标\t2020年实际\t2022年预计\t2025年目标\n棉花产量（万吨）\t10\t11\t13\n")

    assert [each[:2] for each in found] == [("actual", 2020), ("estimate", 2022), ("target", 2025)]


def test_sums_and_parts_of_a_list_of_projects_are_no_projects() -> None:
    rows = stated(
        "单位：万元\n序号\t项目名称\t建设性质\t建设内容\t总投资\t2024年计划投资\t业主\n"
        "一、续建项目\t\t\t\t85000\t\t\n1\t河东粮油加工园\t续建\t厂房3万平方米\t35000\t10000\t云溪公司\n"
        "2\t北山风电场\t续建\t装机50兆瓦\t约50000\t20000\t北山公司\n小计\t\t\t\t85000\t30000\t\n"
    )

    assert [(row["name_text"], row["owners"], row["investment"]) for row in rows] == [
        ("河东粮油加工园", ["云溪公司"], {"value": 35000, "unit": "万元"}),
        ("北山风电场", ["北山公司"], {"value": 50000, "unit": "万元"}),
    ]


#: What the cells of a hostile table are made of.
WORDS = (
    "同上 — 1 任务 责任单位 指标 2025年 单位 项目名称 总投资（亿元） 市商务局 改造老街 〔13.5〕 "
    "≥38 合计 一、提质 （一） 完成时限 2024年6月 注：略"
)
CELLS = st.sampled_from([*WORDS.split(), "", "\u3000"])


@given(
    st.lists(st.lists(CELLS, min_size=1, max_size=5), min_size=1, max_size=7),
    st.sampled_from("\t\n|"),
)
def test_no_table_breaks_the_reader_and_every_place_lies_in_the_text(
    rows: list[list[str]], sign: str
) -> None:
    text = DUTIES + "\n".join(sign.join(row) for row in rows) + "\n" + END

    for fact in read_plan(text).facts:
        assert text[fact.span.start : fact.span.end].strip()
        assert all(place.end <= len(text) for place in fact.evidence)


ORDERED = [
    ["序号", "任务", "牵头单位", "配合单位", "完成时限"],
    ["1", "改造老街", "市商务局", "市财政局", "2024年6月"],
    ["2", "引进首店", "市城管局", "", "2024年9月"],
    ["3", "举办夜市", "市体育局", "市公安局", "长期"],
]
AIMED = [
    ["指标", "单位", "2020年", "2025年", "属性"],
    ["棉花产量", "万吨", "10", "≥13", "预期性"],
    ["森林覆盖率", "%", "35", "38", "约束性"],
]
BUILT = [
    ["项目名称", "总投资（亿元）", "建设单位", "建设地点"],
    ["河东粮油加工园", "3.5", "云溪公司", "河东县"],
    ["北山风电场", "4", "北山公司", "北山镇"],
]


@given(st.sampled_from([ORDERED, AIMED, BUILT]), st.data())
def test_neither_the_order_of_rows_nor_of_columns_changes_what_is_stated(
    table: list[list[str]], data: st.DataObject
) -> None:
    columns = data.draw(st.permutations(range(len(table[0]))))
    below = data.draw(st.permutations(table[1:]))
    turned = [[row[at] for at in columns] for row in (table[0], *below)]

    found = stated("".join("\t".join(row) + "\n" for row in turned))

    plain = stated("".join("\t".join(row) + "\n" for row in table))
    assert sorted(map(repr, found)) == sorted(map(repr, plain))


def test_a_dash_for_who_leads_is_told_wherever_the_column_stands() -> None:
    rows = "".join(f"市商务局\t举办第{n}场夜市\n" for n in range(1, 9))

    doubts = read_plan(f"{DUTIES}牵头单位\t任务\n{rows}—\t亮化沿河步道\n{END}").doubts

    told = [each for each in doubts if each.code == "LS203"]
    assert len(told) == 1
    assert "亮化沿河步道" in told[0].message
