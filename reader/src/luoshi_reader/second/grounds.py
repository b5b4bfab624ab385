"""Where the words of a proposal stand in the text; what stands nowhere is not taken."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from luoshi_reader.plan import Plan
from luoshi_reader.second.asking import Part, Stretch, titles
from luoshi_reader.source import Source, Span
from luoshi_reader.structure.clauses import sentences
from luoshi_reader.structure.outline import Paragraph
from luoshi_reader.text.folding import fold, tight
from luoshi_reader.text.quantities import Quantity, bare_unit

#: A quote is the words of one fact, not of a page.
_LONGEST: Final = 400


class Dropped(Exception):  # noqa: N818 - it says what became of the proposal
    """A proposal that does not hold; the text is the reason, as in `Proposals.refused`."""


@dataclass(frozen=True, slots=True)
class Ground:
    """The place of a proposal's quote: `start`..`end` of the paragraph's folded text."""

    plan: Plan
    paragraph: Paragraph
    start: int
    end: int

    @property
    def span(self) -> Span:
        """The quote's place in the source."""
        return self.paragraph.folded.back(self.start, self.end)

    @property
    def sentence(self) -> tuple[int, int]:
        """Where the sentences begin and end that the quote stands in."""
        near = [
            each
            for each in sentences(self.paragraph.text)
            if each.start < self.end and self.start < each.end
        ]
        return near[0].start, near[-1].end

    def quantities(self) -> list[Quantity]:
        """Return the numbers printed in the quote, read by the grammar."""
        return self.paragraph.quantities(self.start, self.end)

    def quoted(self, words: object) -> str | None:
        """Return words as the source prints them within the quote; None where they do not stand."""
        return self._printed(words, self.start, self.end)

    def near(self, words: object) -> str | None:
        """Return words printed in the sentences of the quote."""
        return self.quoted(words) or self._printed(words, *self.sentence)

    def around(self, words: object) -> str | None:
        """Return words printed anywhere in the paragraph."""
        return self.near(words) or self._printed(words, 0, len(self.paragraph.text))

    def above(self, words: object) -> str | None:
        """Return words printed in the paragraph, or in a title that it stands under."""
        found = self.around(words)
        if found is None and (folded := folded_words(words)):
            heads = [*titles(self.paragraph), self.plan.title_text]
            found = folded if any(folded in fold_text(head) for head in heads) else None
        return found

    def each_around(self, words: object) -> tuple[str, ...]:
        """Return those of a list of words that are printed in the paragraph, each once."""
        listed = words if isinstance(words, list) else []
        found = (self.around(word) for word in listed)
        return tuple(dict.fromkeys(word for word in found if word))

    def _printed(self, words: object, low: int, high: int) -> str | None:
        folded = folded_words(words)
        at = self.paragraph.text.find(folded, low, high) if folded else -1
        return self.paragraph.folded.words(at, at + len(folded)) if at >= 0 else None


def ground_of(stretch: Stretch, told: dict[str, Any]) -> Ground:
    """Return where a proposal's quote stands; raises `Dropped` where it stands nowhere.

    The paragraph is the one told, else the only one of the stretch with these words: a model
    that counts wrongly but quotes rightly is understood, one that could mean two places is not.
    """
    quote = folded_words(told.get("quote"))
    if not quote or len(quote) > _LONGEST:
        raise Dropped("quote")
    number = told.get("paragraph")
    if isinstance(number, int) and 0 < number <= len(stretch.parts):
        for ground in _places(stretch, stretch.parts[number - 1 : number], quote):
            return ground
    found = list(_places(stretch, stretch.parts, quote))
    if len(found) != 1:
        raise Dropped("quote")
    return found[0]


def _places(stretch: Stretch, parts: Iterable[Part], quote: str) -> Iterator[Ground]:
    for part in parts:
        at = part.paragraph.text.find(quote, part.start, part.end)
        while at >= 0:
            yield Ground(stretch.plan, part.paragraph, at, at + len(quote))
            at = part.paragraph.text.find(quote, at + 1, part.end)


def fold_text(text: str) -> str:
    """Return a text in the forms that paragraphs are matched in."""
    return tight(fold(Source(text), Span(0, len(text)))).text


def folded_words(words: object) -> str:
    """Return words told by a model in the folded forms, "" for what are none."""
    return fold_text(words).strip() if isinstance(words, str) else ""


_PLAIN: Final = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,6})?")


def number_of(told: object) -> Decimal | None:
    """Return a number told as a JSON number or as its digits; None for none at all.

    Raises `Dropped` for what is neither: true, "很多", 1e400.
    """
    if told is None or told == "":
        return None
    words = str(told).strip().replace(",", "") if isinstance(told, (int, float, str)) else ""
    if isinstance(told, bool) or not _PLAIN.fullmatch(words):
        raise Dropped("number")
    try:
        return Decimal(words)
    except InvalidOperation:  # pragma: no cover - the pattern admits numbers alone
        raise Dropped("number") from None


def printed_number(found: Iterable[Quantity], told: Decimal, unit: object = None) -> Quantity:
    """Return the printed quantity that was told; raises `Dropped` where none is printed so.

    A unit that was told must be the printed one, its 万 or 亿 included.
    """
    wanted = folded_words(unit)
    for quantity in found:
        same = told in (quantity.value, quantity.value_to)
        if same and (not wanted or _one_unit(quantity.unit, wanted)):
            return quantity
    raise Dropped("number")


def _one_unit(printed: str, told: str) -> bool:
    bare, wanted = bare_unit(printed), bare_unit(told)
    return bare == wanted and len(printed) - len(bare) == len(told) - len(wanted)
