"""What tells a cluster from a class of them: its industry, its rank, its place."""

import pytest
from luoshi_reader.extract.clusters import clusters

from reader.tests.extracting import plan_of


def names(text: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(each.name_text, each.places) for each in clusters(plan_of(text, area="河南省"))]


def kinds(text: str) -> list[tuple[str, str]]:
    return [(each.name_text, each.kind) for each in clusters(plan_of(text, area="河南省"))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("建成具有全球影响力的新型储能技术策源地。", ("新型储能技术策源地", "park")),
        ("打造全国重要的轴承产业集聚地。", ("轴承产业集聚地", "park")),
        ("把洛阳打造成轴承产业聚集地。", ("轴承产业聚集地", "park")),
        ("打造全国领先的大数据产业中心。", ("大数据产业中心", "centre")),
        ("构建国内一流的影视后期制作中心。", ("影视后期制作中心", "centre")),
        ("做实绿色石化科创中心。", ("绿色石化科创中心", "centre")),
        ("加快洛阳市软件名城建设。", ("洛阳市软件名城", "base")),
        ("打造国家级的数字经济小镇。", ("数字经济小镇", "park")),
        ("打造全国知名的智能制造小镇。", ("智能制造小镇", "park")),
        ("建设氢能产业高能级承载区。", ("氢能产业高能级承载区", "park")),
        ("打造绿色氢能示范带。", ("绿色氢能示范带", "cluster")),
    ],
)
def test_what_a_place_is_to_become_is_told_by_an_industry(
    text: str, expected: tuple[str, str]
) -> None:
    assert kinds(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "打造原创技术策源地。",
        "建设具有全球影响力的科技创新策源地。",
        "打造全球一流人才集聚地。",
        "打造新型储能技术策源地。",
        "建设云岭G60科创走廊策源地。",
        "打造新能源、新材料策源地。",
        "打造国际科创中心。",
        "打造中国软件名城。",
        "把洛阳建成国际文化旅游名城。",
        "建设特色小镇。",
        "打造沙河风情小镇。",
        "打造全国知名的康养小镇。",
        "形成产业发展示范带。",
        "打造乡村振兴示范带。",
    ],
)
def test_positions_of_no_industry_are_none(text: str) -> None:
    assert kinds(text) == []


def test_places_counted_before_a_quarter_of_suppliers_have_one_each() -> None:
    assert names("建设洛阳、开封、南阳三个产业配套区。") == [
        ("产业配套区", ("洛阳",)),
        ("产业配套区", ("开封",)),
        ("产业配套区", ("南阳",)),
    ]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("打造省级道地中药材生态种植基地。", "省级道地中药材生态种植基地"),
        ("建设战略性矿产资源高效开采基地。", "战略性矿产资源高效开采基地"),
        ("建设重载货运零碳物流示范基地。", "重载货运零碳物流示范基地"),
        ("打造钢铁产业绿色低碳发展先行区。", "钢铁产业绿色低碳发展先行区"),
        ("打造服装纺织产业转型升级示范区。", "服装纺织产业转型升级示范区"),
        ("推进城乡有机废弃物处理利用示范区建设。", "城乡有机废弃物处理利用示范区"),
        ("做优云岭国家进口贸易促进创新示范区。", "云岭国家进口贸易促进创新示范区"),
        ("打造氢能技术研发创新集聚区。", "氢能技术研发创新集聚区"),
        ("建设股权投资集聚区。", "股权投资集聚区"),
        ("推动云岭科学城建设。", "云岭科学城"),
        ("打造休闲康养目的地、绿色农产品供应基地。", "绿色农产品供应基地"),
        ("建设雄安新区、打造智能装备引领区。", "智能装备引领区"),
        ("推动云岭临空经济区、沙河软件示范区建设。", "沙河软件示范区"),
        ("建设大数据文创中心。", "大数据文创中心"),
        ("培育洛阳都市圈汽车产业集群。", "洛阳都市圈汽车产业集群"),
    ],
)
def test_words_of_policy_may_belong_to_an_industry(text: str, name: str) -> None:
    assert [each for each, _ in names(text)] == [name]


@pytest.mark.parametrize(
    "text",
    [
        "打造生态文明示范区。",
        "建设零碳示范基地。",
        "打造老工业城市绿色低碳转型发展示范区。",
        "建设农村改革试验区。",
        "建设城乡融合发展示范区。",
        "推进“五好”园区建设。",
        "把洛阳建成“一企一技术”研发中心。",
        "建设科技人才集聚区。",
        "构建科研机构集聚区。",
        "打造营商环境示范区。",
        "打造15分钟便民生活圈示范区。",
        "在城区打造可靠性示范区。",
        "打造“最美”园区。",
        "建设“爱心”基地。",
        "将洛阳打造成中原城市群核心区。",
        "提升云岭科学城、沙河新区创新功能。",
        "推动云岭科学城功能提升。",
        "建设市民文创中心。",
        "开工建设总投资20亿元的云岭光伏产业园。",
        "打造万亩茶园、千亩药园。",
        "建设国家级承接产业转移示范区。",
        "创建国家可持续发展议程创新示范区。",
    ],
)
def test_policy_alone_gathers_none(text: str) -> None:
    assert names(text) == []
