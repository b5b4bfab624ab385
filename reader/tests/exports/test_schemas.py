"""What is exported against the schemas of others: Akoma Ntoso 3.0 of OASIS."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from luoshi_reader import read_plan
from luoshi_reader.exports.akn import as_akn
from lxml import etree

from reader.tests.property.strategies import PLANLIKE

TESTS = Path(__file__).parents[1]
ROOT = TESTS.parents[1]
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
