"""Two plans compared: what was kept, changed, dropped in silence, and is new (rows 8 and 111).

For two versions of one plan, and for last year's beside this year's: years are left aside where
things are recognised and where they are held against each other.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal

from luoshi_reader.checks.arithmetic import level, moves
from luoshi_reader.facts import Assignment, Cluster, Commitment, Fact, Figure, Heading, Project
from luoshi_reader.plan import Document, Plan
from luoshi_reader.source import Span
from luoshi_reader.text.folding import WRAPS
from luoshi_reader.text.quantities import bare_unit

Change = Literal["kept", "changed", "dropped", "new"]
CHANGES: Final[tuple[Change, ...]] = ("dropped", "changed", "new", "kept")
#: The kinds of fact that are compared, in the order they are told.
TYPES: Final = ("heading", "figure", "commitment", "project", "cluster", "assignment")

_YEAR: Final = re.compile(r"(?:19|20)[0-9]{2}(?:年度?|[-—–~～至](?:19|20)[0-9]{2}年?)?")
_SIGNS: Final = re.compile(r"[\s，。；：、“”‘’（）()《》〈〉\"',.;:]")
_NUMBER: Final = re.compile(r"[0-9.]+")
_LAYOUT: Final = re.compile("[" + "".join(sorted(WRAPS)) + "]")
#: So much of two wordings must be the same for one to be the other changed (Dice of pairs).
_ALIKE: Final = 0.6
#: Pairs of characters in more places than this tell nothing apart.
_COMMON: Final = 24
#: A name of so many characters that stands in the new text was not dropped.
_TELLING: Final = 5


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a pair: where it stands and what it says, years left as printed."""

    span: Span
    words: str
    said: str


@dataclass(frozen=True, slots=True)
class Pair:
    """One thing of two plans; `name` is what it is, `old` and `new` what each says of it.

    A thing kept that the new plan only mentions has the mention as its new side.
    """

    change: Change
    type: str
    name: str
    old: Side | None
    new: Side | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """What became of the plans of one document in another."""

    old_titles: tuple[str, ...]
    new_titles: tuple[str, ...]
    pairs: tuple[Pair, ...]

    def of(self, change: Change) -> list[Pair]:
        """Return the pairs of one change, kind by kind, in the order of the text."""
        return [pair for pair in self.pairs if pair.change == change]

    @property
    def counts(self) -> dict[Change, int]:
        """How many pairs of each change."""
        found = Counter(pair.change for pair in self.pairs)
        return {change: found[change] for change in CHANGES}


def compare_documents(old: Document, new: Document) -> Comparison:
    """Compare the plans of two documents that go by the same title, years aside."""
    pairs: list[Pair] = []
    titles = {at: (plan.title_text, "") for at, plan in enumerate(old.plans)}
    heirs = dict(_matched(titles, {at: (p.title_text, "") for at, p in enumerate(new.plans)}))
    if len(old.plans) == len(new.plans) == 1:
        heirs = {0: 0}
    for at, plan in enumerate(old.plans):
        pairs += compare_plans(plan, new.plans[heirs[at]] if at in heirs else None)
    for at in sorted(set(range(len(new.plans))) - set(heirs.values())):
        pairs += compare_plans(None, new.plans[at])
    pairs.sort(key=lambda pair: TYPES.index(pair.type))
    return Comparison(
        tuple(plan.title_text for plan in old.plans),
        tuple(plan.title_text for plan in new.plans),
        tuple(pairs),
    )


def compare_plans(old: Plan | None, new: Plan | None) -> list[Pair]:
    """Compare two plans kind by kind; None stands for a plan that is not there."""
    found: list[Pair] = []
    for kind in TYPES:
        ours, theirs = _told(old, kind), _told(new, kind)
        heirs = _heirs(ours, theirs)
        for at, fact in enumerate(ours):
            mate = theirs[heirs[at]] if at in heirs else None
            found.append(_pair(fact, mate, old, new))
        taken = set(heirs.values())
        found += [_pair(None, fact, old, new) for at, fact in enumerate(theirs) if at not in taken]
    return found


def _told(plan: Plan | None, kind: str) -> list[Fact]:
    """Return the facts of a kind that say something by themselves: targets, named headings."""
    facts = [fact for fact in (plan.facts if plan else ()) if fact.type == kind]
    return [fact for fact in facts if _name(fact) and not _is_past(fact)]


def _is_past(fact: Fact) -> bool:
    return isinstance(fact, Figure) and fact.kind != "target"


def _heirs(old: Sequence[Fact], new: Sequence[Fact]) -> dict[int, int]:
    """Return which fact of the new plan is which of the old."""
    return dict(
        _matched(
            {at: (_name(fact), _kin(fact)) for at, fact in enumerate(old)},
            {at: (_name(fact), _kin(fact)) for at, fact in enumerate(new)},
        )
    )


