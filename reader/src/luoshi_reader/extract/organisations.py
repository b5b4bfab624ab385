"""Organisations, each at its first mention in the plan."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from luoshi_reader.extract.abbreviated import abbreviated
from luoshi_reader.extract.firms import Ground
from luoshi_reader.extract.kindred import colleges, kindred
from luoshi_reader.extract.known import known_bodies
from luoshi_reader.extract.listed import listed_names
from luoshi_reader.extract.members import Work
from luoshi_reader.extract.names import Name, formal_names
from luoshi_reader.extract.offices import offices
from luoshi_reader.extract.ranked import ranked
from luoshi_reader.extract.registry import Registry
from luoshi_reader.extract.responsibility import duty_places
from luoshi_reader.extract.sponsors import is_of_all, sponsors
from luoshi_reader.facts import Organisation
from luoshi_reader.lexicon.divisions import names as divisions
from luoshi_reader.source import Span
from luoshi_reader.structure.outline import PlanText
from luoshi_reader.text.folding import fold

#: Titles, and the brackets and lines that share out responsibility.
_SHARED_OUT: Final = "牵头|负责|配合|责任单位|落实"
_BRACKETED: Final = r"(?:[^（）()]|[（(][^（）()]*[）)])"
_HIDDEN: Final = re.compile(
    r"《[^《》]*》|以下[简统]称“[^”]{0,60}”"
    rf"|[（(](?:(?!{_SHARED_OUT}){_BRACKETED})*+(?:{_SHARED_OUT}){_BRACKETED}*+[）)]"
    r"|(?:牵头|责任|配合|参加|主办|协办)(?:单位|部门)[:：].*"
)
#: 云政办〔2016〕5号: who numbers a document acts in nothing.
_NUMBERED: Final = re.compile("[一-龥]{2,12}(?=〔[0-9]{4}〕)")


def organisations(plan: PlanText, ground: Ground) -> Iterator[Organisation]:
    """Yield every organisation of the running text once.

    支持郑州南岭食品有限公司 gives an enterprise; 南岭 later in the plan is the same one.
    """
    registry = Registry(ground.home, ground.cores)
    if byline := _byline(plan):
        registry.is_new(byline.name_text, firm=False)
        yield byline
    for addressee in _addressees(plan, ground.home):
        if registry.is_new(addressee.name_text, firm=addressee.category == "enterprise"):
            yield addressee
    for paragraph, formal, works in zip(plan.paragraphs, ground.names, ground.works, strict=True):
        for name in _names(paragraph.text, ground.home, formal, works):
            words = paragraph.folded.words(name.start, name.own or name.end)
            if name.noun is not None:
                words += paragraph.folded.words(name.noun, name.end)
            if registry.is_new(words, firm=name.category == "enterprise"):
                yield Organisation(
                    span=paragraph.folded.back(name.start, name.end),
                    name_text=words,
                    category=name.category,
                )
    for signer in _signers(plan):
        if registry.is_new(signer.name_text, firm=False):
            yield signer


def _addressees(plan: PlanText, home: str | None) -> Iterator[Organisation]:
    """Yield the firms and institutes to whom a paper is addressed, on a line below its title."""
    if not plan.headings or not plan.paragraphs:
        return
    text, low = plan.source.text, plan.headings[0].span.end
    line = _ADDRESSED.search(text, low, max(low, plan.paragraphs[0].folded.origins[0]))
    if line is None:
        return
    folded = fold(plan.source, Span(*line.span()))
    names = [*formal_names(folded.text, home), *known_bodies(folded.text, home)]
    end = 0
    for name in sorted(names, key=lambda each: (each.start, -each.end)):
        if name.start >= end and name.category != "government":
            end = name.end
            yield Organisation(
                span=folded.back(name.start, end),
                name_text=folded.words(name.start, end),
                category=name.category,
            )


def _signers(plan: PlanText) -> Iterator[Organisation]:
    """Yield the departments that sign at the end, each on a line, above the date."""
    text = plan.source.text
    near = max(plan.span.start, plan.span.end - _NEAR)
    dated = _DATED.search(text, near, min(len(text), plan.span.end + _SIGNED))
    if dated is None:
        return
    low = at = dated.start()
    while (line := text.rfind("\n", plan.span.start, at)) >= 0:
        words = text[line + 1 : at].strip(" \u3000")
        if words and not _SIGNERS.fullmatch(words):
            break
        low, at = (line if words else low), line
    for who in _SIGNER.finditer(text, low, dated.start() + 1):
        institute = who[0].endswith("科学院")
        yield Organisation(
            span=Span(*who.span()),
            name_text=who[0],
            category="institute" if institute else "government",
        )


def _names(text: str, home: str | None, formal: list[Name], works: list[Work]) -> list[Name]:
    """Return the names of a paragraph in order, none within another or within a title."""
    found = [*formal, *offices(text)]
    found += listed_names(text, home, found)
    known = known_bodies(text, home, formal)
    found += [*known, *colleges(text, found), *kindred(text, home)]
    listed = list(sponsors(text, home))
    ends = {name.start: name.end for name in listed}
    found = [
        name for name in found if name not in known or name.end <= ends.get(name.start, name.end)
    ]
    found += [*listed, *abbreviated(text, home), *ranked(text, home, found)]
    begun = {name.start for name in (*known, *listed)}
    found += [
        Name(owner.start, owner.end, "enterprise")
        for work in works
        for owner in work.owners
        if not owner.formal and (owner.start not in begun or text[owner.end - 1] == "）")
        if not _NO_OWNER.search(text[owner.start : owner.end])
        if text[owner.start : owner.end] not in divisions()
        if not is_of_all(text, (owner.start, owner.end), work.end, home)
    ]
    found = [name for name in found if not _LETTERED.match(text, name.start, name.end)]
    if not found:
        return []
    hidden = [match.span() for match in _HIDDEN.finditer(text)]
    if "〔" in text:
        hidden += [match.span() for match in _NUMBERED.finditer(text)]
    if text.rstrip("。；").endswith(_BRACKET_ENDS):
        hidden += duty_places(text)
    kept: list[Name] = []
    outer = Name(0, 0, "government")  # the one of those kept that reaches farthest
    for name in sorted(found, key=lambda each: (each.start, -each.end)):
        apart = not any(start <= name.start < end for start, end in hidden)
        alias = text[name.start - 1 : name.start] == "（" and text[name.end : name.end + 1] == "）"
        if alias and name.category != "enterprise":
            continue
        if apart and (name.start >= outer.end or _is_within(name, outer)):
            named = _of_its_kind(text, name)
            if kept and _is_institute_of(kept[-1], named):
                named = named._replace(start=kept.pop().start)
            kept.append(named)
            outer = max(outer, named, key=lambda each: each.end)
    return kept


def _is_institute_of(before: Name, name: Name) -> bool:
    """Whether a name is what stands at its founder's: 世界云溪组织|国际岭川研究所."""
    founder = before.category in {"association", "government"}
    return founder and name.start == before.end and name.category == "institute"


