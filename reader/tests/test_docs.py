"""Documentation that is held to what the reader does."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
SRC = ROOT / "reader" / "src" / "luoshi_reader"
CODE = re.compile(r"\bLS[0-9]{3}\b")


def test_the_examples_of_the_reader_page_run_as_printed() -> None:
    failed, tried = doctest.testfile(str(ROOT / "docs" / "reader.md"), module_relative=False)

    assert tried > 10
    assert failed == 0


def test_every_code_of_a_finding_has_its_section_and_no_other() -> None:
    page = (ROOT / "docs" / "checks.md").read_text(encoding="utf-8")
    explained = re.findall(r"^## (LS[0-9]{3}) ", page, re.MULTILINE)
    sources = [path.read_text(encoding="utf-8") for path in SRC.rglob("*.py")]
    used = {code for text in sources for code in re.findall(r'"(LS[0-9]{3})"', text)}

    assert explained == sorted(set(explained))
    assert used <= set(explained)
    for section in page.split("\n## LS")[1:]:
        assert all(f"**{part}.**" in section for part in ("What", "Why", "Example", "How to fix"))
