"""What plans of other houses say in other words: each case is a rule, with invented names."""

import pytest
from luoshi_reader.extract.commitments import commitments
from luoshi_reader.extract.names import formal_names
from luoshi_reader.extract.offices import offices
from luoshi_reader.extract.works import works
from luoshi_reader.facts import Citation, Figure
from luoshi_reader.plan import read_plan

from reader.tests.extracting import plan_of

PLAN = "云岭省装备产业2026年行动计划\n一、总体要求\n（一）工作目标。{}\n"


def promised(text: str) -> list[tuple[str | None, str | None]]:
    found = commitments(plan_of(text))
    return sorted((each.object_text, each.due_text) for each in found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("编制体检评估报告，形成报告。", [("体检评估报告", None)]),
        ("编制本区城市体检工作方案。", [("本区城市体检工作方案", None)]),
        ("建立城市体检基础数据库。", [("城市体检基础数据库", None)]),
        ("建立和完善产品、企业数据库。", []),
        ("打造国家山地农业科学中心。", [("国家山地农业科学中心", None)]),
        ("打造国际农业科学中心。", []),
        ("推进国家药械检查西南分中心建设。", [("国家药械检查西南分中心", None)]),
        ("推进区域科技创新中心建设。", []),
        ("办好云岭镇投资贸易博览会。", [("云岭镇投资贸易博览会", None)]),
        ("以筹办沙溪冬奥会为契机，发展滑雪。", []),
        ("实施“入境旅游”“留学云岭”行动。", [("“入境旅游”行动", None), ("“留学云岭”行动", None)]),
        ("常态化开展村庄清洁行动，迭代实施“四千行动”。", []),
        ("乡村建设行动全面启动，秩序良好。", []),
        ("脱贫成果巩固，乡村建设行动全面启动。", [("乡村建设行动", None)]),
        ("完成第四次全国文物普查。", [("第四次全国文物普查", None)]),
        (
            "建设沙溪人工智能学院、云岭船舶安全实验室等载体。",
            [("云岭船舶安全实验室", None), ("沙溪人工智能学院", None)],
        ),
        ("落实省委十二届十次、十一次全会部署。", []),
        ("推动11个能源项目投资突破2000亿元，稳增长。", []),
        ("新立项找矿项目100个。", [("找矿项目", None)]),
        (
            "组建照明材料、智能家居等产业创新联盟。",
            [("智能家居产业创新联盟", None), ("照明材料产业创新联盟", None)],
        ),
        ("支持沙岭集团、云溪大学等组建联盟。", []),
        ("办好云岭文博会、沙洽会。", [("云岭文博会", None), ("沙洽会", None)]),
        ("到2025年全部完成病险水库除险加固。", [("病险水库除险加固", "到2025年")]),
        (
            "各市要在本意见印发之日起30日内，制定出台具体实施办法。",
            [("具体实施办法", "在本意见印发之日起30日内")],
        ),
    ],
)
def test_a_promise_is_told_from_talk(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert promised(text) == sorted(expected)


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("新增新型储能200万千瓦以上。", "新增新型储能"),
        ("安排光伏装机规模3000万千瓦。", "光伏装机规模"),
        ("推动沙溪气田建设，力争产量突破200亿立方米。", "产量"),
        ("全年完成招商引资40亿元。", "招商引资"),
        ("加快项目建成投产，全年新增税收3亿元。", "新增税收"),
    ],
)
def test_what_is_installed_or_made_is_a_figure_and_no_promise(text: str, indicator: str) -> None:
    figures = [each for each in read_plan(PLAN.format(text)).facts if isinstance(each, Figure)]

    assert [each.indicator_text for each in figures] == [indicator]
    assert promised(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("体育总局要会同有关方面抓好落实。", ["体育总局"]),
        ("经国务院同意，现提出以下意见。", ["国务院"]),
        ("党中央、国务院决策部署。", []),
        ("落实中央深化改革委员会的任务。", ["中央深化改革委员会"]),
        (
            "区教育局、区公安分局、区民防办、区大数据中心等部门。",
            ["区公安分局", "区大数据中心", "区教育局", "区民防办"],
        ),
        ("区教育局、市政道路办理。", ["区教育局"]),
    ],
)
def test_bodies_of_the_state_and_of_a_district_are_named(text: str, expected: list[str]) -> None:
    assert sorted(text[name.start : name.end] for name in offices(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("推进教育部河南高等研究院运行。", ["教育部河南高等研究院"]),
        ("增强郑州信息与智慧医学研究院支撑力。", ["郑州信息与智慧医学研究院"]),
        ("建设沙岭金属研究院、郑州金属实验室。", []),
    ],
)
def test_an_institute_of_a_place_may_hold_a_joint(text: str, expected: list[str]) -> None:
    assert [text[name.start : name.end] for name in formal_names(text, "河南省")] == expected


def test_the_works_of_a_list_vouch_for_a_member_that_ends_in_works() -> None:
    text = "推进沙溪水库工程、云岭高速铁路工程、“三山”联动工程等重点工程。"

    found = [text[work.start : work.end] for work in works(text, "河南省", frozenset())]

    assert found == ["沙溪水库工程", "云岭高速铁路工程", "“三山”联动工程"]


def test_the_words_that_announce_a_plan_are_its_first_paragraph_and_no_addressee() -> None:
    text = (
        "2021年云岭区体检工作方案\n\n为落实工作，按照《关于印发〈工作方案〉的函》（云建〔2021〕445号）要求，"
        "现制定工作方案如下:\n\n一、工作内容\n开展评估。\n二、工作步骤\n分析数据。\n"
    )

    (plan,) = read_plan(text).plans

    assert plan.text.paragraphs[0].text.startswith("为落实工作")
    assert [fact.doc_no for fact in plan.facts if isinstance(fact, Citation)] == [
        "云建〔2021〕445号"
    ]
