"""Two plans compared: kept, changed, dropped in silence, new (rows 8 and 111)."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from luoshi_reader import read_plan
from luoshi_reader.cli import compare_command
from luoshi_reader.compare import Comparison, compare_documents

OLD = """河西省家具产业2025年行动计划
一、主要目标
（一）目标。2025年，力争全省家具产业主营业务收入达到500亿元，增长8%。
二、重点任务
（一）延伸产业链条。建设园区2个。
（二）培育知名品牌。新增名牌5个。
（三）办好家具博览会。年底前举办展会3场。
重点任务分工安排
序号\t工作任务\t牵头单位\t参加单位
1\t延伸产业链条\t省工业和信息化厅\t省财政厅
2\t培育知名品牌\t省市场监管局\t省商务厅
"""
NEW = """河西省家具产业2026年行动计划
一、主要目标
（一）目标。2026年，力争全省家具产业主营业务收入达到550亿元，增长10%。
二、重点任务
（一）延伸产业链条。建设园区2个。
（二）培育知名品牌。新增名牌8个。
（三）推进绿色转型。年底前改造企业20家。
重点任务分工安排
序号\t工作任务\t牵头单位\t参加单位
1\t延伸产业链条\t省工业和信息化厅\t省财政厅
2\t培育知名品牌\t省商务厅\t省市场监管局
"""


def compared(old: str = OLD, new: str = NEW) -> Comparison:
    return compare_documents(read_plan(old), read_plan(new))


def told(comparison: Comparison, change: str) -> set[tuple[str, str]]:
    return {(pair.type, pair.name) for pair in comparison.pairs if pair.change == change}


def test_a_target_is_changed_from_the_old_value_to_the_new() -> None:
    (pair,) = [pair for pair in compared().pairs if pair.type == "figure"]

    assert (pair.change, pair.old and pair.old.said, pair.new and pair.new.said) == (
        "changed",
        "500亿元，增长8%",
        "550亿元，增长10%",
    )


def test_what_is_no_longer_said_is_dropped_and_what_was_not_said_is_new() -> None:
    comparison = compared()

    assert ("heading", "办好家具博览会") in told(comparison, "dropped")
    assert ("heading", "推进绿色转型") in told(comparison, "new")
    assert ("heading", "延伸产业链条") in told(comparison, "kept")


def test_a_duty_that_went_to_another_is_changed_and_one_that_stayed_is_kept() -> None:
    comparison = compared()

    assert ("assignment", "培育知名品牌") in told(comparison, "changed")
    assert ("assignment", "延伸产业链条") in told(comparison, "kept")


def test_a_plan_beside_itself_and_beside_its_next_year_in_the_same_words_is_kept() -> None:
    for new in (OLD, OLD.replace("2025", "2026")):
        counts = compared(OLD, new).counts

        assert {change for change, count in counts.items() if count} == {"kept"}


def test_what_the_new_plan_still_names_was_not_dropped() -> None:
    new = NEW.replace("新增名牌8个。", "新增名牌8个，办好家具博览会。")

    assert ("heading", "办好家具博览会") in told(compared(OLD, new), "kept")


def test_every_side_is_the_words_of_its_own_text() -> None:
    for pair in compared().pairs:
        for side, text in ((pair.old, OLD), (pair.new, NEW)):
            if side is not None:
                assert text[side.span.start : side.span.end].strip() == side.words


def test_plans_of_a_notice_go_by_their_titles_and_one_left_out_is_dropped_whole() -> None:
    other = OLD.replace("家具", "纺织")
    comparison = compared(OLD + other, NEW)

    assert ("figure", "全省纺织产业主营业务收入") in told(comparison, "dropped")
    assert ("heading", "延伸产业链条") in told(comparison, "kept")


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    for name, text in (("旧.txt", OLD), ("新.txt", NEW)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return str(tmp_path / "旧.txt"), str(tmp_path / "新.txt")


def test_the_command_tells_and_ends_with_1_where_something_changed(
    files: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert compare_command(files) == 1
    out = capsys.readouterr().out
    assert "全省家具产业主营业务收入：500亿元，增长8% → 550亿元，增长10%" in out
    assert "未再提及" in out
    assert compare_command([files[0], files[0]]) == 0
    assert compare_command([files[0], "无.txt"]) == 2


def test_json_has_the_counts_and_both_places(
    files: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    compare_command([*files, "--json"])

    found = json.loads(capsys.readouterr().out)
    assert sum(found["counts"].values()) == len(found["pairs"])
    figure = next(each for each in found["pairs"] if each["type"] == "figure")
    assert OLD[figure["old"]["start"] :].startswith(figure["old"]["quote"])


def test_the_document_has_a_table_for_each_change(files: tuple[str, str], tmp_path: Path) -> None:
    target = tmp_path / "对照.docx"

    assert compare_command([*files, "--output", str(target)]) == 1

    with ZipFile(BytesIO(target.read_bytes())) as archive:
        words = archive.read("word/document.xml").decode()
    assert words.count("<w:tbl>") == len([n for n in compared().counts.values() if n])
    assert "550亿元，增长10%" in words


def test_what_cannot_be_written_is_refused(files: tuple[str, str], tmp_path: Path) -> None:
    assert compare_command([*files, "--output", str(tmp_path / "无" / "对照.docx")]) == 2
