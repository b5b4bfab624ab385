"""The reader's own .docx with comments, opened by the library that writes our letters."""

from __future__ import annotations

from io import BytesIO

import docx
from luoshi_reader import read_plan
from luoshi_reader.exports.commented import write_findings
from luoshi_reader.exports.records import Checked

TEXT = "轻工业2026年行动计划\n一、总体要求\n三、重点工作\n（一）改善品种。推进改造。\n"


def test_a_word_library_opens_the_plan_with_its_comments() -> None:
    document = read_plan(TEXT)
    out = BytesIO()
    write_findings([Checked("计划.txt", document.source, document.doubts)], out)

    opened = docx.Document(BytesIO(out.getvalue()))

    assert document.doubts
    assert [one.text for one in opened.paragraphs][:2] == TEXT.split("\n")[:2]
    kinds = {part.partname for part in opened.part.package.iter_parts()}
    assert "/word/comments.xml" in kinds
