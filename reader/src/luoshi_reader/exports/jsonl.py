"""Facts as JSON lines: what machines read."""

from __future__ import annotations

from collections.abc import Sequence
from json import JSONEncoder
from typing import IO, Final

from luoshi_reader.exports.records import Reading, records

_ENCODER: Final = JSONEncoder(ensure_ascii=False)


def write(readings: Sequence[Reading], out: IO[bytes]) -> None:
    """Write one JSON object a line, in UTF-8."""
    out.writelines(_ENCODER.encode(row).encode() + b"\n" for row in records(readings))
