"""Made-up plans of other places and forms, each beside what must be read in it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from luoshi_reader.facts import as_record
from luoshi_reader.plan import read_plan
from luoshi_reader.source import decode

CORPUS = sorted((Path(__file__).parent / "corpus").glob("*.txt"))
#: The kinds of fact that the files beside the plans list in full.
KINDS = {"heading", "assignment", "citation", "link"}


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_every_plan_of_the_corpus_gives_the_facts_beside_it(path: Path) -> None:
    document = read_plan(decode(path.read_bytes()))

    read = [as_record(fact, document.source) for fact in document.facts if fact.type in KINDS]

    lines = path.with_suffix(".jsonl").read_text(encoding="utf-8").splitlines()
    assert read == [json.loads(line) for line in lines]


@pytest.mark.parametrize(
    ("name", "plans"),
    [
        ("notice-with-table", [(2023, "滨河市人民政府办公室", "滨河市")]),
        ("state-opinions", [(2019, "国务院办公厅", "全国")]),
        ("rules-of-articles", [(2022, "江湾市市场监督管理局", None)]),
        ("two-attachments", [(2021, "南山区人民政府办公室", "南山区")] * 2),
        ("duties-by-paragraph", [(2024, None, None)]),
        ("work-report", [(2024, "东原市人民政府", "东原市")]),
        ("bar-table", [(2025, "县交通运输局", None)]),
    ],
)
def test_year_issuer_and_territory_are_told_from_the_words_around_a_plan(
    name: str, plans: list[tuple[int | None, str | None, str | None]]
) -> None:
    path = Path(__file__).parent / "corpus" / f"{name}.txt"

    document = read_plan(path.read_text(encoding="utf-8"))

    assert [(plan.year, plan.issuer_text, plan.text.area_text) for plan in document.plans] == plans
