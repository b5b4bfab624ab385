"""Lists of clusters: whose each is, what they share, what they are to earn."""

from decimal import Decimal

import pytest
from luoshi_reader.extract.clusters import clusters
from luoshi_reader.facts import Cluster

from reader.tests.extracting import plan_of


def read(text: str) -> list[Cluster]:
    return list(clusters(plan_of(text, area="河南省")))


def names(text: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(each.name_text, each.places) for each in read(text)]


def test_goods_that_are_examples_make_one_base() -> None:
    assert names("建设煤矸石、粉煤灰、气化渣等固废资源化综合利用基地。") == [
        ("煤矸石、粉煤灰、气化渣等固废资源化综合利用基地", ())
    ]
    assert [name for name, _ in names("建设化工、纺织等特色产业基地。")] == [
        "化工特色产业基地",
        "纺织特色产业基地",
    ]


def test_places_no_list_knows_are_no_goods() -> None:
    assert len(names("加快云岭、沙岭、清溪等集成电路产业基地建设。")) == 3
    assert names("推动洛阳铜基、开封石化、南阳新材料产业集群发展。") == [
        ("洛阳铜基产业集群", ("洛阳",)),
        ("开封石化产业集群", ("开封",)),
        ("南阳新材料产业集群", ("南阳",)),
    ]


def test_places_that_build_severally_have_one_each() -> None:
    text = "在叶县、民权、新密差异化打造煤矸石、粉煤灰等固废综合利用基地。"

    assert names(text) == [
        ("煤矸石、粉煤灰等固废综合利用基地", ("叶县",)),
        ("煤矸石、粉煤灰等固废综合利用基地", ("民权",)),
        ("煤矸石、粉煤灰等固废综合利用基地", ("新密",)),
    ]


def test_how_a_thing_is_made_is_no_part_of_its_name() -> None:
    assert [name for name, _ in names("创建专业化、服务型及示范性科技成果转化中试基地。")] == [
        "科技成果转化中试基地"
    ]
    assert [name for name, _ in names("打造石化、精细化工产业基地。")] == ["石化、精细化工产业基地"]


def test_a_scale_before_a_list_is_that_of_every_member() -> None:
    found = read("打造百亿级锂电池材料、工业蓝宝石、铝基材料产业集群。")

    assert [each.scale_yi for each in found] == [Decimal(100)] * 3


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "支持洛阳、开封等地与沙岭公司共建服务器生产基地。",
            [("服务器生产基地", ("洛阳", "开封"))],
        ),
        ("支持沙岭公司建设服务器生产基地。", []),
        (
            "吸引国内外龙头企业在洛阳市建设燃料电池生产基地。",
            [("燃料电池生产基地", ("洛阳市",))],
        ),
        ("吸引国内外龙头企业入驻洛阳市燃料电池生产基地。", []),
        ("打造创新驱动、融合发展的智能装备产业基地。", [("智能装备产业基地", ())]),
        ("依托创新驱动、融合发展的智能装备产业基地。", []),
    ],
)
def test_who_helps_a_place_does_not_own_what_it_builds(
    text: str, expected: list[tuple[str, tuple[str, ...]]]
) -> None:
    assert names(text) == expected


def test_fields_form_one_cluster_together() -> None:
    (found,) = read("在信息技术服务、新型显示、生物医药等领域形成若干千亿级产业集群。")

    assert found.name_text == "千亿级产业集群"
    assert found.industry_text == "信息技术服务、新型显示、生物医药"
    assert found.scale_yi == Decimal(1000)
    assert read("在信息技术服务等领域形成若干产业集群。") == []


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("支持云岭经开区建设新型材料产业园。", [("云岭经开区",)]),
        ("在沙河经济开发区高标准建设煤化工中试基地。", [("沙河经济开发区",)]),
        (
            "推动云岭经开区、沙河高新区建设智能装备产业园。",
            [("云岭经开区",), ("沙河高新区",)],
        ),
        ("将云溪新城打造成为集办公、居住于一体的数字产业核心区。", [("云溪新城",)]),
        (
            "支持云岭经济开发区、沙河工业园区打造锂电材料产业基地。",
            [("云岭经济开发区",), ("沙河工业园区",)],
        ),
        (
            "洛阳经济技术开发区打造轴承产业集群，加快云岭高新区智能装备产业园建设。",
            [("洛阳经济技术开发区",), ("云岭高新区",)],
        ),
        ("推进云岭科学城建设。", [()]),
        ("推动云岭工业园建设。", [()]),
        ("建设数字产业核心区。", []),
    ],
)
def test_zones_that_build_are_the_place(text: str, places: list[tuple[str, ...]]) -> None:
    assert [each.places for each in read(text)] == places


def test_parks_that_have_a_sum_to_reach_are_wanted() -> None:
    found = read(
        "洛阳高新区突破2000亿元，云岭产业园、沙河循环经济产业园分别达到1000亿元以上，"
        "开封工业园等达到500亿元。"
    )

    assert [(each.name_text, each.scale_yi, each.scale_op) for each in found] == [
        ("洛阳高新区", Decimal(2000), ">"),
        ("云岭产业园", Decimal(1000), ">="),
        ("沙河循环经济产业园", Decimal(1000), ">="),
        ("开封工业园", Decimal(500), "="),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "全市工业园区产值达到500亿元。",
        "重点园区营业收入突破1000亿元。",
        "洛阳地区生产总值达到500亿元。",
        "去年洛阳高新区产值达到500亿元。",
    ],
)
def test_sums_of_all_parks_name_none(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "推动开封汽车及零部件、焦作锂电池材料产业集群扩能提质。",
            [("开封汽车及零部件产业集群", ("开封",)), ("焦作锂电池材料产业集群", ("焦作",))],
        ),
        (
            "争创信阳绿色建材、漯河休闲食品国家级中小企业特色产业集群。",
            [
                ("信阳绿色建材国家级中小企业特色产业集群", ("信阳",)),
                ("漯河休闲食品国家级中小企业特色产业集群", ("漯河",)),
            ],
        ),
        (
            "推动洛阳农机装备、新乡电池等集群创建国家先进制造业集群。",
            [("洛阳农机装备集群", ("洛阳",)), ("新乡电池集群", ("新乡",))],
        ),
        (
            "建设郑州—开封、洛阳—三门峡装备产业带。",
            [("郑州—开封、洛阳—三门峡装备产业带", ("郑州—开封", "洛阳—三门峡"))],
        ),
        ("打造三门峡稀有金属储备基地。", [("三门峡稀有金属储备基地", ("三门峡",))]),
        ("打造救灾物资储备基地。", []),
    ],
)
def test_each_place_has_its_own_industry_before_the_shared_noun(
    text: str, expected: list[tuple[str, tuple[str, ...]]]
) -> None:
    assert names(text) == expected


def test_an_industry_may_be_made_a_cluster() -> None:
    (found,) = read("将轴承产业打造成千亿级产业集群。")

    assert (found.name_text, found.industry_text, found.scale_yi) == (
        "千亿级产业集群",
        "轴承",
        1000,
    )
    assert read("将绿色发展打造成重要基地。") == []


def test_places_with_a_word_of_their_own_share_the_industry_and_the_scale() -> None:
    text = "培育济源虎岭、长葛、西华、睢县百亿级零部件配套产业集群。"
    found = read(text)

    assert [fact.places for fact in found] == [("济源虎岭",), ("长葛",), ("西华",), ("睢县",)]
    assert {fact.industry_text for fact in found} == {"零部件"}
    assert {fact.scale_yi for fact in found} == {Decimal(100)}
