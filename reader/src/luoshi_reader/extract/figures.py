"""Figures: numbers stated of an indicator for a year, outcomes and targets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from luoshi_reader.extract.classes import PARKS, people_of, projects_before
from luoshi_reader.extract.drafts import Draft, draft_of
from luoshi_reader.extract.measures import (
    Mention,
    doubled,
    growth,
    is_act,
    leading,
    mention,
    says_nothing,
)
from luoshi_reader.extract.naming import HEADS, Before, indicator, noun
from luoshi_reader.extract.owners import Parted, area_end, area_of, filled, of_place, part
from luoshi_reader.extract.respective import apart, by_year, run
from luoshi_reader.extract.settling import figure_of
from luoshi_reader.extract.shares import Share, shares, sums
from luoshi_reader.extract.subjects import Subject, Subjects
from luoshi_reader.extract.years import Clock, Said
from luoshi_reader.facts import Figure
from luoshi_reader.lexicon.comparators import HEDGE
from luoshi_reader.lexicon.indicators import ACCOUNTS, TERMS
from luoshi_reader.structure.clauses import Stretch, clause_start, headlines, sentences
from luoshi_reader.structure.outline import Paragraph, PlanText
from luoshi_reader.text.comparators import Comparison, compare
from luoshi_reader.text.lists import split_list, split_words
from luoshi_reader.text.quantities import Quantity

_COUNTED: Final = re.compile(
    "[0-9百翻持万千](?:(?<=[0-9])|(?<=百)分之|(?<=翻)[一两番]|(?<=持)平|(?<=[万千百])亿|(?<=万)[元吨辆])"
)
_TERMS: Final = re.compile("|".join(sorted(TERMS)))
_LEVEL_WITH: Final = re.compile(
    r"与(?:上年|去年)[^，。；、）]{0,10}?(?:基本)?持平|(?:同比)?基本持平"
)
_DOUBLED: Final = re.compile(r"(?:实现翻番|翻番)(?=[，。；）]|\Z)")
_EXPECT: Final = re.compile("预计")
_BEGUN: Final = re.compile(r"[由从](?P<year>20[0-9]{2})年(?:[底末])?的?\Z")
#: 营业收入超过10亿元|的企业突破100家: the sum tells which are counted.
_OF_FIRMS: Final = re.compile("的(?:[一-鿿]{0,6}?企业|园区|集群|县|市)(?=突破|超过?|达|有|稳定)")
#: 甲、乙分别达到500亿元, 甲、乙均增长10%: the number is each member's.
_EACH: Final = re.compile("分别|[均都各](?![衡等有地])")
_MARKS: Final = ("台阶", "大关", "关口")
_CHANGED: Final = re.compile(r"(?:提高|提升|上升|增加|下降|降低|减少|回落)\Z")
_OPENING: Final = re.compile(r"(?:到|预计)?[0-9]{4}年(?:年?底)?，")
_LONGEST_OPENING: Final = 16
_LONGEST_NAME: Final = 40
#: How many figures back one that lends its indicator is looked for.
_NEAR: Final = 8


def figures(plan: PlanText) -> Iterator[Figure]:
    """Yield every figure with the exact place it was printed.

    达到12500亿元，同比增长9.6% gives `= 12500 亿元` with growth `= 9.6`; 突破60万辆 gives
    `> 60 万辆`; 增速不低于12% gives growth `>= 12` alone. A heading states a figure only where
    its paragraphs do not say it again.
    """
    clock = Clock(plan)
    told: set[tuple[int, Decimal | None]] = set()
    for paragraph in plan.paragraphs:
        clock.enter(paragraph)
        if not _COUNTED.search(paragraph.text):
            continue
        for figure in _Reading(plan, paragraph, clock).figures():
            told.add(_said_of(paragraph, figure))
            yield figure
    for title in headlines(plan):
        if not _COUNTED.search(title.text):
            continue
        clock.enter(title)
        for figure in _Reading(plan, title, clock).figures():
            if _said_of(title, figure) not in told:
                yield figure


def _said_of(paragraph: Paragraph, figure: Figure) -> tuple[int, Decimal | None]:
    number = figure.value if figure.value is not None else figure.growth_pct
    return id(paragraph.section), number


class _Reading:
    """One paragraph being read from left to right."""

    def __init__(self, plan: PlanText, paragraph: Paragraph, clock: Clock) -> None:
        self._plan = plan
        self._paragraph = paragraph
        self._text = paragraph.text
        self._clock = clock
        self._subjects = Subjects(paragraph, plan.title_text, plan.area_text or "")
        self._drafts: list[Draft] = []
        self._last: Draft | None = None
        self._base: Mention | None = None
        self._begun_with: Draft | None = None
        self._sentence = Stretch(0, 0)
        self._hedged = False
        self._expected = False
        self._depth = 0

    def figures(self) -> Iterator[Figure]:
        """Yield the paragraph's figures in order."""
        for sentence in sentences(self._text):
            words = self._text[sentence.start : sentence.end]
            if not _COUNTED.search(words) or _TERMS.search(words):
                continue
            self._sentence, self._last, self._base = sentence, None, None
            self._hedged = words.startswith(HEDGE)
            self._expected = words.startswith("预计")
            self._read(sentence)
        yield from (
            figure_of(self._plan, self._paragraph, self._clock, each) for each in self._drafts
        )

    def _read(self, sentence: Stretch) -> None:
        floor = sentence.start
        self._depth = 0
        counted: tuple[Quantity, int] | None = None
        read = [
            (quantity, compare(self._text, quantity))
            for quantity in self._paragraph.quantities(sentence.start, sentence.end)
            if not says_nothing(self._text, quantity)
        ]
        skip = 0
        for at, (quantity, compared) in enumerate(read):
            self._depth += self._text.count("（", floor, compared.start)
            self._depth -= self._text.count("）", floor, compared.start)
            if skip:
                skip -= 1
                floor = compared.end
                continue
            self._unmeasured(floor, compared.start)
            found = mention(self._text, quantity, compared, floor)
            found = self._with_count(found, counted) if found is not None else None
            length = run(self._text, read, at)
            if found is None:
                self._last = None if quantity.kind != "ratio" else self._last
            elif length > 1 and self._take_each(found, read[at : at + length]):
                skip = length - 1
            elif length == 1 and self._take_alike(found, read[at]):
                pass
            else:
                self._take(found)
            if found is not None or not _OF_FIRMS.match(self._text, compared.end):
                floor = compared.end
            counted = (quantity, compared.end) if quantity.kind == "count" else None
        self._unmeasured(floor, sentence.end)
        for told in (shares, sums):
            for share in told(self._text, read, sentence.start, sentence.end):
                self._share(share)

    def _take_each(self, found: Mention, read: Sequence[tuple[Quantity, Comparison]]) -> bool:
        """Give the numbers of a row to the members they are told of one by one."""
        if found.role == "growth" and found.name.start >= found.name.end:
            levels = [draft for draft in self._drafts if draft.start >= self._sentence.start]
            levels = [draft for draft in levels if draft.growth_pct is None][-len(read) :]
            if len(levels) == len(read):
                for draft, (quantity, compared) in zip(levels, read, strict=True):
                    self._last = draft
                    self._grow(replace(found, quantity=quantity, compared=compared), draft.depth)
            return True
        if "分别" not in found.before:
            return False
        said = self._clock.between(self._sentence.start, found.compared.start)
        for each in apart(self._text, found, read) or by_year(found, read, said):
            self._take(each)
        return True

    def _take_alike(self, found: Mention, one: tuple[Quantity, Comparison]) -> bool:
        """Give one number to each member of a list that 分别 or 均 parts: 甲、乙均增长10%."""
        if not _EACH.search(found.before):
            return False
        low, high = found.name.start, found.name.end
        for members in (split_list(self._text, low, high), split_words(self._text, low, high)):
            each = apart(self._text, found, [one] * len(members)) if len(members) > 1 else []
            for member in each:
                self._take(member)
            if each:
                return True
        return False

    def _share(self, share: Share) -> None:
        hedged = self._hedged or self._text.startswith(HEDGE, share.start)
        owner, what = self._words(share.owner), self._words(share.what)
        self._drafts.append(draft_of(share, owner, what, hedged=hedged))

    def _with_count(self, found: Mention, counted: tuple[Quantity, int] | None) -> Mention | None:
        """Take the count of 2-3家企业 into the owner; 培育3家以上…企业 is a promise, no figure."""
        if counted is None or found.role == "base" or self._base is not None:
            return found
        quantity, end = counted
        if found.name.start not in {quantity.end, end}:
            return found
        start = clause_start(self._text, quantity.start, self._sentence.start)
        opens, low = leading(self._text, start, quantity.start)
        if low < quantity.start:
            return None
        name = Stretch(quantity.start, found.name.end)
        return replace(found, name=name, opens=opens)

    def _unmeasured(self, start: int, end: int) -> None:
        """Read what is said without a number: 与上年基本持平, 实现翻番."""
        if match := _DOUBLED.search(self._text, start, end):
            once = Quantity(match.start(), match.end(), Decimal(1), noun="番")
            compared = Comparison("=", match.start(), match.end(), "", "")
            found = mention(self._text, once, compared, start)
            if found is not None:
                self._take(found)
            return
        last = self._last
        if last is None or last.growth_pct is not None:
            return
        if match := _LEVEL_WITH.search(self._text, start, end):
            last.growth_op, last.growth_pct = "~", Decimal(0)
            last.end = match.end()

    def _take(self, found: Mention) -> None:
        depth = self._depth
        if found.quantity.noun == "番":
            found = doubled(self._text, found)
        if found.role == "base":
            self._base = found
            self._begun(found, depth)
            return
        if found.role == "growth" and found.name.start >= found.name.end:
            self._grow(found, depth)
            return
        base, self._base = self._base, None
        begun, self._begun_with = self._begun_with, None
        if base is not None and self._one_clause(base.compared.end, found.compared.start):
            found = replace(
                found, role="level", verb="", name=base.name, opens=base.opens, reached=True
            )
        if found.name.start >= found.name.end and self._fill(found, depth):
            return
        draft = self._named(found, depth)
        if draft is None:
            if found.role == "level":
                self._last = None
            return
        if begun is not None and base is not None and found.name == base.name:
            draft.indicator, draft.subject = begun.indicator, begun.subject
        self._state(draft, found)
        self._drafts.append(draft)
        self._last = draft

    def _begun(self, found: Mention, depth: int) -> None:
        """Read the level that a change starts from, where its year is told: 由2015年的18.7%."""
        year = _BEGUN.search(found.before)
        if year is None:
            return
        at = found.compared.start - len(found.before)
        place = self._paragraph.folded.back(at + year.start("year"), at + year.end())
        said = Said(at + year.start("year"), int(year["year"]), place, limit=False)
        draft = self._named(replace(found, role="level", verb="", reached=True, said=said), depth)
        if draft is not None:
            self._level(draft, found)
            self._drafts.append(draft)
            self._last = self._begun_with = draft

    def _one_clause(self, start: int, end: int) -> bool:
        return clause_start(self._text, end, start) == start

    def _grow(self, found: Mention, depth: int) -> None:
        """Bind a growth to the level that stands before it."""
        last = self._last
        if last is not None and last.depth > depth:
            last = next((d for d in reversed(self._drafts) if d.depth <= depth), None)
        if last is None or last.growth_pct is not None or last.start < self._sentence.start:
            return
        last.growth_op, last.growth_pct = growth(found)
        last.end = max(last.end, found.compared.end)

    def _fill(self, found: Mention, depth: int) -> bool:
        """Give a level to the growth that stands before it: 保持20%以上的增速，力争达到350亿元."""
        last = self._last
        if found.role != "level" or last is None or last.depth != depth:
            return found.role == "level" or last is None
        change = last.unit == "个百分点" and found.quantity.noun == "%"
        if change:
            last.indicator = _CHANGED.sub("", last.indicator)
        open_level = last.value is None and last.growth_pct is not None
        if found.reached and (open_level or change or last.rounded):
            self._level(last, found)
            last.end = found.compared.end
            last.hedge = last.hedge or HEDGE in found.before
        return True

    def _named(self, found: Mention, depth: int) -> Draft | None:
        """Open a figure for a number whose indicator its clause or its neighbours name."""
        name = found.name
        if not 0 < name.end - name.start <= _LONGEST_NAME or is_act(self._text, found):
            return None
        parted = of_place(self._text, part(self._text, name), self._plan.area_text)
        if not parted.named and self._counts(found):
            start = area_end(self._text, name)
            parted = replace(
                parted, owner=Stretch(name.start, start), indicator=Stretch(start, name.end)
            )
        if not parted.named and found.tail is not None and found.owns:
            parted = Parted(owner=name, indicator=found.tail, named=True, bare=False)
        elif not parted.named and found.tail is not None and not filled(parted.indicator):
            parted = replace(parted, owner=Stretch(name.start, name.start), indicator=name)
        if not parted.named and "其中" in found.before and self._sums_of(found):
            parted = replace(parted, owner=found.name, indicator=Stretch(0, 0))
        last = self._alike(found, parted) or self._last
        before = Before(last.indicator, last.unit) if last is not None else None
        named = indicator(self._paragraph.folded, found, parted, before)
        if named is None:
            return None
        lent = last is not None and named != last.indicator and named.startswith(last.indicator)
        return Draft(
            start=self._opening(found),
            end=found.compared.end,
            subject=last.subject if lent and last else self._subject(found, parted, named, depth),
            indicator=(people_of(named) or ("", named))[1],
            depth=depth,
            said=found.said,
            rounded=self._text.startswith(_MARKS, found.compared.end),
        )

    def _sums_of(self, found: Mention) -> bool:
        """Whether a part told by 其中 is of the sum before it: 产值2000亿元，其中材料1200亿元."""
        last = self._last
        alike = last is not None and noun(last.unit) == found.quantity.noun
        return alike and last is not None and last.indicator in ACCOUNTS

    def _counts(self, found: Mention) -> bool:
        """Whether what is named is what is counted: 企业达到50家, and 毕业企业10家 behind such."""
        last = self._last
        alike = last is not None and noun(last.unit) == found.quantity.noun
        return found.quantity.noun in HEADS and (found.reached or alike)

    def _alike(self, found: Mention, parted: Parted) -> Draft | None:
        """Return the figure of the sentence that lends an owner alone its indicator by the unit."""
        if filled(parted.indicator) or found.role != "level":
            return None
        near = self._drafts[-_NEAR:][::-1]
        park = found.reached and PARKS.search(self._text, found.name.start, found.name.end)
        here = (each for each in near if park or each.start >= self._sentence.start)
        return next((each for each in here if noun(each.unit) == found.quantity.noun), None)

    def _subject(self, found: Mention, parted: Parted, indicator: str, depth: int) -> Subject:
        among, since = "其中" in found.before, self._sentence.start
        if people := people_of(indicator):
            beside = area_of(self._last.subject.text) if self._last and found.tail else ""
            return Subject((self._words(parted.owner) or beside) + people[0], (), narrow=False)
        if parted.owner.start < parted.owner.end:
            return self._subjects.printed(
                parted, indicator, among=among, aside=depth > 0, since=since
            )
        if of := projects_before(self._text, indicator, found.name.start):
            place = self._paragraph.folded.back(*of)
            return Subject(self._words(Stretch(*of)), (place,), narrow=True)
        return self._subjects.inherited(
            indicator, bare=parted.bare, among=among, at=found.opens, since=since
        )

    def _words(self, stretch: Stretch) -> str:
        return self._paragraph.folded.words(stretch.start, stretch.end)

    def _opening(self, found: Mention) -> int:
        """Return where the quote begins: at 2016年， where that is all that stands before."""
        opens = found.opens
        start = self._sentence.start
        near = opens - start < _LONGEST_OPENING
        return start if near and _OPENING.fullmatch(self._text, start, opens) else opens

    def _state(self, draft: Draft, found: Mention) -> None:
        clause = found.before
        if HEDGE in clause:
            draft.hedge = True
            if found.name.start > found.compared.start - len(clause) + clause.index(HEDGE):
                self._hedged = True
        draft.hedge = draft.hedge or self._hedged
        if match := _EXPECT.search(clause):
            draft.expected = True
            self._expected = self._expected or clause[: match.start()].strip("，") == ""
        draft.expected = draft.expected or self._expected
        if found.role == "growth":
            draft.growth_op, draft.growth_pct = growth(found)
        else:
            self._level(draft, found)

    def _level(self, draft: Draft, found: Mention) -> None:
        draft.op = found.compared.op
        draft.value, draft.value_to = found.quantity.value, found.quantity.value_to
        draft.unit = found.quantity.unit
