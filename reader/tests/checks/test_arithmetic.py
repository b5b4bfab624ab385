"""LS101, LS102, LS103: numbers that do not agree."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from luoshi_reader import Document, Doubt, read_plan

NOTICE = Path(__file__).parents[3] / "examples" / "henan-2016.txt"
PLAN = (
    "纺织产业2016年度行动计划\n（省工业和信息化委）\n一、总体要求\n（一）面临的形势。{base}\n"
    "（二）工作目标。{target}\n"
)
TABLE = "　　重点工作分工安排\n序号\t专项工作\t牵头单位\t参加单位\n1\t{task}\t省财政厅\t省科技厅\n"


@cache
def notice() -> Document:
    return read_plan(NOTICE.read_text(encoding="utf-8"))


def found(code: str, document: Document) -> list[Doubt]:
    return [doubt for doubt in document.doubts if doubt.code == code]


def quotes(code: str, document: Document) -> list[str]:
    return [document.source.quote(doubt.span) for doubt in found(code, document)]


def plan(base: str, target: str) -> Document:
    return read_plan(PLAN.format(base=base, target=target))


def test_the_four_targets_of_the_notice_are_flagged_and_no_other() -> None:
    """GOV-04."""
    doubts = found("LS101", notice())

    assert [
        (doubt.message.partition("按此计算")[2].partition("，")[0], doubt.severity)
        for doubt in doubts
    ] == [
        ("增长3.8%", "warning"),
        ("增长33.3%", "warning"),
        ("增长12.2%", "warning"),
        ("增长4.2%", "warning"),
    ]
    assert all("可比口径" in doubt.message and doubt.related for doubt in doubts)


def test_the_message_names_base_target_and_arithmetic() -> None:
    message = found("LS101", notice())[-1].message

    assert message == (
        "2015年全省规模以上纺织服装企业主营业务收入为4776亿元，2016年目标为4975亿元，"
        "按此计算增长4.2%，与文中所写增长9%左右不一致，相差4.8个百分点；"
        "增速如按可比口径计算，请注明。"
    )


@pytest.mark.parametrize(
    ("base", "target"),
    [
        ("达到11404亿元", "达到12500亿元，同比增长9.6%"),
        ("4200亿元", "达到4700亿元，同比增长12%"),
        ("达6600亿元", "7000亿元、同比增长6%以上"),
        ("7904亿元", "8500亿元、同比增长8%以上"),
        ("3490亿元", "3500亿元、与上年基本持平"),
        ("280亿元", "350亿元，增长20%以上"),
        ("突破1万亿元", "达到11330亿元，同比增长9%"),
        ("近8万辆", "突破9万辆，增长12%左右"),
        ("100亿元", "95亿元，下降5%"),
    ],
)
def test_numbers_that_agree_as_widely_as_they_are_printed_are_left_alone(
    base: str, target: str
) -> None:
    document = plan(
        f"2015年，全省纺织产业主营业务收入{base}。", f"2016年，全省纺织产业主营业务收入{target}。"
    )

    assert found("LS101", document) == []


@pytest.mark.parametrize(
    ("base", "target", "computed"),
    [
        ("200亿元", "达到220亿元，同比增长15%", "增长10%"),
        ("2674亿元", "突破3000亿元，同比增长11%", "增长12.2%"),
        ("57.8万辆", "突破60万辆，增长7%左右", "增长3.8%"),
        ("2.1万辆", "2.8万辆，增长80%以上", "增长33.3%"),
        ("200亿元", "达到190亿元，同比增长5%", "下降5%"),
    ],
)
def test_numbers_that_no_rounding_reconciles_are_flagged(
    base: str, target: str, computed: str
) -> None:
    document = plan(
        f"2015年，全省纺织产业主营业务收入{base}。", f"2016年，全省纺织产业主营业务收入{target}。"
    )

    (doubt,) = found("LS101", document)
    assert computed in doubt.message


@pytest.mark.parametrize(
    ("base", "target"),
    [
        ("全省钢铁产业主营业务收入200亿元", "全省纺织产业主营业务收入220亿元，增长15%"),
        ("全省纺织产业利润200亿元", "全省纺织产业主营业务收入220亿元，增长15%"),
        ("全省纺织产业产量200万吨", "全省纺织产业主营业务收入220亿元，增长15%"),
    ],
)
def test_a_base_of_something_else_is_no_base(base: str, target: str) -> None:
    assert found("LS101", plan(f"2015年，{base}。", f"2016年，{target}。")) == []


def test_the_notice_counts_eight_industries_and_names_seven() -> None:
    doubts = found("LS102", notice())

    assert quotes("LS102", notice()) == ["8个"]
    assert "所列为7项" in doubts[0].message


@pytest.mark.parametrize(
    "words",
    [
        "围绕甲业、乙业、丙业、丁业、戊业、己业、庚业等8个重点产业",
        "发展食品、装备、建材、医药三大产业",
        "培育甲、乙、丙、丁、戊、己等5个品牌",
        "制定3个方案，分别是《甲方案》和《乙方案》",
        "形成3大产业链。一是延伸尼龙；二是延伸甲醇",
        "重点发展4大类产品：冷轧薄板、金属制品、无缝钢管",
        "建设3个片区（东城片区、西城片区、南城片区、北城片区）",
    ],
)
def test_a_count_that_its_list_does_not_have_is_flagged(words: str) -> None:
    assert len(found("LS102", plan(f"{words}。", "坚持创新。"))) == 1


@pytest.mark.parametrize(
    "words",
    [
        "打造甲、乙、丙、丁、戊、己、庚、辛、壬、癸10个国内外知名品牌",
        "加快西服、衬衫、牛仔、时装、职业装、针织、运动装、童装和羽绒服等九大类服装生产",
        "着力建设甲基地、乙基地、丙（一期、二期）基地等3个基地和甲、乙、丙、丁4个集群",
        "建设宋河、花花牛、一加一、南街村等20个区域知名品牌",
        "抓好甲公司、乙公司、丙公司、丁公司等7家企业",
        "形成3大产业链。一是延伸尼龙；二是延伸甲醇；三是延伸乙二醇",
        "围绕增速、结构、效率提出5项措施",
        "重点发展4大类产品：冷轧薄板、金属制品、无缝钢管等",
        "重点发展4大类产品：冷轧薄板、金属制品和紧固件、无缝钢管",
        "覆盖4个县（市、区、旗）",
        "建设3个片区（东城片区、西城片区、南城片区）",
        "坚持甲思想、乙理论、丙论、“三个代表”重要思想",
        "制定3个方案，分别是《甲方案》《乙方案》和《丙方案》",
        "依托甲、乙、丙、丁、戊、三门峡等产业集聚区",
    ],
)
def test_a_count_that_agrees_with_its_list_or_only_samples_it_is_left_alone(words: str) -> None:
    assert found("LS102", plan(f"{words}。", "坚持创新。")) == []


def test_the_environment_plan_has_twenty_firms_in_its_text_and_fifty_in_its_table() -> None:
    (doubt,) = found("LS103", notice())

    assert notice().source.quote(doubt.span) == "50户重点企业"
    assert [notice().source.quote(place) for place in doubt.related] == ["20户重点企业"]
    assert "50与20" in doubt.message


@pytest.mark.parametrize(
    "text", ["扶持50户重点企业，另有20户重点企业", "扶持50户重点企业", "扶持20户小微企业"]
)
def test_a_row_whose_number_the_text_has_too_is_left_alone(text: str) -> None:
    table = TABLE.format(task="优先支持50户重点企业技术创新")
    document = read_plan(PLAN.format(base=f"{text}。", target="坚持创新。") + table)

    assert found("LS103", document) == []
