"""Each rule beside what it must find and what it must leave alone (row 101)."""

from __future__ import annotations

from pathlib import Path

import pytest
from luoshi_reader import read_plan
from luoshi_reader.rules import RULES

FRAME = """河西省轻工业2026年行动计划
（省工业和信息化厅 2026年3月）
一、总体要求
（一）形势。{body}
（二）思路。办好展会3场。
二、重点任务
（一）延伸链条。建设园区2个。
（二）培育品牌。新增名牌5个。
"""
TABLE = """河西省轻工业2026年行动计划
（省工业和信息化厅 2026年3月）
一、重点任务
（一）延伸产业链条。建设园区2个。
（二）培育知名品牌。新增名牌5个。
重点任务分工安排
序号\t工作任务\t牵头单位\t参加单位
"""
ROW = "{}\t{}\t{}\t{}\n"


def codes(text: str) -> list[str]:
    return [doubt.code for doubt in read_plan(text).doubts]


def framed(body: str) -> list[str]:
    return codes(FRAME.format(body=body))


def tabled(*rows: tuple[str, str, str]) -> list[str]:
    told = "".join(ROW.format(at, *row) for at, row in enumerate(rows, 1))
    return codes(TABLE + told)


FINDS = [
    ("LS104", "全省共建设园区100个，其中省级60个、市级50个。"),
    ("LS104", "完成投资20亿元，其中设备投资25亿元。"),
    ("LS105", "到2026年，农村公路覆盖率达到120%。"),
    ("LS105", "三类企业分别占60%、30%和20%。"),
    ("LS106", "每年培育小巨人企业20家，三年共培育50家。"),
    ("LS108", "利润增长20—10%。"),
    ("LS302", "由省国土资源厅审批用地。"),
    ("LS302", "报省质监局、省财政厅批准。"),
    ("LS402", "2024年年底前完成改造任务。"),
    ("LS404", "2026年2月30日前报送总结。"),
    ("LS404", "于6月31日前办结。"),
    ("LS405", "2027—2025年，实施三轮改造。"),
    ("LS502", "主营业务收入力争增长8%左右。"),
    ("LS601", "一是修路。二是架桥。三是通电。五是通水。"),
    ("LS601", "一是修路；二是架桥；二是通电。"),
    ("LS605", "提高质量,增加效益。"),
    ("LS606", "加快产业发展，。推进改造。"),
    ("LS606", "加快产业发展，，推进改造。"),
    ("LS607", "按照《改造办法》（豫政[2016]3号）办理。"),
    ("LS607", "按照《改造办法》（豫政〔2016〕第03号）办理。"),
    ("LS701", "改造项目名单（见附件2）按月更新。"),
    ("LS702", "按照《国务院关于加快轻工业发展的若干意见》的要求推进。"),
    ("LS704", "改造项目（见表3）按月更新。"),
]
LEAVES = [
    ("LS104", "全省共建设园区100个，其中省级60个、市级40个。"),
    ("LS104", "完成投资20亿元，增长9%，其中设备投资增长25%。"),
    ("LS104", "共有企业100家，其中年均营业收入150万元。"),
    ("LS105", "产能利用率达到120%，完成率超过110%。"),
    ("LS105", "三类企业分别占60%、30%和10%。"),
    ("LS106", "每年培育小巨人企业20家，三年共培育60家。"),
    ("LS106", "每年培训工人20人，三年共培育企业5家。"),
    ("LS108", "利润增长10—20%，投资8000万—1亿元。"),
    ("LS302", "由省自然资源厅、省海洋局审批用地。"),
    ("LS402", "2026年年底前完成改造任务。"),
    ("LS402", "2024年年底前已完成改造任务。"),
    ("LS404", "2028年2月29日前报送总结。"),
    ("LS405", "2025—2027年，实施三轮改造。"),
    ("LS502", "主营业务收入增长8%左右，力争突破500亿元。"),
    ("LS601", "一是修路。二是架桥。三是通电。"),
    ("LS601", "一是修路，一要快，二要好；二是架桥。"),
    ("LS601", "这一是非问题要弄清。"),
    ("LS605", "提高质量，增加效益，收入为1,200万元，网址为http://a.cn。"),
    ("LS606", "加快产业发展……推进改造。"),
    ("LS607", "按照《改造办法》（豫政〔2016〕3号）办理。"),
    ("LS701", "改造项目名单见下文。"),
    ("LS702", "按照《国务院关于加快发展的若干意见》（国发〔2019〕5号）、《环境保护法》推进。"),
    ("LS702", "制定《河西省人民政府关于加快轻工业发展的意见》。"),
    ("LS704", "改造项目如下。"),
]


