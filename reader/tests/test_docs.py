"""Documentation that is held to what the reader does."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import luoshi_reader
import pytest
from luoshi_reader.cli import main
from luoshi_reader.exports.labels import SEVERITIES
from luoshi_reader.exports.schema import facts_schema_text
from luoshi_reader.facts import KINDS
from luoshi_reader.rules import RULES, explain

ROOT = Path(__file__).parents[2]
SRC = ROOT / "reader" / "src" / "luoshi_reader"


@pytest.mark.parametrize(
    ("name", "least"),
    [("docs/reader.md", 10), ("docs/akn.md", 6), ("docs/api.md", 40), ("reader/README.md", 5)],
)
def test_the_examples_of_a_page_run_as_printed(name: str, least: int) -> None:
    failed, tried = doctest.testfile(str(ROOT / name), module_relative=False)

    assert tried >= least
    assert failed == 0


def test_every_public_name_is_on_the_page_of_the_api() -> None:
    page = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    names = {*luoshi_reader.__all__, *(kind.__name__ for kind in KINDS)}

    assert [name for name in sorted(names) if not re.search(rf"\b{name}\b", page)] == []


def test_every_page_that_the_readme_names_is_there() -> None:
    readme = ROOT / "reader" / "README.md"
    named = re.findall(r"\]\(([^)#]+)", readme.read_text(encoding="utf-8"))

    assert len(named) > 4
    assert all((readme.parent / each).is_file() for each in named)


def test_the_schema_of_the_facts_is_that_of_their_classes(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["schema"]) == 0
    assert capsys.readouterr().out == facts_schema_text()
    assert (ROOT / "docs" / "facts.schema.json").read_text(encoding="utf-8") == facts_schema_text()


def test_every_rule_has_its_page_and_every_page_its_rule() -> None:
    pages = {path.stem: path.read_text(encoding="utf-8") for path in (SRC / "pages").iterdir()}

    assert set(pages) == set(RULES)
    for code, page in pages.items():
        assert page == explain(code)
        assert page.startswith(f"# {code} {RULES[code].title}\n")
        assert f"\n## In English: {RULES[code].english}\n" in page
        parts = [f"**{part}。**" for part in ("是什么", "为什么", "例子", "怎么改")]
        parts += [f"**{part}.**" for part in ("What", "Why", "Example", "How to fix")]
        places = [page.index(part) for part in parts]
        assert places == sorted(places)


def test_the_list_of_rules_is_that_of_the_reader() -> None:
    page = (ROOT / "docs" / "checks.md").read_text(encoding="utf-8")
    listed = re.findall(
        r"^\| \[(LS[0-9]{3})\]\(\.\./(\S+)\) \| (.+) \| (\S+) \| `(\S+)` \|$", page, re.MULTILINE
    )

    assert listed == [
        (
            rule.code,
            f"reader/src/luoshi_reader/pages/{rule.code}.md",
            rule.title,
            SEVERITIES[rule.severity],
            rule.slug,
        )
        for rule in RULES.values()
    ]
    assert all((ROOT / path).is_file() for _, path, *_ in listed)


def test_no_rule_is_registered_twice_or_never_raised() -> None:
    slugs = [rule.slug for rule in RULES.values()]
    sources = "".join(
        path.read_text(encoding="utf-8") for path in SRC.rglob("*.py") if path.name != "rules.py"
    )

    assert list(RULES) == sorted(RULES)
    assert len(slugs) == len(set(slugs))
    assert set(re.findall(r'"(LS[0-9]{3})"', sources)) == set(RULES)
