"""LS701 to LS704: annexes, document numbers, articles and tables that are cited."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from luoshi_reader.doubts import Doubt
from luoshi_reader.facts import Citation, Fact
from luoshi_reader.rules import raised
from luoshi_reader.structure.marks import numeral
from luoshi_reader.structure.outline import PlanText

_HAN: Final = "一二三四五六七八九十"
_NTH: Final = rf"[0-9]{{1,2}}|[{_HAN}]{{1,2}}"
_ANNEX: Final = re.compile(
    rf"(?:见|参见|参照|按照|填写|填报)(附件|附表) ?({_NTH})?(?=[）)。，；、“]|的|要求|格式)"
)
_CITED: Final = re.compile(r"(?:见|如|参见)(表|图) ?([0-9]{1,2})(?=[）)。，；、])")
_CAPTION: Final = re.compile(
    rf"(?m)^[ \t\u3000*#（(【]*(附件|附表|表|图)[ \u3000]?({_NTH})?(?![0-9])"
)
_FORMAL: Final = re.compile(
    r"^(?:中共中央|国务院|中共[^关]{2,8}委|[^关《]{2,16}(?:人民政府|政府|办公厅|办公室))(?:办公厅|办公室)?"
    r"(?:、?[^关]{2,16})?(?:关于|印发|转发).{4,60}(?:的|)(?:通知|意见|决定|批复|指导意见|实施意见|若干意见)$"
)
_ARTICLE: Final = re.compile(
    rf"本(?:办法|细则|规定|条例|意见|方案|措施)第([{_HAN}百零]{{1,5}}|[0-9]{{1,3}})条"
)
_HEAD: Final = re.compile(rf"第([{_HAN}百零]{{1,5}}|[0-9]{{1,3}})条")
_FEWEST: Final = 3


def references(plan: PlanText, facts: Sequence[Fact]) -> Iterator[Doubt]:
    """Yield LS701 to LS704."""
    yield from _numbers(facts)
    yield from _articles(plan)
    yield from _annexed(plan)


def _annexed(plan: PlanText) -> Iterator[Doubt]:
    told: set[str] = set()
    for paragraph in plan.paragraphs:
        view = paragraph.folded
        for code, pattern in (("LS701", _ANNEX), ("LS704", _CITED)):
            for match in pattern.finditer(view.text):
                words = f"{match[1]}{match[2] or ''}"
                if words not in told | _captions(plan.source.text):
                    told.add(words)
                    yield raised(code, view.back(*match.span()), cited=words)


@lru_cache(maxsize=1)
def _captions(text: str) -> frozenset[str]:
    """Return what lines begin with as captions of a text: 附件, 附件2, 表1."""
    found = [(match[1], match[2] or "") for match in _CAPTION.finditer(text)]
    return frozenset(word for kind, number in found for word in (f"{kind}{number}", kind))


def _numbers(facts: Sequence[Fact]) -> Iterator[Doubt]:
    for fact in facts:
        if isinstance(fact, Citation) and fact.doc_no is None and _FORMAL.match(fact.title_text):
            yield raised("LS702", fact.span, title=fact.title_text)


def _articles(plan: PlanText) -> Iterator[Doubt]:
    quotes = (_HEAD.match(plan.source.quote(heading.span)) for heading in plan.headings)
    articles = [_value(match[1]) for match in quotes if match]
    if len(articles) < _FEWEST:
        return
    last = max(articles)
    for paragraph in plan.paragraphs:
        view = paragraph.folded
        for match in _ARTICLE.finditer(view.text):
            if _value(match[1]) > last:
                yield raised("LS703", view.back(*match.span()), cited=match[0], last=last)


def _value(words: str) -> int:
    return int(words) if words.isdigit() else numeral(words)
