"""Quarters, streets and houses that a town renews."""

import pytest
from luoshi_reader.extract.quarters import quarters

HOME = "河南省"


def named(text: str) -> list[str]:
    return [text[slice(*work.name)] for work in quarters(text, [], HOME)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("持续推进渚岭仓城、汝溯历史风貌区城市更新项目。", ["渚岭仓城", "汝溯历史风貌区"]),
        (
            "重点聚焦渚溯中心村、汝渚老街等2个城中村整体改造项目。",
            ["渚溯中心村", "汝渚老街"],
        ),
        ("推进溯渚琴厂旧址活化利用。", ["溯渚琴厂旧址"]),
        ("修缮溯渚纱厂旧址、汝溯船厂旧址，衔接公园。", ["溯渚纱厂旧址", "汝溯船厂旧址"]),
        ("完成溯渚中学青年楼（汝溯学院旧址）修缮。", ["溯渚中学青年楼（汝溯学院旧址）"]),
        ("优先启动渚溯、汝渚地块项目实施。", ["渚溯", "汝渚"]),
        ("有序推进渚溯老街和汝渚公园等更新改造工作。", ["渚溯老街", "汝渚公园"]),
        ("系统推进渚溯老街区域更新。", ["渚溯老街区域"]),
        (
            "通过实施渚溯水岸一期及汝渚路、溯宁路修复养护项目，提升品质。",
            ["渚溯水岸一期", "汝渚路", "溯宁路"],
        ),
        ("推进渚溯机器厂地块整体转型。", ["渚溯机器厂地块"]),
        ("推动渚溯夜市、汝渚街焕新。", ["渚溯夜市", "汝渚街"]),
        ("渚云区域推动溯钻城、汝寰广场改造。", ["溯钻城", "汝寰广场"]),
        (
            "“十五五”期间完成渚四小区、溯汇一村共计约1.4万平方米成套改造。",
            ["渚四小区", "溯汇一村"],
        ),
        (
            "推进渚溯公园滨江段和溯竹滨江渚一湾岸线贯通。",
            ["渚溯公园滨江段", "溯竹滨江渚一湾"],
        ),
        ("推进渚乐中路8号（原汝莲花）商圈改造升级。", ["渚乐中路8号（原汝莲花）商圈改造升级"]),
    ],
)
def test_a_list_closed_by_renewal_names_quarters(text: str, expected: list[str]) -> None:
    assert named(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "推进老旧小区、城中村改造。",
        "推动农贸市场、商业街区更新。",
        "修缮老旧厂房、历史建筑。",
        "推广溯渚汝果园改造。",
        "开展县域“溯渚万店”改造提升。",
        "渚溯老街、汝渚老街已经焕新。",
        "推动老旧厂区转型更新，鼓励渚岭提升。",
    ],
)
def test_kinds_of_quarters_and_what_nobody_undertakes_are_no_works(text: str) -> None:
    assert not named(text)


def test_a_clause_with_a_work_of_its_own_is_left_to_it() -> None:
    text = "推进渚溯夜市、汝渚街焕新。"
    (first, _) = quarters(text, [], HOME)

    assert not list(quarters(text, [first], HOME))
