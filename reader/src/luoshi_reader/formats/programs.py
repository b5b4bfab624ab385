"""Programs beside ours: LibreOffice for old Word files, the office's own text recognition."""

from __future__ import annotations

import shlex
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from luoshi_reader.formats.apart import ask
from luoshi_reader.formats.draft import Draft
from luoshi_reader.formats.refusals import refused
from luoshi_reader.source import Source

_OFFICES: Final = ("soffice", "libreoffice")
#: Seconds that converting a file, and recognising one page, may take.
_CONVERTING: Final = 120
_RECOGNISING: Final = 60


def as_docx(data: bytes) -> bytes:
    """Return an old Word file or RTF as a .docx, converted by LibreOffice where it is installed.

    It works in a folder and with a profile of its own, taken away afterwards; macros never run.
    """
    office = next(filter(None, map(shutil.which, _OFFICES)), None)
    if office is None:
        raise refused("no_office")
    with TemporaryDirectory(prefix="luoshi-") as name:
        room = Path(name)
        (room / "plan.doc").write_bytes(data)
        command = [
            office,
            f"-env:UserInstallation={(room / 'profile').as_uri()}",
            "--headless",
            "--norestore",
            "--convert-to",
            "docx",
            "--outdir",
            str(room),
            str(room / "plan.doc"),
        ]
        try:
            subprocess.run(  # noqa: S603 - the file's name is ours, not its sender's
                command,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=_CONVERTING,
                check=False,
            )
            return (room / "plan.docx").read_bytes()
        except subprocess.TimeoutExpired as late:
            raise refused("too_heavy") from late
        except FileNotFoundError as nothing:
            raise refused("not_converted") from nothing


def recognised(data: bytes, command: str) -> Source:
    """Return the text of a scanned PDF, page by page from the office's own command.

    The command gets a page as a PNG on its standard input and gives the text, UTF-8, on its
    standard output: ``tesseract stdin stdout -l chi_sim``.

    Raises:
        ReadingError: the command failed, or gave nothing at all.

    """
    draft = Draft()
    for page in range(1, int(ask("pdf", data, "count")) + 1):
        picture = ask("pdf", data, "picture", str(page))
        for line in _text(picture, command, page).splitlines():
            draft.paragraph([(line, page)])
    return draft.source


def _text(picture: bytes, command: str, page: int) -> str:
    try:
        done = subprocess.run(  # noqa: S603 - configured by the office that runs us
            shlex.split(command),
            input=picture,
            capture_output=True,
            timeout=_RECOGNISING,
            check=True,
        )
        return done.stdout.decode()
    except (OSError, ValueError, subprocess.SubprocessError) as failed:
        raise refused("ocr_failed", page=page, why=type(failed).__name__) from failed
