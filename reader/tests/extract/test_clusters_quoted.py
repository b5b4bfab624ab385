"""Clusters named in quotes, under a formula, or in a list that quotes or a bracket enclose."""

import pytest
from luoshi_reader.extract.clusters import clusters

from reader.tests.extracting import plan_of


def read(text: str) -> list[tuple[str, str, tuple[str, ...]]]:
    found = clusters(plan_of(text, area="河南省"))
    return [(each.name_text, each.kind, each.places) for each in found]


def names(text: str) -> list[str]:
    return [name for name, _, _ in read(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("打造“云岭绿能城”。", [("云岭绿能城", "base", ())]),
        ("叫响“中国药都”品牌。", [("中国药都", "base", ())]),
        (
            "打造“中原氢氨谷”“世界硅都”。",
            [("中原氢氨谷", "park", ()), ("世界硅都", "base", ())],
        ),
        ("打造“服装产业转型升级示范区”。", [("服装产业转型升级示范区", "park", ())]),
        ("加快沙岭“未来谷”、南湖科技街等区域建设。", [("沙岭“未来谷”", "park", ("沙岭",))]),
    ],
)
def test_a_town_of_a_trade_is_named_in_quotes(
    text: str, expected: list[tuple[str, str, tuple[str, ...]]]
) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "建设“不夜城”。",
        "打造“海绵城市”。",
        "巩固“创园”“创城”成果。",
        "推进“两园一基地”建设。",
        "构建“基金+孵化器+集聚区”模式。",
        "打造“六个基地”。",
    ],
)
def test_quotes_round_a_slogan_name_none(text: str) -> None:
    assert read(text) == []


def test_quotes_or_a_bracket_may_open_a_list() -> None:
    quoted = "打造“钢铁产业绿色低碳发展先行区、风电装备制造基地”的总体定位。"
    bracket = "打造两区（云岭经济开发区和洛阳市两个氢能示范区，一条示范线）示范区域。"

    assert names(quoted) == ["钢铁产业绿色低碳发展先行区", "风电装备制造基地"]
    assert [places for _, _, places in read(bracket)] == [("云岭经济开发区",), ("洛阳市",)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("壮大“5+5”先进制造业集群。", ["“5+5”先进制造业集群"]),
        ("做强“牛羊果蔬药”五大产业集群。", ["“牛羊果蔬药”五大产业集群"]),
        ("探索“1+X”集群发展模式。", []),
        ("打造“绿电制氢”、“天然气制氢”基地。", ["“绿电制氢”基地", "“天然气制氢”基地"]),
        ("打造沙漠“光伏+治沙”基地。", ["沙漠“光伏+治沙”基地"]),
        ("打造“光伏+储能”产业基地。", ["“光伏+储能”产业基地"]),
        ("建设“样板型”零碳产业园。", ["“样板型”零碳产业园"]),
        ("建设零碳产业园。", []),
        ("建设“互联网+教育”示范基地。", []),
    ],
)
def test_a_formula_or_titles_stand_before_the_noun(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("争取创建国家先进制造业集群。", ["国家先进制造业集群"]),
        ("打造国家重要先进制造业基地。", ["国家重要先进制造业基地"]),
        ("培育先进制造业集群。", []),
        ("建设集研发、中试、产业化于一体的固态电池孵化基地。", ["固态电池孵化基地"]),
        ("建设集培训、孵化于一体的青年创业孵化基地。", []),
        ("建设国家算力枢纽节点和数据中心集群。", ["数据中心集群"]),
    ],
)
def test_the_title_of_the_state_and_the_making_of_goods_tell_one(
    text: str, expected: list[str]
) -> None:
    assert names(text) == expected


def test_a_rank_among_others_is_no_part_of_the_name() -> None:
    assert read("建设豫西地区重要风电基地。") == [("风电基地", "base", ("豫西地区",))]
