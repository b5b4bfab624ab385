"""`luoshi-reader schema`: what a line of facts looks like, for machines that check it."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from luoshi_reader.cli.options import Parser
from luoshi_reader.exports.schema import facts_schema_text


def run(argv: Sequence[str], prog: str) -> int:
    """Write the schema to standard output; return the exit status."""
    Parser(prog, "打印事实（luoshi read --format jsonl 的每一行）的 JSON Schema。").parse_args(argv)
    sys.stdout.buffer.write(facts_schema_text().encode())
    return 0
