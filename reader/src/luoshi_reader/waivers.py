"""Waivers: a finding that was looked at and stands, with the reason why.

In the text, at the end of the line it is about or on a line of its own above it:
`【核查豁免 LS101：按可比口径计算】`, or as a comment `<!-- 核查豁免 LS101：按可比口径计算 -->`.
Beside the text, in a file of waivers keyed by the words they are about.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from luoshi_reader.doubts import Doubt
from luoshi_reader.rules import RULES, raised
from luoshi_reader.source import Span

_INLINE: Final = re.compile(r"(?:<!--[ \t]{0,4}|【)核查豁免([^\n】]{0,400}?)(?:-->|】)")
_SIGN: Final = re.compile("[：:]")
_CODE: Final = re.compile(r"[^\s、，,]+")
#: Blanks that no reading keeps (see folding), as long as what they stand for.
_BLANK: Final = "\u3000"


@dataclass(frozen=True, slots=True)
class Waiver:
    """One waiver: the codes it answers (whole, or the head of several: LS1), why, and where.

    `scopes` are the stretches it is about, `span` is where it stands itself; one from a file
    beside the text is `external` and stands at the beginning.
    """

    codes: tuple[str, ...]
    reason: str
    scopes: tuple[Span, ...]
    span: Span
    external: bool = False

    @property
    def unknown(self) -> tuple[str, ...]:
        """The codes that name no rule."""
        return tuple(code for code in self.codes if not is_code(code))

    @property
    def holds(self) -> bool:
        """Whether it may answer anything: it has codes, all known, and a reason."""
        return bool(self.codes and self.reason and not self.unknown)

    def answers(self, doubt: Doubt) -> bool:
        """Whether it is about the rule of a finding."""
        return self.holds and doubt.code.startswith(self.codes)


Waived = tuple[Doubt, Waiver]


def is_code(code: str) -> bool:
    """Whether something is the code of a rule, or the head of some codes: LS101, LS1, LS."""
    return code.startswith("LS") and any(rule.startswith(code) for rule in RULES)


def without_waivers(text: str) -> tuple[str, tuple[Waiver, ...]]:
    """Return the text with blanks for every waiver in it, as long as before, and the waivers."""
    if "核查豁免" not in text:
        return text, ()
    found = []
    parts = []
    at = 0
    for match in _INLINE.finditer(text):
        parts += [text[at : match.start()], _BLANK * (match.end() - match.start())]
        at = match.end()
        found.append(_inline(text, match))
    return "".join([*parts, text[at:]]), tuple(found)


def _inline(text: str, match: re.Match[str]) -> Waiver:
    codes, reason = said(match[1])
    start = text.rfind("\n", 0, match.start()) + 1
    end = _line_end(text, match.end())
    rest = text[start : match.start()] + text[match.end() : end]
    while not _INLINE.sub("", rest).strip() and end < len(text):
        start, end = end + 1, _line_end(text, end + 1)
        rest = text[start:end]
    return Waiver(codes, reason, (Span(start, end),), Span(*match.span()))


def said(words: str) -> tuple[tuple[str, ...], str]:
    """Return the codes and the reason of LS101、LS102：理由."""
    codes, *reason = _SIGN.split(words, maxsplit=1)
    return tuple(_CODE.findall(codes)), "".join(reason).strip()


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def judged(
    doubts: Sequence[Doubt], waivers: Sequence[Waiver]
) -> tuple[tuple[Doubt, ...], tuple[Waived, ...]]:
    """Part the findings into those that stand and those that are waived.

    What is wrong with the waivers themselves stands behind the former: LS010 and LS011.
    """
    if not waivers:
        return tuple(doubts), ()
    waived: dict[int, Waiver] = {}
    idle = dict.fromkeys(range(len(waivers)))
    order = sorted(range(len(doubts)), key=lambda at: doubts[at].span.start)
    scopes = sorted(
        (scope.start, scope.end, at) for at, w in enumerate(waivers) for scope in w.scopes
    )
    active: list[tuple[int, int]] = []
    opened = 0
    for at in order:
        start = doubts[at].span.start
        while opened < len(scopes) and scopes[opened][0] <= start:
            active.append(scopes[opened][1:])
            opened += 1
        active = [(end, which) for end, which in active if start < end]
        for _, which in active:
            if waivers[which].answers(doubts[at]):
                waived.setdefault(at, waivers[which])
                idle.pop(which, None)
    faults = [*_faults(waivers, idle)]
    kept = [doubt for at, doubt in enumerate(doubts) if at not in waived]
    return (*kept, *faults), tuple((doubts[at], waived[at]) for at in sorted(waived))


def _faults(waivers: Sequence[Waiver], idle: Iterable[int]) -> Iterable[Doubt]:
    for at in idle:
        waiver = waivers[at]
        codes = "、".join(waiver.unknown or waiver.codes)
        if waiver.unknown:
            yield raised("LS010", waiver.span, case="unknown", codes=codes)
        elif not waiver.holds:
            yield raised("LS010", waiver.span, codes=codes)
        else:
            yield raised("LS011", waiver.span, codes=codes)
