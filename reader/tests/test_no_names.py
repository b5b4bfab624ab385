"""The reader recognises names by their form: it knows no firm of the notice by name."""

from __future__ import annotations

import json
from pathlib import Path

#: Shorter names are ordinary words as well.
SHORTEST = 4
READER = Path(__file__).parents[1]


def test_no_source_and_no_word_list_holds_a_firm_of_the_annotated_plans() -> None:
    firms: set[str] = set()
    for file in (READER / "tests" / "gold").glob("*.jsonl"):
        for line in file.read_text(encoding="utf-8").splitlines():
            fact = json.loads(line)
            if fact["type"] == "organisation" and fact["category"] == "enterprise":
                firms.add(fact["name_text"].replace("\u3000", ""))

    known = {
        f"{path.name}: {firm}"
        for path in (READER / "src").rglob("*")
        if path.suffix in {".py", ".txt", ".tsv"}
        for firm in firms
        if len(firm) >= SHORTEST and firm in path.read_text(encoding="utf-8")
    }

    assert len(firms) > 100
    assert not known
