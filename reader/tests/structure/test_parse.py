from __future__ import annotations

from pathlib import Path

import pytest
from luoshi_reader.plan import read_plan
from luoshi_reader.source import Source
from luoshi_reader.structure.outline import PlanText
from luoshi_reader.structure.parse import parse

HENAN = Path(__file__).parents[3] / "examples" / "henan-2016.txt"
TITLE = "某市食品工业2024年度行动计划\n（市工业和信息化局 2024年3月）\n"


def outline(plan: PlanText) -> list[tuple[int, int | None, str | None]]:
    return [(each.level, each.number, each.title_text) for each in plan.headings]


def only(text: str) -> PlanText:
    (plan,) = parse(Source(text))
    return plan


def test_the_henan_notice_holds_ten_plans_of_the_province_for_2016() -> None:
    plans = parse(Source(HENAN.read_text(encoding="utf-8")))

    assert len(plans) == 10
    assert {plan.year for plan in plans} == {2016}
    assert {plan.area_text for plan in plans} == {"河南省"}
    assert {plan.issuer_text for plan in plans} == {"省工业和信息化委"}
    assert all(plan.title_text.endswith("2016年度行动计划") for plan in plans)


def test_a_title_over_two_lines_is_joined_and_quoted_with_its_break() -> None:
    plan = only(
        "原材料（建材部分）\n转型发展2024年度行动计划\n（市工信局 2024年3月）\n\n"
        "一、目标\n做强建材。"
    )

    assert plan.title_text == "原材料（建材部分）转型发展2024年度行动计划"
    assert plan.source.quote(plan.headings[0].span).count("\n") == 1


def test_the_years_below_a_title_belong_to_it() -> None:
    plan = only("某市茶业行动计划\n\n（2021-2023年）\n\n一、目标\n做强茶业。\n二、措施\n做大。\n")

    assert plan.title_text == "某市茶业行动计划（2021-2023年）"
    assert plan.issuer_text is None


def test_the_work_of_the_year_heads_its_measures_below_the_title_of_a_report() -> None:
    plan = only(
        "2026年某市政府工作报告\n2026年重点工作\n（一）扩大内需\n做强茶业。\n（二）创新\n做大。\n"
    )

    assert outline(plan) == [
        (1, None, "2026年某市政府工作报告"),
        (2, None, "2026年重点工作"),
        (3, 1, "扩大内需"),
        (3, 2, "创新"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "2026年重点工作\n（一）扩大内需\n做强茶业。\n（二）创新\n做大。\n",
        "2026年重点工作\n扩大内需。做强茶业。\n推动创新。做大茶业。\n",
        "三、2026年重点工作\n（一）扩大内需\n做强茶业。\n（二）创新\n做大。\n",
    ],
)
def test_the_work_of_a_year_without_a_title_is_a_plan_with_a_doubt(text: str) -> None:
    document = read_plan(text)

    assert len(document.plans) == 1
    assert "LS002" in [doubt.code for doubt in document.doubts]


def test_the_work_of_a_year_is_the_title_of_its_parts() -> None:
    plan = only("2026年重点工作\n一、扩大内需\n做强茶业。\n二、创新\n做大。\n")

    assert outline(plan)[0] == (1, None, "2026年重点工作")


def test_the_notice_that_carries_a_plan_is_no_plan() -> None:
    plan = only(
        "甲市人民政府办公室\n关于印发甲市养老服务行动方案的通知\n甲政办〔2023〕7号\n\n"
        "各区人民政府，市政府各部门：\n现将《甲市养老服务行动方案》印发给你们。\n\n"
        "甲市人民政府办公室\n2023年5月6日\n（此件公开发布）\n\n"
        "甲市养老服务行动方案\n\n为做好养老服务，制定本方案。\n一、目标\n新增床位1000张。\n"
    )

    assert outline(plan) == [(1, None, "甲市养老服务行动方案"), (2, 1, "目标")]
    assert plan.year == 2023
    assert plan.issuer_text == "甲市人民政府办公室"
    assert [each.text for each in plan.paragraphs] == [
        "为做好养老服务，制定本方案。",
        "新增床位1000张。",
    ]


