"""Figures: words in, facts out."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from luoshi_reader import read_plan
from luoshi_reader.facts import Figure

from reader.tests.counting import LINEAR, growth
from reader.tests.extracting import GOALS, figures_of

NOTICE = Path(__file__).parents[2] / "examples" / "henan-2016.txt"
SIGNS = "全省2016年，力争主营业务收入达到12亿元同比增长9.6%（其中）、；。从由提高个百分点的"


def one(text: str) -> Figure:
    (figure,) = figures_of(text)
    return figure


def test_a_target_with_its_growth_is_one_figure() -> None:
    figure = one("2016年，力争全省装备制造业规模以上主营业务收入达到12500亿元，同比增长9.6%。")

    assert (figure.kind, figure.year, figure.hedge, figure.scope) == (
        "target",
        2016,
        True,
        "province",
    )
    assert (figure.subject_text, figure.indicator_text) == (
        "全省装备制造业规模以上",
        "主营业务收入",
    )
    assert (figure.op, figure.value, figure.unit) == ("=", Decimal(12500), "亿元")
    assert (figure.growth_op, figure.growth_pct) == ("=", Decimal("9.6"))


@pytest.mark.parametrize(
    ("words", "op", "value", "unit"),
    [
        ("汽车产销量力争突破60万辆", ">", "60", "万辆"),
        ("汽车产销量超过60万辆", ">", "60", "万辆"),
        ("汽车产销量60万辆左右", "~", "60", "万辆"),
        ("汽车产销量近8万辆", "~", "8", "万辆"),
        ("能源消费总量控制在3亿吨以内", "<=", "3", "亿吨"),
        ("城镇调查失业率控制在5.5%左右", "~", "5.5", "%"),
        ("数控技术应用率达到90%以上", ">=", "90", "%"),
        ("汽车产销量不低于60万辆", ">=", "60", "万辆"),
        ("主营业务收入突破万亿元", ">", "1", "万亿元"),
        ("出口额达到30—50亿元", ">=", "30", "亿元"),
    ],
)
def test_a_target_keeps_its_qualifier(words: str, op: str, value: str, unit: str) -> None:
    """GOV-03."""
    figure = one(f"2016年，全省{words}。")

    assert (figure.op, figure.value, figure.unit) == (op, Decimal(value), unit)


@pytest.mark.parametrize(
    ("words", "op", "percent"),
    [
        ("同比增长9%", "=", "9"),
        ("增长7%左右", "~", "7"),
        ("同比增长16%以上", ">=", "16"),
        ("增速不低于12%", ">=", "12"),
        ("下降3%以上", "<=", "-3"),
        ("同比下降26.81%", "=", "-26.81"),
        ("年均增长6.5%", "=", "6.5"),
        ("年均增长8%—10%", ">=", "8"),
    ],
)
def test_growth_alone_has_no_value(words: str, op: str, percent: str) -> None:
    figure = one(f"2016年，全省手机产量{words}。")

    assert (figure.value, figure.growth_op, figure.growth_pct) == (None, op, Decimal(percent))


def test_a_heading_states_a_figure_only_where_its_paragraph_does_not() -> None:
    text = (
        "装备产业2016年度行动计划\n（省工业和信息化委）\n一、目标\n"
        "（一）全省装备产业产值达到50亿元\n"
        "（二）手机产量突破10万台。手机产量突破10万台，增长5%。\n"
    )

    figures = [fact for fact in read_plan(text).facts if isinstance(fact, Figure)]

    assert [(f.value, f.growth_pct) for f in figures] == [(50, None), (10, 5)]


def test_blanks_between_chinese_and_digits_change_nothing() -> None:
    text = GOALS.format("到 2027 年，全省手机产量达到 2.3 亿部，同比增长 15 %。")
    document = read_plan(text)

    (figure,) = (fact for fact in document.facts if isinstance(fact, Figure))
    assert (figure.year, figure.value, figure.unit) == (2027, Decimal("2.3"), "亿部")
    assert document.source.quote(figure.span) == (
        "到 2027 年，全省手机产量达到 2.3 亿部，同比增长 15 %"
    )


def test_what_is_elided_comes_from_the_governing_clause() -> None:
    coal, methanol = figures_of("2016年，全省原煤产量1.22亿吨，主要煤化工产品甲醇360万吨。")

    assert (coal.subject_text, coal.indicator_text) == ("全省", "原煤产量")
    assert (methanol.subject_text, methanol.indicator_text) == ("全省", "甲醇产量")
    assert methanol.year == 2016
    assert methanol.evidence


def test_among_puts_the_governing_words_before_the_part() -> None:
    _, part = figures_of(
        "2016年，力争全省规模以上食品工业主营业务收入达到11330亿元，同比增长9%，"
        "其中食品制造业主营业务收入增速不低于12%。"
    )

    assert part.subject_text == "全省规模以上食品制造业"
    assert (part.scope, part.hedge, part.growth_op) == ("sub", True, ">=")


def test_a_part_without_its_indicator_takes_the_one_before() -> None:
    _, part = figures_of(
        "2016年，力争全省纺织工业规模以上企业主营业务收入达到4975亿元，同比增长9%左右，"
        "其中服装、服饰产业达到2400亿元，同比增长15%左右。"
    )

    assert (part.indicator_text, part.value, part.growth_pct) == ("主营业务收入", 2400, 15)


def test_level_with_last_year_is_about_nothing() -> None:
    figure = one("2016年，专用汽车产销量近8万辆，与上年产销量基本持平。")

    assert (figure.growth_op, figure.growth_pct) == ("~", 0)


def test_growth_after_a_bracket_belongs_to_what_stands_before_it() -> None:
    whole, part = figures_of(
        "2015年，全省汽车产销量实现57.8万辆（其中新能源客车产销量2.1万辆），同比增长4.5%。"
    )

    assert (whole.growth_pct, part.growth_pct) == (Decimal("4.5"), None)


def test_growth_before_its_level_belongs_to_it() -> None:
    figure = one("软件业务收入继续保持20%以上的增速，力争达到350亿元。")

    assert (figure.growth_op, figure.growth_pct, figure.value) == (">=", 20, 350)


def test_a_change_from_one_year_to_another_states_both_levels() -> None:
    figures = figures_of("全省生产总值从2014年的3.68万亿元增长到2015年的4.93万亿元。")

    assert [(each.indicator_text, each.year, each.value) for each in figures] == [
        ("生产总值", 2014, Decimal("3.68")),
        ("生产总值", 2015, Decimal("4.93")),
    ]


def test_a_change_from_a_level_without_a_year_states_the_second() -> None:
    figure = one("全省失业率由5%降至4%。")

    assert (figure.indicator_text, figure.value) == ("失业率", Decimal(4))


def test_a_unit_is_told_in_the_signs_that_are_printed() -> None:
    assert one("2015年，失业率降至4％。").unit == "％"
    assert one("2015年，失业率降至4%。").unit == "%"


def test_expected_of_a_past_year_is_an_estimate_and_the_next_sentence_is_not() -> None:
    estimate, actual = figures_of(
        "预计2015年，我省电子信息制造业主营业务收入4200亿元。2015年全省手机产量2亿部。"
    )

    assert (estimate.kind, actual.kind) == ("estimate", "actual")


def test_numbers_told_one_by_one_go_to_the_members_of_the_list() -> None:
    figures = figures_of(
        "2015年，全省粮食、棉花产量分别增长5%、3%，自来水普及率、供电可靠率分别达94%、99%。"
    )

    assert [(f.indicator_text, f.growth_pct, f.value) for f in figures] == [
        ("粮食产量", 5, None),
        ("棉花产量", 3, None),
        ("自来水普及率", None, 94),
        ("供电可靠率", None, 99),
    ]


def test_members_that_do_not_match_their_numbers_are_not_guessed() -> None:
    assert figures_of("2015年，全省粮食、棉花、油料产量分别增长5%、3%。") == []


def test_shares_of_classes_share_what_is_said_of_the_last() -> None:
    first, second = figures_of("确保90%以上的骨干企业、60%以上的中型企业质量意识明显增强。")

    assert (first.subject_text, first.op, first.value) == ("骨干企业", ">=", 90)
    assert (second.subject_text, second.op, second.value) == ("中型企业", ">=", 60)
    assert first.indicator_text == second.indicator_text == "质量意识明显增强"


@pytest.mark.parametrize(
    ("words", "times"), [("翻一番", 2), ("翻了两番", 4), ("比2015年翻一番", 2), ("实现翻番", 2)]
)
def test_doublings_are_times(words: str, times: int) -> None:
    figure = one(f"2016年，全省手机产量{words}。")

    assert (figure.indicator_text, figure.value, figure.unit) == ("手机产量", times, "倍")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "2024年，全区规上工业总产值完成1200亿元，增长8%，占全市比重12.5%。",
            [("总产值", "1200", "8"), ("总产值占全市比重", "12.5", None)],
        ),
        (
            "全省税收收入完成45亿元，占比80%。",
            [("税收收入", "45", None), ("税收收入占比", "80", None)],
        ),
        (
            "城镇、农村居民人均可支配收入分别达到4.5万元、2.3万元，年均增长6%、8%。",
            [
                ("人均可支配收入", "4.5", "6"),
                ("人均可支配收入", "2.3", "8"),
            ],
        ),
        (
            "全年接待游客1200万人次，实现旅游收入98亿元，分别增长15%、20%。",
            [("接待游客", "1200", "15"), ("旅游收入", "98", "20")],
        ),
        ("地区生产总值连跨两个百亿台阶，达到856亿元。", [("地区生产总值", "856", None)]),
        (
            "企业研发投入占营业收入比重提高0.5个百分点，达到3.5%。",
            [("企业研发投入占营业收入比重", "3.5", None)],
        ),
        (
            "规上工业企业达到320家，净增56家。",
            [("规上工业企业", "320", None), ("规上工业企业净增", "56", None)],
        ),
        ("城镇新增就业60万人以上。", [("城镇新增就业", "60", None)]),
        ("每万人高价值发明专利拥有量达到12件。", [("每万人高价值发明专利拥有量", "12", None)]),
        ("民生支出占比由75%提高到80%。", [("民生支出占比", "80", None)]),
        (
            "地区生产总值跨越3个千亿元台阶，达到1.5万亿元、增长19.8%。",
            [("地区生产总值", "1.5", "19.8")],
        ),
        ("高校毕业生留省就业突破17万人。", [("高校毕业生留省就业", "17", None)]),
        ("民间投资占34%。", [("民间投资占比", "34", None)]),
        ("高技术产业投资近3年增长58.6%。", [("高技术产业投资", "None", "58.6")]),
        ("普惠托位覆盖率高于全国平均水平4.9个百分点。", []),
        ("居民收入从46503元和16935元分别提高到58794元和23184元。", []),
        ("增速连续30个月居全国前列。", []),
        ("第一、二、三产业增加值分别增长4%、6%、7%。", []),
        ("全省筹建保障性住房3万套，建成养老机构35家。", []),
    ],
)
def test_reports_of_governments_are_read(
    words: str, expected: list[tuple[str, str, str | None]]
) -> None:
    figures = [
        (f.indicator_text, f"{f.value}", None if f.growth_pct is None else f"{f.growth_pct}")
        for f in figures_of(words)
    ]

    assert figures == expected


def test_points_are_values() -> None:
    points = one("2016年，全省新产品产值率提高8个百分点。")

    assert (points.indicator_text, points.value, points.unit) == (
        "新产品产值率提高",
        8,
        "个百分点",
    )


@pytest.mark.parametrize(
    "words",
    [
        "培育50家年主营业务收入超过1亿元的企业",
        "对首次进入百强的企业，一次性给予500万元奖励",
        "推进总投资280亿元的液晶显示器件项目建设",
        "主营业务收入居全国第5位",
        "核减矿井生产能力500万吨",
        "每年安排2亿元资金支持企业改造",
        "在30个工作日内办结",
        "发展1000KV特高压设备",
        "建设全国重要的百亿级产业集群",
    ],
)
def test_rewards_thresholds_ranks_and_grades_are_no_figures(words: str) -> None:
    assert figures_of(f"2016年，{words}。") == []


def test_the_place_of_a_heading_owns_what_its_paragraph_leaves_open() -> None:
    text = (
        "医药产业2016年度行动计划\n（省工业和信息化委）\n一、任务\n"
        "1.甲县医药产业园区。2016年力争销售收入突破100亿元。\n"
    )

    (figure,) = (fact for fact in read_plan(text).facts if isinstance(fact, Figure))

    assert (figure.subject_text, figure.scope) == ("甲县医药产业园区", "sub")


@given(
    st.text(
        alphabet="全省2016年，力争主营业务收入达到12亿元同比增长9.6%（其中）、；。从由提高个百分点的",
        max_size=80,
    )
)
def test_every_figure_quotes_its_own_words(text: str) -> None:
    document = read_plan(GOALS.format(text))

    for figure in document.facts:
        if isinstance(figure, Figure):
            words = document.source.quote(figure.span)
            assert figure.unit is None or figure.unit in words
            assert all(not figure.span.covers(place) for place in figure.evidence)


@pytest.mark.parametrize(
    "unit",
    [
        "全省产量达到5万吨（增长3%），主营业务收入由3亿元提高到5亿元、与上年基本持平，",
        "全省产量达到5万吨",
        "万亿",
        "90%以上的企业、",
        "分别达到3%、4%",
        "到2016年（",
    ],
)
def test_reading_figures_grows_with_the_text_and_no_faster(unit: str) -> None:
    assert growth(figures_of, unit) < LINEAR
