"""Whose a figure is: industries, people, projects and parks that stand before the indicator."""

import pytest
from luoshi_reader import read_plan
from luoshi_reader.facts import Figure

from reader.tests.extracting import figures_of


def told(text: str) -> list[tuple[str | None, str, str]]:
    return [(each.subject_text, each.indicator_text, each.scope) for each in figures_of(text)]


@pytest.mark.parametrize(
    ("text", "owner", "indicator", "scope"),
    [
        (
            "水泥、陶瓷行业能效标杆水平以上产能占比达到30%。",
            "水泥、陶瓷行业",
            "能效标杆水平以上产能占比",
            "province",
        ),
        ("公共机构煤炭消费占比降至13%以下。", "公共机构", "煤炭消费占比", "province"),
        ("煤电机组平均供电煤耗控制在300克/千瓦时以下。", "煤电机组", "平均供电煤耗", "sub"),
        (
            "钢铁行业节能降碳改造形成节能量约2000万吨标准煤。",
            "钢铁行业节能降碳改造",
            "节能量",
            "province",
        ),
        ("全国非化石能源发电量占比达到39%左右。", "全国", "非化石能源发电量占比", "province"),
        ("二产增加值增长6%左右。", "二产", "增加值", "province"),
        ("全体居民人均可支配收入增长5%以上。", "全体居民", "人均可支配收入", "province"),
        ("生产性服务业占服务业比重达44%左右。", "生产性服务业", "占服务业比重", "province"),
        ("石化产业产值突破1300亿元。", "石化产业", "产值", "sub"),
        ("旅游业产值突破1300亿元。", "旅游业", "产值", "province"),
        ("装备产业产值突破1300亿元。", "装备产业", "产值", "province"),
        ("11个重点领域项目投资突破2000亿元。", "11个重点领域项目", "投资", "sub"),
    ],
)
def test_a_class_before_an_indicator_owns_it(
    text: str, owner: str, indicator: str, scope: str
) -> None:
    assert told(text) == [(owner, indicator, scope)]


def test_town_and_country_are_two_peoples() -> None:
    assert told("城乡居民人均可支配收入分别增长6%、7%。") == [
        ("城镇居民", "人均可支配收入", "province"),
        ("农村居民", "人均可支配收入", "province"),
    ]


def test_the_projects_of_the_clause_before_own_an_investment() -> None:
    assert told("实施重大项目1900多个，完成投资2500亿元以上。") == [("重大项目", "完成投资", "sub")]


def test_new_jobs_of_towns_are_a_figure_in_either_order() -> None:
    assert told("新增城镇就业2500人。") == [(None, "新增城镇就业", "province")]


def test_a_territory_behind_the_year_owns_the_goals_of_its_sentence() -> None:
    assert told("今年全省经济社会发展主要预期目标是：固定资产投资增长5%，失业率控制在5%左右。") == [
        ("全省", "固定资产投资", "province"),
        ("全省", "失业率", "province"),
    ]


def test_an_industry_owns_what_its_sentence_goes_on_to_say() -> None:
    assert [each[0] for each in told("电解铝行业产能占比达到30%，可再生能源使用比例达到25%。")] == [
        "电解铝行业",
        "电解铝行业",
    ]


def test_a_part_of_a_sum_is_told_by_its_name_alone() -> None:
    assert [
        each[:2] for each in told("锂电池产业实现营业收入2000亿元，其中电池材料1200亿元。")
    ] == [
        ("锂电池产业", "营业收入"),
        ("锂电池产业电池材料", "营业收入"),
    ]


def test_projects_and_vehicles_of_a_field_are_not_the_field() -> None:
    assert told("重点领域项目贷款余额增长20%。") == [(None, "重点领域项目贷款余额", "province")]
    assert told("公共领域车辆电动化率达到80%。") == [(None, "公共领域车辆电动化率", "province")]


