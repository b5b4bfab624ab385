"""The form of a fact: the few things about it that tell how far it can be trusted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from luoshi_reader.facts import (
    Assignment,
    Chain,
    Citation,
    Cluster,
    Commitment,
    Fact,
    Figure,
    Heading,
    Link,
    Organisation,
    Project,
)

_LEGAL: Final = ("公司", "集团", "银行")
_WORKS: Final = ("项目", "工程")


def form_of(fact: Fact) -> str:
    """Return a fact's cell: its kind, and its form where the kind has several."""
    form = _FORMS[type(fact)](fact)
    return f"{fact.type}:{form}" if form else fact.type


def _heading(fact: Heading) -> str:
    return "label" if fact.number is None and fact.level > 1 else ""


def _figure(fact: Figure) -> str:
    whose = "named" if fact.subject_text else "unnamed"
    return f"{whose} {'level' if fact.value is not None else 'growth'}"


def _commitment(fact: Commitment) -> str:
    if fact.documents:
        return "titled"
    if fact.count is None:
        return "dated" if fact.due_text else "single"
    return "shared verb" if fact.evidence else "counted"


def _project(fact: Project) -> str:
    if fact.owners:
        formal = all(owner.endswith(_LEGAL) for owner in fact.owners)
        return "formal owner" if formal else "short owner"
    return "work" if fact.name_text.endswith(_WORKS) else "bare work"


def _organisation(fact: Organisation) -> str:
    if fact.category != "enterprise":
        return fact.category
    return "firm" if fact.name_text.endswith(_LEGAL) else "short firm"


def _cluster(fact: Cluster) -> str:
    return f"{'placed' if fact.places else 'unplaced'} {fact.kind}"


def _assignment(fact: Assignment) -> str:
    return "text" if fact.number is None else "row"


def _link(fact: Link) -> str:
    return "none" if not fact.headings else "one" if len(fact.headings) == 1 else "several"


def _plain(_fact: Chain | Citation) -> str:
    return ""


_FORMS: Final[dict[type[Fact], Callable[..., str]]] = {
    Heading: _heading,
    Figure: _figure,
    Commitment: _commitment,
    Project: _project,
    Organisation: _organisation,
    Cluster: _cluster,
    Chain: _plain,
    Assignment: _assignment,
    Citation: _plain,
    Link: _link,
}
