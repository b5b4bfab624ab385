"""Files that prove something: the hook of a virus scanner."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from pytest_django import Settings

from luoshi.kernel.evidence import FileRefused, ProofFile, columns
from luoshi.kernel.evidence.scanning import scanned

PDF = b"%PDF-1.4\n%%EOF"
SIGNATURE = b"a signature of our own"


@pytest.fixture
def scanner(settings: Settings, tmp_path: Path) -> Path:
    """Return a scanner that knows one signature and ends with 1 where it finds it."""
    program = tmp_path / "scanner.py"
    program.write_text(
        f"import sys\nsys.exit(1 if {SIGNATURE!r} in sys.stdin.buffer.read() else 0)\n"
    )
    settings.SCAN = f"{sys.executable} {program}"
    return program


def test_without_a_scanner_a_file_says_that_it_was_not_scanned(settings: Settings) -> None:
    """SEC-34."""
    settings.SCAN = ""

    assert scanned(PDF) == ProofFile.Scan.NONE


@pytest.mark.django_db
def test_a_scanner_passes_a_clean_file_and_stops_another(scanner: Path) -> None:
    """SEC-34: nothing is kept of what is blocked."""
    assert columns("a.pdf", PDF, agency_id=0, by="jin")["scan"] == ProofFile.Scan.CLEAN
    with pytest.raises(FileRefused, match="病毒扫描未通过"):
        columns("a.pdf", PDF + SIGNATURE, agency_id=0, by="jin")


@pytest.mark.parametrize(
    "broken", ["/nowhere/scanner", f"{sys.executable} -c 'raise SystemExit(2)'"]
)
def test_a_scanner_that_fails_blocks_nobody(settings: Settings, broken: str) -> None:
    settings.SCAN = broken

    assert scanned(PDF) == ProofFile.Scan.NONE