def test_a_rate_of_firms_is_no_rate_of_their_bodies() -> None:
    assert told("规模以上工业企业研发机构覆盖率达到60%。") == [
        ("规模以上工业企业", "研发机构覆盖率", "province")
    ]


def test_parks_reach_what_the_sentence_before_measures() -> None:
    assert told(
        "全市工业销售收入达到5000亿元。沙河高新区达到2000亿元，云岭工业园、南湖工业园等分别达到100亿元。"
    ) == [
        ("全市工业", "销售收入", "province"),
        ("沙河高新区", "销售收入", "sub"),
        ("云岭工业园", "销售收入", "sub"),
        ("南湖工业园", "销售收入", "sub"),
    ]


@pytest.mark.parametrize(
    ("text", "owner", "indicator"),
    [
        ("实现90%以上部门间办事事项接入平台。", "部门间办事事项", "接入平台"),
        ("30%以上规上工业企业设立研发机构。", "规上工业企业", "设立研发机构"),
        ("年内50%以上保留村面貌提升。", "保留村", "面貌提升"),
    ],
)
def test_a_share_of_a_class_that_does_something_is_a_figure(
    text: str, owner: str, indicator: str
) -> None:
    assert [each[:2] for each in told(text)] == [(owner, indicator)]


@pytest.mark.parametrize(
    "text",
    [
        "给予50%以上企业补贴。",
        "推广90%以上村庄的做法。",
        "云岭市达到全国先进水平。",
    ],
)
def test_what_states_nothing_of_a_class_is_no_figure(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "owner", "indicator", "op", "year"),
    [
        ("抓好总投资120亿元的15个重点项目，推进建设。", "15个重点项目", "总投资", "=", 2016),
        ("坚决守住18亿亩耕地红线。", None, "耕地", ">=", None),
        ("新建厂房屋顶光伏覆盖率达到50%。", None, "新建厂房屋顶光伏覆盖率", "=", 2016),
        (
            "新建大型数据中心电能利用效率不超过1.3。",
            None,
            "新建大型数据中心电能利用效率",
            "<=",
            2016,
        ),
    ],
)
def test_sums_of_projects_red_lines_and_rates_of_what_is_new(
    text: str, owner: str | None, indicator: str, op: str, year: int | None
) -> None:
    (figure,) = figures_of(text)
    assert (figure.subject_text, figure.indicator_text) == (owner, indicator)
    assert (figure.kind, figure.op, figure.year) == ("target", op, year)


@pytest.mark.parametrize(
    "text",
    [
        "建设一批销售收入超百亿的产业集聚区。",
        "引进总投资5亿元的企业。",
        "严守生态保护红线。",
        "新建厂房50万平方米。",
    ],
)
def test_what_only_tells_the_size_of_things_is_no_figure(text: str) -> None:
    assert told(text) == []


def test_the_last_year_of_a_counted_five_year_plan_is_the_year_of_its_goals() -> None:

    text = (
        "云岭市国民经济和社会发展第十二个五年规划\n"
        '一、"十二五"时期的任务\n（一）全市生产总值达到3800亿元。\n（二）发展工业。\n'
    )
    (figure,) = (fact for fact in read_plan(text).facts if isinstance(fact, Figure))
    assert (figure.kind, figure.year) == ("target", 2015)


def test_a_place_owns_what_stands_behind_it_and_the_plan_s_own_is_no_part() -> None:
    plan = read_plan(
        "福州市光伏产业2025年行动计划\n\n一、目标\n"
        "到2025年，福州市光伏装机达到100万千瓦，闽侯县光伏装机达到10万千瓦。"
    )

    assert [
        (fact.subject_text, fact.indicator_text, fact.scope)
        for fact in plan.facts
        if isinstance(fact, Figure)
    ] == [("福州市", "光伏装机", "province"), ("闽侯县", "光伏装机", "sub")]


def test_what_is_asked_of_projects_is_theirs() -> None:
    assert told("先进制造项目要力争新增销售收入32亿元以上。") == [
        ("先进制造项目", "新增销售收入", "sub")
    ]
