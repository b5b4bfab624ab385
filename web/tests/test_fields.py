"""Who may change which field in which state: the files are the document, this is their test.

SEC-15, row 87. `fields.toml` of a context says it; here every form is held against it, and what it
says is read out for every role of the cast.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from django.forms import Form
from django.test import Client
from django.urls import reverse
from luoshi.accounts.api import May, Person, fields_of, scope_of
from luoshi.accounts.fields import rules
from luoshi.dispatch import forms as dispatch
from luoshi.dispatch.api import Assignment, ChangeRequest
from luoshi.dispatch.models import Milestone
from luoshi.kernel import clock
from luoshi.kernel.models import Entry
from luoshi.ledger import forms as ledger
from luoshi.ledger.api import Indicator

LogIn = Callable[[Person | None], Client]
CONTEXTS: Final = ("dispatch", "ledger")
#: The forms of each thing, and what its page posts besides: which button, which version was seen.
FORMS: Final[dict[str, tuple[tuple[type[Form], ...], set[str]]]] = {
    "dispatch.contact": ((dispatch.ContactForm,), set()),
    "dispatch.milestone": (
        (dispatch.MilestoneForm, dispatch.FinishForm, dispatch.ReasonForm),
        set(),
    ),
    "dispatch.change": ((dispatch.ChangeForm, dispatch.DecisionForm), {"accept"}),
    "dispatch.conference": ((dispatch.MeetingForm,), {"version"}),
    "dispatch.topic": ((dispatch.TopicForm,), set()),
    "dispatch.resolution": ((dispatch.ResolutionForm,), set()),
    "ledger.definition": ((ledger.DefinitionForm,), set()),
    "ledger.new_indicator": ((ledger.NewIndicatorForm,), set()),
    "ledger.method": ((ledger.MethodForm,), set()),
    "ledger.members": ((ledger.MembersForm,), set()),
    "ledger.unit": ((ledger.NameForm,), set()),
    "ledger.dimension": ((ledger.DimensionForm,), set()),
    "ledger.total": ((ledger.TotalForm,), set()),
    "ledger.part": ((ledger.OptionForm,), set()),
    "ledger.part_name": ((ledger.RenameForm,), set()),
    "ledger.part_end": ((ledger.RetireForm,), set()),
    "ledger.new_term": ((ledger.NewTermForm,), set()),
    "ledger.term": ((ledger.TermForm,), set()),
    "ledger.term_end": ((ledger.EndTermForm,), set()),
    "ledger.term_undo": ((ledger.UndoTermForm,), set()),
}
#: Forms that make something new and change no field of what is there.
ACTS: Final = {dispatch.SendForm, dispatch.AgencyForm, dispatch.AssignForm}
#: Who may write anything of a thing, in any state, wherever the post is held.
WRITERS: Final[dict[str, set[str]]] = {
    "dispatch.contact": {"editor", "department", "city", "other_city", "county"},
    "dispatch.milestone": {"editor", "department", "city", "other_city", "county"},
    "dispatch.conference": {"editor"},
    "dispatch.topic": {"editor"},
    "dispatch.resolution": {"editor"},
    "ledger.definition": {"editor"},
    "ledger.new_indicator": {"editor"},
    "ledger.method": {"editor"},
    "ledger.unit": {"editor"},
    "ledger.dimension": {"editor"},
    "ledger.term": {"editor"},
}
ROLES: Final = (
    "editor", "viewer", "reviewer", "department", "city", "other_city", "county", "enterprise",
    "system", "security", "audit",
)  # fmt: skip


def things() -> Iterator[tuple[str, str]]:
    """Yield every thing that people write with each way that the shipped files know."""
    yield from ((thing, way) for thing, way in rules() if thing.split(".")[0] in CONTEXTS)


@pytest.mark.parametrize("thing", sorted(FORMS))
def test_the_rules_of_a_thing_name_the_fields_of_its_forms_and_no_others(thing: str) -> None:
    forms, besides = FORMS[thing]
    named = {name for rule in rules()[thing, "write"] for name in rule.fields}

    assert named == {name for form in forms for name in form.base_fields} | besides


def test_every_thing_and_every_form_is_in_the_book() -> None:
    assert {thing for thing, _way in things()} == set(FORMS)
    made = {
        one
        for module in (dispatch, ledger)
        for one in vars(module).values()
        if isinstance(one, type) and issubclass(one, Form) and one.__module__ == module.__name__
    }
    assert made == {form for forms, _besides in FORMS.values() for form in forms} | ACTS


@pytest.mark.django_db
@pytest.mark.parametrize("thing", sorted(WRITERS))
def test_only_these_roles_write_a_thing(cast: Any, thing: str) -> None:
    states = {state for rule in rules()[thing, "write"] for state in rule.states} or {""}
    found = {
        role
        for role in ROLES
        for state in states
        if fields_of(scope_of(getattr(cast, role)), thing, "write", state=state)
    }

    assert found == WRITERS[thing]


@pytest.mark.django_db
@pytest.mark.parametrize("thing", ["dispatch.contact", "dispatch.milestone", "dispatch.change"])
def test_what_an_agency_holds_only_its_own_people_write(cast: Any, tree: Any, thing: str) -> None:
    """SEC-14."""
    state = "signed" if thing == "dispatch.contact" else "new"
    found = {
        role
        for role in ROLES
        if fields_of(
            scope_of(getattr(cast, role)), thing, "write", state=state, agency_id=tree.industry.pk
        )
    }

    assert found == {"department"}


@pytest.mark.parametrize("context", CONTEXTS)
def test_a_file_says_nothing_twice_and_every_act_exists(context: str) -> None:
    path = Path(__file__).parents[1] / "src" / "luoshi" / context / "fields.toml"
    seen = set()
    for thing, ways in tomllib.loads(path.read_text(encoding="utf-8")).items():
        for way, rows in ways.items():
            for row in rows:
                states = row.get("state", "")
                for state in [states] if isinstance(states, str) else states:
                    key = (thing, way, state, May(row["act"]))
                    assert key not in seen
                    seen.add(key)


@pytest.mark.django_db
def test_what_a_county_smuggles_into_a_form_is_dropped_and_recorded(
    house: Any, log_in: LogIn
) -> None:
    """SEC-15: who signed is nothing that a form says."""
    lead = Assignment.objects.get(parent=None)
    typed = {"leader": "张主任", "contact": "李工", "phone": "0371-6550", "signed_by": "别人"}

    answer = log_in(house.department).post(reverse("dispatch:contact", args=[lead.pk]), typed)

    lead.refresh_from_db()
    assert (answer.status_code, lead.leader, lead.signed_by) == (302, "张主任", "zhao")
    entry = Entry.objects.get(action="accounts.fields.ignored")
    assert entry.data == {"path": "dispatch.contact", "fields": ["signed_by"]}


@pytest.mark.django_db
def test_an_indicator_with_figures_keeps_its_method_whatever_is_posted(
    house: Any, log_in: LogIn
) -> None:
    """GOV-10: the page shows it closed; the direction is still open."""
    row = Indicator.objects.create(name="产量", unit="万吨", frozen_at=clock.now())
    url, client = reverse("ledger:measure", args=[row.pk]), log_in(house.editor)
    said = {"unit": "吨", "entered": "cumulative", "over_time": "latest", "over_places": "none"}

    page = client.get(url).context["form"]
    answer = client.post(url, {**said, "better": "lower", "revision": "0"})

    row.refresh_from_db()
    assert {name for name, field in page.fields.items() if field.disabled} == set(said)
    assert (answer.status_code, row.unit, row.better) == (302, "万吨", "lower")
    assert Entry.objects.get(action="accounts.fields.ignored").data["fields"] == sorted(said)


@pytest.mark.django_db
def test_a_decided_change_and_a_step_in_another_state_take_nothing(house: Any) -> None:
    change, step = ChangeRequest.objects.get(), Milestone.objects.get()
    reviewer, department = scope_of(house.reviewer), scope_of(house.department)

    def writes(scope: Any, thing: str, state: str) -> frozenset[str]:
        return fields_of(scope, thing, "write", state=state)

    assert change.stands == "waiting"
    assert writes(reviewer, "dispatch.change", "decided") == frozenset()
    assert step.done_on is None
    assert writes(department, "dispatch.milestone", "open") == {"done_on", "evidence"}
    assert writes(department, "dispatch.milestone", "done") == {"reason"}
