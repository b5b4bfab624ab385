"""What is exported against its schemas: Akoma Ntoso 3.0 of OASIS, and that of the facts."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator
from luoshi_reader import read_plan
from luoshi_reader.exports import jsonl
from luoshi_reader.exports.akn import as_akn
from luoshi_reader.exports.records import Reading
from luoshi_reader.exports.schema import facts_schema
from lxml import etree

from reader.tests.property.strategies import PLANLIKE

TESTS = Path(__file__).parents[1]
ROOT = TESTS.parents[1]
FACTS = Draft202012Validator(facts_schema())
AKN = etree.XMLSchema(etree.parse(TESTS / "exports" / "schemas" / "akomantoso30.xsd"))
TEXTS = [
    *sorted((ROOT / "examples").glob("*.txt")),
    *sorted(TESTS.glob("gold-others/*.txt")),
    *sorted(TESTS.glob("corpus/*.txt")),
]


def validated(text: str) -> None:
    AKN.assertValid(etree.fromstring(as_akn(read_plan(text)).encode()))


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_every_example_is_valid_akoma_ntoso(path: Path) -> None:
    validated(path.read_text(encoding="utf-8-sig"))


@settings(deadline=None)
@given(PLANLIKE)
def test_any_text_is_valid_akoma_ntoso(text: str) -> None:
    validated(text)


def test_the_schema_of_the_facts_is_one_of_draft_2020_12() -> None:
    Draft202012Validator.check_schema(facts_schema())


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_every_fact_that_is_read_is_as_the_schema_has_it(path: Path) -> None:
    document = read_plan(path.read_text(encoding="utf-8-sig"))
    out = BytesIO()
    jsonl.write([Reading("一", document), Reading("二", document)], out)
    jsonl.write([Reading("一", document)], out)

    lines = [json.loads(line) for line in out.getvalue().splitlines()]

    assert len(lines) == 3 * len(document.facts)
    for record in lines[len(document.facts) :]:
        FACTS.validate(record)


@pytest.mark.parametrize("path", sorted(TESTS.glob("gold*/*.jsonl")), ids=lambda path: path.stem)
def test_every_fact_that_was_annotated_is_too(path: Path) -> None:
    for line in path.read_text(encoding="utf-8").splitlines():
        FACTS.validate(json.loads(line) | {"confidence": None})


@pytest.mark.parametrize(
    "changes",
    [
        {"level": "2"},
        {"level": None},
        {"type": "figure"},
        {"type": "title"},
        {"quote": ""},
        {"start": -1},
        {"confidence": 2},
        {"more": 1},
    ],
    ids=repr,
)
def test_what_is_no_fact_is_refused(changes: dict[str, Any]) -> None:
    fact = {
        "type": "heading",
        "quote": "一、总则",
        "start": 0,
        "level": 2,
        "number": 1,
        "title_text": "总则",
        "confidence": 0.99,
    }

    assert FACTS.is_valid(fact)
    assert not FACTS.is_valid(fact | changes)
    assert not FACTS.is_valid({name: fact[name] for name in fact if name != "level"})
