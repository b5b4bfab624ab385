"""Lists of projects, their members, owners and capacities."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from luoshi_reader.extract.works import works
from luoshi_reader.facts import Project
from luoshi_reader.plan import read_plan

from reader.tests.counting import LINEAR, growth

HENAN = "河南省"


def listed(text: str, *known: str) -> list[tuple[str, tuple[str, ...]]]:
    return [
        (
            text[work.name[0] : work.name[1]],
            tuple(text[owner.start : owner.end] for owner in work.owners),
        )
        for work in works(text, HENAN, frozenset(known))
    ]


def read(body: str) -> list[Project]:
    text = f"食品工业2016年度行动计划\n（省工业和信息化委）\n\n一、重点工作\n　　{body}\n"
    return [fact for fact in read_plan(text).facts if isinstance(fact, Project)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "重点推进云溪药业年产60万吨饮料建设项目、南岭集团年产6000吨茶油加工项目等。",
            [
                ("云溪药业年产60万吨饮料建设项目", "云溪药业"),
                ("南岭集团年产6000吨茶油加工项目", "南岭集团"),
            ],
        ),
        (
            "推进飞岭化工20万吨烧碱转产项目，云溪股份20万吨烧碱异地搬迁项目。",
            [
                ("飞岭化工20万吨烧碱转产项目", "飞岭化工"),
                ("云溪股份20万吨烧碱异地搬迁项目", "云溪股份"),
            ],
        ),
        ("重点支持云溪机电有限公司的电机研发项目。", [("电机研发项目", "云溪机电有限公司")]),
        ("支持云溪集团加快建设研发中心项目。", [("研发中心项目", "云溪集团")]),
        ("积极推进云溪公司整体搬迁，发展下游产业。", [("云溪公司整体搬迁", "云溪公司")]),
        (
            "重点实施云溪（民权）电器生鲜自提柜、南岭海电器商用冷藏柜等项目。",
            [
                ("云溪（民权）电器生鲜自提柜", "云溪（民权）电器"),
                ("南岭海电器商用冷藏柜", "南岭海电器"),
            ],
        ),
        (
            "重点实施云溪柜业、南岭陶瓷等项目。",
            [("云溪柜业", "云溪柜业"), ("南岭陶瓷", "南岭陶瓷")],
        ),
        (
            "加快推进云溪客车公司、南岭轿车公司等整车项目建设。",
            [("云溪客车公司", "云溪客车公司"), ("南岭轿车公司", "南岭轿车公司")],
        ),
    ],
)
def test_each_member_of_a_list_is_a_project_with_its_owner(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert listed(text) == [(name, (owner,)) for name, owner in expected]


def test_owners_that_share_a_noun_each_have_their_project() -> None:
    text = "重点建设郑州云溪、南岭速冻食品生产基地，以及沐熊、泽宇等冷链配送网络等重大项目。"

    assert listed(text) == [
        ("速冻食品生产基地", ("郑州云溪",)),
        ("速冻食品生产基地", ("南岭",)),
        ("冷链配送网络", ("沐熊",)),
        ("冷链配送网络", ("泽宇",)),
    ]


def test_two_owners_before_de_share_one_project() -> None:
    text = "重点支持云溪集团与南岭集团的平顶山项目。"

    assert listed(text) == [("平顶山项目", ("云溪集团", "南岭集团"))]


def test_products_that_share_a_noun_need_no_owner() -> None:
    assert listed("加快推进超高分子量聚乙烯后加工、甲醇制丙烯等项目建设。") == [
        ("超高分子量聚乙烯后加工", ()),
        ("甲醇制丙烯", ()),
    ]


def test_products_behind_one_owner_inherit_it() -> None:
    text = "重点支持云溪纺织股份有限公司11万锭智能纺纱、3万吨高档面料项目等建设。"

    assert listed(text) == [
        ("云溪纺织股份有限公司11万锭智能纺纱", ("云溪纺织股份有限公司",)),
        ("3万吨高档面料项目", ("云溪纺织股份有限公司",)),
    ]


def test_a_short_name_the_plan_prints_in_full_needs_no_noun_of_projects() -> None:
    assert listed("大力推进云品鲜享网建设。", "云品") == [("云品鲜享网", ("云品",))]


@pytest.mark.parametrize(
    "text",
    [
        "重点实施25个项目，推动百项重点项目建设。",
        "重点建设煤矿续建项目、技改项目和配套选煤厂项目。",
        "实施低碳节能工程、太阳能集热技术推广工程等。",
        "支持海溪、格岭等家电知名品牌，加快发展。",
        "支持郑州建立综合物流中心，濮阳、信阳、商丘等市建立物流基地。",
        "以己内酰胺项目建设为契机，发展下游产业。",
        "重点抓好大枣、山药、香菇等特色产品的精深加工。",
        "支持云溪集团、南岭集团等入驻企业引入产业链配套项目。",
        "积极实施“退城进园”项目。",
        "加快推进老旧小区改造、污水管网、垃圾处理等项目建设。",
        "推进道路、桥梁、供水、供热等基础设施项目建设。",
        "实施一批强基工程、智能制造、绿色制造等项目。",
        "支持重点骨干企业实施技术改造项目100项以上。",
    ],
)
def test_generic_sets_and_programmes_are_no_projects(text: str) -> None:
    assert listed(text) == []


def test_capacities_keep_their_unit_and_end_before_the_process() -> None:
    (project,) = read("重点推进三门峡云溪年产万吨香菇系列产品精深加工项目等。")

    (capacity,) = project.capacities
    assert (capacity.value, capacity.unit) == (Decimal(1), "万吨")
    assert capacity.product_text == "香菇系列产品"
    assert project.places == ("三门峡",)


def test_a_rate_drops_its_year_and_two_amounts_give_two_capacities() -> None:
    first, second = read(
        "重点支持云溪公司110万吨/年焦化搬迁项目、南岭股份20万吨烧碱及20万吨PVC异地搬迁项目。"
    )

    assert [each.unit for each in first.capacities] == ["万吨"]
    assert [each.product_text for each in second.capacities] == ["烧碱", "PVC"]


@given(st.text(alphabet="重点推进云溪集团年产20万吨、，和等的项目基地建设（）郑州", max_size=60))
def test_every_project_quotes_its_own_words(text: str) -> None:
    for work in works(text, HENAN, frozenset({"云溪"})):
        assert 0 <= work.start <= work.name[0] < work.name[1] <= work.end <= len(text)


def test_a_firm_leant_on_before_the_verb_owns_what_is_built() -> None:
    (project,) = read("依托云溪公司，建设年产4万吨铁基合金带材建设项目，发展下游产业。")

    assert project.name_text == "年产4万吨铁基合金带材建设项目"
    assert project.owners == ("云溪公司",)


def test_a_sum_in_100_millions_is_money_without_the_word() -> None:
    (project,) = read("重点推进云溪药业总投资12亿的年产60万吨饮料建设项目。")

    assert project.investment is not None
    assert (project.investment.value, project.investment.unit) == (Decimal(12), "亿元")


def test_an_investment_and_a_date_are_read_where_printed() -> None:
    (project,) = read("大力推动总投资280亿元的第6代液晶显示器件项目顺利实施，确保2018年实现量产。")

    assert project.name_text == "第6代液晶显示器件项目"
    assert project.investment is not None
    assert (project.investment.value, project.investment.unit) == (Decimal(280), "亿元")
    assert project.due_text == "2018年"


def test_a_known_word_within_a_longer_word_is_no_owner() -> None:
    assert listed("推进新能源汽车三个整车制造基地建设。", "新能") == []


@pytest.mark.parametrize(
    "text",
    [
        "推进焦作轮胎、气缸套，南阳汽车水泵等零部件制造基地建设。",
        "积极推进浙江职业服装，江苏家纺等产业转移合作项目。",
        "支持云溪公司加快车联网技术开发及平台建设。",
    ],
)
def test_bases_of_places_transfers_and_research_are_no_projects(text: str) -> None:
    assert listed(text) == []


def test_works_of_the_public_have_a_place_and_no_owner() -> None:
    names = listed("加快推进沙岭水库、郑州机场三期、云溪高铁等重大项目。")

    assert names == [("沙岭水库", ()), ("郑州机场三期", ()), ("云溪高铁", ())]


def test_what_a_section_looks_back_on_is_no_project() -> None:
    title = "食品工业2016年度行动计划\n（2016年3月）\n"
    text = f"{title}一、2015年工作回顾\n　　推进云溪公司整体搬迁项目。\n"

    assert not [fact for fact in read_plan(text).facts if isinstance(fact, Project)]


def test_lines_and_reservoirs_are_works_by_their_own_noun() -> None:
    assert listed("加快推进沙永、云吉等6条高铁建设，开工建设福岭水库。") == [
        ("沙永", ()),
        ("云吉", ()),
        ("福岭水库", ()),
    ]
    assert listed("推进福岭水库建设，加快农村公路建设。") == [("福岭水库", ())]


@pytest.mark.parametrize(
    "piece",
    [
        "推进云溪公司甲项目和南岭公司乙项目和",
        "推进云溪年产20万吨项目，",
        "推进项目建设投产",
        "（云溪集团（",
    ],
)
def test_work_grows_with_the_length(piece: str) -> None:
    assert growth(lambda text: list(works(text, HENAN, frozenset())), piece) < LINEAR


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "加快云溪公司、南岭公司中药现代化项目建设。",
            [("中药现代化项目", ("云溪公司",)), ("南岭公司中药现代化项目", ("南岭公司",))],
        ),
        (
            "推动云溪集团与南岭大学合作的深海装备研发项目。",
            [("深海装备研发项目", ("云溪集团", "南岭大学"))],
        ),
        (
            "推进云溪公司高速列车轴承、盾构轴承项目。",
            [("云溪公司高速列车轴承", ("云溪公司",)), ("盾构轴承项目", ("云溪公司",))],
        ),
        (
            "支持云溪公司建设注射剂生产线，南岭公司建设中药饮片产业园。",
            [("注射剂生产线", ("云溪公司",)), ("中药饮片产业园", ("南岭公司",))],
        ),
    ],
)
def test_owners_and_things_are_shared_as_the_list_shares_them(
    text: str, expected: list[tuple[str, tuple[str, ...]]]
) -> None:
    assert listed(text) == expected


def test_each_member_has_its_own_sum() -> None:
    found = read("推进总投资20亿元的云溪公司轴承产业园、总投资8亿元的南岭公司液压支架项目。")

    assert [each.investment.value for each in found if each.investment] == [20, 8]


def test_a_product_keeps_the_wording_of_the_source() -> None:
    (project,) = read("推进云溪铝业年产１０万吨“１＋１”硬合金板带材项目。")

    assert project.capacities[0].product_text == "“１＋１”硬合金板带材"


def test_a_place_before_the_first_of_a_group_is_the_place_of_all() -> None:
    found = read("推进汝州云溪家居工业园、南岭木业、沙岭柜业等项目，信阳云海家具、岭南家具等项目。")

    assert [(each.owners, each.places) for each in found[:3]] == [
        (("云溪家居",), ("汝州",)),
        (("南岭木业",), ("汝州",)),
        (("沙岭柜业",), ("汝州",)),
    ]
    assert [each.places for each in found[3:]] == [("信阳",), ("信阳",)]


def test_a_branch_in_brackets_tells_the_place() -> None:
    (first, _) = read("重点实施云溪（民权）电器自提柜、南岭电器冷藏柜等项目。")

    assert first.places == ("民权",)


def test_a_line_that_is_a_project_needs_no_verb() -> None:
    assert listed("3.云溪集团年产5万吨高档面料项目。") == [
        ("云溪集团年产5万吨高档面料项目", ("云溪集团",))
    ]
    assert listed("云溪集团要抓好项目。") == []


@pytest.mark.parametrize(
    "text",
    ["建设铝镁、黄金、超高纯铜等有色金属项目。", "建设一批化工材料、专用化学品等项目。"],
)
def test_classes_of_goods_are_no_projects(text: str) -> None:
    assert listed(text) == []


def test_lines_between_places_are_no_firms() -> None:
    text = "建好云坪岭西环、沙溪至南坪等高速公路续建项目。"

    assert listed(text) == [("云坪岭西环", ()), ("沙溪至南坪", ())]


def test_two_works_that_a_list_joins_are_two() -> None:
    projects = read("保障云坪高铁和沙溪铁路等重大工程建设。")

    assert [fact.name_text for fact in projects] == ["云坪高铁", "沙溪铁路"]


def test_a_list_ends_where_another_verb_of_building_begins() -> None:
    projects = read("推进云坪高铁建设，力促沙溪铁路、南坪运河等建成投运。")

    assert [fact.name_text for fact in projects] == ["云坪高铁", "沙溪铁路", "南坪运河"]


def test_a_body_of_the_state_is_a_project_where_a_kind_of_service_is_none() -> None:
    projects = read("加快国家区域公共卫生中心、公共卫生中心等项目建设。")

    assert [fact.name_text for fact in projects] == ["国家区域公共卫生中心"]


def test_a_set_of_projects_is_no_firm() -> None:
    projects = read("推动一批强链项目落地，云溪药业中药饮片、南坪乳业液态奶等项目投产。")

    assert [fact.owners for fact in projects] == [("云溪药业",), ("南坪乳业",)]


def test_a_list_of_public_works_makes_works_of_its_members() -> None:
    text = "推动云坪高铁、南坪机场三期改扩建、骨干水网及县域配套工程等项目建设。"

    assert [name for name, _ in listed(text)][-1] == "骨干水网及县域配套工程"
    assert listed("推动骨干水网及县域配套工程等项目建设。") == []


def test_what_is_done_to_a_thing_may_close_its_name() -> None:
    text = "推进南坪遗址保护利用、云溪矿区资源综合利用等项目。"

    assert [name for name, _ in listed(text)] == ["南坪遗址保护利用", "云溪矿区资源综合利用"]


@pytest.mark.parametrize(
    "text",
    [
        "谋划储备交通、能源、水利、安全、城市更新等重大基础设施项目。",
        "加快云溪、南岭等氢能产业集群、储能电站、零碳产业园建设。",
        "谋划推出2000个省级重点项目。",
        "加快布局建设煤制芳烃、煤焦油深加工等项目。",
        "支持云溪、南岭等市推进火箭、卫星制造、航天配套等重大项目。",
    ],
)
def test_classes_places_of_clusters_and_counts_are_no_works(text: str) -> None:
    assert not listed(text)


def test_a_house_in_a_street_is_no_owners() -> None:
    text = "启动汝渚西路沈氏宅、渚溯镇张氏宅等修缮工程。"

    assert [(project.name_text, project.owners) for project in read(text)] == [
        ("汝渚西路沈氏宅", ()),
        ("渚溯镇张氏宅", ()),
    ]


def test_numerals_of_a_name_are_no_capacity() -> None:
    (project,) = read("推进九里亭溯浜城市更新项目。")

    assert (project.name_text, project.capacities) == ("九里亭溯浜", ())
