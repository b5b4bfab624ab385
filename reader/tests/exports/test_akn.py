"""A document as Akoma Ntoso: its text untouched, its ids steady, its facts marked (section 6)."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from luoshi_reader import read_plan
from luoshi_reader.exports.akn import NAMESPACE, as_akn, write
from luoshi_reader.exports.records import Reading

from reader.tests.property.strategies import PLANLIKE

TESTS = Path(__file__).parents[1]
N = f"{{{NAMESPACE}}}"
FACT = "{urn:luoshi:facts}"
ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
PLAN = """滨河市纺织产业2016年度行动计划
（市工业和信息化局 2016年3月1日）
一、总体要求
    2016年，全市纺织产业主营业务收入达到500亿元，增长8%。
二、重点工作
（一）培育品牌。培育5个知名品牌，落实《纺织工业条例》（滨政〔2015〕4号）。
1.办好大会。组织举办10场对接活动。
（二）上项目。重点推进滨河织染有限公司年产2万吨纱线项目。
三、分工

序号\t任务\t牵头单位\t配合单位\t时限
1\t培育品牌\t市商务局\t\t6月
2\t上项目\t市财政局\t市商务局\t长期
"""


def xml(text: str) -> ET.Element:
    return ET.fromstring(as_akn(read_plan(text)))  # noqa: S314 - our own words


def ids(root: ET.Element) -> list[str]:
    return [each.attrib["eId"] for each in root.iter() if "eId" in each.attrib]


@pytest.mark.parametrize(
    "path",
    [*sorted(TESTS.glob("gold-others/*.txt")), *sorted(TESTS.glob("corpus/*.txt"))],
    ids=lambda path: path.stem,
)
def test_without_its_tags_the_document_is_the_text(path: Path) -> None:
    text = path.read_text(encoding="utf-8-sig")
    root = xml(text)

    assert "".join(root.itertext()) == text
    assert len(ids(root)) == len(set(ids(root)))


@given(
    PLANLIKE
    | st.lists(st.sampled_from("<&>\"']\x00\x0b\r\n\t \ud800\uffff\u3000一、。|")).map("".join)
)
def test_any_text_becomes_xml_and_comes_back(text: str) -> None:
    document = read_plan(text)

    read = ET.fromstring(as_akn(document))  # noqa: S314 - our own words

    assert "".join(read.itertext()) == ILLEGAL.sub("\ufffd", document.source.text)
    assert len(ids(read)) == len(set(ids(read)))


def test_headings_keep_their_chinese_numbers_and_hold_what_stands_under_them() -> None:
    root = xml(PLAN)

    part = root.find(f".//{N}section[@eId='sec_2']")
    assert part is not None
    assert part.findtext(f"{N}num") == "二、"
    assert part.findtext(f"{N}heading") == "重点工作"
    measure = part.find(f"{N}subsection")
    assert measure is not None
    assert measure.findtext(f"{N}num") == "（一）"
    assert [each.tag for each in measure] == [
        f"{N}{tag}" for tag in ("num", "heading", "intro", "paragraph")
    ]
    assert [each.attrib["eId"] for each in part.iter(f"{N}paragraph")] == [
        "sec_2__subsec_1__para_1"
    ]


def test_chapters_and_articles_are_called_so() -> None:
    rules = xml((TESTS / "corpus" / "rules-of-articles.txt").read_text(encoding="utf-8"))

    assert [each.attrib["eId"] for each in rules.iter(f"{N}chapter")][:2] == [
        "att_1__chp_1",
        "att_1__chp_2",
    ]
    assert rules.find(f".//{N}chapter/{N}article/{N}num") is not None


def test_a_table_has_its_rows_its_header_and_its_empty_cells() -> None:
    table = xml(PLAN).find(f".//{N}table")

    assert table is not None
    rows = [["".join(cell.itertext()) for cell in row if cell.tag != ""] for row in table]
    assert rows[0] == ["序号", "任务", "牵头单位", "配合单位", "时限"]
    assert rows[1] == ["1", "培育品牌", "市商务局", "", "6月"]
    assert {cell.tag for cell in table[0]} == {f"{N}th"}
    assert {cell.tag for cell in table[1]} == {f"{N}td"}


def test_facts_are_marked_at_their_words_and_told_with_all_their_fields() -> None:
    root = xml(PLAN)
    names = {
        each.attrib["eId"]: each.attrib["showAs"] for each in root.iter() if "showAs" in each.attrib
    }

    quantity = root.find(f".//{N}quantity")
    assert quantity is not None
    assert "500亿元" in "".join(quantity.itertext())
    assert quantity.attrib["normalized"] == "500亿元"
    cited = root.find(f".//{N}ref")
    assert cited is not None
    assert "".join(cited.itertext()) == "《纺织工业条例》（滨政〔2015〕4号）"
    assert names[cited.attrib["refersTo"][1:]] == "纺织工业条例"
    assert {"市商务局", "市财政局", "滨河织染有限公司"} <= set(names.values())
    told = root.find(f".//{FACT}figure")
    assert told is not None
    assert told.attrib["value"] == "500"
    assert told.attrib["growth_pct"] == "8"
    assert told.attrib["refersTo"] == quantity.attrib["refersTo"]
    used = {key for each in root.iter() for key in each.attrib.get("refersTo", "").split()}
    assert used
    assert {key[1:] for key in used} <= set(names)


def test_days_issuer_and_title_are_in_the_metadata() -> None:
    root = xml(PLAN)
    work = root.find(f".//{N}FRBRWork")

    assert work is not None
    assert work.find(f"{N}FRBRcountry").attrib["value"] == "cn"  # type: ignore[union-attr]
    assert work.find(f"{N}FRBRname").attrib["value"] == "滨河市纺织产业2016年度行动计划"  # type: ignore[union-attr]
    author = work.find(f"{N}FRBRauthor").attrib["href"]  # type: ignore[union-attr]
    issuer = root.find(f".//{N}TLCOrganization[@eId='{author[1:]}']")
    assert issuer is not None
    assert issuer.attrib["showAs"] == "市工业和信息化局"
    assert [each.attrib["date"] for each in root.iter(f"{N}date")] == ["2016-03-01"]
    assert root.findtext(f".//{N}docTitle") == "滨河市纺织产业2016年度行动计划"


def test_a_notice_carries_its_plans_as_attachments() -> None:
    text = (TESTS / "corpus" / "two-attachments.txt").read_text(encoding="utf-8")
    root = xml(text)

    outer = root.find(f"{N}doc")
    assert outer is not None
    assert outer.attrib["name"] == "notice"
    attached = outer.findall(f"{N}attachments/{N}attachment")
    assert [each.attrib["eId"] for each in attached] == ["att_1", "att_2"]
    assert all("附件" in (each.findtext(f"{N}heading") or "") for each in attached)
    assert all(each.find(f"{N}doc").attrib["name"] == "plan" for each in attached)  # type: ignore[union-attr]


def test_a_change_in_one_paragraph_leaves_all_other_ids() -> None:
    before = xml(PLAN)
    after = xml(PLAN.replace("组织举办10场对接活动", "组织举办12场全国对接活动"))

    assert as_akn(read_plan(PLAN)) == as_akn(read_plan(PLAN))
    changed = "sec_2__subsec_1__para_1"
    kept = [key for key in ids(before) if not key.startswith((changed, "event_"))]
    assert kept == [key for key in ids(after) if not key.startswith((changed, "event_"))]


def test_a_part_more_leaves_the_ids_before_it_and_a_number_twice_gets_its_own() -> None:
    before = ids(xml(PLAN))
    after = ids(xml(PLAN.replace("三、分工", "二、保障措施\n加强领导。\n三、分工")))

    assert set(before) <= set(after)
    assert "sec_2-2" in after


def test_what_is_no_plan_is_a_document_all_the_same() -> None:
    root = xml("今天天气很好。\n\n明天<也>好&。")

    assert [each.text for each in root.iter(f"{N}p")] == ["今天天气很好。", "明天<也>好&。"]


def test_it_is_written_as_utf_8() -> None:
    out = BytesIO()
    write([Reading("计划.txt", read_plan(PLAN))], out)

    assert out.getvalue().decode() == as_akn(read_plan(PLAN))