def test_a_notice_with_parts_of_its_own_is_a_plan() -> None:
    plan = only(
        "关于做好防汛工作的通知\n各县：\n请做好以下工作。\n一、压实责任\n要抓实。\n二、备足物资\n要备足。\n"
    )

    assert plan.title_text == "关于做好防汛工作的通知"
    assert [each.text for each in plan.paragraphs] == ["请做好以下工作。", "要抓实。", "要备足。"]


def test_the_signature_and_the_scraps_of_a_page_belong_to_no_plan() -> None:
    plan = only(
        "下载\n打印\n2024年某市政府工作报告\n来源：某报\n各位代表：\n现在报告工作。\n"
        "一、回顾\n增长6%。\n相关报道：\n"
    )

    assert [each.text for each in plan.paragraphs] == ["现在报告工作。", "增长6%。"]


@pytest.mark.parametrize(
    ("text", "area"),
    [
        (
            "为发展我县旅游业，制定本意见。\n一、景区\n在柳河新建酒店。\n二、品牌\n打造柳河美食街。\n",
            "柳河县",
        ),
        (
            "为建设我市，制定本意见。\n一、创新\n将广州建成创新城市。\n二、开放\n建设广州新城。\n",
            "广州市",
        ),
        ("全省要抓好落实。\n一、创新\n支持郑州、洛阳。\n二、开放\n支持河南企业。\n", "河南省"),
        ("一、创新\n做强产业。\n二、开放\n做大外贸。\n", None),
    ],
)
def test_a_territory_that_no_title_names_is_told_from_the_text(text: str, area: str | None) -> None:
    assert only(text).area_text == area


def test_the_last_members_of_a_list_belong_to_the_plan_and_a_signature_does_not() -> None:
    plan = only(
        TITLE + "一、名单\n重点企业如下：\n甲公司、乙公司\n丙公司、丁公司\n"
        "某市工业和信息化局\n2024年3月1日\n"
    )

    assert [each.text for each in plan.paragraphs[1:]] == [
        "重点企业如下：",
        "甲公司、乙公司",
        "丙公司、丁公司",
    ]


def test_several_departments_that_issue_together_are_named_as_the_title_names_them() -> None:
    plan = only(
        "教育部等七部门关于推动甲事业的实施意见\n\n一、目标\n做强。\n教育部\n2024年1月8日\n\n更新时间：2026-01-26\n"
    )

    assert plan.issuer_text == "教育部等七部门"
    assert [each.text for each in plan.paragraphs] == ["做强。"]


def test_a_text_with_parts_but_no_title_is_one_plan_with_a_doubt() -> None:
    document = read_plan("一、目标\n做强产业。\n二、措施\n加大投入。\n")

    (plan,) = document.plans
    assert plan.title_text == ""
    assert [doubt.code for doubt in document.doubts] == ["LS002"]


@pytest.mark.parametrize(
    "text", ["", "\n\n", "今天天气很好。我们去公园。", "abc", "\u3000\u3000\n\t\n"]
)
def test_a_text_that_is_no_plan_gives_no_plan_and_says_what_to_do(text: str) -> None:
    document = read_plan(text)

    assert document.plans == ()
    assert [doubt.code for doubt in document.doubts] == ["LS001"]
    assert "请确认" in document.doubts[0].message


def test_a_first_line_that_no_suffix_marks_is_the_title_of_a_text_with_parts() -> None:
    plan = only("某市夜间经济发展蓝图\n某市商务局\n一、目标\n做强产业。\n二、措施\n加大投入。\n")

    assert outline(plan)[0] == (1, None, "某市夜间经济发展蓝图")


def test_a_box_between_numbered_measures_stands_below_them() -> None:
    plan = only(
        TITLE
        + "一、任务\n（一）做强。建成基地。\n专栏1 重点项目\n建成园区。\n（二）做大。建成集群。\n"
    )

    assert outline(plan)[2:] == [(3, 1, "做强"), (4, None, "专栏1 重点项目"), (3, 2, "做大")]


