"""What reports of towns print: streets, later stages, firms told by when they run (rows 1 to 8)."""

import pytest
from luoshi_reader.facts import Commitment, Fact, Figure, Organisation, Project
from luoshi_reader.plan import read_plan
from luoshi_reader.text.places import place_at


def read(text: str, title: str = "河南省工业发展2016年行动计划") -> list[Fact]:
    return read_plan(f"{title}\n一、任务\n{text}\n").facts


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("完成云岭路、沙溪路修复。", ["云岭路修复", "沙溪路修复"]),
        (
            "实施云岭大街、沙溪路、岭川西路便道修复。",
            ["云岭大街便道修复", "沙溪路便道修复", "岭川西路便道修复"],
        ),
        ("启动云岭西路、沙岭北大街改造提升。", ["云岭西路改造提升", "沙岭北大街改造提升"]),
        ("实施云岭南大街拆迁改造。", ["云岭南大街拆迁改造"]),
        ("推进公路、道路改造提升。", []),
        ("建设提升云岭路、沙溪西路等10条道路。", ["云岭路", "沙溪西路"]),
        ("打通了一批断头路、卡脖路。", []),
        ("拓宽改造云岭街南延。", ["云岭街南延"]),
        ("启动云溪昶、沙垚昶搬迁入园。", ["云溪昶搬迁入园", "沙垚昶搬迁入园"]),
        ("启动企业搬迁改造，推进棚户区搬迁改造。", []),
        ("高标准打造云溪、沙岭、岭川3个文化站。", ["云溪文化站", "沙岭文化站", "岭川文化站"]),
        (
            "汽车产业做大做强立讯精密、宁德时代等项目。",
            ["立讯精密", "宁德时代"],
        ),
        ("启动沙溪生猪养殖二期建设。", ["沙溪生猪养殖二期"]),
        ("完成云邻中心主体工程，打造新地标。", ["云邻中心主体工程"]),
        ("启动沙岭台棚改三期工作。", ["沙岭台棚改三期"]),
        ("推进产业基金二期设立，启动行动计划二期。", []),
        ("云溪药业年内投产。", ["云溪药业"]),
        ("推动企业投产，项目年内投产。", []),
        ("打造大岭河滨河景观带。", ["大岭河滨河景观带"]),
        ("推进城市景观带建设。", []),
        (
            "做好抽水蓄能电站、云岭高速北延、管道天然气、通用机场等重大项目前期工作。",
            ["抽水蓄能电站", "云岭高速北延", "管道天然气", "通用机场"],
        ),
    ],
)
def test_works_of_a_town(text: str, names: list[str]) -> None:
    assert [fact.name_text for fact in read(text) if isinstance(fact, Project)] == names


def test_a_stage_tells_its_firm_by_the_trade() -> None:
    work = next(fact for fact in read("加速推进鑫岭汽配二期。") if isinstance(fact, Project))
    assert (work.name_text, work.owners) == ("鑫岭汽配二期", ("鑫岭汽配",))


@pytest.mark.parametrize(
    ("text", "objects"),
    [
        ("完成国土空间规划编制。", ["国土空间规划编制"]),
        ("完成县城总体规划修编工作。", ["县城总体规划修编"]),
        ("完成一批规划编制。", []),
        ("开展“甲不落地”“礼让行人”等文明提升行动。", ["“甲不落地”“礼让行人”等文明提升行动"]),
        ("打造集研发、制造五位一体的光伏产业集群。", []),
        ("年底前完成云岭大街建设。", []),
        ("设立云溪技术转移驿站。", ["云溪技术转移驿站"]),
        (
            "完成《云溪县国土空间规划（2019-2035年）》，同步推进。",
            ["《云溪县国土空间规划（2019-2035年）》"],
        ),
    ],
)
def test_what_is_drawn_up_and_held(text: str, objects: list[str]) -> None:
    assert [fact.object_text for fact in read(text) if isinstance(fact, Commitment)] == objects


def test_a_share_of_what_is_counted_is_told_once() -> None:
    facts = read("全年创建美丽乡村18个，其中精品村不少于2个。")
    assert not [fact for fact in facts if isinstance(fact, Figure)]
    promises = [fact for fact in facts if isinstance(fact, Commitment)]
    assert [(each.object_text, each.count, each.due_text) for each in promises] == [
        ("美丽乡村", 18, "全年"),
        ("精品村", 2, "全年"),
    ]


def test_what_is_invested_in_all_is_a_figure() -> None:
    facts = read("全年完成固投62亿元以上。")
    assert [fact.indicator_text for fact in facts if isinstance(fact, Figure)] == ["固投"]
    assert not [fact for fact in facts if isinstance(fact, Commitment)]


@pytest.mark.parametrize("province", ["河北", "海南", "河南", "内蒙古"])
def test_a_province_is_a_place_whatever_district_shares_its_name(province: str) -> None:
    found = place_at(f"{province}农大", 0)
    assert found is not None
    assert found.divisions[0].level == "province"


@pytest.mark.parametrize(("text", "at"), [("黄河北岸", 1), ("渤海南岸", 1), ("上海南站", 1)])
def test_a_side_of_a_river_or_a_sea_is_no_province(text: str, at: int) -> None:
    assert place_at(text, at) is None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("深化同中国农大、河北农大合作。", ["中国农大", "河北农大"]),
        ("深化同天津中医药大学合作。", ["天津中医药大学"]),
        ("深化与同济大学合作。", ["同济大学"]),
    ],
)
def test_with_whom_one_works_together(text: str, names: list[str]) -> None:
    assert [fact.name_text for fact in read(text) if isinstance(fact, Organisation)] == names
