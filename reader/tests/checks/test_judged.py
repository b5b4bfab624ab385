"""Every finding on the public plans at hand, judged right or false by a person (row 101).

The notice and the annotated texts are part of the repository. Some thirty more stand in a folder
beside it where it is developed; without that folder their rows are only counted.
"""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path
from typing import Final

from luoshi_reader.plan import read_plan
from luoshi_reader.source import decode

ROOT: Final = Path(__file__).parents[3]
TABLE: Final = ROOT / "reader" / "tests" / "judged" / "findings.tsv"
OWN: Final = (
    ROOT / "examples" / "henan-2016.txt",
    *sorted((ROOT / "reader" / "tests" / "gold-others").glob("*.txt")),
)
MOST_FALSE: Final = 0.05

Row = tuple[str, str, str]


def more() -> list[Path]:
    """Return the plans that stand in `shared` beside the repository, or beside its folder."""
    for above in (ROOT.parent, ROOT.parent.parent):
        found = sorted((above / "shared" / "plans" / "more").glob("*.txt"))
        if found:
            return found
    return []


def judged() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def found_in(files: list[Path]) -> Counter[Row]:
    found: Counter[Row] = Counter()
    for file in files:
        document = read_plan(decode(file.read_bytes()))
        for doubt in document.doubts:
            quote = " ".join(document.source.quote(doubt.span).split())
            found[doubt.code, file.stem, quote] += 1
    return found


def rows_of(files: list[Path]) -> Counter[Row]:
    names = {file.stem for file in files}
    rows = [(row["code"], row["document"], row["quote"]) for row in judged()]
    return Counter(row for row in rows if row[1] in names)


def test_every_finding_on_the_plans_of_the_repository_is_judged_and_no_other() -> None:
    files = list(OWN)

    assert found_in(files) == rows_of(files)


def test_every_finding_on_the_plans_beside_the_repository_is_judged_and_no_other() -> None:
    """Where they are not beside it, as for users, there is nothing to compare."""
    files = more()

    assert found_in(files) == rows_of(files)


def test_at_most_five_of_a_hundred_findings_are_false_and_each_has_its_reason() -> None:
    rows = judged()
    false = [row for row in rows if row["verdict"] == "false"]

    assert {row["verdict"] for row in rows} <= {"right", "false"}
    assert all(row["reason"].strip() for row in rows)
    assert len(rows) > 50
    assert len(false) <= MOST_FALSE * len(rows)
