"""LS301: one name written two ways in one plan."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from luoshi_reader.doubts import Doubt, Severity
from luoshi_reader.facts import Assignment, Fact, Organisation, Project
from luoshi_reader.lexicon.indicators import ACTS
from luoshi_reader.lexicon.spellings import CONFUSABLE, STANDARD
from luoshi_reader.lexicon.words import alternation
from luoshi_reader.rules import raised
from luoshi_reader.source import Span
from luoshi_reader.structure.outline import PlanText
from luoshi_reader.text.folding import fold

#: A department's level, printed once for a whole list.
_LEVEL: Final = re.compile(r"省|市(?![场政容民])|[县区州]")
_JOINTS: Final = re.compile(r"[和与及]")
#: What may be a list, and its members.
_LIST: Final = re.compile(r"[^，。；：（）《》“”\s等]+")
_ODD_SPELLING: Final = re.compile(alternation(STANDARD))
#: Where a project's owner is looked for before the project's own words.
_BEFORE: Final = 200
#: The longest name before an oddly printed word.
_LONGEST: Final = 12
_TURNED: Final = range(4, 9)
_SHORTEST_HEARD: Final = 5
_SHORTEST_DROPPED: Final = 7
#: One of these more or less makes another name: 一厂, 东区, 新公司.
_TELLING: Final = frozenset("一二三四五六七八九十百千0123456789东西南北中上下新老大小省市县区乡镇")

#: A name and where it stands.
Mention = tuple[str, Span]


def written_two_ways(plan: PlanText, facts: Sequence[Fact]) -> Iterator[Doubt]:
    """Yield LS301 for each name that stands in a plan in two spellings.

    Departments with and without a joining word (工业和信息化委, 工业信息化委); firms with their
    halves exchanged, with another character of the same sound, or with one left out; and names
    that print a common word otherwise than the plan does elsewhere (家俱).
    """
    firms = _firms(plan, facts)
    for here, there in _departments(plan, facts):
        yield _doubt(here, there, "warning")
    for here, there in _turned(plan, firms):
        yield _doubt(here, there, "warning")
    for here, there in _altered(firms):
        yield _doubt(here, there, "note")
    yield from _spellings(plan)


def _doubt(here: Mention, there: Mention, severity: Severity) -> Doubt:
    return raised("LS301", here[1], (there[1],), severity=severity, here=here[0], there=there[0])


def _firms(plan: PlanText, facts: Sequence[Fact]) -> dict[str, Span]:
    """Return the first mention of every organisation that is no department."""
    firms: dict[str, Span] = {}
    for fact in facts:
        if isinstance(fact, Organisation) and fact.category != "government":
            firms.setdefault(fact.name_text, fact.span)
        elif isinstance(fact, Project):
            for owner in fact.owners:
                low = max(plan.span.start, fact.span.start - _BEFORE)
                at = plan.source.text.rfind(owner, low, fact.span.end)
                if at >= 0:
                    firms.setdefault(owner, Span(at, at + len(owner)))
    return firms


def _departments(plan: PlanText, facts: Sequence[Fact]) -> Iterator[tuple[Mention, Mention]]:
    """Yield departments that differ in a joining word alone, the rarer form first."""
    forms: dict[str, dict[str, list[Span]]] = {}
    for fact in facts:
        if isinstance(fact, Organisation) and fact.category == "government":
            _note(forms, fact.name_text, fact.span)
        elif isinstance(fact, Assignment):
            for unit in (*fact.leads, *fact.participants):
                _note(forms, unit, fact.span)
    for spellings in forms.values():
        if len(spellings) > 1:
            common, *others = sorted(
                spellings, key=lambda form: (-len(spellings[form]), spellings[form][0])
            )
            for form in others:
                here = _within(plan, form, spellings[form][0])
                there = _within(plan, common, spellings[common][0])
                if here and there:
                    yield here, there


def _note(forms: dict[str, dict[str, list[Span]]], name: str, span: Span) -> None:
    form = name[1:] if _LEVEL.match(name) else name
    forms.setdefault(_JOINTS.sub("", form), {}).setdefault(form, []).append(span)


def _within(plan: PlanText, name: str, span: Span) -> Mention | None:
    """Return where a name stands in a stretch, with its level when that is printed before it."""
    view = fold(plan.source, span)
    at = view.text.find(name)
    if at < 0:
        return None
    start = at - 1 if at and _LEVEL.match(view.text[at - 1]) else at
    return view.text[start : at + len(name)], view.back(start, at + len(name))


def _turned(plan: PlanText, firms: dict[str, Span]) -> Iterator[tuple[Mention, Mention]]:
    """Yield names whose halves stand exchanged: 甲乙丙丁, 丙丁甲乙.

    One of the two is a firm or stands in a list beside one, the other is a member of any list;
    庭院创建 and 创建庭院 are one thing done.
    """
    named = set(firms)
    members: set[str] = set()
    for paragraph in plan.paragraphs if firms else ():
        for match in _LIST.finditer(paragraph.text):
            found = match[0].split("、")
            if len(found) > 1:
                members.update(found)
                if not named.isdisjoint(found):
                    named.update(found)
    turned = {
        name[at:] + name[:at]: name
        for name in named
        if len(name) in _TURNED
        for at in range(2, len(name) - 1)
        if name[:at] not in ACTS and name[at:] not in ACTS
    }
    told: set[str] = set()
    for other in sorted(turned.keys() & (members | firms.keys())):
        name = turned[other]
        if other != name and told.isdisjoint((name, other)):
            told |= {name, other}
            places = [(word, firms.get(word) or _first(plan, word)) for word in (name, other)]
            first, last = sorted(
                ((word, at) for word, at in places if at), key=lambda mention: mention[1]
            )
            yield last, first


def _altered(firms: dict[str, Span]) -> Iterator[tuple[Mention, Mention]]:
    """Yield firms that differ by one like-sounding character or by one left out."""
    without: dict[tuple[str, int], str] = {}
    for name, span in firms.items():
        last = len(name) - 1
        for at, char in enumerate(name if last >= _SHORTEST_HEARD - 1 else ""):
            alike = CONFUSABLE.get(char)
            droppable = 0 < at < last and last >= _SHORTEST_DROPPED - 1 and char not in _TELLING
            if not alike and not droppable:
                continue
            rest = name[:at] + name[at + 1 :]
            if alike:
                other = without.setdefault((rest, at), name)
                if other[at] in alike and other != name:
                    yield (name, span), (other, firms[other])
            if droppable and rest in firms:
                yield (rest, firms[rest]), (name, span)


def _spellings(plan: PlanText) -> Iterator[Doubt]:
    """Yield names that print a common word otherwise than the same plan does elsewhere."""
    odd: dict[str, tuple[str, Span]] = {}
    for paragraph in plan.paragraphs:
        for match in _ODD_SPELLING.finditer(paragraph.text):
            start = _begin(paragraph.text, match.start())
            name = paragraph.text[start : match.end()]
            odd.setdefault(name, (match[0], paragraph.folded.back(start, match.end())))
    usual = {word: _first(plan, STANDARD[word]) for word, _ in odd.values()}
    for name, (word, span) in odd.items():
        if related := usual[word]:
            yield raised(
                "LS301",
                span,
                (related,),
                case="odd",
                severity="note",
                name=name,
                word=word,
                usual=STANDARD[word],
            )


def _begin(text: str, end: int) -> int:
    """Return where the member of a list that holds `end` begins, as far as a name may reach."""
    low = max(0, end - _LONGEST)
    return max(low, *(text.rfind(sign, low, end) + 1 for sign in "、，。；：（"))


def _first(plan: PlanText, word: str) -> Span | None:
    for paragraph in plan.paragraphs:
        at = paragraph.text.find(word)
        if at >= 0:
            return paragraph.folded.back(at, at + len(word))
    return None
