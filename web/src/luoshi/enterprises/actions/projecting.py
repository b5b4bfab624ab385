"""From facts to enterprises: in the transaction of whatever changed the facts.

A printed name that is known goes where it belongs. A new one joins an enterprise by rule when
exactly one fits safely; otherwise it founds its own, and whatever is loosely alike is suggested.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from django.db import transaction

from luoshi.enterprises.models import Enterprise, Mention, Name, Suggestion
from luoshi.enterprises.queries import regions_printed
from luoshi.enterprises.rules import Parts, is_firm, is_safe, loosely_alike, parts, printed
from luoshi.kernel.trail import record
from luoshi.plans.api import Fact, Type, effective_fields, is_live

_MOST_MATES = 4
"""More firms than these alike to one name make a suggestion noise, not help."""


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A mention that should exist."""

    text: str
    fact_id: int
    role: str
    place: str = ""


@transaction.atomic
def project_facts(*, facts: Sequence[Fact], by: str) -> None:
    """Bring names, enterprises, mentions and suggestions in line with changed facts."""
    touched = [fact for fact in facts if fact.type in {Type.ORGANISATION, Type.PROJECT}]
    if not touched:
        return
    regions = regions_printed()
    wanted = {(one.text, one.fact_id, one.role): one for one in _wanted(touched, regions)}
    there = {
        (one.name.text, one.fact_id, one.role): one
        for one in Mention.objects.filter(fact__in=touched).select_related("name")
    }
    stale = [one.pk for key, one in there.items() if key not in wanted]
    missing = [one for key, one in wanted.items() if key not in there]
    if not stale and not missing:
        return
    register = _Register.read(regions)
    names = {one.text: register.name_for(one.text) for one in missing}
    Mention.objects.filter(pk__in=stale).delete()
    Mention.objects.bulk_create(
        [
            Mention(name=names[one.text], fact_id=one.fact_id, role=one.role, place=one.place)
            for one in missing
        ],
        batch_size=500,
    )
    Suggestion.objects.bulk_create(register.suggestions(), ignore_conflicts=True)
    data = {"added": len(missing), "removed": len(stale), "founded": len(register.founded)}
    record("enterprises.register.projected", by=by, data=data)


def _wanted(facts: Iterable[Fact], regions: frozenset[str]) -> Iterator[_Wanted]:
    """Yield the mentions that live facts make; a place alone is no firm."""
    facts = [fact for fact in facts if is_live(fact)]
    organisations = {
        fact.pk: effective_fields(fact) for fact in facts if fact.type == Type.ORGANISATION
    }
    others = {
        printed(str(fields.get("name_text", "")))
        for fields in organisations.values()
        if fields.get("category") != "enterprise"
    }
    for fact_id, fields in organisations.items():
        text = printed(str(fields.get("name_text") or ""))[:200]
        if text and text not in regions and fields.get("category") == "enterprise":
            yield _Wanted(text, fact_id, Mention.Role.NAMED)
    for fact in facts:
        if fact.type != Type.PROJECT:
            continue
        fields = effective_fields(fact)
        place = "、".join(str(one) for one in fields.get("places") or [])[:100]
        for owner in fields.get("owners") or []:
            text = printed(str(owner))[:200]
            if text and text not in others | regions and is_firm(text):
                yield _Wanted(text, fact.pk, Mention.Role.OWNER, place)


@dataclass(slots=True)
class _Register:
    """All names and enterprises in memory, so that a whole document costs a few statements."""

    regions: frozenset[str]
    by_text: dict[str, Name]
    by_core: dict[str, dict[int, list[Parts]]]
    enterprises: dict[int, Enterprise]
    founded: list[tuple[Enterprise, Parts]] = field(default_factory=list)

    @classmethod
    def read(cls, regions: frozenset[str]) -> _Register:
        """Read everything there is; one statement."""
        register = cls(
            regions,
            {one.text: one for one in Name.objects.select_related("enterprise")},
            defaultdict(lambda: defaultdict(list)),
            {},
        )
        for name in register.by_text.values():
            register.enter(name.enterprise, parts(name.text, register.regions))
        return register

    def enter(self, enterprise: Enterprise, taken: Parts) -> None:
        """Remember a name's parts under its core."""
        self.enterprises[enterprise.pk] = enterprise
        self.by_core[taken.core][enterprise.pk].append(taken)

    def name_for(self, text: str) -> Name:
        """Return the row of a printed name, founding an enterprise where none is safe."""
        known = self.by_text.get(text)
        if known is not None:
            return known
        taken = parts(text, self.regions)
        mates = self.by_core[taken.core]
        fitting = [pk for pk, names in mates.items() if is_safe(taken, names)]
        if len(fitting) == 1 and len(mates) == 1:
            enterprise, how = self.enterprises[fitting[0]], Name.How.RULE
            if taken.formal and not parts(enterprise.name, self.regions).formal:
                enterprise.name = text
                enterprise.save(update_fields=["name"])
        else:
            enterprise, how = Enterprise.objects.create(name=text), Name.How.FIRST
            self.founded.append((enterprise, taken))
        name = Name.objects.create(enterprise=enterprise, text=text, how=how)
        self.by_text[text] = name
        self.enter(enterprise, taken)
        return name

    def suggestions(self) -> list[Suggestion]:
        """Return what a person should look at because of the enterprises just founded."""
        known = [
            (enterprise, taken)
            for names in self.by_core.values()
            for pk, all_parts in names.items()
            for enterprise, taken in [(self.enterprises[pk], all_parts[0])]
        ]
        found: dict[tuple[int, int], Suggestion] = {}
        for enterprise, taken in self.founded:
            mates = [
                other
                for other, others in known
                if other.pk != enterprise.pk and loosely_alike(taken, others)
            ]
            for other in mates if len(mates) <= _MOST_MATES else []:
                one, two = sorted((enterprise, other), key=lambda row: row.pk)
                why = f"名称相近：“{one.name}”与“{two.name}”"[:200]
                found[one.pk, two.pk] = Suggestion(one=one, other=two, why=why)
        return list(found.values())