def _matched(
    old: Mapping[int, tuple[str, str]], new: Mapping[int, tuple[str, str]]
) -> Iterator[tuple[int, int]]:
    """Yield which goes by which: the same words, then the same without numbers, then alike.

    Each is a name and what must agree besides (the unit of a figure, the level of a heading).
    """
    left, free = dict(old), dict(new)
    keys: tuple[Callable[[str], str], ...] = (_exactly, _bare, _numberless)
    for key in keys:
        waiting: defaultdict[Hashable, list[int]] = defaultdict(list)
        for at, (name, kin) in free.items():
            waiting[key(name), kin].append(at)
        for at, (name, kin) in list(left.items()):
            heirs = waiting[key(name), kin]
            if heirs:
                heir = heirs.pop(0)
                yield at, heir
                del left[at], free[heir]
    yield from _alike(left, free)


def _alike(
    old: Mapping[int, tuple[str, str]], new: Mapping[int, tuple[str, str]]
) -> Iterator[tuple[int, int]]:
    """Yield the pairs whose names share most pairs of characters, the likest first."""
    grams = {at: _grams(name) for at, (name, _) in new.items()}
    places: defaultdict[str, list[int]] = defaultdict(list)
    for at, found in grams.items():
        for gram in found:
            places[gram].append(at)
    scored: list[tuple[float, int, int]] = []
    for at, (name, kin) in old.items():
        own = _grams(name)
        shared = Counter(
            heir for gram in own if len(places[gram]) <= _COMMON for heir in places[gram]
        )
        for heir, _ in shared.most_common(_COMMON):
            both = len(own & grams[heir])
            score = 2 * both / (len(own) + len(grams[heir]))
            if score >= _ALIKE and new[heir][1] == kin:
                scored.append((-score, at, heir))
    done: set[int] = set()
    taken: set[int] = set()
    for _, at, heir in sorted(scored):
        if at not in done and heir not in taken:
            done.add(at)
            taken.add(heir)
            yield at, heir


def _grams(name: str) -> set[str]:
    bare = _numberless(name)
    return {first + second for first, second in pairwise(bare)} or {bare}


def _exactly(name: str) -> str:
    return _SIGNS.sub("", name)


def _bare(name: str) -> str:
    return _SIGNS.sub("", _YEAR.sub("", name))


def _numberless(name: str) -> str:
    return _NUMBER.sub("", _bare(name))


def _name(fact: Fact) -> str:
    """Return what a fact is about."""
    match fact:
        case Heading():
            return (fact.title_text or "") if fact.level > 1 else ""
        case Figure():
            return f"{fact.subject_text or ''}{fact.indicator_text or ''}"
        case Commitment():
            return f"{fact.action_text or ''}{fact.object_text or ''}"
        case Project() | Cluster():
            return fact.name_text
        case Assignment():
            return fact.task_text
    return ""


def _kin(fact: Fact) -> str:
    """Return what must agree besides the name for two facts to be one."""
    match fact:
        case Heading():
            return str(fact.level)
        case Figure():
            return f"{bare_unit(fact.unit)} {fact.scope}"
    return ""


def _pair(old: Fact | None, new: Fact | None, before: Plan | None, after: Plan | None) -> Pair:
    fact = new or old
    assert fact is not None
    one = _side(old, before) if old else None
    other = _side(new, after) if new else None
    if one and other:
        change: Change = "kept" if _bare(one.said) == _bare(other.said) else "changed"
    elif one:
        other = _mention(_name(fact), after)
        change = "kept" if other else "dropped"
    else:
        change = "new"
    return Pair(change, fact.type, _name(fact), one, other)


def _side(fact: Fact, plan: Plan | None) -> Side:
    assert plan is not None
    words = _LAYOUT.sub("", plan.text.source.quote(fact.span)).strip()
    return Side(fact.span, words, _said(fact) or words)


def _said(fact: Fact) -> str:
    """Return what a fact says of its subject, so that a change of it shows; "" for its words."""
    match fact:
        case Heading():
            return fact.title_text or ""
        case Figure():
            told = [level(fact)] if fact.value is not None else []
            told += [moves(fact.growth_pct, fact.growth_op)] if fact.growth_pct is not None else []
            return "，".join(told)
        case Project():
            told = [f"{each.value}{each.unit}{each.product_text or ''}" for each in fact.capacities]
            told += (
                [f"投资{fact.investment.value}{fact.investment.unit}"] if fact.investment else []
            )
            told += [fact.due_text] if fact.due_text else []
            return "，".join([fact.name_text, *told])
        case Cluster():
            scale = f"{fact.scale_yi}亿元" if fact.scale_yi is not None else ""
            return "，".join(filter(None, [fact.name_text, scale, "、".join(fact.places)]))
        case Assignment():
            others = f"；参加：{'、'.join(fact.participants)}" if fact.participants else ""
            return f"牵头：{'、'.join(fact.leads)}{others}"
    return ""


def _mention(name: str, plan: Plan | None) -> Side | None:
    """Return where the new plan names a thing that was not read there as of its kind."""
    if plan is None or len(name) < _TELLING:
        return None
    at = plan.text.source.text.find(name, plan.span.start, plan.span.end)
    return Side(Span(at, at + len(name)), name, name) if at >= 0 else None
