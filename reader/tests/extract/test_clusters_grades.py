"""Clusters in groups by their scale, and what governs them from afar."""

from decimal import Decimal

import pytest
from luoshi_reader.extract.clusters import clusters
from luoshi_reader.facts import Cluster

from reader.tests.extracting import plan_of


def read(text: str, area: str = "河南省") -> list[Cluster]:
    return list(clusters(plan_of(text, area=area)))


def names(text: str) -> list[str]:
    return [each.name_text for each in read(text)]


def scales(text: str) -> list[tuple[str | None, Decimal | None]]:
    return [(each.industry_text, each.scale_yi) for each in read(text)]


@pytest.mark.parametrize(
    "text",
    [
        "打造新材料、氢能2个千亿级和装备制造、绿色食品两个五百亿级、生物医药百亿级产业集群。",
        "形成新材料、氢能千亿级，装备制造、绿色食品五百亿级，生物医药百亿级产业集群。",
        "打造新材料1000亿元、氢能1000亿元、装备制造500亿元、绿色食品500亿元、生物医药100亿元产业集群。",
    ],
)
def test_a_scale_behind_a_group_is_that_of_its_members(text: str) -> None:
    assert scales(text) == [
        ("新材料", 1000),
        ("氢能", 1000),
        ("装备", 500),
        ("绿色食品", 500),
        ("生物医药", 100),
    ]


def test_places_may_be_grouped_by_scale() -> None:
    found = read("培育漯河、周口2个千亿级和南阳、鹤壁2个百亿级产业集群。")

    assert [(each.name_text, each.places, each.scale_yi) for each in found] == [
        ("千亿级产业集群", ("漯河",), 1000),
        ("千亿级产业集群", ("周口",), 1000),
        ("百亿级产业集群", ("南阳",), 100),
        ("百亿级产业集群", ("鹤壁",), 100),
    ]


def test_groups_without_members_name_none() -> None:
    assert names("形成5个千亿级、10个百亿级产业集群。") == []
    assert names("打造千亿级园区2个、五百亿级园区3个。") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("壮大新材料、清洁能源“两大”产业集群。", ["新材料产业集群", "清洁能源产业集群"]),
        ("打造面向全国的算力保障基地。", ["算力保障基地"]),
        ("面向全国的算力保障基地开放数据。", []),
        ("构建以光伏制氢为主导，多点开花的绿色氢能示范带。", ["绿色氢能示范带"]),
        ("立足以光伏制氢为主导，多点开花的绿色氢能示范带。", []),
        ("力争新材料产业集群产值达到1000亿元。", ["新材料产业集群"]),
        ("壮大13条重点产业链和“5+5”先进制造业集群。", ["“5+5”先进制造业集群"]),
        ("争创国家级先进制造业集群。", ["国家级先进制造业集群"]),
        ("打造国家级先进制造业集群、创新型产业集群。", []),
        ("培育数控机床省级中小企业特色产业集群。", ["数控机床省级中小企业特色产业集群"]),
        ("培育省级中小企业特色产业集群。", []),
        ("推动云溪化工园区、沙岭化工园区扩区。", ["云溪化工园区", "沙岭化工园区"]),
        ("推动青春园区、化工园区建设。", []),
        ("发展成为国内最大的“零碳物流示范基地”。", ["零碳物流示范基地"]),
        ("盘活电子产业园。", ["电子产业园"]),
        ("盘活园区闲置土地。", []),
        ("提升陆港空港、跨境电商综合试验区等开放平台能级。", ["跨境电商综合试验区"]),
        ("推动云岭工业园区创建国家经开区。", ["云岭工业园区"]),
    ],
)
def test_what_governs_and_what_only_describes(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_the_issuer_may_call_itself_we() -> None:
    (found,) = read("将我市打造成为全国重要的新能源装备基地。", area="洛阳市")

    assert found.places == ("我市",)


def test_modern_chemistry_is_no_modernised_work() -> None:
    assert [industry for industry, _ in scales("打造现代化工产业集群。")] == ["现代化工"]
