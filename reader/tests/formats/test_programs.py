"""Programs beside ours: LibreOffice where it is, the office's own text recognition."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from luoshi_reader import ReadingError
from luoshi_reader.formats import open_source

from reader.tests.formats.making import as_pdf, p, word

RTF = rb"{\rtf1\ansi \u19968?\u12289?\u24635?\u21017?\par}"
SCANNED = (
    "<style>@page{size:A4;margin:5mm}</style><canvas id=c width=1200 height=1800 "
    "style='width:180mm;height:250mm'></canvas><script>c.getContext('2d').fillRect(9,9,9,9)</script>"
)


def program(room: Path, lines: str) -> Path:
    """Return a program of Python lines, to stand in for one of the office's."""
    made = room / "soffice"
    made.write_text(f"#!{sys.executable}\nimport pathlib, sys\n{lines}\n", encoding="utf-8")
    made.chmod(0o755)
    return made


def test_an_old_word_file_is_converted_by_libreoffice_in_a_room_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "made.docx").write_bytes(word(p("一、总则")))
    program(
        tmp_path,
        "room = pathlib.Path(sys.argv[sys.argv.index('--outdir') + 1])\n"
        "assert '--headless' in sys.argv and (room / 'plan.doc').read_bytes()[:5] == b'{\\\\rtf'\n"
        f"made = pathlib.Path({str(tmp_path / 'made.docx')!r})\n"
        "(room / 'plan.docx').write_bytes(made.read_bytes())\n"
        f"pathlib.Path({str(tmp_path / 'room')!r}).write_text(str(room))",
    )
    monkeypatch.setenv("PATH", str(tmp_path))

    assert open_source(RTF, "计划.rtf").text == "一、总则\n"
    assert not Path((tmp_path / "room").read_text()).exists()


def test_where_libreoffice_is_not_or_fails_that_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(ReadingError, match="没有安装LibreOffice") as none:
        open_source(RTF, "计划.doc")
    program(tmp_path, "sys.exit(1)")
    with pytest.raises(ReadingError, match=r"另存为\.docx") as failed:
        open_source(RTF, "计划.doc")

    assert (none.value.code, failed.value.code) == ("files.no_office", "files.not_converted")


def test_a_scan_is_read_by_the_command_that_the_office_configured(tmp_path: Path) -> None:
    data = as_pdf(SCANNED, tmp_path)
    reads = program(
        tmp_path,
        "assert sys.stdin.buffer.read(8) == b'\\x89PNG\\r\\n\\x1a\\n'\n"
        "sys.stdout.buffer.write('一、总则\\n\\n加强领导。\\n'.encode())",
    )

    source = open_source(data, "扫描.pdf", ocr=str(reads))

    assert source.text == "一、总则\n\n加强领导。\n"
    piece = source.piece(source.text.index("加强"))
    assert piece is not None
    assert (piece.page, piece.paragraph) == (1, 2)
    program(tmp_path, "sys.exit(3)")
    with pytest.raises(ReadingError, match="第1页") as failed:
        open_source(data, "扫描.pdf", ocr=str(reads))
    assert failed.value.code == "files.ocr_failed"