@pytest.mark.parametrize(("code", "body"), FINDS)
def test_a_rule_finds_what_it_is_for(code: str, body: str) -> None:
    assert framed(body) == [code]


@pytest.mark.parametrize(("code", "body"), LEAVES)
def test_a_rule_leaves_alone_what_only_looks_like_it(code: str, body: str) -> None:
    assert code not in framed(body)


def test_the_frame_of_the_cases_has_no_fault_of_its_own() -> None:
    assert framed("轻工业困难不少。") == []
    assert tabled(("延伸产业链条", "省工业和信息化厅", "省财政厅")) == ["LS201"]


def test_a_department_of_after_the_reform_did_not_exist_before_it() -> None:
    text = FRAME.format(body="由省生态环境厅审批。").replace("2026", "2016")

    assert codes(text) == ["LS302"]
    assert codes(text.replace("生态环境厅", "环境保护厅")) == []


@pytest.mark.parametrize(
    ("code", "rows"),
    [
        (
            "LS203",
            [
                ("延伸产业链条", "省工业和信息化厅", ""),
                *[(f"培育知名品牌第{at}批", "省商务厅", "") for at in "一二三四五六"],
                ("培育知名品牌展会", "", "省财政厅"),
            ],
        ),
        (
            "LS204",
            [
                ("延伸产业链条", "省工业和信息化厅", ""),
                ("培育知名品牌", "省商务厅", ""),
                ("延伸产业链条", "省发展改革委", ""),
            ],
        ),
        (
            "LS205",
            [
                ("延伸产业链条", "省工业和信息化厅", "省工业和信息化厅、财政厅"),
                ("培育知名品牌", "省商务厅", ""),
            ],
        ),
        (
            "LS206",
            [
                ("延伸产业链条", "省工业和信息化厅", "省科技厅、财政厅、科技厅"),
                ("培育知名品牌", "省商务厅", ""),
            ],
        ),
        (
            "LS207",
            [
                ("延伸产业链条", "河西轻工有限公司", "省财政厅"),
                ("培育知名品牌", "省商务厅", ""),
            ],
        ),
        (
            "LS208",
            [("延伸产业链条", "有关部门", "省财政厅"), ("培育知名品牌", "省商务厅", "")],
        ),
        (
            "LS209",
            [
                ("延伸产业链条", "省工业和信息化厅、财政厅", ""),
                *[(f"培育知名品牌第{at}批", "省商务厅", "") for at in "一二三四五六七八"],
            ],
        ),
    ],
)
def test_rows_of_a_table_are_held_to_naming_one_lead(
    code: str, rows: list[tuple[str, str, str]]
) -> None:
    assert tabled(*rows) == [code]


def test_rows_that_name_one_lead_and_others_once_are_left_alone() -> None:
    rows = [
        ("延伸产业链条", "省工业和信息化厅", "省财政厅、科技厅"),
        ("培育知名品牌", "省商务厅", "有关省辖市政府"),
    ]

    assert tabled(*rows) == []


def test_where_cells_are_blank_as_a_rule_no_lead_is_missed() -> None:
    rows = [("延伸产业链条", "省工业和信息化厅", "")] + [
        (f"培育知名品牌第{at}批", "", "") for at in "一二三四"
    ]

    assert "LS203" not in tabled(*rows)


TARGET = "力争全省家具产业主营业务收入达到{}亿元。"


def test_one_target_with_two_values_is_found_and_one_printed_alike_is_not() -> None:
    first = f"2026年，{TARGET.format(500)}"

    assert framed(f"{first}2026年，{TARGET.format(550)}") == ["LS107"]
    assert framed(f"{first}2026年，{TARGET.format(500)}") == []
    assert framed(f"{first}2027年，{TARGET.format(550)}") == []


def test_a_heading_that_counts_is_held_to_its_subheadings() -> None:
    text = """河西省轻工业2026年行动计划
一、总体要求
（一）形势。困难不少。
（二）思路。办好展会3场。
二、实施{}大工程
（一）链条工程。建设园区2个。
（二）品牌工程。新增名牌5个。
（三）质量工程。新增标准5个。
"""

    assert codes(text.format("五")) == ["LS109"]
    assert codes(text.format("三")) == []