def test_cells_that_stand_one_under_another_are_rows() -> None:
    cells = [
        "序号",
        "任务",
        "牵头单位",
        "1",
        "做强",
        "市科委",
        "2",
        "做大",
        "市教委",
        "下一步抓落实。",
    ]
    plan = only(TITLE + "一、目标\n" + "\n".join(cells) + "\n")

    (table,) = plan.tables
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["1", "做强", "市科委"],
        ["2", "做大", "市教委"],
    ]
    assert [plan.source.quote(cell.back(0, 2)) for cell in table.rows[0][1:]] == ["做强", "市科"]
    assert plan.paragraphs[-1].text == "下一步抓落实。"


def test_names_of_columns_without_rows_are_no_table() -> None:
    plan = only(TITLE + "一、目标\n序号\n任务\n牵头单位\n抓落实。\n")

    assert plan.tables == []


def test_a_title_behind_the_name_of_its_attachment_is_the_title_alone() -> None:
    text = (
        "关于印发两个方案的通知\n各区：\n现印发给你们。\n附件：1.甲方案\n2.乙方案\n某局\n2024年1月5日\n\n"
        "附件1：某市养老服务行动方案\n一、目标\n做强。\n附件2：某市托育服务行动方案\n一、目标\n做大。\n"
    )

    first, second = parse(Source(text))

    assert (first.title_text, second.title_text) == ("某市养老服务行动方案", "某市托育服务行动方案")
    assert text[first.headings[0].span.start :].startswith("某市养老")
    assert [each.text for each in first.paragraphs] == ["做强。"]


def test_numbers_that_go_on_from_part_to_part_are_no_doubt() -> None:
    document = read_plan(
        TITLE + "一、目标\n（一）做强。甲。\n二、措施\n（二）做大。乙。\n三、保障\n"
    )

    assert [doubt.code for doubt in document.doubts if doubt.code == "LS003"] == []


def test_chapters_and_articles_are_parts_and_have_titles_only_where_printed() -> None:
    plan = only(
        "某市交易场所管理细则\n\n第一章 总  则\n　　第一条  为规范交易，制定本细则。\n"
        "第二章 职责\n第二条 监管职责。市科技局负责监管。\n"
        "（一）制定规则；\n（二）受理备案；\n（三）其他事项。\n"
    )

    assert outline(plan)[1:] == [
        (2, 1, "总则"),
        (4, 1, None),
        (2, 2, "职责"),
        (4, 2, "监管职责"),
    ]


def test_items_that_end_in_semicolons_are_no_headings() -> None:
    plan = only(
        TITLE + "一、内容\n报告包括：\n"
        "1.总体情况；\n2.存在问题；\n3.下一步计划。\n二、要求\n抓落实。\n"
    )

    assert outline(plan)[1:] == [(2, 1, "内容"), (2, 2, "要求")]


def test_a_bare_line_heads_its_list_and_the_members_are_no_headings() -> None:
    plan = only(
        TITLE
        + "一、内容\n做强企业。\n　　3个龙头企业名单\n　　1.甲公司（主业）\n　　2.乙公司（主业）\n"
    )

    assert outline(plan)[1:] == [(2, 1, "内容"), (2, None, "3个龙头企业名单")]
    assert len(plan.paragraphs) == 4


def test_a_label_without_a_number_is_a_heading_of_level_four() -> None:
    plan = only(TITLE + "（一）重点\n集成电路。落实规划，建成基地。应用软件。做大产业。\n")

    assert outline(plan)[2:] == [(4, None, "集成电路"), (4, None, "应用软件")]
    assert [each.text for each in plan.paragraphs[1:]] == ["落实规划，建成基地。", "做大产业。"]


def test_stars_of_bold_type_and_wide_blanks_are_no_part_of_a_heading() -> None:
    plan = only(TITLE + "\u2003**（一）开放资源**\n\u2003\u2003做好开放。\n")

    assert plan.source.quote(plan.headings[1].span) == "（一）开放资源"


def test_a_sentence_cut_by_a_page_break_is_mended() -> None:
    plan = only(
        TITLE + "健全政策法规，完善公共服务体系，加强研发、测\n\n"
        "- 3 -\n\n试、标准等公共服务能力，建成平台。\n"
    )

    assert (
        plan.paragraphs[1].text
        == "健全政策法规，完善公共服务体系，加强研发、测试、标准等公共服务能力，建成平台。"
    )


