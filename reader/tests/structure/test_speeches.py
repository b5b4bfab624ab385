"""Reports as they are given: a title set wide, the session they are given to, a portal's lines."""

import pytest
from luoshi_reader.facts import Figure
from luoshi_reader.plan import Document, read_plan

BODY = """
各位代表：
现在，我代表县人民政府，向大会作政府工作报告，请予审议，并请列席人员提出意见。
一、2020年工作回顾
2020年，全县生产总值完成120亿元，增长5%。
二、2021年工作安排
今年的主要预期目标是：全县生产总值增长7%左右。
（一）聚焦产业升级
新增规上企业10家。
"""
GIVEN = "——2021年2月5日在云溪县第十六届人民代表大会第五次会议上\n云溪县人民政府县长　张三\n"


def of_report(title: str, above: str = "") -> Document:
    return read_plan(f"{above}{title}\n{GIVEN}{BODY}")


@pytest.mark.parametrize("title", ["政府工作报告", "政 府 工 作 报 告", "政　府　工　作　报　告"])
def test_a_title_set_wide_is_a_title(title: str) -> None:
    (plan,) = of_report(title).plans

    assert plan.title_text == "政府工作报告"
    assert plan.issuer_text == "云溪县人民政府"


def test_the_session_tells_the_year() -> None:
    document = of_report("政府工作报告")

    assert [plan.year for plan in document.plans] == [2021]
    assert not document.doubts


def test_what_a_portal_prints_above_is_no_table() -> None:
    document = of_report(
        "政府工作报告", "时间：2023-03-30\t\t作者：云溪\t\t来源：政府网\t\t阅读：\n"
    )

    assert [plan.title_text for plan in document.plans] == ["政府工作报告"]
    assert not document.doubts


def test_words_set_wide_within_a_sentence_stay() -> None:
    (plan,) = read_plan(f"云溪县2021年工作方案\n{BODY}\n发展 壮大 实体 经济 。\n").plans

    assert plan.title_text == "云溪县2021年工作方案"


@pytest.mark.parametrize(
    "above",
    [
        "工作报告\n",
        "标题：",
        "发文单位：云溪县人民政府\n标 题：",
        "文件名称：云溪县2021年政府工作报告\n",
        "新华社云溪2月13日电\n",
        "云溪县2021年政府工作报告\n发布日期：2021年3月1日\n",
        "工作报告\n云溪县2021年政府工作报告\n时间：2023-03-30\t\t作者：云溪\t\t来源：政府网\n",
    ],
)
def test_a_portals_labels_are_no_part_of_a_title(above: str) -> None:
    (plan,) = of_report("云溪县2021年政府工作报告", above).plans

    assert (plan.title_text, plan.year) == ("云溪县2021年政府工作报告", 2021)
    assert plan.issuer_text == "云溪县人民政府"


def test_the_years_of_a_five_year_plan_are_those_of_its_name() -> None:
    text = (
        "云溪县“十四五”工业发展规划\n2021年12月30日\n一、发展成效\n工业产值超过50亿元。\n"
        "二、目标\n工业产值力争达到90亿元。\n"
    )
    (plan,) = read_plan(text).plans
    figures = [(fact.kind, fact.year) for fact in plan.facts if isinstance(fact, Figure)]

    assert plan.year == 2025
    assert figures == [("actual", 2020), ("target", 2025)]


def test_what_has_happened_before_a_plan_of_many_years_happened_before_its_first() -> None:
    text = "云溪县工业发展纲要（2022-2035年）\n一、发展成效\n工业产值超过50亿元。\n"
    (plan,) = read_plan(text).plans

    assert [fact.year for fact in plan.facts if isinstance(fact, Figure)] == [2021]
