"""Forms that the plans of many issuers share: campaigns, firms, works, signatures."""

from __future__ import annotations

from typing import TypeVar

import pytest
from luoshi_reader.facts import Assignment, Citation, Cluster, Commitment, Organisation, Project
from luoshi_reader.plan import read_plan

T = TypeVar("T", Assignment, Citation, Cluster, Commitment, Organisation, Project)


def facts(kind: type[T], text: str, tail: str = "") -> list[T]:
    document = read_plan(f"2026年云溪省政府工作报告\n一、重点工作\n{text}\n{tail}")
    return [fact for plan in document.plans for fact in plan.facts if isinstance(fact, kind)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "实施种业振兴、耕地质量提升、粮食产能提升行动。",
            ["种业振兴行动", "耕地质量提升行动", "粮食产能提升行动"],
        ),
        ("实施秸秆综合利用和农膜回收行动。", ["秸秆综合利用和农膜回收行动"]),
        ("实施公民道德建设工程、法治素养提升行动。", ["法治素养提升行动"]),
        ("统筹建设国家物流枢纽、骨干平台。", []),
        ("举办“云溪之夏·清凉一季”系列活动。", ["“云溪之夏·清凉一季”系列活动"]),
        ("举办集成电路创新创业大赛。", ["集成电路创新创业大赛"]),
        ("办好2026年部长会议。", ["2026年部长会议"]),
        ("召开推进会议。", []),
        ("大力发展汽车、装备、食品三大支柱产业。", []),
        (
            "推进40项重大专项、80项技术研发和60项基础研究项目。",
            ["重大专项", "技术研发", "基础研究项目"],
        ),
        ("培育5家具备上市条件的企业。", ["具备上市条件的企业"]),
        (
            "培育年产值超百亿元企业10家、超50亿元企业30家。",
            ["年产值超百亿元企业", "超50亿元企业"],
        ),
        ("发布前沿技术应用推广目录。", ["前沿技术应用推广目录"]),
        ("发布需求清单。", []),
    ],
)
def test_what_is_launched_or_held_is_promised_one_by_one(text: str, expected: list[str]) -> None:
    assert [each.object_text for each in facts(Commitment, text)] == expected


@pytest.mark.parametrize(
    ("text", "op"), [("突破百项关键核心技术。", "="), ("培育企业突破1000家。", ">")]
)
def test_what_is_broken_through_is_not_exceeded(text: str, op: str) -> None:
    assert [each.op for each in facts(Commitment, text)] == [op]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("推动沚东方、渚科等重大产业项目投产。", ["沚东方", "渚科"]),
        ("加快沚溪、渚岭等水电站项目建设。", []),
        ("谋划储备、洽谈招引、投建运营一批项目。", []),
        ("建成充电终端7.5万个。", []),
        ("跻身全国重点实验室行列。", []),
        ("推动中国科学院材料技术研究所发展。", ["中国科学院材料技术研究所"]),
        ("培育了云渚、沚溪等一批龙头企业。", ["云渚", "沚溪"]),
    ],
)
def test_a_strange_word_is_a_firm_only_where_its_list_makes_it_one(
    text: str, expected: list[str]
) -> None:
    assert [each.name_text for each in facts(Organisation, text)] == expected


def test_all_that_sign_above_the_date_are_read() -> None:
    tail = "\n工业和信息化部\n教育部 交通运输部\n中国科学院\n2026年1月18日\n"

    signed = facts(Organisation, "加强组织领导。", tail)

    assert [(each.name_text, each.category) for each in signed] == [
        ("工业和信息化部", "government"),
        ("教育部", "government"),
        ("交通运输部", "government"),
        ("中国科学院", "institute"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("谋划储备、洽谈招引、投建运营一批项目。", []),
        ("建成投用沚溪机场。", ["沚溪机场"]),
        ("推进沚溪至渚岭等省际大通道建设。", ["沚溪至渚岭"]),
        ("实施病险水库除险加固工程。", []),
        ("加快建设渚电入沚、外电入渚工程。", ["渚电入沚"]),
        ("加快沚溪高速、渚江港五期等建设。", ["沚溪高速", "渚江港五期"]),
        ("加快市区道路、渚江港五期等建设。", []),
        (
            "加快渚江水资源配置、沚溪灌区、渚岭供水工程进度。",
            ["渚江水资源配置", "沚溪灌区", "渚岭供水"],
        ),
    ],
)
def test_works_keep_their_own_words(text: str, expected: list[str]) -> None:
    assert [each.name_text for each in facts(Project, text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("建设低空装备制造聚集区。", ["低空装备制造聚集区"]),
        ("支持低空装备制造聚集区发展绿色生态食品产业。", []),
        ("建设国家海外人才离岸创新创业基地。", ["国家海外人才离岸创新创业基地"]),
        ("建设创业基地。", []),
    ],
)
def test_a_base_is_told_by_its_subject(text: str, expected: list[str]) -> None:
    assert [each.name_text for each in facts(Cluster, text)] == expected


def test_a_bare_bracket_of_departments_shares_out_and_names_no_organisation() -> None:
    text = "1.提高接受度。制作科普作品。（市委网信办、市科委、市科协、相关区）"

    assert [each.leads for each in facts(Assignment, text)] == [
        ("市委网信办", "市科委", "市科协", "相关区")
    ]
    assert facts(Organisation, text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("相继颁布实施《数据安全法》《电子商务法》。", ["数据安全法", "电子商务法"]),
        ("国务院出台《关于推动高质量发展的意见》。", ["关于推动高质量发展的意见"]),
        ("省政府编制了《规划纲要（草案）》。", []),
        ("制定《数据条例》。", []),
    ],
)
def test_what_is_issued_already_is_cited(text: str, expected: list[str]) -> None:
    assert [each.title_text for each in facts(Citation, text)] == expected
