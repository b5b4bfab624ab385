"""Figures: whose an indicator is, and what members of a row share."""

from decimal import Decimal

import pytest

from reader.tests.extracting import figures_of


@pytest.mark.parametrize(
    ("words", "subject", "indicator"),
    [
        ("推动云岭陶瓷产业规模达100亿元", "云岭陶瓷产业", "规模"),
        ("全省产业规模达到100亿元", "全省", "产业规模"),
        ("全社会研发投入占生产总值的比重达到2.8%", "全社会", "研发投入占生产总值的比重"),
        ("陶瓷制造业增加值占工业增加值比重达到6%", "陶瓷制造业", "增加值占工业增加值比重"),
        ("大中型企业建立研发机构的比例达到50%", "大中型企业", "建立研发机构的比例"),
        ("科技企业孵化器达到60家", None, "科技企业孵化器"),
        ("全省新建一批学校，优质园达到60所以上，园区绿化率达到40%", "全省", "园区绿化率"),
        ("陶瓷产业瞄准高端。建设生产线。产值达到35亿元", "陶瓷产业", "产值"),
        ("服务外包合同额达到30亿元", None, "服务外包合同额"),
        ("云岭新区生产总值达到30亿元", "云岭新区", "生产总值"),
        ("人均地区生产总值达到10万元", None, "人均地区生产总值"),
    ],
)
def test_a_measure_is_parted_from_whose_it_is(
    words: str, subject: str | None, indicator: str
) -> None:
    figure = figures_of(words + "。")[-1]

    assert (figure.subject_text, figure.indicator_text) == (subject, indicator)


def test_the_words_of_all_society_are_not_lent_to_the_next_figure() -> None:
    _, second = figures_of("全社会研发投入增长8%，高端产品产值占总产值比重达到45%。")

    assert second.subject_text is None


def test_counts_in_a_row_keep_their_own_names() -> None:
    figures = figures_of("在孵企业达到500家，毕业企业100家。")

    assert [each.indicator_text for each in figures] == ["在孵企业", "毕业企业"]


def test_an_industry_behind_a_share_takes_the_measure_of_its_own_unit() -> None:
    figures = figures_of("主导产业产值达到50亿元，占全省工业比重达到40%，其中陶瓷产业30亿元。")

    assert (figures[-1].subject_text, figures[-1].indicator_text) == ("陶瓷产业", "产值")


def test_a_number_that_grew_from_another_ends_before_the_next_member() -> None:
    figures = figures_of("高新技术企业从0.9万家增加到1.5万家、中小企业达到2.8万家。")

    assert [(each.indicator_text, each.value) for each in figures] == [
        ("高新技术企业", Decimal("1.5")),
        ("中小企业", Decimal("2.8")),
    ]


@pytest.mark.parametrize(
    ("words", "subject", "indicator"),
    [
        ("新建省级工程中心10家，总规模达到50家", "省级工程中心", "总规模"),
        ("新建10个以上产业技术研究院，总规模达到30个", "产业技术研究院", "总规模"),
        ("全省拥有自主品牌的龙头企业达到100家", "全省", "拥有自主品牌的龙头企业"),
    ],
)
def test_what_a_total_or_a_count_is_of_stands_before_it(
    words: str, subject: str, indicator: str
) -> None:
    (figure,) = figures_of(words + "。")

    assert (figure.subject_text, figure.indicator_text) == (subject, indicator)


def test_a_limit_of_a_procedure_is_of_no_year() -> None:
    (figure,) = figures_of("审批时限压缩到15个工作日以内。")

    assert (figure.year, figure.op, figure.value, figure.unit) == (
        None,
        "<=",
        Decimal(15),
        "个工作日",
    )


def test_town_and_country_have_a_number_each() -> None:
    figures = figures_of("全省城乡居民人均收入分别达到4万元、2万元。")

    assert [(each.subject_text, each.indicator_text, each.value) for each in figures] == [
        ("全省城镇居民", "人均收入", Decimal(4)),
        ("全省农村居民", "人均收入", Decimal(2)),
    ]


def test_a_word_behind_the_last_number_of_a_row_holds_for_all() -> None:
    figures = figures_of("旅游人数、旅游收入分别增长6%和7%以上。")

    assert [(each.growth_op, each.growth_pct) for each in figures] == [
        (">=", Decimal(6)),
        (">=", Decimal(7)),
    ]


def test_levels_in_a_row_share_what_is_of_that_level() -> None:
    figures = figures_of("国家级、省级创新平台分别达到22家、182家。")

    assert [each.indicator_text for each in figures] == ["国家级创新平台", "省级创新平台"]


def test_what_is_newly_made_or_done_of_a_task_has_a_number() -> None:
    made, done = figures_of("新增天然气产量10亿立方米以上，治沙攻坚战完成规划任务85%以上。")

    assert (made.value, made.op) == (Decimal(10), ">=")
    assert (done.value, done.unit) == (Decimal(85), "%")


def test_what_a_body_is_able_to_do_is_no_act() -> None:
    (share,) = figures_of("达到服务能力标准的乡镇卫生院占比提高到90%以上。")

    assert (share.value, share.op) == (Decimal(90), ">=")


def test_an_aside_behind_a_counted_noun_belongs_to_no_indicator() -> None:
    (figure,) = figures_of("国家级工程研究中心（含国家地方联合工程研究中心）达到5个以上。")

    assert (figure.indicator_text, figure.value) == ("国家级工程研究中心", Decimal(5))


def test_a_bracket_behind_a_measure_takes_nothing_from_its_neighbour() -> None:
    figures = figures_of("全市生产总值（不含某县，下同）、固定资产投资分别增长9%、10%。")

    assert [each.indicator_text for each in figures] == [
        "生产总值（不含某县，下同）",
        "固定资产投资",
    ]


def test_the_same_counted_otherwise_has_the_same_indicator() -> None:
    figures = figures_of("一般公共预算收入增长8%，不含新区增长8.4%。")

    assert [each.indicator_text for each in figures] == ["一般公共预算收入"] * 2
