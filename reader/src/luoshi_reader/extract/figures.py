"""Figures: numbers stated of an indicator for a year, outcomes and targets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Final

from luoshi_reader.extract.measures import Mention, is_act, leading, mention
from luoshi_reader.extract.owners import (
    AREA,
    Parted,
    area_of,
    begins_with_area,
    is_macro,
    is_narrow,
    part,
    within,
)
from luoshi_reader.extract.years import Clock, Said
from luoshi_reader.facts import Figure, FigureKind, Op
from luoshi_reader.lexicon.comparators import HEDGE
from luoshi_reader.lexicon.indicators import TERMS
from luoshi_reader.source import Span
from luoshi_reader.structure.clauses import Stretch, clause_start, sentences
from luoshi_reader.structure.outline import Paragraph, PlanText
from luoshi_reader.text.comparators import compare
from luoshi_reader.text.quantities import Quantity, quantities

_COUNTED: Final = re.compile(r"[0-9]|百分之|翻[一两番]|持平|[万千百]亿|万[元吨辆]")
_TERMS: Final = re.compile("|".join(sorted(TERMS)))
_LEVEL_WITH: Final = re.compile(
    r"与(?:上年|去年)[^，。；、）]{0,10}?(?:基本)?持平|(?:同比)?基本持平"
)
_TWICE: Final = re.compile(r"(?:翻|翻了)([一两三]?)番")
_OWNER: Final = re.compile(rf"{AREA}[^，。；、]{{0,14}}?(?:企业|产业|行业|工业|业)(?!化)")
_PLACE: Final = re.compile(r"(?:谷|园区|集聚区|开发区|高新区|新区|集群|基地|示范区)\Z")
_FLIPPED: Final[dict[Op, Op]] = {">=": "<=", ">": "<", "<=": ">=", "<": ">"}
_EXPECT: Final = re.compile("预计")
_STANDING: Final = re.compile("目前|截至|已|现有|现已")
_TIMES: Final = {"": 2, "一": 2, "两": 4, "三": 8}
#: Units of what is counted by name: 科技型中小企业达到2.8万家.
_HEADS: Final = frozenset("家户个")
_OPENING: Final = re.compile(r"(?:到|预计)?[0-9]{4}年(?:年?底)?，")
#: How far back an owner named outside a figure is looked for.
_WINDOW: Final = 300
_LONGEST_NAME: Final = 40
_LONGEST_NOUN: Final = 16


def figures(plan: PlanText) -> Iterator[Figure]:
    """Yield every figure with the exact place it was printed.

    达到12500亿元，同比增长9.6% gives `= 12500 亿元` with growth `= 9.6`; 突破60万辆 gives
    `> 60 万辆`; 增速不低于12% gives growth `>= 12` alone.
    """
    clock = Clock(plan)
    for paragraph in plan.paragraphs:
        clock.enter(paragraph)
        if _COUNTED.search(paragraph.text):
            yield from _Reading(plan, paragraph, clock).figures()


@dataclass(slots=True)
class _Draft:
    """A figure while its clauses are being read; offsets are the paragraph's."""

    start: int
    end: int
    named_at: int
    owner: str
    indicator: str
    among: bool
    depth: int
    op: Op | None = None
    value: Decimal | None = None
    value_to: Decimal | None = None
    unit: str | None = None
    growth_op: Op | None = None
    growth_pct: Decimal | None = None
    hedge: bool = False
    expected: bool = False
    evidence: list[Span] = field(default_factory=list)
    total: bool = False
    part_of: str = ""


@dataclass(slots=True)
class _Owner:
    """The subject in force and where it is printed."""

    text: str
    span: Span
    at: int