@pytest.mark.parametrize("newline", ["\r\n", "\n\n", "\n\f"])
def test_offsets_are_exact_whatever_ends_the_lines(newline: str) -> None:
    text = (TITLE + "一、目标\n\u3000\u3000（一）做强。建成５个基地。\n").replace("\n", newline)

    plan = only(text)

    assert [text[each.span.start : each.span.end] for each in plan.headings[1:]] == [
        "一、目标",
        "（一）做强",
    ]
    assert plan.paragraphs[-1].text == "建成5个基地。"
    at = plan.paragraphs[-1].folded.back(0, 3)
    assert text[at.start : at.end] == "建成５"


def test_tables_know_their_header_and_every_cell_its_place() -> None:
    plan = only(
        TITLE + "一、目标\n做强。\n分工表\n序号\t任务\t牵头单位\t参加单位\n"
        "1\t做强产\u3000\u3000业\t市工信局\t\n"
    )

    (table,) = plan.tables
    assert table.header is not None
    assert [cell.text for cell in table.header] == ["序号", "任务", "牵头单位", "参加单位"]
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["1", "做强产业", "市工信局", ""]
    ]


def test_a_head_of_two_rows_names_each_column_by_the_lower() -> None:
    plan = only(
        TITLE
        + "一、目标\n序号\t任务\t责任分工\t\n\t\t牵头单位\t配合单位\n1\t做强\t市科委\t市教委\n"
    )

    (table,) = plan.tables
    assert table.header is not None
    assert [cell.text for cell in table.header] == ["序号", "任务", "牵头单位", "配合单位"]
    assert len(table.rows) == 1


def test_a_tab_behind_a_number_makes_no_row() -> None:
    plan = only(TITLE + "一、\t目标\n1.\t做强。建成基地。\n2.\t做大。建成集群。\n")

    assert plan.tables == []
    assert outline(plan)[1:] == [(2, 1, "目标"), (4, 1, "做强"), (4, 2, "做大")]


def test_a_row_broken_inside_a_cell_is_joined() -> None:
    plan = only(
        TITLE + "一、目标\n序号\t任务\t牵头单位\t参加单位\n"
        "1\t做强\n产业\t市工信局\t市财政局\n2\t补链\t市工信局\t\n"
    )

    (table,) = plan.tables
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["1", "做强产业", "市工信局", "市财政局"],
        ["2", "补链", "市工信局", ""],
    ]


@pytest.mark.parametrize(
    ("body", "code", "words"),
    [
        ("一、目标\n做强。\n三、措施\n做大。\n", "LS003", "“一、”之后直接是“三、”"),
        ("一、目标\n做强。\n一、措施\n做大。\n", "LS003", "序号重复"),
        ("一、目标\n做强。\n二、任务\n做好。\n一、措施\n做大。\n", "LS003", "序号倒退"),
        ("三、目标\n做强。\n", "LS003", "从“三、”开始"),
        ("一百二十、目标\n做强。\n", "LS003", "从“120、”开始"),
        ("一、目标\n（一）做强。甲。\n二、措施\n（四）做大。乙。\n", "LS003", "从“（四）”开始"),
        ("一、目标\n1\t做强\t市工信局\n2\t做大\t市工信局\n", "LS004", "没有表头"),
        ("一、目标\n序号\t任务\t牵头单位\n1\t做强\t市工信局\n2\t做大\n", "LS005", "有2格"),
        (
            "一、目标\n序号\t任务\t牵头单位\n1\t做强\t市工信局\n3\t做大\t市财政局\n",
            "LS006",
            "1之后是3",
        ),
        ("一、目标\n做强（含加工产业。\n", "LS007", "没有与之对应"),
        ("一、目标\n做强）产业。\n", "LS007", "没有与之对应"),
        ("一、目标\n建成１２个基地。\n", "LS008", "已按12读取"),
        ("一、目标\n建成\ufffd\ufffd基地。\n", "LS009", "无法识别的字符"),
    ],
)
def test_a_broken_shape_is_a_doubt_in_a_clear_sentence(body: str, code: str, words: str) -> None:
    document = read_plan(TITLE + body)

    assert [doubt.code for doubt in document.doubts if doubt.code.startswith("LS0")] == [code]
    (doubt,) = [doubt for doubt in document.doubts if doubt.code == code]
    assert words in doubt.message
    assert doubt.message.endswith("。")
