"""OFD: characters at their places, laid out as offices' programs do."""

from __future__ import annotations

import html
import io
import zipfile
from dataclasses import dataclass, field

import pytest
from luoshi_reader import ReadingError
from luoshi_reader.formats import open_source

from reader.tests.formats.making import GOLD, HENAN, Rows, blocks, facts_of

_NAMESPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
_SIZE, _PITCH, _LEFT, _TOP, _BOTTOM = 5.6, 10.0, 27.0, 35.0, 255.0
_FULL = 28


@dataclass
class Press:
    """Sets lines of a text on pages of an OFD file."""

    pages: list[str] = field(default_factory=lambda: [""])
    y: float = _TOP

    def words(self, x: float, y: float, text: str) -> None:
        if text:
            step = f"g {len(text) - 1} {_SIZE}" if len(text) > 1 else ""
            self.pages[-1] += (
                f'<ofd:TextObject Boundary="{x} {y - _SIZE} 160 {_SIZE}" Size="{_SIZE}">'
                f'<ofd:TextCode X="0" Y="{_SIZE}" DeltaX="{step}">{html.escape(text)}'
                "</ofd:TextCode></ofd:TextObject>"
            )

    def feed(self, lines: int = 1) -> None:
        self.y += lines * _PITCH
        if self.y > _BOTTOM:
            self.y = _TOP
            self.pages.append("")

    def paragraph(self, text: str) -> None:
        words = "".join(text.split())
        x, room = _LEFT + 2 * _SIZE, _FULL - 2
        while words:
            self.words(x, self.y, words[:room])
            words = words[room:]
            x, room = _LEFT, _FULL
            self.feed()
        if not text.strip():
            self.feed()

    def table(self, rows: Rows) -> None:
        columns = max(map(len, rows))
        room = _FULL // columns
        wide = room * _SIZE + 2
        for row in rows:
            cells = ["".join(cell.split()) for cell in row]
            tall = max(1, *(-(-len(cell) // room) for cell in cells))
            if self.y + tall * _PITCH > _BOTTOM:
                self.y = _BOTTOM
                self.feed()
            top, bottom = self.y - 7.5, self.y + tall * _PITCH - 7.5
            for column in range(columns):
                left = _LEFT + column * wide
                for at in range(tall):
                    cell = cells[column] if column < len(cells) else ""
                    line = cell[at * room : (at + 1) * room]
                    self.words(left + 1, self.y + at * _PITCH, line)
                self.pages[-1] += (
                    f'<ofd:PathObject Boundary="{left} {top} {wide} {bottom - top}" Stroke="true">'
                    f"<ofd:AbbreviatedData>M 0 0 L {wide} 0 L {wide} {bottom - top} "
                    f"L 0 {bottom - top} C</ofd:AbbreviatedData></ofd:PathObject>"
                )
            self.y += (tall - 1) * _PITCH
            self.feed()

    def file(self, **more: str) -> bytes:
        listed = "".join(
            f'<ofd:Page ID="{n}" BaseLoc="Pages/Page_{n}/Content.xml"/>'
            for n in range(len(self.pages))
        )
        parts = {
            "OFD.xml": f"<ofd:OFD {_NAMESPACE}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml"
            "</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
            "Doc_0/Document.xml": f"<ofd:Document {_NAMESPACE}><ofd:CommonData><ofd:PageArea>"
            "<ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData>"
            f"<ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
            **more,
        }
        for n, inside in enumerate(self.pages):
            number = (
                '<ofd:TextObject Boundary="95 280 20 5" Size="5"><ofd:TextCode X="0" Y="5" '
                f'DeltaX="5 5">—{n % 10}—</ofd:TextCode></ofd:TextObject>'
            )
            parts[f"Doc_0/Pages/Page_{n}/Content.xml"] = (
                f"<ofd:Page {_NAMESPACE}><ofd:Content><ofd:Layer>{inside}{number}"
                "</ofd:Layer></ofd:Content></ofd:Page>"
            )
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
            for name, content in parts.items():
                package.writestr(name, content)
        return out.getvalue()


def as_ofd(text: str) -> bytes:
    press = Press()
    for block in blocks(text):
        if isinstance(block, str):
            press.paragraph(block)
        else:
            press.table(block)
    return press.file()


@pytest.mark.parametrize("name", ["henan", "gansu"])
def test_an_ofd_file_reads_like_its_text(name: str) -> None:
    text = HENAN if name == "henan" else (GOLD / f"{name}.txt").read_text(encoding="utf-8")

    source = open_source(as_ofd(text), "计划.ofd")

    assert facts_of(source) == facts_of(text)
    assert "—2—" not in source.text
    assert source.pieces[-1].page > 5


def test_an_ofd_file_under_a_password_or_full_of_pages_is_refused() -> None:
    press = Press(pages=[""] * 1_001)

    with pytest.raises(ReadingError) as locked:
        open_source(Press().file(**{"Doc_0/Encryptions.xml": "<x/>"}), "计划.ofd")
    with pytest.raises(ReadingError) as long:
        open_source(press.file(), "计划.ofd")

    assert (locked.value.code, long.value.code) == ("files.encrypted", "files.too_many_pages")
