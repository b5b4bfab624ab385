"""What the linter must not say of reports of counties (row 101)."""

import pytest
from luoshi_reader.facts import Commitment, Figure
from luoshi_reader.plan import read_plan


def codes(text: str) -> list[str]:
    document = read_plan(f"云溪县2021年行动计划\n一、主要任务\n（一）任务\n{text}\n")
    return [doubt.code for doubt in document.doubts]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("LS102", "严格落实“四个不摘”要求，打赢攻坚战。一是完成任务。二是严防返贫。三是巩固成效。"),
        ("LS102", "注释四区一线：生态保护红线、自然保护区、风景名胜区、河流管理区、水源保护区。"),
        ("LS107", "集体收入50万元以上村占50%，100万元以上村占20%。"),
        (
            "LS107",
            "工业园区深入挖潜，年底力争完成产值190亿元；开发区创优环境，年底力争完成产值40亿元。",
        ),
        ("LS502", "力争通过3年左右时间让收入翻一番。"),
        ("LS302", "完成工商局小区、地税局住宅楼、国税局老旧小区改造。"),
        ("LS302", "落实国家税务总局要求。"),
    ],
)
def test_what_is_no_fault(code: str, text: str) -> None:
    assert code not in codes(text)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("LS102", "建设3所学校：云溪学校、沙岭学校、岭川学校、渚溪学校。"),
        ("LS502", "力争收入增长7%左右。"),
        ("LS302", "由县工商局办理登记，县国家税务局配合。"),
    ],
)
def test_what_still_is_one(code: str, text: str) -> None:
    assert code in codes(text)


def test_the_end_of_the_year_owns_no_figure() -> None:
    facts = read_plan("云溪县2021年行动计划\n一、任务\n年底力争完成产值190亿元。\n").facts

    (figure,) = [fact for fact in facts if isinstance(fact, Figure)]
    assert (figure.subject_text, figure.indicator_text) == (None, "产值")
    assert not [fact for fact in facts if isinstance(fact, Commitment)]
