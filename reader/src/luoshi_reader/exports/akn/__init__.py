"""A read document as XML of Akoma Ntoso 3.0, the OASIS standard for documents of state.

docs/akn.md says what becomes what.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import IO

from luoshi_reader.exports.akn.document import NAMESPACE as NAMESPACE
from luoshi_reader.exports.akn.document import as_akn as as_akn
from luoshi_reader.exports.records import Reading


def write(readings: Sequence[Reading], out: IO[bytes]) -> None:
    """Write the one document, in UTF-8: an XML file has one root."""
    (one,) = readings
    out.write(as_akn(one.document).encode())
