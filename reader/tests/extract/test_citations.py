from __future__ import annotations

import pytest
from luoshi_reader.extract.citations import citations
from luoshi_reader.source import Source
from luoshi_reader.structure.parse import parse

TITLE = "某市食品工业2024年度行动计划\n（市工业和信息化局 2024年3月）\n"


def read(text: str) -> list[tuple[str, str | None]]:
    return [
        (fact.title_text, fact.doc_no)
        for plan in parse(Source(TITLE + text))
        for fact in citations(plan)
    ]


@pytest.mark.parametrize(
    ("text", "title", "number"),
    [
        ("根据《食品安全法》做好监管。", "食品安全法", None),
        ("持续完善《食品应急手册》，组织演练。", "食品应急手册", None),
        (
            "落实《关于扶持企业的意见》（国发〔2015〕43号）。",
            "关于扶持企业的意见",
            "国发〔2015〕43号",
        ),
        ("落实《关于扶持企业的意见》(国发[2015]43号)。", "关于扶持企业的意见", "国发[2015]43号"),
        (
            "落实《关于扶持企业的意见》（国发(2015)43号，以下简称《意见》）。",
            "关于扶持企业的意见",
            "国发(2015)43号",
        ),
        ("落实《某部印发〈若干意见〉的通知》要求。", "某部印发〈若干意见〉的通知", None),
        ("对接《中国制造2025》。", "中国制造2025", None),
        ("执行已出台的《招商奖补办法》。", "招商奖补办法", None),
        ("执行《编制深度(试行)规定（暂行）》。", "编制深度(试行)规定（暂行）", None),
    ],
)
def test_a_document_cited_has_its_title_and_number(
    text: str, title: str, number: str | None
) -> None:
    assert read(text) == [(title, number)]


@pytest.mark.parametrize(
    "text",
    [
        "研究制定《冷链物流专项规划》，做好落实。",
        "编制《冷链专项规划》、《仓储专项规划》等。",
        "出台并实施《招商奖补办法（试行）》。",
        "以下简称《意见》。",
        "播出电视节目《家乡的味道》。",
        "落实《某市食品工业2024年度行动计划》。",
        "未闭合的《标题。",
    ],
)
def test_documents_to_be_written_short_forms_and_works_are_no_citations(text: str) -> None:
    assert read(text) == []


def test_a_document_is_cited_once_a_plan_at_its_first_mention() -> None:
    text = "根据《食品安全法》做好监管。\n落实《食品安全法》（主席令〔2015〕21号）。\n"

    assert read(text) == [("食品安全法", None)]


def test_the_short_title_that_follows_of_our_province_is_cited_too() -> None:
    text = "落实《土地管理法》及我省《实施办法》。"

    assert read(text) == [("土地管理法", None), ("实施办法", None)]