class _Reading:
    """One paragraph being read from left to right."""

    def __init__(self, plan: PlanText, paragraph: Paragraph, clock: Clock) -> None:
        self._plan = plan
        self._paragraph = paragraph
        self._text = paragraph.text
        self._clock = clock
        self._owner: _Owner | None = None
        self._area: _Owner | None = None
        self._drafts: list[_Draft] = []
        self._last: _Draft | None = None
        self._base: Mention | None = None
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
        for draft in self._drafts:
            yield self._figure(draft)

    def _read(self, sentence: Stretch) -> None:
        floor = sentence.start
        self._depth = 0
        counted: Quantity | None = None
        for quantity in quantities(self._text, sentence.start, sentence.end):
            if self._says_nothing(quantity):
                continue
            compared = compare(self._text, quantity)
            self._depth += self._text.count("（", floor, compared.start)
            self._depth -= self._text.count("）", floor, compared.start)
            self._unmeasured(floor, compared.start)
            found = mention(self._text, quantity, compared, floor)
            found = self._with_count(found, counted) if found is not None else None
            if found is None:
                self._last = None if quantity.kind != "ratio" else self._last
            else:
                self._take(found)
            floor = compared.end
            counted = quantity if quantity.kind == "count" else None
        self._unmeasured(floor, sentence.end)

    def _says_nothing(self, quantity: Quantity) -> bool:
        """Whether a number is part of a name: 尼龙66盐, 每万人…拥有量, 千吨级航道, 一件事."""
        if quantity.kind == "none" and not quantity.scale:
            return True
        if self._text[quantity.start - 1 : quantity.start] == "每":
            return True
        if self._text.startswith(("级", "光网"), quantity.end):
            return True
        digits = self._text[quantity.start].isdigit()
        return not digits and quantity.kind == "count" and not quantity.scale

    def _with_count(self, found: Mention, counted: Quantity | None) -> Mention | None:
        """Take the count of 2-3家企业 into the owner; 培育3家…企业 is a promise, no figure."""
        if counted is None or counted.end != found.name.start or found.role == "base":
            return found
        start = clause_start(self._text, counted.start, self._sentence.start)
        opens, low = leading(self._text, start, counted.start)
        if low < counted.start:
            return None
        name = Stretch(counted.start, found.name.end)
        return replace(found, name=name, opens=opens)

    def _unmeasured(self, start: int, end: int) -> None:
        """Read what is said without a number: 与上年基本持平, 翻一番."""
        last = self._last
        if last is None or last.growth_pct is not None:
            return
        if match := _LEVEL_WITH.search(self._text, start, end):
            last.growth_op, last.growth_pct = "~", Decimal(0)
            last.end = match.end()

    def _take(self, found: Mention) -> None:
        among = "其中" in found.before
        depth = self._depth
        if found.role == "base":
            self._base = found
            return
        if found.role == "growth" and found.name.start >= found.name.end:
            self._grow(found, depth)
            return
        base, self._base = self._base, None
        if base is not None and self._one_clause(base.compared.end, found.compared.start):
            found = replace(
                found, role="level", verb="", name=base.name, opens=base.opens, reached=True
            )
        if found.name.start >= found.name.end and self._fill(found, depth):
            return
        draft = self._named(found, among=among, depth=depth)
        if draft is None:
            if found.role == "level":
                self._last = None
            return
        self._state(draft, found)
        self._drafts.append(draft)
        self._last = draft

    def _one_clause(self, start: int, end: int) -> bool:
        return clause_start(self._text, end, start) == start

    def _grow(self, found: Mention, depth: int) -> None:
        """Bind a growth to the level that stands before it."""
        last = self._last
        if last is not None and last.depth > depth:
            last = next((d for d in reversed(self._drafts) if d.depth <= depth), None)
        if last is None or last.growth_pct is not None or last.start < self._sentence.start:
            return
        last.growth_op, last.growth_pct = _growth(found)
        last.end = max(last.end, found.compared.end)

    def _fill(self, found: Mention, depth: int) -> bool:
        """Give a level to the growth that stands before it: 保持20%以上的增速，力争达到350亿元."""
        last = self._last
        if found.role != "level" or last is None or last.depth != depth:
            return found.role == "level" or last is None
        if last.value is None and last.growth_pct is not None and found.reached:
            self._level(last, found)
            last.end = found.compared.end
            last.hedge = last.hedge or HEDGE in found.before
        return True

    def _named(self, found: Mention, *, among: bool, depth: int) -> _Draft | None:
        """Open a figure for a number whose indicator its clause or its neighbours name."""
        name = found.name
        if not 0 < name.end - name.start <= _LONGEST_NAME or is_act(self._text, name):
            return None
        parted = part(self._text, name)
        if not parted.named and found.reached and found.quantity.noun in _HEADS:
            parted = replace(parted, owner=Stretch(name.start, name.start), indicator=name)
        indicator = self._indicator(found, parted)
        if indicator is None:
            return None
        draft = _Draft(
            start=self._opening(found),
            end=found.compared.end,
            named_at=name.start,
            owner="",
            indicator=indicator,
            among=among,
            depth=depth,
        )
        self._own(draft, parted)
        draft.total = indicator.endswith("投资") and not draft.owner
        return draft

    def _indicator(self, found: Mention, parted: Parted) -> str | None:
        own = self._words(parted.indicator)
        verb = found.verb if found.role == "change" else ""
        last = self._last
        if parted.named and own:
            if own.startswith("占") and last is not None:
                own = last.indicator + own
            level = found.role == "level" and last is None
            generic = level and not parted.bare and len(own) <= len("数量")
            return None if generic and parted.owner.start == parted.owner.end else own + verb
        if found.role == "growth":
            return own or (last.indicator if last is not None else None)
        if found.role == "change":
            return own + verb if own and found.quantity.kind == "ratio" else None
        if not own:
            alike = last is not None and _noun(last.unit) == found.quantity.noun
            return last.indicator if last is not None and alike else None
        if found.quantity.kind == "ratio" or len(own) > _LONGEST_NOUN:
            return own if "占" in own and found.quantity.noun == "%" else None
        if last is not None and _noun(last.unit) == found.quantity.noun and not found.reached:
            return self._item(own, last)
        return own if found.reached else None

    def _item(self, own: str, last: _Draft) -> str | None:
        """Restore an elided indicator: 原煤产量1.22亿吨，…甲醇360万吨 is 甲醇产量."""
        measure = re.search(r"(?:产量|销量|产销量|产能|消费量|出口量)\Z", last.indicator)
        if measure is None:
            return None
        _, found, item = own.partition("产品")
        return (item if found and item else own) + measure[0]

    def _own(self, draft: _Draft, parted: Parted) -> None:
        """Give a figure its subject: its own words, or those in force."""
        own = self._words(parted.owner)
        if not own:
            self._inherit(draft, bare=parted.bare)
            return
        place = self._paragraph.folded.back(parted.owner.start, parted.owner.end)
        governing = self._owner
        draft.owner = own
        draft.part_of = own if draft.among else ""
        if draft.among and governing is not None:
            draft.owner = within(governing.text, own)
            draft.evidence.append(governing.span)
        if begins_with_area(own):
            self._area = _Owner(area_of(own), place, parted.owner.start)
        sector = "、" in own or (draft.indicator == "增加值" and not begins_with_area(own))
        replaces = not draft.among or draft.owner == f"{governing.text if governing else ''}{own}"
        if draft.depth == 0 and replaces and not sector:
            self._owner = _Owner(draft.owner, place, parted.owner.start)

    def _inherit(self, draft: _Draft, *, bare: bool) -> None:
        governing = self._owner
        if bare:
            governing = governing or self._search(draft.start)
        elif (
            governing is None
            or is_macro(draft.indicator)
            or begins_with_area(governing.text)
            or governing.at < self._sentence.start
        ):
            governing = self._area
        if governing is not None:
            draft.owner = governing.text
            draft.evidence.append(governing.span)

    def _search(self, end: int) -> _Owner | None:
        """Look back for an owner named outside a figure, then up to the heading."""
        found = None
        for match in _OWNER.finditer(self._text, max(0, end - _WINDOW), end):
            found = match
        if found is not None:
            place = self._paragraph.folded.back(found.start(), found.end())
            return _Owner(found[0], place, found.start())
        heading = self._paragraph.section.heading
        if heading is not None and heading.title_text and _PLACE.search(heading.title_text):
            return _Owner(heading.title_text, heading.span, 0)
        return None

    def _words(self, stretch: Stretch) -> str:
        return self._paragraph.folded.words(stretch.start, stretch.end)

    def _opening(self, found: Mention) -> int:
        """Return where the quote begins: at 2016年， where that is all that stands before."""
        opens = found.opens
        start = self._sentence.start
        opened = _OPENING.fullmatch(self._text, start, opens) if opens - start < _WINDOW else None
        return start if opened else opens

    def _state(self, draft: _Draft, found: Mention) -> None:
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
            draft.growth_op, draft.growth_pct = _growth(found)
        else:
            self._level(draft, found)

    def _level(self, draft: _Draft, found: Mention) -> None:
        draft.op = found.compared.op
        draft.value, draft.value_to = found.quantity.value, found.quantity.value_to
        draft.unit = (
            self._paragraph.folded.words(
                found.quantity.end - len(found.quantity.unit), found.quantity.end
            )
            if not found.quantity.unit.startswith("%")
            else found.quantity.unit
        )

    def _figure(self, draft: _Draft) -> Figure:
        said = self._clock.year(draft.end)
        year, kind = self._when(draft, said)
        span = self._paragraph.folded.back(draft.start, draft.end)
        evidence = list(draft.evidence)
        if said is not None and not span.covers(said.span):
            evidence.append(said.span)
        narrow = is_narrow(draft.owner, draft.part_of) or draft.total
        return Figure(
            span=span,
            evidence=tuple(place for place in evidence if not span.covers(place)),
            kind=kind,
            year=year,
            subject_text=draft.owner or None,
            indicator_text=draft.indicator,
            op=draft.op,
            value=draft.value,
            value_to=draft.value_to,
            unit=draft.unit,
            growth_op=draft.growth_op,
            growth_pct=draft.growth_pct,
            hedge=draft.hedge,
            scope="sub" if narrow else "province",
        )

    def _when(self, draft: _Draft, said: Said | None) -> tuple[int | None, FigureKind]:
        plan_year = self._plan.year
        if said is None:
            if self._clock.is_review():
                return (plan_year - 1 if plan_year else None), "actual"
            words = self._text[max(0, draft.start) : draft.end]
            if _STANDING.search(words) and not draft.hedge:
                return None, "actual"
            return plan_year, "target"
        year = said.year
        if plan_year is not None and year < plan_year:
            return year, "estimate" if draft.expected else "actual"
        if plan_year is None and not (draft.hedge or said.limit):
            return year, "actual"
        return year, "target"


def _noun(unit: str | None) -> str | None:
    return unit.lstrip("万亿") if unit is not None else None


def _growth(found: Mention) -> tuple[Op, Decimal]:
    op, value = found.compared.op, found.quantity.value
    if not found.falls:
        return op, value
    return _FLIPPED.get(op, op), -value
