"""Files of every kind made from one text, and Word packages written by hand."""

from __future__ import annotations

import html
import io
import subprocess
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import docx
from luoshi_reader import Source, as_record, read_plan

ROOT = Path(__file__).parents[3]
HENAN = (ROOT / "examples" / "henan-2016.txt").read_text(encoding="utf-8")
GOLD = ROOT / "reader" / "tests" / "gold-others"

Rows = list[list[str]]


@cache
def facts_of(text: str | Source) -> list[dict[str, Any]]:
    """Return the facts of a text without their offsets, blanks taken out of their words."""
    document = read_plan(text)
    return [_bare(as_record(fact, document.source)) for fact in document.facts]


def _bare(value: Any) -> Any:
    if isinstance(value, str):
        return "".join(value.split())
    if isinstance(value, list):
        return [_bare(each) for each in value]
    if isinstance(value, dict):
        return {key: _bare(each) for key, each in value.items() if key != "start"}
    return value


def blocks(text: str) -> Iterator[str | Rows]:
    """Yield the lines of a text, and its tables as rows of cells."""
    rows: Rows = []
    for line in text.split("\n"):
        if "\t" in line:
            rows.append(line.split("\t"))
            continue
        if rows:
            yield rows
            rows = []
        yield line
    if rows:
        yield rows


def as_docx(text: str) -> bytes:
    """Return a text as Word would hold it: a paragraph a line, tables as tables."""
    document = docx.Document()
    for block in blocks(text):
        if isinstance(block, str):
            document.add_paragraph(block)
            continue
        width = max(map(len, block))
        table = document.add_table(len(block), width)
        cells = table._cells
        for at, row in enumerate(block):
            for column, words in enumerate(row):
                cells[at * width + column].text = words
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def as_html(text: str) -> str:
    """Return a text as a government portal publishes it, navigation around it."""
    links = "".join(f'<li><a href="/{n}">栏目{n}</a></li>' for n in range(30))
    body = "".join(
        f"<p>{html.escape(block)}</p>\n" if isinstance(block, str) else _html_table(block)
        for block in blocks(text)
    )
    return (
        "<!DOCTYPE html><html><head><title>某市人民政府</title><script>var 正文 = '一、';</script>"
        f'</head><body><div class="top"><ul>{links}</ul></div><div class="crumb">当前位置：'
        f'<a href="/">首页</a></div><div class="article"><div id="zoom">{body}</div></div>'
        '<div class="foot">版权所有 某市人民政府 备案号0000</div></body></html>'
    )


def _html_table(rows: Rows) -> str:
    cells = ("".join(f"<td><p>{html.escape(cell)}</p></td>" for cell in row) for row in rows)
    return "<table><tbody>" + "".join(f"<tr>{row}</tr>\n" for row in cells) + "</tbody></table>"


def as_md(text: str) -> str:
    """Return a text as Markdown, a line a line, tables drawn with bars."""
    return "".join(
        block.replace("*", "\\*") + "\n" if isinstance(block, str) else _md_table(block)
        for block in blocks(text)
    )


def _md_table(rows: Rows) -> str:
    width = max(map(len, rows))
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join(["", lines[0], "|---" * width + "|", *lines[1:], "", ""])


def as_pdf(page: str, room: Path) -> bytes:
    """Return an HTML page as Chromium prints it."""
    source, made = room / "page.html", room / "page.pdf"
    source.write_text(page, encoding="utf-8")
    command = [
        "/usr/bin/chromium",
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--no-pdf-header-footer",
        "--disable-background-networking",
        f"--user-data-dir={room / 'profile'}",
        f"--print-to-pdf={made}",
        source.as_uri(),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)  # noqa: S603 - our own page
    return made.read_bytes()


def as_print(text: str, style: str = "") -> str:
    """Return a text set like an official document for printing, tables ruled."""
    inside = "".join(
        f"<p>{html.escape(block)}</p>\n" if isinstance(block, str) else _html_table(block)
        for block in blocks(text)
    )
    look = (
        "@page{size:A4;margin:30mm 26mm;@top-center{content:'某市人民政府公报'}"
        "@bottom-center{content:'— ' counter(page) ' —'}}"
        "body{font:16pt/1.7 'Noto Serif CJK SC';text-align:justify}"
        "p{margin:0;min-height:1em;text-indent:2em}"
        "table{border-collapse:collapse;font-size:12pt;width:100%}"
        f"td{{border:1px solid}} td p{{text-indent:0}} {style}"
    )
    return f"<!DOCTYPE html><meta charset=utf-8><style>{look}</style><body>{inside}</body>"


WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/officeDocument" Target="word/document.xml"/></Relationships>'
)


def word(body: str, *, more: dict[str, str | bytes] | None = None, declared: str = "") -> bytes:
    """Return a .docx with the given body; `more` are further parts by name."""
    parts: dict[str, str | bytes] = {
        "_rels/.rels": _RELATIONS,
        "word/document.xml": f"{declared}<w:document {WORD}><w:body>{body}</w:body></w:document>",
        **(more or {}),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


def p(words: str, properties: str = "") -> str:
    """Return a paragraph of Word's."""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"


def cell(words: str, properties: str = "") -> str:
    """Return a cell of Word's; each line of the words is a paragraph."""
    inside = "".join(p(line) for line in words.split("\n"))
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    """Return a row of cells made by `cell`, or of words."""
    made = (each if each.startswith("<w:tc>") else cell(each) for each in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(made)}</w:tr>"


def table(*rows: str) -> str:
    """Return a table of rows made by `row`."""
    return f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>"
