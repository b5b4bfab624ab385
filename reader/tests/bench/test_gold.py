"""The gold bench: halves, bars, and what was gained or lost."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from luoshi_reader.bench import gold
from luoshi_reader.bench.rows import NotMeasurable

TEXT = "纺织产业2016年度行动计划\n（2016年3月）\n一、总体要求\n二、重点工作\n"


def heading(quote: str, level: int, number: int | None) -> dict[str, Any]:
    title = quote.rsplit("、", maxsplit=1)[-1]
    return {
        "type": "heading",
        "quote": quote,
        "start": TEXT.index(quote),
        "level": level,
        "number": number,
        "title_text": title,
    }


RIGHT = [
    heading("纺织产业2016年度行动计划", 1, None),
    heading("一、总体要求", 2, 1),
    heading("二、重点工作", 2, 2),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "甲.txt").write_bytes(TEXT.encode())
    annotate(tmp_path, RIGHT)
    return tmp_path


def annotate(folder: Path, facts: list[dict[str, Any]]) -> None:
    lines = (json.dumps(fact, ensure_ascii=False) + "\n" for fact in facts)
    (folder / "甲.jsonl").write_text("".join(lines), encoding="utf-8")


@pytest.fixture(autouse=True)
def forgetful() -> Iterator[None]:
    yield
    gold._read.cache_clear()


def test_other_gold_is_scored_against_the_text_beside_it(folder: Path) -> None:
    result = gold.measure(folder)

    assert result.sum(["甲"])["heading"].f1 == 1
    assert [(row.metric, row.value, row.ok) for row in gold.rows(result)] == [
        ("heading F1", 1.0, True)
    ]
    assert gold.told(result).startswith("全部（甲）\n")


def test_the_only_text_of_a_folder_serves_all_its_gold(folder: Path) -> None:
    (folder / "甲.txt").rename(folder / "原文.txt")

    assert gold.measure(folder).sum(["甲"])["heading"].f1 == 1


def test_gold_that_does_not_fit_its_text_is_refused(folder: Path) -> None:
    (folder / "甲.txt").write_text("别的文件\n" * 40, encoding="utf-8")

    with pytest.raises(NotMeasurable, match="与标注不符"):
        gold.measure(folder)


def test_a_folder_without_gold_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotMeasurable, match="没有标注文件"):
        gold.measure(tmp_path)


def test_what_is_gained_and_lost_is_listed_against_the_last_time(folder: Path) -> None:
    assert "没有上次的清单" in gold.changes(gold.measure(folder), folder)
    annotate(folder, [*RIGHT[:2], {**RIGHT[2], "number": 3}])
    gold.accept(gold.measure(folder), folder)
    assert "改正 0 处，新错 0 处" in gold.changes(gold.measure(folder), folder)

    annotate(folder, [{**RIGHT[0], "level": 2}, *RIGHT[1:]])

    told = gold.changes(gold.measure(folder), folder)
    assert "改正 2 处，新错 2 处" in told
    assert f"+ 甲 heading {RIGHT[2]['start']} missed  二、重点工作" in told
    assert "- 甲 heading 0 extra  纺织产业" in told


def test_of_the_half_kept_apart_only_counts_are_told(folder: Path) -> None:
    (folder / "甲.jsonl").rename(folder / "pharma.jsonl")
    (folder / "甲.txt").rename(folder / "pharma.txt")
    gold.accept(gold.measure(folder), folder)
    assert (folder / gold.LAST).read_text(encoding="utf-8") == ""
    lines = (folder / "pharma.jsonl").read_text(encoding="utf-8")
    (folder / "pharma.jsonl").write_text(lines.replace("总体要求", "体要求"), encoding="utf-8")
    (folder / "pharma.txt").write_text(TEXT, encoding="utf-8")
    facts = [json.loads(line) for line in lines.splitlines()]
    facts[1]["number"] = 7
    (folder / "pharma.jsonl").write_text(
        "".join(json.dumps(fact) + "\n" for fact in facts), encoding="utf-8"
    )

    told = gold.changes(gold.measure(folder), folder)

    assert "  - pharma heading missed or extra: 2" in told
    assert "总体要求" not in told
    assert gold.told(gold.measure(folder)).startswith("保留组（pharma）")


def test_the_notice_is_measured_in_both_halves_and_together() -> None:
    result = gold.measure()

    told = gold.told(result)
    assert [line for line in told.splitlines() if line.endswith("）")] == [
        "学习组（coal、food、home）",
        "保留组（equipment、pharma）",
        "全部（coal、equipment、food、home、pharma）",
    ]
    rows = gold.rows(result)
    assert {row.metric.split()[0] for row in rows} == set(gold.TYPES)
    assert all(row.bar is not None for row in rows)


def test_every_bar_is_reached() -> None:
    rows = gold.rows(gold.measure())

    assert [f"{row.metric}: {row.value}, {row.asked}" for row in rows if not row.ok] == []


def test_the_gold_of_other_issuers_is_measured_in_both_halves_and_together() -> None:
    folder = gold.GOLD.with_name("gold-others")
    listed = re.findall(
        r"^\| `(\w+)` .*\| (learnt from|kept apart) \|$",
        (folder / "README.md").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
    halves = [
        "、".join(sorted(name for name, half in listed if half in named))
        for named in (["learnt from"], ["kept apart"], ["learnt from", "kept apart"])
    ]

    result = gold.measure(folder)

    assert [line for line in gold.told(result).splitlines() if line.endswith("）")] == [
        f"{part}（{members}）"
        for part, members in zip(("学习组", "保留组", "全部"), halves, strict=True)
    ]
