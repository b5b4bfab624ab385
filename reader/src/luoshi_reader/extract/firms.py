"""What a whole plan tells of its firms: its province, and the short words of its formal names."""

from __future__ import annotations

from luoshi_reader.extract.names import formal_names
from luoshi_reader.extract.registry import core_of
from luoshi_reader.structure.outline import PlanText
from luoshi_reader.text.places import find_places, main_province

_ENOUGH = 6000
_LEAST = 2


def home_of(plan: PlanText) -> str | None:
    """Return the full name of the province the plan is of, if it can be told."""
    for words in (plan.area_text, plan.issuer_text, plan.title_text):
        for place in find_places(words or ""):
            return place.divisions[0].province
    return main_province(plan.source.text[plan.span.start : plan.span.start + _ENOUGH])


def known_firms(plan: PlanText, home: str | None) -> frozenset[str]:
    """Return the own words of the plan's formal names: 云溪 of 漯河云溪实业集团有限责任公司."""
    known = set()
    for paragraph in plan.paragraphs:
        for name in formal_names(paragraph.text, home):
            if name.category == "enterprise":
                known.add(core_of(paragraph.text[name.start : name.end], home).word)
    return frozenset(word for word in known if len(word) >= _LEAST)
