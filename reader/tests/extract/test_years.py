"""Which year a figure is of."""

import pytest
from luoshi_reader import read_plan
from luoshi_reader.facts import Figure
from luoshi_reader.text.spans import years_named

REPORT = (
    "2026年甲市政府工作报告\n——2026年1月26日在甲市人民代表大会上\n"
    "一、2025年工作回顾\n{review}\n"
    "二、“十五五”时期目标任务\n{goals}\n"
    "三、2026年主要工作\n{work}\n"
)
PLAN = "甲县林下经济高质量发展行动计划（2025—2027年）\n一、总体要求\n（一）发展目标。{}\n"


def years(text: str) -> list[tuple[int | None, str]]:
    facts = read_plan(text).facts
    return [(fact.year, fact.kind) for fact in facts if isinstance(fact, Figure)]


def report(
    review: str = "无。", goals: str = "无。", work: str = "无。"
) -> list[tuple[int | None, str]]:
    return years(REPORT.format(review=review, goals=goals, work=work))


@pytest.mark.parametrize(
    ("words", "year"),
    [
        ("全市生产总值增长5%。", 2025),
        ("去年全市生产总值增长5%。", 2025),
        ("过去五年，全市生产总值年均增长5%。", 2025),
        ("“十四五”时期，全市生产总值年均增长5%。", 2025),
        ("全市生产总值较2020年增长30%。", 2025),
        ("2024年，全市生产总值增长5%。", 2024),
    ],
)
def test_a_review_carries_its_last_year(words: str, year: int) -> None:
    assert report(review=words) == [(year, "actual")]


@pytest.mark.parametrize(
    ("words", "year"),
    [
        ("到2030年，森林覆盖率达到20%以上。", 2030),
        ("到2030年，主要目标是：\n——森林覆盖率达到20%以上。", 2030),
        ("今后五年的发展目标是实现富裕。\n森林覆盖率达到20%以上。", 2030),
        ("综合考虑2035年远景目标，森林覆盖率达到20%以上。", 2030),
    ],
)
def test_goals_carry_their_limit_down_to_the_end_of_their_list(words: str, year: int) -> None:
    assert report(goals=words) == [(year, "target")]


def test_the_work_of_the_year_is_a_target_of_the_year() -> None:
    assert report(work="地区生产总值增长5%以上。") == [(2026, "target")]


def test_a_goal_without_a_year_gets_the_last_year_of_the_title() -> None:
    assert years(PLAN.format("全县林下经济产值达到50亿元。")) == [(2027, "target")]


def test_a_year_that_is_only_compared_with_is_not_the_figure_s() -> None:
    assert years(PLAN.format("全县林下经济产值比2024年翻一番。")) == [(2027, "target")]


def test_numbers_told_year_by_year_go_to_their_years() -> None:
    words = "到2026年、2027年，全县林下经济产值分别达到30亿元、50亿元。"

    assert years(PLAN.format(words)) == [(2026, "target"), (2027, "target")]


def test_a_year_before_the_span_of_the_title_has_happened() -> None:
    assert years(PLAN.format("2024年，全县林下经济产值达到20亿元。")) == [(2024, "actual")]


@pytest.mark.parametrize(
    ("words", "year"),
    [
        ("自2025年起，力争用5年时间，全县林下经济产值达到5亿元。", 2029),
        ("用5年左右的时间，全县林下经济产值达到5亿元。", 2029),
        ("三年内，全县林下经济产值达到5亿元。", 2027),
        ("坚持创新驱动。到2026年末，打造林下经济高地。\n——规模壮大。产值达5亿元。", 2026),
    ],
)
def test_a_term_is_counted_from_the_year_it_begins_with(words: str, year: int) -> None:
    assert years(PLAN.format(words)) == [(year, "target")]


def test_a_plan_dated_nowhere_takes_the_limit_it_sets_itself() -> None:
    text = (
        "关于推进林下经济的实施意见\n一、总体要求\n（一）基本思路。到2025年，建成林下经济强县。\n"
        "二、主要任务\n（一）做大规模。林下经济产值达到5亿元。\n"
    )

    assert years(text) == [(2025, "target")]


def test_a_beginning_made_in_a_year_is_not_its_beginning() -> None:
    (found,) = years_named("2025年初步建成")

    assert (found.end, found.one.turn) == (len("2025年"), "")
