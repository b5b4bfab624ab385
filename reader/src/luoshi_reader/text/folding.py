"""Folding: a view fit for matching, every character of which knows where it came from."""

from __future__ import annotations

import re
from itertools import chain
from typing import Final, NamedTuple

from luoshi_reader.source import Source, Span

#: Full-width letters, digits and signs that mean the same as their ASCII twins. Punctuation goes
#: the other way: the grammar reads （），：； and many copies print (),:; between Chinese words.
_WIDTHS: Final = {
    code: code - 0xFEE0
    for code in range(0xFF01, 0xFF5F)
    if chr(code - 0xFEE0).isalnum() or chr(code - 0xFEE0) in "%.+-/"
}
_OTHER: Final = re.compile("[" + "".join(map(chr, _WIDTHS)) + "(),:;!?]")
_FORMS: Final = {**_WIDTHS, **str.maketrans("()", "（）")}
_CHINESE: Final = "\u3001\u3002\u300a-\u3011\u4e00-\u9fff\uff01-\uff1f“”"
_POINT: Final = re.compile(f"(?<=[{_CHINESE}])[,:;!?]|[,:;!?](?=[{_CHINESE}])")
#: Layout: indents and the runs that a page or cell break left inside a word.
WRAPS: Final = frozenset("\u3000\n\r\x0b\x0c\u2028\u2029\ufeff\u200b")
_WRAP: Final = re.compile("[" + "".join(sorted(WRAPS)) + "]")
_RUN: Final = re.compile("[^" + "".join(sorted(WRAPS)) + "]+")


_BLANK: Final = re.compile(
    "(?<=[0-9%])[ \u00a0]{1,3}(?=[\u4e00-\u9fff])"
    "|(?<=[\u4e00-\u9fff，。；：、（])[ \u00a0]{1,3}(?=[0-9])"
)
_OF_NUMERALS: Final = "零〇○一二三四五六七八九两兩壹贰貳叁肆伍陆柒捌玖十拾百佰千仟万萬亿億兆"
_JOINING: Final = f"{_OF_NUMERALS}余多几点分之个负"
#: Blanks that pages set loose inside one numeral: 一百 五 十 二, 7 万5 千, 六 个 百 分点.
_LOOSE: Final = re.compile(
    f"(?<=[{_JOINING}])[ \u00a0]++(?=[{_JOINING}0-9])|(?<=[0-9])[ \u00a0]++(?=[{_JOINING}])"
    "|(?<=[0-9])[ \u00a0]++(?=年|月|日|天)"
)

#: A line whose characters are set apart to fill it: 政 府 工 作 报 告.
_SET_WIDE: Final = re.compile("[一-鿿](?:[ \u00a0]+[一-鿿]){3,}")
_WIDE: Final = re.compile("[ \u00a0]+")


class Folded(NamedTuple):
    """Text without layout wraps and with half-width digits and letters, tied to its source.

    `text[i]` stands at code point `origins[i]` of `source`; the lengths are equal.
    """

    source: Source
    text: str
    origins: tuple[int, ...] | range

    def back(self, start: int, end: int) -> Span:
        """Return the stretch of the source behind a non-empty stretch of this view."""
        return Span(self.origins[start], self.origins[end - 1] + 1)

    def words(self, start: int, end: int) -> str:
        """Return the source's own wording of a stretch, wraps removed and nothing else."""
        text, origins = self.source.text, self.origins
        if isinstance(origins, range):
            return text[origins.start + start : origins.start + end]
        return "".join(map(text.__getitem__, origins[start:end]))

    def cut(self, start: int, end: int) -> Folded:
        """Return a part of this view."""
        return Folded(self.source, self.text[start:end], self.origins[start:end])


def fold(source: Source, span: Span) -> Folded:
    """Return the folded view of a stretch of the source."""
    raw = source.text[span.start : span.end]
    if not _WRAP.search(raw):
        return Folded(source, _printed(raw), range(span.start, span.end))
    runs = (range(span.start + run.start(), span.start + run.end()) for run in _RUN.finditer(raw))
    return Folded(source, _printed(_WRAP.sub("", raw)), tuple(chain.from_iterable(runs)))


def tight(view: Folded) -> Folded:
    """Return a view without the blanks that web copies print between Chinese and digits.

    到 2027 年，产值达到 500 亿元 reads 到2027年，产值达到500亿元.
    """
    text = view.text
    if " " not in text and "\u00a0" not in text:
        return view
    return _without(view, _BLANK)


def unspaced(view: Folded) -> Folded:
    """Return a view of a line set wide without its blanks: 政 府 工 作 报 告."""
    return _without(view, _WIDE) if _SET_WIDE.fullmatch(view.text) else view


def close(view: Folded) -> Folded:
    """Return a view whose numerals have no blanks inside: 一百 五 十 二 reads 一百五十二."""
    return _without(view, _LOOSE) if " " in view.text or "\u00a0" in view.text else view


def _without(view: Folded, pattern: re.Pattern[str]) -> Folded:
    text = view.text
    blanks = {at for match in pattern.finditer(text) for at in range(match.start(), match.end())}
    if not blanks:
        return view
    kept = [at for at in range(len(text)) if at not in blanks]
    origins = tuple(view.origins[at] for at in kept)
    return Folded(view.source, "".join([text[at] for at in kept]), origins)


def _printed(text: str) -> str:
    """Return a text in the forms that the grammar reads, character by character."""
    if not _OTHER.search(text):
        return text
    text = text.translate(_FORMS)
    return _POINT.sub(lambda found: chr(ord(found[0]) + 0xFEE0), text)
