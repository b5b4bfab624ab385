"""Pages of government portals: the main text found, navigation left out, tables kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from luoshi_reader.formats.docx import joined
from luoshi_reader.formats.draft import Draft
from luoshi_reader.formats.grid import Spanned, laid_out

if TYPE_CHECKING:
    from lxml.html import HtmlElement

#: What is no text of a page, or not the page's own text.
_ASIDE: Final = re.compile(
    r"(?:script|style|noscript|template|head|iframe|object|svg|canvas|nav|footer|aside|"
    r"button|select|textarea|input|form|map|audio|video|dialog)$"
)
_BLOCKS: Final = re.compile(
    r"(?:p|div|section|article|main|header|h1|h2|h3|h4|h5|h6|li|ul|ol|dl|dt|dd|"
    r"blockquote|pre|table|tr|td|th|tbody|thead|tfoot|caption|figure|figcaption|"
    r"center|hr|address|body|html|fieldset)$"
)
_HIDDEN: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BLANK: Final = re.compile(r"[ \t\r\n\f]+")
#: A line of the page's code broken between two Chinese characters is no blank between words.
_BROKEN: Final = re.compile(
    "(?<=[\u3001-\u9fff\uff01-\uff5e])[ \t\f]*[\r\n][ \t\r\n\f]*(?=[\u3001-\u9fff\uff01-\uff5e])"
)
_MAIN: Final = 0.7
#: A cell with this much text in paragraphs holds a page, not an entry: the table is a frame.
_LONG_CELL: Final = 600
_NEAR: Final = 400
_LISTS: Final = {"ol": True, "ul": False}
_HEADS: Final = {f"h{level}": level for level in range(1, 7)}


def read(data: bytes) -> Draft:
    """Return the main text of a page: UTF-8, whatever it says of itself."""
    return of_page(data.decode(), portal=True)


def of_page(page: str, *, portal: bool = False) -> Draft:
    """Return the text of a page; of a `portal`, only the part that holds its prose."""
    from lxml import html  # noqa: PLC0415 - an extra, loaded when such a file comes

    draft = Draft()
    page = re.sub(r"^\s*<\?xml[^>]*\?>", "", page)
    if not page.strip():
        return draft
    root = html.document_fromstring(page)
    body = root.find("body")
    body = root if body is None else body
    _clear(body)
    main = _main(body) if portal else body
    walker = _Walker(draft)
    if portal and main is not body and (title := _title_above(body, main)):
        draft.paragraph([(title, 0)], level=1)
    walker.walk(main)
    walker.flush()
    return draft


def _clear(body: HtmlElement) -> None:
    """Take away what is never the text of a page."""
    for element in list(body.iter()):
        aside = not isinstance(element.tag, str) or _ASIDE.match(element.tag)
        if (
            (aside or _is_hidden(element))
            and element is not body
            and element.getparent() is not None
        ):
            element.drop_tree()


def _is_hidden(element: HtmlElement) -> bool:
    return "hidden" in element.attrib or _HIDDEN.search(element.get("style", "")) is not None


def _main(body: HtmlElement) -> HtmlElement:
    """Return the smallest element that holds most of the page's prose, links not counted."""
    prose: dict[HtmlElement, int] = {}
    for element in reversed(list(body.iter())):
        own = len("".join((element.text or "").split()))
        if element.tag == "a":
            prose[element] = 0
            continue
        for each in element:
            own += prose[each] + len("".join((each.tail or "").split()))
        prose[element] = own
    at = body
    enough = _MAIN * prose[body]
    while True:
        best = max(at, key=lambda each: prose[each], default=None)
        if best is None or prose[best] < enough or not _BLOCKS.match(best.tag):
            return at
        if best.tag in {"p", "li", "td", "tr", "table", "tbody"} and not _is_frame(best):
            return at
        at = best


def _title_above(body: HtmlElement, main: HtmlElement) -> str:
    """Return the page's heading where the main text does not begin with it."""
    inside = "".join(main.text_content().split())[:_NEAR]
    for heading in body.iter("h1", "h2"):
        words = "".join(heading.text_content().split())
        if words and words not in inside and main not in heading.iterdescendants():
            return words
    return ""


def _is_frame(element: HtmlElement) -> bool:
    """Whether a table, or a part of one, only arranges the page."""
    table = element if element.tag == "table" else next(element.iterancestors("table"), None)
    if table is None:
        return False
    cells = [each for row in _rows(table) for each in row]
    if any(cell.find(".//table") is not None for cell in cells):
        return True
    widest = max((len(row) for row in _rows(table)), default=0)
    return widest <= 1 or any(
        len(cell.text_content()) > _LONG_CELL and cell.find(".//p") is not None for cell in cells
    )


class _Walker:
    """Walks the page in order; `words` are those of the block under way."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.words: list[str] = []

    def flush(self, level: int = 0) -> None:
        """End the block under way."""
        text = _tidy("".join(self.words))
        self.words = []
        if text.strip("\n \xa0\u3000"):
            self.draft.paragraph([(text, 0)], level=level)

    def walk(self, element: HtmlElement) -> None:
        """Add an element with all below it."""
        tag = str(element.tag)
        if tag == "table" and not _is_frame(element):
            self.flush()
            self._table(element)
            return
        if tag == "br":
            self.words.append("\x00")
            return
        block = _BLOCKS.match(tag) is not None
        if block:
            self.flush()
            if tag == "li":
                self.words.append(_number(element))
        self.words.append(element.text or "")
        for each in element:
            self.walk(each)
            self.words.append(each.tail or "")
        if block:
            empty = tag == "p" and not _tidy("".join(self.words)).strip("\n \xa0\u3000")
            self.flush(_HEADS.get(tag, 0))
            if empty:
                self.draft.blank()

    def _table(self, table: HtmlElement) -> None:
        caption = table.find("caption")
        if caption is not None:
            self.words.append(caption.text_content())
            self.flush()
        rows = [
            [Spanned(_cell(cell), _span(cell, "colspan"), _span(cell, "rowspan")) for cell in row]
            for row in _rows(table)
        ]
        self.draft.table(laid_out(rows))


def _rows(table: HtmlElement) -> Iterator[list[HtmlElement]]:
    for row in table.iter("tr"):
        if next(row.iterancestors("table"), None) is table:
            yield [cell for cell in row if cell.tag in {"td", "th"}]


def _cell(cell: HtmlElement) -> str:
    """Return the words of a cell, its paragraphs as one line."""
    walker = _Walker(inner := Draft())
    walker.words.append(cell.text or "")
    for each in cell:
        walker.walk(each)
        walker.words.append(each.tail or "")
    walker.flush()
    return joined(inner.source.text.split("\n"))


def _span(cell: HtmlElement, name: str) -> int:
    said = cell.get(name, "1").strip()
    return int(said) if said.isdigit() and len(said) < len("1000") else 1


def _number(item: HtmlElement) -> str:
    """Return the number that a browser sets before an item of a numbered list."""
    parent = item.getparent()
    if parent is None or not _LISTS.get(str(parent.tag), False):
        return ""
    if (own := item.get("value", "")).isdigit():
        return f"{own}. "
    first = parent.get("start", "1")
    at = [each for each in parent if each.tag == "li"].index(item)
    return f"{(int(first) if first.isdigit() else 1) + at}. "


def _tidy(text: str) -> str:
    """Return words with the blanks that a browser shows."""
    lines = _BROKEN.sub("", text).split("\x00")
    return "\n".join(_BLANK.sub(" ", line).strip(" ") for line in lines).strip("\n")
