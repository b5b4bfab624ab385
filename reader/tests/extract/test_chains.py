"""Industrial chains printed as ordered paths."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from luoshi_reader.extract.chains import chains

from reader.tests.counting import LINEAR, growth
from reader.tests.extracting import plan_of


def links(text: str) -> list[tuple[str, ...]]:
    return [chain.links for chain in chains(plan_of(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("拉长“煤制甲醇-烯烃-精细化学品”产业链。", [("煤制甲醇", "烯烃", "精细化学品")]),
        ("打造“种植－加工－销售”一体化的企业集团。", [("种植", "加工", "销售")]),
        ("逐步形成制鞋—鞋材—鞋机等产业链完整的集群。", [("制鞋", "鞋材", "鞋机")]),
        ("构建玉米→淀粉→淀粉糖全产业链条。", [("玉米", "淀粉", "淀粉糖")]),
        ("打造“芯片研发＋终端生产＋安全服务”全产业链条。", [("芯片研发", "终端生产", "安全服务")]),
        (
            "拉长“甲醇-醋酸-燃料”和“甲醇-二甲醚-燃料”产业链。",
            [("甲醇", "醋酸", "燃料"), ("甲醇", "二甲醚", "燃料")],
        ),
        (
            "打造从研发、设计、制造到销售、物流于一体的万亿级全产业链集群。",
            [("研发", "设计", "制造", "销售", "物流")],
        ),
        ("打造从石英砂到硅片、电池、组件的光伏全产业链。", [("石英砂", "硅片", "电池", "组件")]),
        ("做强“煤-电-氯碱-精细产品一体化”产业链。", [("煤", "电", "氯碱", "精细产品")]),
        (
            "聚焦“钛合金材料—锻件制造—航空应用—废料回收”，打造产业体系。",
            [("钛合金材料", "锻件制造", "航空应用", "废料回收")],
        ),
        ("构建“秸秆—饲料—养殖”循环经济体系。", [("秸秆", "饲料", "养殖")]),
        ("构建“气—站—车”运行体系。", [("气", "站", "车")]),
    ],
)
def test_a_printed_path_gives_its_links_in_order(
    text: str, expected: list[tuple[str, ...]]
) -> None:
    assert links(text) == expected


def test_several_products_in_one_link_stay_one_link() -> None:
    assert links("拉长“小麦-面粉-挂面、方便面等”产业链。") == [("小麦", "面粉", "挂面、方便面等")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "拉长“甲醇-1，4-丁二醇-PBT（聚酯）、聚四氢呋喃-氨纶”产业链。",
            ("甲醇", "1，4-丁二醇", "PBT（聚酯）、聚四氢呋喃", "氨纶"),
        ),
        ("拉长“苯-N-甲基苯胺-染料”产业链。", ("苯", "N-甲基苯胺", "染料")),
        ("延伸“乙烯-2-乙基己醇-增塑剂”产业链。", ("乙烯", "2-乙基己醇", "增塑剂")),
    ],
)
def test_the_hyphen_of_a_chemical_name_joins_nothing(text: str, expected: tuple[str, ...]) -> None:
    assert links(text) == [expected]


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("1.某某食品有限公司（生猪-肉制品产业链）", "某某食品有限公司"),
        ("某某乳业（焦作）有限公司（奶牛-乳制品产业链）", "某某乳业（焦作）有限公司"),
        ("支持做强产业链（奶牛-乳制品产业链）", None),
    ],
)
def test_the_firm_before_the_bracket_owns_the_chain(text: str, owner: str | None) -> None:
    (chain,) = chains(plan_of(text))

    assert chain.owner == owner


def test_the_name_of_the_chain_is_taken_from_the_words_before_its_path() -> None:
    (chain,) = chains(plan_of("延伸煤制烯烃产业链，重点拉长“甲醇-烯烃-塑料”产业链。"))

    assert chain.name_text == "煤制烯烃产业链"


@pytest.mark.parametrize(
    "text",
    [
        "2016-2018年，完善产业链。",
        "完善“5＋1”产业链，扩大规模。",
        "采取矿-冶联合、煤-电联合方式，健全煤电铝产业链。",
        "建设铜箔-电子新材料产业基地，拉长产业链条。",
        "联系电话0371-65509999，产业链办公室。",
        "发展“互联网＋”产业链金融。",
        "许昌-平顶山资源循环利用基地要延伸产业链。",
        "产品BLLT-800型络筒机进入产业链。",
        "把8-10家企业引入产业链。",
        "打通研发、生产、销售产业链。",
        "形成贯通欧洲—中国—东盟三大市场的产业链。",
    ],
)
def test_hyphens_that_join_no_links_give_no_chain(text: str) -> None:
    assert links(text) == []


@given(st.text(alphabet="煤电铝-—－＋→“”（）产业链从到于一体的，。、1A", max_size=80))
def test_every_link_is_printed_inside_the_quote(text: str) -> None:
    plan = plan_of(text)
    for chain in chains(plan):
        quote = plan.source.quote(chain.span)
        assert all(link in quote for link in chain.links)


def test_the_work_grows_with_the_length_of_the_text() -> None:
    assert growth(links, "从煤-电“铝-材（”从一-二到、", tail="产业链。") < LINEAR


@pytest.mark.parametrize(
    "text",
    [
        "深化“学历教育+技能培训+终身学习”的全链条人才培养模式。",
        "构建鉴别-评估-防御-治理一体化机制。",
        "聚焦人才“工作-生活-发展”需求。",
        "打通“研发—样品—商品”通道。",
        "壮大“种子+天使+创投”基金体系。",
    ],
)
def test_how_something_is_governed_or_taught_is_no_chain(text: str) -> None:
    assert links(text) == []
