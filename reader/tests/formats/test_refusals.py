"""Files that are locked, dangerous or broken: a reason in Chinese, in a second, in 200 MB."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from luoshi_reader import ReadingError
from luoshi_reader.formats import open_source

from reader.tests.formats.making import p, word

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
_LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "落实落实落实落实">'
    + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]>"
)
_OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
_MAIN = "word/document.xml"
#: The standard lock of PDF with keys that no password opens.
_LOCKED_PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\n"
    b"4 0 obj<</Filter/Standard/V 1/R 2/P -4/O<"
    + b"3a" * 32
    + b">/U<"
    + b"3b" * 32
    + b">>>endobj\n"
    b"trailer<</Root 1 0 R/Encrypt 4 0 R/ID[<00><00>]>>\n"
)
_DEEP = "<w:ins>" * 50_000 + "</w:ins>" * 50_000


def zipped(*parts: tuple[str, bytes], link: bool = False, locked: bool = False) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts:
            member = zipfile.ZipInfo(name)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = 0o120777 << 16 if link else 0
            package.writestr(member, content)
    data = bytearray(out.getvalue())
    if locked:
        data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def understated(data: bytes) -> bytes:
    """Return a zip whose list says that its one part unpacks to a kilobyte."""
    found = bytearray(data)
    for mark, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        where = found.rindex(mark) + at
        found[where : where + 4] = (1024).to_bytes(4, "little")
    return bytes(found)


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "a password of Word's": (
        lambda: _OLE + "EncryptedPackage".encode("utf-16-le"),
        "files.encrypted",
    ),
    "a password of the zip": (lambda: zipped((_MAIN, b"x"), locked=True), "files.encrypted"),
    "macros": (lambda: word(p("甲"), more={"word/vbaProject.bin": b"x"}), "files.macros"),
    "old macros": (lambda: _OLE + "_VBA_PROJECT".encode("utf-16-le"), "files.macros"),
    "an old workbook": (lambda: _OLE + "Workbook".encode("utf-16-le"), "files.unknown"),
    "a zip bomb": (lambda: word("", more={_MAIN: bytes(100 * 2**20)}), "files.bomb"),
    "a zip that understates": (lambda: understated(word(p("计划" * 5_000_000))), "files.damaged"),
    "6,000 parts": (
        lambda: zipped((_MAIN, b""), *((f"{n}", b"") for n in range(6_000))),
        "files.bomb",
    ),
    "a link out of the room": (lambda: zipped((_MAIN, b"/etc/passwd"), link=True), "files.bomb"),
    "a billion laughs": (lambda: word(p("&i;"), declared=_LAUGHS), "files.entities"),
    "an outside entity": (lambda: word(p("&a;"), declared=_OUTSIDE), "files.entities"),
    "an entity in another alphabet": (
        lambda: word("", more={_MAIN: (_OUTSIDE + "<x>&a;</x>").encode("utf-16")}),
        "files.entities",
    ),
    "50,000 deep": (lambda: word(_DEEP), "files.damaged"),
    "millions of elements": (lambda: word("<w:p/>" * 3_900_000), "files.too_heavy"),
    "a broken zip": (lambda: word(p("甲"))[:300], "files."),
    "a zip of nothing known": (lambda: zipped(("readme.txt", b"x")), "files.unknown"),
    "a workbook of millions of cells": (
        lambda: zipped(
            ("xl/workbook.xml", b"<workbook/>"),
            ("xl/worksheets/sheet1.xml", b'<c r="A1"/>' * 2_000_000),
        ),
        "files.bomb",
    ),
    "a workbook with an entity": (
        lambda: zipped(("xl/workbook.xml", (_OUTSIDE + "<workbook>&a;</workbook>").encode())),
        "files.entities",
    ),
    "a page 50,000 deep": (lambda: b"<html><body>" + b"<div>" * 50_000 + b"x", "files."),
    "a PDF under a password": (lambda: _LOCKED_PDF, "files.encrypted"),
    "an OFD that is none": (lambda: zipped(("OFD.xml", b"<x/>")), "files.damaged"),
    "no word": (lambda: word(""), "files.no_text"),
}

_MEASURE = """
import json, re, resource, sys
from luoshi_reader import ReadingError
from luoshi_reader.formats import open_source
data = sys.stdin.buffer.read()
before = resource.getrusage(resource.RUSAGE_SELF)
try:
    open_source(data, "plan.docx")
    code = ""
except ReadingError as refused:
    code = refused.code
own, its = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
spent = sum(each.ru_utime + each.ru_stime for each in (own, its))
spent -= before.ru_utime + before.ru_stime
most = re.search("VmHWM:[^0-9]*([0-9]+)", open("/proc/self/status").read())
print(json.dumps([code, spent, max(int(most[1]), its.ru_maxrss) / 1024]))
"""


@pytest.mark.parametrize("name", HOSTILE)
def test_what_must_not_be_opened_is_refused_at_once(name: str) -> None:
    """SEC-31, SEC-32: with a code, within a second of computing and 200 MB of memory."""
    made, code = HOSTILE[name]

    told = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", _MEASURE], input=made(), capture_output=True, check=True
    )
    said, seconds, megabytes = json.loads(told.stdout)

    assert said.startswith(code)
    assert seconds < 1
    assert megabytes < 200


def test_a_refusal_says_what_to_do() -> None:
    with pytest.raises(ReadingError) as caught:
        open_source(HOSTILE["macros"][0](), "plan.docm")

    assert "宏" in caught.value.message
    assert caught.value.next_step.startswith("请")


def test_the_name_of_a_file_does_not_make_it_what_it_is_not() -> None:
    assert open_source(word(p("一、总则")), "计划.txt").text == "一、总则\n"
    assert open_source("一、总则".encode(), "计划.docx").text == "一、总则"


def test_a_library_that_is_lacking_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "luoshi_reader").symlink_to(Path(open_source.__code__.co_filename).parents[1])
    standard = [path for path in sys.path if "site-packages" not in path]
    monkeypatch.setattr(sys, "path", [*standard, str(tmp_path)])

    with pytest.raises(ReadingError, match=r"luoshi-reader\[files\]") as caught:
        open_source(word(p("一、总则")))

    assert caught.value.code == "files.no_library"