def _is_within(name: Name, before: Name) -> bool:
    """Whether a name is the university of a body, or one of a list that shares its noun."""
    if before.noun is not None:
        return name.noun == before.noun
    its_own = name.start == before.start and name.category == "university"
    return its_own and before.category == "university"


def _of_its_kind(text: str, name: Name) -> Name:
    """Return a short name with the category its last character tells: 云岭光机所."""
    if name.category == "enterprise" and text.endswith("所", 0, name.end):
        firm = text.endswith(("交易所", "事务所"), 0, name.end)
        return name if firm else name._replace(category="institute")
    return name


def _byline(plan: PlanText) -> Organisation | None:
    """Return the department of the byline, where it stands between title and text."""
    issuer = plan.issuer_text
    if not issuer or not plan.headings:
        return None
    at = plan.source.text.find(issuer, plan.headings[0].span.end, plan.span.end)
    first = plan.paragraphs[0].folded.origins[0] if plan.paragraphs else plan.span.end
    if at < 0 or at > max(first, plan.headings[0].span.end) + _NEAR:
        return None
    return Organisation(span=Span(at, at + len(issuer)), name_text=issuer, category="government")


_BRACKET_ENDS: Final = ("）", ")", "】", "]", "〕")
_NEAR: Final = 40
#: 云溪百万吨…项目, 云溪至岭川…工程: what a work makes and where it leads is no owner.
#: LED光电, PVC材料: a kind of goods by its letters.
_LETTERED: Final = re.compile(
    "(?:LED|OLED|LNG|CNG|LPG|PVC|PET|PCB|MDI|TDI|PTA|VR|AR|AI|5G|IT)(?![A-Za-z0-9])"
)
_NO_OWNER: Final = re.compile(
    "^[向至经]|至$|(?:注射液|胶囊|颗粒|口岸|都市圈)$|通[水电气桥]|[万亿千百][吨辆台套件瓦]$"
)
#: 各有关单位，某某集团公司：
_ADDRESSED: Final = re.compile("(?<=\n)[^\n。]{4,600}[：:](?=[ \u3000]*\n)")
#: How far behind the text the date stands that closes the signatures of several.
_SIGNED: Final = 240
#: The date below the signatures, on a line of its own, and a department above it.
_DATED: Final = re.compile(
    r"\n[ \u3000]*(?:19|20)[0-9]{2}年[0-9]{1,2}月[0-9]{1,2}日[ \u3000]*(?:\n|$)"
)
_SIGN: Final = "[一-龥]{0,24}(?:国务院|委员会|[省市区县]委|政府|办公[厅室]|[部厅局署]|科学院)"
_SIGNER: Final = re.compile(rf"(?<![一-龥]){_SIGN}(?![一-龥])")
_SIGNERS: Final = re.compile(rf"{_SIGN}(?:[ \u3000]+{_SIGN})*+")
