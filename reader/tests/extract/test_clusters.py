"""Clusters, bases, parks and centres that a plan wants."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from luoshi_reader.extract.clusters import clusters
from luoshi_reader.facts import Cluster
from luoshi_reader.source import Source
from luoshi_reader.structure.parse import parse

from reader.tests.counting import LINEAR, growth
from reader.tests.extracting import plan_of


def read(text: str, area: str = "河南省") -> list[Cluster]:
    return list(clusters(plan_of(text, area=area)))


def names(text: str) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(each.name_text, each.kind, each.places) for each in read(text)]


def whole(text: str) -> list[Cluster]:
    (plan,) = parse(Source(text))
    return list(clusters(plan))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("建设叶县尼龙化工产业园。", ("叶县尼龙化工产业园", "park", ("叶县",))),
        ("打造全国最大的冷链食品制造基地。", ("冷链食品制造基地", "base", ())),
        ("培育郑州智能装备产业集群。", ("郑州智能装备产业集群", "cluster", ("郑州",))),
        ("推动商丘印染产业带建设。", ("商丘印染产业带", "cluster", ("商丘",))),
        (
            "把郑州打造成为中部地区最大的商贸物流中心。",
            ("商贸物流中心", "centre", ("郑州",)),
        ),
        ("支持洛阳市建设国内领先的轴承制造基地。", ("轴承制造基地", "base", ("洛阳市",))),
        ("提升民权“中原冷谷”的影响力。", ("中原冷谷", "park", ("民权",))),
        ("建设人工智能先导区。", ("人工智能先导区", "park", ())),
        ("洛阳钢制家具产业集群重点加强设计。", ("洛阳钢制家具产业集群", "cluster", ("洛阳",))),
        ("以打造郑州客车生产基地为目标。", ("郑州客车生产基地", "base", ("郑州",))),
        ("建设国家物流枢纽及骨干冷链物流基地。", ("骨干冷链物流基地", "base", ())),
        ("推动郑州智能装备产业集群提档升级。", ("郑州智能装备产业集群", "cluster", ("郑州",))),
        (
            "郑州国家级数据标注基地新培育数据集20个以上。",
            ("郑州国家级数据标注基地", "base", ("郑州",)),
        ),
        ("支持郑州建设陆港枢纽产业园。", ("陆港枢纽产业园", "park", ("郑州",))),
        ("支持郑州浑河科技城集聚创新要素。", ("郑州浑河科技城", "park", ("郑州",))),
        ("建设森林和生态食品供给基地。", ("森林和生态食品供给基地", "base", ())),
        ("推动郑州国际汽车城建设。", ("郑州国际汽车城", "park", ("郑州",))),
        ("建设郑州金融商务区。", ("郑州金融商务区", "park", ("郑州",))),
        ("争创国家新兴材料发展示范基地。", ("国家新兴材料发展示范基地", "base", ())),
        ("建设长白山药材资源储备基地。", ("长白山药材资源储备基地", "base", ("长白山",))),
        ("建设叶县尼龙综合试验区。", ("叶县尼龙综合试验区", "park", ("叶县",))),
        ("建设创新型中小企业孵化基地。", ("创新型中小企业孵化基地", "base", ())),
        (
            "支持某某（某村）钢制家具产业带建设。",
            ("某某（某村）钢制家具产业带", "cluster", ("某村",)),
        ),
    ],
)
def test_what_is_wanted_has_its_name_kind_and_place(
    text: str, expected: tuple[str, str, tuple[str, ...]]
) -> None:
    assert names(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "推进产业集群提升改造项目。",
        "培育6个世界级、7个国家级产业集群。",
        "建设零碳产业园。",
        "推动一区两园、数字园中园发展。",
        "提升综合承载能力和产业集群水平。",
        "建设中国特色社会主义先行示范区。",
        "建设粤港澳大湾区。",
        "建设爱国主义教育基地和云溪思想研究基地。",
        "推动化工园区扩区调区。",
    ],
)
def test_zones_of_no_industry_and_works_in_a_cluster_are_none(text: str) -> None:
    assert names(text) == []


def test_places_counted_together_each_have_their_own() -> None:
    found = read("重点培育漯河、周口、信阳3个千亿级产业集群，南阳、鹤壁2个近千亿产业集群。")

    assert [each.places for each in found] == [
        ("漯河",),
        ("周口",),
        ("信阳",),
        ("南阳",),
        ("鹤壁",),
    ]
    assert {each.name_text for each in found} == {"千亿级产业集群", "近千亿产业集群"}
    assert [each.scale_op for each in found] == ["=", "=", "=", "~", "~"]
    assert {each.scale_yi for each in found} == {Decimal(1000)}


def test_a_verb_within_a_further_member_governs_nothing() -> None:
    found = names("创建国家级数据标注基地、数字服务出口基地、郑州智算协同发展产业园。")

    assert [name for name, _, _ in found] == [
        "国家级数据标注基地",
        "数字服务出口基地",
        "郑州智算协同发展产业园",
    ]


def test_places_before_a_common_noun_with_etc_each_have_their_own() -> None:
    found = names("濮阳、信阳、商丘等市建立区域性专业物流基地。")

    assert [places for _, _, places in found] == [("濮阳",), ("信阳",), ("商丘",)]


def test_two_places_of_one_industry_share_one_cluster() -> None:
    assert names("打造郑州、洛阳轨道交通装备制造产业集群。") == [
        ("郑州、洛阳轨道交通装备制造产业集群", "cluster", ("郑州", "洛阳"))
    ]


def test_places_linked_round_a_centre_share_one_cluster() -> None:
    (found,) = read("建设以郑州为中心，许昌、商丘等地链接的500亿级超硬材料产业集群。")

    assert found.places == ("郑州", "许昌", "商丘")
    assert (found.scale_yi, found.scale_op) == (Decimal(500), "=")


def test_members_with_an_industry_each_keep_it_in_their_name() -> None:
    assert [name for name, _, _ in names("建设巩义铝加工、鹤壁镁合金两大产业集群。")] == [
        "巩义铝加工产业集群",
        "鹤壁镁合金产业集群",
    ]


def test_industries_counted_together_each_have_their_own_cluster() -> None:
    found = read("培育高端装备、精细化工2个千亿级产业集群，新材料500亿级产业集群。")

    assert [each.name_text for each in found] == [
        "高端装备千亿级产业集群",
        "精细化工千亿级产业集群",
        "新材料500亿级产业集群",
    ]
    assert [each.industry_text for each in found] == ["高端装备", "精细化工", "新材料"]
    assert [each.scale_yi for each in found] == [1000, 1000, 500]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("支持成都、德阳共建能源装备产业集群。", ("成都", "德阳")),
        ("形成以郑州为核心，开封、新乡为两翼的装备制造产业带。", ("郑州", "开封", "新乡")),
        ("推动杭州发展，以合肥为核心，打造新型显示产业集群。", ("合肥",)),
    ],
)
def test_what_several_places_build_together_is_one(text: str, places: tuple[str, ...]) -> None:
    (found,) = read(text)

    assert found.places == places


def test_a_list_parted_by_commas_has_one_cluster_a_place() -> None:
    found = read("推进焦作轮胎、气缸套，许昌传动轴，安阳铸造件等零部件制造基地建设。")

    assert [(each.name_text, each.places) for each in found] == [
        ("焦作轮胎、气缸套零部件制造基地", ("焦作",)),
        ("许昌传动轴零部件制造基地", ("许昌",)),
        ("安阳铸造件零部件制造基地", ("安阳",)),
    ]


def test_the_places_of_the_subject_share_what_can_only_be_one() -> None:
    (found,) = read("原阳、清丰、兰考等产业集聚区引进配套企业，打造中部地区最大的家具生产基地。")

    assert found.places == ("原阳", "清丰", "兰考")


@pytest.mark.parametrize(
    ("text", "scale"),
    [
        ("打造超千亿级光电子产业集群。", (Decimal(1000), ">")),
        ("打造近百亿元食品产业集群。", (Decimal(100), "~")),
        ("形成万亿级智能终端产业集群。", (Decimal(10000), "=")),
        ("打造百万吨级尼龙化工基地。", (None, None)),
    ],
)
def test_the_scale_is_money_only(text: str, scale: tuple[Decimal | None, str | None]) -> None:
    (found,) = read(text)

    assert (found.scale_yi, found.scale_op) == scale


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "壮大成套装备、先进材料、现代物流及供应链服务产业集群。",
            ["成套装备产业集群", "先进材料产业集群", "现代物流产业集群", "供应链服务产业集群"],
        ),
        (
            "打造优质粮油、山地果蔬等现代农业产业集群。",
            ["优质粮油现代农业产业集群", "山地果蔬现代农业产业集群"],
        ),
        (
            "做强洛阳石化、许昌装备等产业集群。",
            ["洛阳石化产业集群", "许昌装备产业集群"],
        ),
        (
            "推动洛阳光伏、许昌智能汽车等战略性新兴产业集群发展。",
            ["洛阳光伏战略性新兴产业集群", "许昌智能汽车战略性新兴产业集群"],
        ),
        (
            "做强南阳VR、焦作铜、安阳稀土三大产业基地。",
            ["南阳VR产业基地", "焦作铜产业基地", "安阳稀土产业基地"],
        ),
        (
            "打造呼和浩特乳业、洛阳灯饰、许昌电梯设备等优势产业集群。",
            ["呼和浩特乳业优势产业集群", "洛阳灯饰优势产业集群", "许昌电梯设备优势产业集群"],
        ),
        ("壮大智能汽车等先进制造业集群。", ["智能汽车先进制造业集群"]),
        (
            "培育高端装备、新材料等一批千亿级产业集群。",
            ["高端装备千亿级产业集群", "新材料千亿级产业集群"],
        ),
        (
            "打造有竞争优势的新材料、特色装备两大产业集群。",
            ["新材料产业集群", "特色装备产业集群"],
        ),
        ("打造清洁能源与新材料产业集群。", ["清洁能源与新材料产业集群"]),
    ],
)
def test_industries_listed_without_a_count_each_have_their_own(
    text: str, expected: list[str]
) -> None:
    assert [name for name, _, _ in names(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("建设国家数字经济创新发展试验区。", ("国家数字经济创新发展试验区", "park", ())),
        ("深化国家文化产业创新实验区建设。", ("国家文化产业创新实验区", "park", ())),
        ("完成创建国家全域旅游示范区任务。", ("国家全域旅游示范区", "park", ())),
        ("建设国家人工智能应用中试基地。", ("国家人工智能应用中试基地", "base", ())),
        ("建设国家动漫产业发展基地。", ("国家动漫产业发展基地", "base", ())),
        ("推进国家重要算力保障基地建设。", ("国家重要算力保障基地", "base", ())),
        ("推动云溪智慧城开发提速。", ("云溪智慧城", "park", ())),
        ("打造黄河文化旅游带。", ("黄河文化旅游带", "cluster", ())),
        ("把郑州打造成为区域性金融中心。", ("区域性金融中心", "centre", ("郑州",))),
        ("打造“中原药谷”。", ("中原药谷", "park", ())),
        ("支持科学城建设人工智能集聚区。", ("人工智能集聚区", "park", ())),
        ("建设中国（郑州）软件谷。", ("中国（郑州）软件谷", "park", ("郑州",))),
        ("打造成渝地区电子信息产业集群。", ("成渝地区电子信息产业集群", "cluster", ())),
        ("打造成都电子信息产业基地。", ("成都电子信息产业基地", "base", ("成都",))),
        ("以洛阳为重点打造石化产业集群。", ("石化产业集群", "cluster", ("洛阳",))),
        ("推动云溪生命科学园联动发展。", ("云溪生命科学园", "park", ())),
        ("打造消费品特色园区。", ("消费品特色园区", "park", ())),
        ("力争豫北新能源基地建成投产。", ("豫北新能源基地", "base", ())),
        ("建设高效生态农业示范区。", ("高效生态农业示范区", "park", ())),
        ("推进农业科技创新港建设。", ("农业科技创新港", "park", ())),
        ("建设郑州软件园。", ("郑州软件园", "park", ("郑州",))),
        ("把郑州打造成为策源地、高端产业引领集聚区。", ("高端产业引领集聚区", "park", ("郑州",))),
        ("建设云溪镇食用菌种植基地。", ("云溪镇食用菌种植基地", "base", ("云溪镇",))),
        ("做强郑州医药特色产业集群。", ("郑州医药特色产业集群", "cluster", ("郑州",))),
        ("启动建设“清溪茶香”旅游带。", ("“清溪茶香”旅游带", "cluster", ())),
        ("建设郑州零碳算力产业园。", ("郑州零碳算力产业园", "park", ("郑州",))),
        ("建设以龙头企业牵引的功能食品示范区。", ("功能食品示范区", "park", ())),
        ("建设新型食品先导园区。", ("新型食品先导园区", "park", ())),
        ("建设全国能源资源战略保障基地。", ("全国能源资源战略保障基地", "base", ())),
        ("争创新兴产业发展示范基地。", ("新兴产业发展示范基地", "base", ())),
        ("支持云溪信息港建设。", ("云溪信息港", "park", ())),
        ("推动转型，郑州数据产业集聚区营收达到50亿元。", ("郑州数据产业集聚区", "park", ("郑州",))),
        ("建设中部地区特色装备集聚区。", ("中部地区特色装备集聚区", "park", ("中部地区",))),
    ],
)
def test_zones_gardens_and_towns_named_by_an_industry_are_wanted(
    text: str, expected: tuple[str, str, tuple[str, ...]]
) -> None:
    assert names(text) == [expected]


def test_a_member_no_list_knows_is_a_place_beside_places() -> None:
    found = names(
        "提升现有郑州马东、洛阳湾谷、安阳西岭专业产业基地和云溪、漯河、周口等应用基地的能级。"
    )

    assert [(name, places) for name, _, places in found] == [
        ("专业产业基地", ("郑州马东",)),
        ("专业产业基地", ("洛阳湾谷",)),
        ("安阳西岭专业产业基地", ("安阳西岭",)),
        ("应用基地", ("云溪",)),
        ("应用基地", ("漯河",)),
        ("应用基地", ("周口",)),
    ]


def test_a_citys_own_paper_names_its_districts_in_short() -> None:
    text = "支持松江建设科学仪器产业园。"

    assert [each.places for each in read(text, area="上海市")] == [("松江",)]
    assert [each.places for each in read(text)] == [()]


def test_a_heading_states_a_cluster_only_where_its_paragraphs_do_not() -> None:
    title = "河南省家居产业转型发展行动计划\n一、重点任务\n"
    alone = f"{title}（一）培育未来产业集聚区。支持企业参与。\n（二）其他。完。\n"
    again = f"{title}（一）打造现代家居物流中心。建设最大的家居物流基地。\n（二）其他。完。\n"

    assert [each.name_text for each in whole(alone)] == ["未来产业集聚区"]
    assert [each.name_text for each in whole(again)] == ["家居物流基地"]


@pytest.mark.parametrize(
    "text",
    [
        "依托郑州、漯河等产业集聚区，抓好龙头企业。",
        "以濮阳化工示范基地为基础，引进企业。",
        "发挥中国制冷设备产业基地优势。",
        "培育一批产业集群。",
        "加大集群引进力度，实现集群发展。",
        "建设人才实训基地。",
        "建设标准化种养殖基地等项目。",
        "重点推进某食品工业园、某加工基地等10个项目建设。",
        "支持某集团公司建设新材料产业园。",
        "建设国际航空枢纽和生态文化园。",
        "创建全国示范区。",
        "促进产业集群集聚发展。",
        "推进自贸试验区建设，打造生态文明示范区。",
        "支持南阳、许昌等纺织集群采用新技术。",
        "支持洛阳硅片项目，洛阳微电子产业园，郑州芯片项目尽快建设。",
        "建设国家综合改革试验区。",
        "建设联合实训基地和传染病防治基地。",
        "设立知识产权纠纷应对指导中心郑州基地。",
        "创建国家文物保护利用示范区。",
        "提升国际金融中心能级。",
        "建设绿电园区和零碳园区。",
        "建设高标准数字园区，推动县域产业进园区。",
        "打造“六个产业基地”和“飞地园区”。",
        "提升幼儿园办园质量。",
        "支持企业在云溪科学城设立机构。",
        "争创国家新型工业化示范区。",
        "建设森林公园、校园和幼儿园。",
        "打造科技创新高地和创新策源地。",
        "建设中试平台和实证基地。",
        "推进农业观测试验基地建设。",
        "推进消费帮扶示范城市和产地示范区创建。",
        "支持农高区托管联办县域产业园区。",
        "突出重点产业、重点产品、重点集群。",
        "推进县域产业园区建设。",
        "推进两岸融合发展示范区建设。",
        "围绕布局在郑州的云溪研究院、卫星研制基地，加强协作。",
        "建设专业孵化器与产业集聚区。",
        "打造产业协同创新特色园区。",
        "建设“云溪谷”精准营养策源区。",
        "分类开展专项培育、集聚区建设。",
        "加快职业教育产教融合示范区建设。",
        "推广“1＋X”集群发展模式。",
        "建设零碳产业园。",
    ],
)
def test_what_is_leant_on_or_general_is_no_cluster(text: str) -> None:
    assert read(text) == []


def test_a_review_of_the_past_wants_nothing() -> None:
    assert not list(clusters(plan_of("建成郑州汽车产业集群。", title="2015年工作回顾")))


def test_a_chapter_of_both_what_was_done_and_what_is_to_come_still_promises() -> None:
    title = "“十四五”时期发展成就和“十五五”时期目标任务"

    assert list(clusters(plan_of("打造郑州汽车产业集群。", title=title)))


@given(
    st.text(alphabet="建设打造郑州洛阳百亿级食品产业集群基地园区等和、，。的“”（）5个", max_size=80)
)
def test_every_name_lies_in_the_paragraph_and_every_quote_is_the_text(text: str) -> None:
    plan = plan_of(text)
    for each in clusters(plan):
        assert each.span.end > each.span.start
        assert plan.source.quote(each.span) in text


def test_the_work_grows_with_the_length_of_the_text() -> None:
    assert growth(read, "建设郑州、洛阳等5个百亿级食品产业集群和基地，") < LINEAR


def test_towns_that_are_to_have_something_are_its_places() -> None:
    assert [places for _, _, places in names("支持云溪镇、八里乡等建设人参种植基地。")] == [
        ("云溪镇",),
        ("八里乡",),
    ]