def test_a_target_for_a_past_year_is_found() -> None:
    assert framed("2024年，力争全省家具产业主营业务收入达到500亿元。") == ["LS403"]
    assert framed("2024年，全省家具产业主营业务收入达到500亿元。") == []


LONG = "办好展会，建好园区，管好市场，用好人才。" * 60


def test_a_plan_without_any_date_is_found() -> None:
    bare = "轻工业发展方案\n一、总体要求\n（一）形势。{}\n（二）思路。办好展会。\n"

    assert codes(bare.format(LONG)) == ["LS401"]
    assert codes(bare.format(LONG + "年底前完成。")) == []
    assert codes(bare.format("困难不少。")) == []


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("轻工业发展三年行动计划（2021—2025年）", ["LS406"]),
        ("轻工业发展三年行动计划（2021—2023年）", []),
        ("轻工业发展三年行动计划（2021—2024年）", []),
        ("轻工业发展行动计划（2021—2025年）", []),
    ],
)
def test_the_years_of_a_title_are_counted(title: str, found: list[str]) -> None:
    assert codes(f"{title}\n一、总体要求\n（一）形势。困难不少。\n（二）思路。办展会。\n") == found


@pytest.mark.parametrize(
    ("measure", "found"),
    [
        ("加大宣传推广力度，进一步加强市场营销，拓展销售渠道。", ["LS501"]),
        ("加大宣传推广力度，建设营销平台。", []),
        ("加大宣传推广力度，开展营销活动10场。", []),
        ("加大宣传推广力度，落实《促销办法》。", []),
    ],
)
def test_a_measure_of_general_words_alone_cannot_be_ticked_off(
    measure: str, found: list[str]
) -> None:
    text = FRAME.format(body="困难不少。").replace("新增名牌5个。", measure)

    assert codes(text) == found


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("（一）形势。", "（一）、形势。", ["LS602"]),
        ("一、总体要求", "一.总体要求", ["LS602"]),
    ],
)
def test_marks_of_headings_have_their_own_signs(old: str, new: str, found: list[str]) -> None:
    assert codes(FRAME.format(body="困难不少。").replace(old, new)) == found


def test_a_wrong_mark_is_told_once_with_how_often_it_stands() -> None:
    text = (
        FRAME.format(body="困难不少。").replace("（一）", "（一）、").replace("（二）", "（二）、")
    )

    (found,) = read_plan(text).doubts

    assert (found.code, "全文同类4处" in found.message) == ("LS602", True)


def test_levels_of_headings_follow_one_another() -> None:
    text = """河西省轻工业2026年行动计划
一、总体要求
1.形势。困难不少。
2.思路。办好展会。
二、重点任务
1.链条。建设园区2个。
2.品牌。新增名牌5个。
"""

    assert codes(text) == ["LS603"]
    assert codes(text.replace("1.", "（一）").replace("2.", "（二）")) == []


def test_a_part_without_text_is_found_beside_parts_that_have_it() -> None:
    text = FRAME.format(body="困难不少。")

    assert codes(f"{text}三、保障措施\n四、附则\n本计划自印发之日起施行。\n") == ["LS604"]
    assert codes(f"{text}三、附则\n本计划自印发之日起施行。\n") == []


ARTICLES = """轻工园区管理办法
第一条 为规范园区，制定本办法。
第二条 园区由省工业和信息化厅管理。
第三条 违反本办法第{}条的，责令改正。
第四条 本办法自2026年5月1日起施行。
"""


def test_an_article_beyond_the_last_is_not_there() -> None:
    assert codes(ARTICLES.format("九")) == ["LS703"]
    assert codes(ARTICLES.format("二")) == []


def test_an_annex_that_is_attached_is_not_missed() -> None:
    text = FRAME.format(body="改造项目名单见附件2。")

    assert "LS701" not in codes(f"{text}附件2\n改造项目名单\n1.甲项目\n2.乙项目\n")


def test_every_rule_is_named_in_a_test_of_its_own() -> None:
    tests = Path(__file__).parents[1]
    told = "".join(path.read_text(encoding="utf-8") for path in tests.rglob("test_*.py"))

    assert [code for code in RULES if f'"{code}"' not in told] == []
