"""The dates of promises, and goals that are one thing by their date."""

import pytest
from luoshi_reader import read_plan
from luoshi_reader.extract.commitments import commitments
from luoshi_reader.facts import Commitment

from reader.tests.extracting import plan_of, promises_of


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("10月组织举办第九届中国高峰论坛。", "10月"),
        ("2016年争取新签约项目20个。", "2016年"),
        ("2016年底前，建成3个示范基地。", "2016年底前"),
        ("2016年上半年培育5家企业。", "2016年上半年"),
        ("到2020年累计培育100家企业。", "到2020年"),
        ("到2025年创建500个左右示范县。", "到2025年"),
        ("从2016年起三年暂缓提取煤炭企业保证金。", "从2016年起三年"),
        ("从2016年起，3年内原则上停止审批不符合要求的矿井。", "从2016年起，3年内"),
        ("2016-2018年，免收骨干企业国有资本收益。", "2016-2018年"),
        ("2016-2018年，每年安排2亿元资金。", "2016-2018年，每年"),
        ("6月底前完成安全隐患排查整治。", "6月底前"),
        ("2016年，力争收入达到30亿元，培育3家企业。", "2016年"),
        ("培育5家企业。", None),
    ],
)
def test_the_date_is_the_whole_adverbial_as_printed(text: str, due: str | None) -> None:
    (found,) = promises_of(text)

    assert found.due_text == due


def test_a_year_within_the_span_of_the_plan_is_still_to_come() -> None:
    plan = plan_of("2023年6月底前，出台集成电路产业发展条例。", year=2025)
    plan.title_text = "制造业行动计划（2023-2025年）"

    (found,) = commitments(plan)

    assert (found.object_text, found.due_text) == ("集成电路产业发展条例", "2023年6月底前")


def dated(*paragraphs: str, title: str = "发展目标") -> list[tuple[str | None, str | None]]:
    return [(each.object_text, each.due_text) for each in promises_of(*paragraphs, title=title)]


def test_the_date_goals_are_set_for_goes_down_their_list() -> None:
    assert dated(
        "坚持创新。到2018年末，产业实力明显提升。",
        "——规模壮大。培育100家优质企业，打造5家上市企业。",
    ) == [("优质企业", "到2018年末"), ("上市企业", "到2018年末")]


def test_the_date_of_goals_is_shown_as_evidence() -> None:
    text = "到2018年末，实力提升。"
    (promise,) = promises_of(text, "培育100家优质企业。", title="发展目标")
    plan = plan_of(text, "培育100家优质企业。", title="发展目标")

    assert [plan.source.quote(place) for place in promise.evidence] == ["到2018年末"]


def test_a_date_in_a_measure_binds_its_own_sentence_only() -> None:
    assert dated("推进创新，到2018年，实力提升。建设5个中心。", title="创新行动") == [
        ("中心", None)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("力争到2018年底，将全省打造成为陶瓷产业创新高地。", ("打造", "陶瓷产业创新高地")),
        ("到2018年，基本建成国内领先的陶瓷底座。", ("建成", "国内领先的陶瓷底座")),
    ],
)
def test_one_thing_a_goal_makes_by_its_date_is_promised(
    text: str, expected: tuple[str, str]
) -> None:
    (promise,) = promises_of(text, title="发展目标")

    assert (promise.action_text, promise.object_text) == expected
    assert (promise.due_text or "").endswith(("2018年底", "2018年"))


@pytest.mark.parametrize(
    "text",
    [
        "到2018年，建成一批创新中心。",
        "到2018年，建成完善的服务体系。",
        "将全省打造成为陶瓷产业创新高地。",
        "到2018年，形成良好格局。建成投用若干平台。",
    ],
)
def test_a_goal_that_is_no_single_dated_thing_promises_nothing(text: str) -> None:
    assert not promises_of(text, title="创新行动")


@pytest.mark.parametrize(
    ("text", "unit", "due"),
    [
        ("每年培训农民1万人次。", "人次", "每年"),
        ("县财政每年安排资金100万元。", "万元", "每年"),
        ("2018年初步建成30个示范集团。", "个", "2018年"),
        ("从2017年开始，用3年时间培养100名领军人才。", "名", "从2017年开始，用3年时间"),
    ],
)
def test_a_promise_keeps_its_term_as_printed(text: str, unit: str, due: str) -> None:
    (promise,) = promises_of(text)

    assert (promise.unit, promise.due_text) == (unit, due)


PARTS = (
    "云岭陶瓷产业行动计划（2016—2018年）\n{opening}\n一、总体要求\n（一）发展目标。{goals}\n"
    "（二）重点方向。建设5个中心。\n二、主要任务\n（一）招引企业。培育10家优质企业。\n"
)


def dues(
    opening: str = "为做强产业，制定本计划。", goals: str = "力争走在前列。"
) -> list[str | None]:
    facts = read_plan(PARTS.format(opening=opening, goals=goals)).facts
    return [fact.due_text for fact in facts if isinstance(fact, Commitment)]


def test_the_date_of_goals_is_meant_for_their_part_and_no_further() -> None:
    assert dues(goals="到2018年，产业实力提升。") == ["到2018年", None]


def test_a_date_before_the_first_part_is_meant_for_its_own_paragraph() -> None:
    assert dues(opening="具体指标：到2017年，建设50所学校。") == ["到2017年", None, None]


def test_a_limit_printed_behind_a_measure_dates_its_promises() -> None:
    assert dated(
        "培育优质企业5家，10月举办第三届云岭博览会。",
        "责任单位：省发展改革委。完成时限：2018年12月底前",
        "建设示范园3个。",
        title="重点任务",
    ) == [("优质企业", "2018年12月底前"), ("第三届云岭博览会", "10月"), ("示范园", None)]


def test_a_limit_in_a_bracket_dates_what_stands_before_it_alone() -> None:
    text = "建设示范园3个（完成时限：2018年9月），培育优质企业5家。"

    assert dated(text, title="重点任务") == [("示范园", "2018年9月"), ("优质企业", None)]


def test_a_label_without_a_date_dates_nothing() -> None:
    assert dated("建设示范园3个。完成时限：长期坚持", title="重点任务") == [("示范园", None)]
