"""The plan as a Word document with a comment at the place of every finding."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import IO, Final

from luoshi_reader.doubts import Doubt
from luoshi_reader.exports.labels import SEVERITIES
from luoshi_reader.exports.ooxml import attribute, package, paragraph, run
from luoshi_reader.exports.records import Checked
from luoshi_reader.rules import RULES
from luoshi_reader.source import Source

_AUTHOR: Final = "落实核查"
_LONGEST: Final = 120
_BREAKS: Final = "\r"


def write_findings(checked: Sequence[Checked], out: IO[bytes]) -> None:
    """Write the text, line by line, with the findings as comments of its own words."""
    (one,) = checked
    comments = "".join(_comment(at, doubt, one.source) for at, doubt in enumerate(one.doubts))
    package("".join(_paragraphs(one)), comments, out)


def _paragraphs(one: Checked) -> Iterator[str]:
    """Yield the lines as paragraphs, comments opened and closed where their words stand."""
    opened, closed = defaultdict[int, list[int]](list), defaultdict[int, list[int]](list)
    for at, doubt in enumerate(one.doubts):
        opened[doubt.span.start].append(at)
        if doubt.span:
            closed[doubt.span.end].append(at)
    places = sorted(opened.keys() | closed.keys())
    text, start, here = one.source.text, 0, 0
    for line in text.split("\n"):
        end = start + len(line)
        runs, at = [], start
        while here < len(places) and places[here] <= end:
            place = places[here]
            runs.append(run(text[at:place].strip(_BREAKS)))
            runs += [_close(each) for each in closed[place]]
            runs += [_open(each) for each in opened[place]]
            runs += [_close(each) for each in opened[place] if not one.doubts[each].span]
            at, here = place, here + 1
        yield paragraph("".join(runs) + run(text[at:end].strip(_BREAKS)))
        start = end + 1


def _open(at: int) -> str:
    return f'<w:commentRangeStart w:id="{at}"/>'


def _close(at: int) -> str:
    return f'<w:commentRangeEnd w:id="{at}"/><w:r><w:commentReference w:id="{at}"/></w:r>'


def _comment(at: int, doubt: Doubt, source: Source) -> str:
    head = f"{doubt.code} {RULES[doubt.code].title}（{SEVERITIES[doubt.severity]}）"
    said = [paragraph(run(head, marks="<w:b/>")), paragraph(run(doubt.message))]
    said += [
        paragraph(run(f"对照第{source.place(span.start)[0]}行：{_shown(source.quote(span))}"))
        for span in doubt.related
    ]
    return (
        f'<w:comment w:id="{at}" w:author={attribute(_AUTHOR)} w:initials="LS">'
        f"{''.join(said)}</w:comment>"
    )


def _shown(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"
