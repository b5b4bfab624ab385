"""The reader on the command line."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from luoshi_reader.facts import as_record
from luoshi_reader.plan import read_plan


def main(arguments: list[str] | None = None) -> int:
    """Print every fact of a file as one JSON object a line."""
    for name in arguments if arguments is not None else sys.argv[1:]:
        document = read_plan(Path(name).read_text(encoding="utf-8"))
        for fact in document.facts:
            sys.stdout.write(
                json.dumps(as_record(fact, document.source), ensure_ascii=False) + "\n"
            )
    return 0
