"""Which field of which thing a person may read and write: one function for pages and REST (SEC-15).

The rules are data. A context that has any ships `fields.toml` beside its `apps.py`:

    ["reporting.figure"]        # the thing
    [["reporting.figure".write]]
    state = "draft"             # its state, or several in a list; left out: in every state
    act = "report_fill"         # what the person must be allowed
    fields = ["value", "explanation"]

and the same under `read`. What no rule lists is neither taken nor given: programs send it in vain,
and on a page the field is closed.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal, TypeVar

from django.apps import apps
from django.db import transaction
from django.forms import Form
from django.http import HttpRequest, QueryDict

from luoshi.accounts.actions import record_ignored
from luoshi.accounts.permissions import May
from luoshi.accounts.queries import Scope, scope_of

Way = Literal["read", "write"]
F = TypeVar("F", bound=Form)
#: What a page posts besides the fields of its form.
_MACHINERY: Final = ("csrfmiddlewaretoken", "next")


@dataclass(frozen=True, slots=True)
class Rule:
    """Who with `act` meets a thing in one of `states` (none: any) reads or writes these fields."""

    act: May
    states: frozenset[str]
    fields: frozenset[str]

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Rule:
        """Return a rule as a file states it."""
        states = row.get("state", ())
        named = (states,) if isinstance(states, str) else states
        return cls(May(row["act"]), frozenset(named), frozenset(row["fields"]))


@cache
def rules() -> dict[tuple[str, Way], tuple[Rule, ...]]:
    """Return the rules of every context, by thing and way."""
    found: dict[tuple[str, Way], tuple[Rule, ...]] = {}
    for app in apps.get_app_configs():
        path = Path(app.path) / "fields.toml"
        if not path.is_file():
            continue
        for thing, ways in tomllib.loads(path.read_text(encoding="utf-8")).items():
            for way, rows in ways.items():
                found[thing, way] = tuple(Rule.of(row) for row in rows)
    return found


def fields_of(
    scope: Scope, thing: str, way: Way, *, state: str = "", agency_id: int | None = None
) -> frozenset[str]:
    """Return the fields of a thing in a state that the person may read or write.

    With `agency_id`, an act counts only where the person may do it for that very agency.
    """

    def may(act: May) -> bool:
        return act in scope.may if agency_id is None else agency_id in scope.at(act)

    return frozenset(
        field
        for rule in rules().get((thing, way), ())
        if (not rule.states or state in rule.states) and may(rule.act)
        for field in rule.fields
    )


def posted(
    scope: Scope,
    thing: str,
    data: Mapping[str, Any],
    *,
    state: str = "",
    agency_id: int | None = None,
) -> dict[str, Any]:
    """Return what of the posted `data` the person may write; the rest is dropped and recorded."""
    allowed = fields_of(scope, thing, "write", state=state, agency_id=agency_id)
    dropped = sorted(set(data) - allowed)
    if dropped:
        with transaction.atomic():
            record_ignored(by=scope.person, path=thing, fields=dropped)
    return {key: value for key, value in data.items() if key in allowed}


def shown(scope: Scope, thing: str, row: Mapping[str, Any], *, state: str = "") -> dict[str, Any]:
    """Return what of a row the person may read."""
    allowed = fields_of(scope, thing, "read", state=state)
    return {key: value for key, value in row.items() if key in allowed}


@dataclass(frozen=True, slots=True)
class Typed:
    """What a page's form posted and the person may write; `data` is None where nothing was."""

    data: QueryDict | None
    allowed: frozenset[str]

    def close(self, form: F) -> F:
        """Return the form with what the person may not write closed: it stays as it stands."""
        for name, field in form.fields.items():
            if name not in self.allowed:
                field.disabled = True
        return form


def typed(
    request: HttpRequest, thing: str, *, state: str = "", agency_id: int | None = None
) -> Typed:
    """Return what the person typed into a form about a thing, as far as the rules let it in.

    The rest is dropped and recorded, as it is of a program.
    """
    scope = scope_of(request.user)
    allowed = fields_of(scope, thing, "write", state=state, agency_id=agency_id)
    if request.method != "POST":
        return Typed(None, allowed)
    data = request.POST.copy()
    for name in _MACHINERY:
        data.pop(name, None)
    taken = posted(scope, thing, data, state=state, agency_id=agency_id)
    for name in set(data) - set(taken):
        del data[name]
    return Typed(data, allowed)
