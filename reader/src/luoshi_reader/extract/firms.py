"""What a whole plan tells of its firms, found once for all who read them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from luoshi_reader.extract.carried import based, carried
from luoshi_reader.extract.facilities import facilities
from luoshi_reader.extract.firm_tasks import firm_tasks
from luoshi_reader.extract.governing import looks_back
from luoshi_reader.extract.members import Work
from luoshi_reader.extract.names import Name, formal_names
from luoshi_reader.extract.quarters import quarters
from luoshi_reader.extract.registry import Core, core_of
from luoshi_reader.extract.siblings import beside, with_noun
from luoshi_reader.extract.single_works import single_works
from luoshi_reader.extract.sited_works import of_topic, pilots, renewed, sited_works, streets
from luoshi_reader.extract.stages import moving, running, stages
from luoshi_reader.extract.works import works
from luoshi_reader.structure.outline import PlanText
from luoshi_reader.text.places import find_places, main_province

_ENOUGH = 6000
_LEAST = 2


@dataclass(frozen=True, slots=True)
class Ground:
    """What organisations and projects are both read from.

    `home` is the province the plan is of; `names` are the formal names and `works` the projects
    of each paragraph, `cores` the firms' names taken apart.
    """

    home: str | None
    names: list[list[Name]]
    cores: dict[str, Core]
    works: list[list[Work]]


def ground_of(plan: PlanText) -> Ground:
    """Return the province, the formal names and the listed projects of a plan."""
    home = _home_of(plan)
    names = [list(formal_names(paragraph.text, home)) for paragraph in plan.paragraphs]
    cores = _cores(plan, names, home)
    known = frozenset(core.word for core in cores.values() if len(core.word) >= _LEAST)
    listed = []
    town = _is_of_town(plan)
    for paragraph in plan.paragraphs:
        found = list(works(paragraph.text, home, known))
        # A section that looks back plans nothing: its lists are read for their firms alone.
        back = looks_back(plan, paragraph.section)
        listed.append(found if back else _with_all(paragraph.text, found, home, town=town))
    return Ground(home, names, cores, listed)


def _with_all(text: str, listed: list[Work], home: str | None, *, town: bool) -> list[Work]:
    """Return the works of lists, those that stand by themselves and those beside both, in order."""
    alone = _with_single(text, [*listed, *firm_tasks(text, home)], home)
    alone += quarters(text, alone, home)
    roads = list(streets(text, home))
    sited = [*sited_works(text, home), *pilots(text, home), *roads, *of_topic(text)]
    sited += [*stages(text, home), *running(text), *moving(text, home), *based(text, home)]
    shared = list(carried(text, home))
    told = [*renewed(text), *(road for road in roads if road.noun)]
    alone = [*told, *(each for each in alone if _is_fresh(each, told))]
    alone = [*shared, *(each for each in alone if not _is_inside(each, shared))]
    alone += [each for each in sited if _is_fresh(each, alone)]
    found = [with_noun(text, each) for each in (*alone, *beside(text, alone, home))]
    found = [each for each in found if not _SO_MANY.match(text, *each.name)]
    if town:
        found += [each for each in facilities(text) if _is_fresh(each, found)]
    return sorted(found, key=lambda each: each.start)


#: 一批田园综合体, 500所幼儿园提质, 三座灌区改造: so many, none by its name.
_SO_MANY: Final = re.compile(
    "一批|[0-9.]{1,8}[万余多]{0,2}(?:户|所|公里|千米|座|条|处|套|栋|眼|口|亩|平方米)"
    "|[一二三四五六七八九十两几数]{1,3}[座条处所个](?!庄)"
)


def _is_fresh(work: Work, known: list[Work]) -> bool:
    """Whether no known work lies where another was found."""
    return all(work.name[1] <= each.name[0] or each.name[1] <= work.name[0] for each in known)


def _is_inside(work: Work, known: list[Work]) -> bool:
    """Whether a work begins within the quote of a known one."""
    return any(each.start <= work.name[0] < each.end for each in known)


def _with_single(text: str, listed: list[Work], home: str | None) -> list[Work]:
    """Return the works of lists together with those that stand by themselves, in order.

    What a list gives as one and the text names as two is two, 甲水电站和乙铁路; what it parts and
    the text names as one is one, 甲线和乙线扩能.
    """
    single = list(single_works(text, home))
    if not single:
        return listed
    joint = [each for each in listed if not each.owners and _inside(each, single) >= _LEAST]
    kept = [each for each in listed if each not in joint and not _is_part(each, single)]
    fresh = [work for work in single if _is_fresh(work, kept)]
    return sorted([*kept, *fresh], key=lambda each: each.start)


def _is_part(work: Work, single: list[Work]) -> bool:
    """Whether a work without an owner is part of what the text names as one."""
    low, high = work.name
    return not work.owners and any(
        each.name[0] <= low and high <= each.name[1] and each.name != work.name for each in single
    )


def _inside(work: Work, single: list[Work]) -> int:
    low, high = work.name
    return sum(low <= each.name[0] and each.name[1] <= high for each in single)


def _is_of_town(plan: PlanText) -> bool:
    """Whether a plan is that of a city or a county, where there is one of most things."""
    for words in (plan.area_text, plan.issuer_text, plan.title_text):
        for place in find_places(words or ""):
            return place.divisions[0].level != "province"
    return False


def _home_of(plan: PlanText) -> str | None:
    """Return the full name of the province the plan is of, if it can be told."""
    for words in (plan.area_text, plan.issuer_text, plan.title_text):
        for place in find_places(words or ""):
            return place.divisions[0].province
    return main_province(plan.source.text[plan.span.start : plan.span.start + _ENOUGH])


def _cores(plan: PlanText, names: list[list[Name]], home: str | None) -> dict[str, Core]:
    """Return the plan's formal names taken apart: 云溪 is the word of 云溪实业集团有限责任公司."""
    words = {
        paragraph.text[name.start : name.end]
        for paragraph, found in zip(plan.paragraphs, names, strict=True)
        for name in found
        if name.category == "enterprise"
    }
    return {word: core_of(word, home) for word in words}
