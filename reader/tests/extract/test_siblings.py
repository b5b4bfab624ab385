"""Works that a list or a verb of building makes one, whatever they are called."""

import pytest
from luoshi_reader.extract.ventures import ventures
from luoshi_reader.facts import Project

from reader.tests.extracting import plan_of


def named(text: str) -> list[str]:
    return [each.name_text for each in ventures(plan_of(text)) if isinstance(each, Project)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "推动溯和成南坪新材料、渚岭绿色储能、云坪水库等项目建设。",
            ["溯和成南坪新材料", "渚岭绿色储能", "云坪水库"],
        ),
        ("推进机场三期、沙岭高铁汝州段等工程。", ["机场三期", "沙岭高铁汝州段"]),
        (
            "推动渚能风电整机、溯电智慧产业园等投运增效。",
            ["渚能风电整机", "溯电智慧产业园"],
        ),
        ("加快溯岭高铁、楚渚博物馆等重大项目建设。", ["溯岭高铁", "楚渚博物馆"]),
        ("建成石坪水厂三期、云渚湖能源站。", ["石坪水厂三期", "云渚湖能源站"]),
        (
            "建设运行国家渚超智算中心、渚岭低空管理平台等新型基础设施。",
            ["国家渚超智算中心", "渚岭低空管理平台"],
        ),
        ("建成渚坪机场国际货站。", ["渚坪机场国际货站"]),
        ("推动渚岭、沙湾坳等区域改造提升。", []),
        ("改造渚岭新村、沙坳地块等旧区。", []),
    ],
)
def test_members_beside_works_are_works(text: str, expected: list[str]) -> None:
    assert named(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "加快农村公路、城乡供水、城市照明等建设。",
        "新建绿道100公里、绿地500公顷、口袋公园30个。",
        "建成以先进制造业为骨干的产业体系。",
        "建成一批特色街区、精品民宿、乡村书屋。",
        "推动渚岭新车型、云溪新机型等产品投产。",
        "推动云岭、沙溪等产业集群建成投产。",
        "支持渚岭机场、沙坪机场提升货运能力和服务水平。",
        "推动第二批项目、第三批项目全面开工。",
        "确保使用财政资金、专项债券等资金的项目发挥效益。",
        "建成用好云岭国家文化公园。",
    ],
)
def test_tasks_goods_and_counts_are_no_works(text: str) -> None:
    assert named(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "加快云坪岭、沙溪、南岭等高速公路建设。",
            ["云坪岭", "沙溪", "南岭"],
        ),
        ("加快沙岭、云坪灌区改造。", ["沙岭灌区", "云坪灌区改造"]),
        ("推进邵溯、铜渚等6条高铁建设。", ["邵溯高铁", "铜渚高铁"]),
        ("续建云岭至沙溪、石坪至南岭等7个铁路项目。", ["云岭至沙溪", "石坪至南岭"]),
        ("推进南渚、北渚等大尺度郊野公园建设。", ["南渚", "北渚"]),
        ("推进渚王墩等遗址博物馆建设。", ["渚王墩"]),
    ],
)
def test_a_member_takes_the_noun_that_its_list_shares(text: str, expected: list[str]) -> None:
    assert named(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "渚岭二期、沙坪智能制造等项目加快建设，云岭石化三期等新项目建成投产。",
            ["渚岭二期", "沙坪智能制造", "云岭石化三期"],
        ),
        ("渚岭高铁全线贯通，沙坪机场建成投用。", ["渚岭高铁", "沙坪机场"]),
        ("加快北渚环西延、宿渚路南延。", ["北渚环西延", "宿渚路南延"]),
        ("加快纪念设施提质改造和汝州军事馆建设。", ["汝州军事馆"]),
        ("加快渚河（汝州段）综合治理。", ["渚河（汝州段）综合治理"]),
        ("开工建设引渚济溯等重大水利工程。", ["引渚济溯"]),
        ("接续建设渚鑫、溯合、维渚等重大项目。", ["渚鑫", "溯合", "维渚"]),
    ],
)
def test_works_stand_before_their_verb_and_behind_any_adverb(
    text: str, expected: list[str]
) -> None:
    assert named(text) == expected
