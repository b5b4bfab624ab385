"""The hook for a virus scanner of the house: a program that reads a file and says what it is."""

from __future__ import annotations

import logging
import shlex
import subprocess
from typing import Final

from django.conf import settings

from luoshi.kernel.evidence.tables import ProofFile

_log = logging.getLogger(__name__)
_SECONDS: Final = 60
#: As clamscan and clamdscan answer.
_ANSWERS: Final = {0: ProofFile.Scan.CLEAN, 1: ProofFile.Scan.BLOCKED}


def scanned(content: bytes) -> ProofFile.Scan:
    """Return what the scanner says of a file (SEC-34); not scanned where there is none.

    The program of `LUOSHI_SCAN` gets the file on its standard input: 0 is clean, 1 is infected.
    One that fails blocks nobody's work: the file says that it was not scanned.
    """
    if not settings.SCAN:
        return ProofFile.Scan.NONE
    try:
        done = subprocess.run(  # noqa: S603 - a program that whoever runs the house has named
            shlex.split(settings.SCAN), input=content, capture_output=True, check=False,
            timeout=_SECONDS,
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError):
        _log.exception("the virus scanner does not run")
        return ProofFile.Scan.NONE
    if done.returncode not in _ANSWERS:
        _log.error("the virus scanner ended with %s", done.returncode)
    return _ANSWERS.get(done.returncode, ProofFile.Scan.NONE)
