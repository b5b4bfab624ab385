"""What the trail says of every act on enterprises, and that there is no act without it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.apps import apps
from django.db import OperationalError

from luoshi.enterprises import actions
from luoshi.enterprises.models import Enterprise, Merge, Name, Suggestion
from luoshi.kernel.models import Entry
from luoshi.plans.tests.factories import a_fact

pytestmark = pytest.mark.django_db
CODE = "91110000600037341L"


def told(*names: str) -> None:
    """Tell the register of facts that name firms, as plans do."""
    facts = [a_fact(fields={"name_text": name, "category": "enterprise"}) for name in names]
    actions.project_facts(facts=facts, by="wang")


def waiting() -> Suggestion:
    """Return the proposal that two firms with like names are one."""
    told("甲乙集团", "甲乙")
    return Suggestion.objects.get()


def different(by: Any) -> Callable[[], Any]:
    """Say that the two are different, so that it can be taken back."""
    suggestion = actions.decide(waiting().pk, same=False, by=by)
    return lambda: actions.reopen(suggestion.pk, by=by)


def merging(by: Any) -> Callable[[], Any]:
    suggestion = waiting()
    return lambda: actions.decide(suggestion.pk, same=True, by=by)


def undoing(by: Any) -> Callable[[], Any]:
    merging(by)()
    merge = Merge.objects.get()
    return lambda: actions.undo_merge(merge.pk, by=by)


def deciding(by: Any) -> Callable[[], Any]:
    suggestion = waiting()
    return lambda: actions.decide(suggestion.pk, same=False, by=by)


def splitting(by: Any) -> Callable[[], Any]:
    told("丙丁轴承", "丙丁轴承股份有限公司")
    name = Name.objects.get(text="丙丁轴承")
    return lambda: actions.split_name(name.pk, by=by)


def coding(by: Any) -> Callable[[], Any]:
    told("丙丁轴承")
    enterprise = Enterprise.objects.get()
    return lambda: actions.set_code(enterprise.pk, code=CODE, by=by)


def adding(by: Any) -> Callable[[], Any]:
    return lambda: actions.add_enterprise(name="戊己轴承", code=CODE, by=by)


def projecting(by: Any) -> Callable[[], Any]:
    fact = a_fact(fields={"name_text": "丙丁轴承", "category": "enterprise"})
    return lambda: actions.project_facts(facts=[fact], by=by.get_username())


@dataclass(frozen=True)
class Act:
    """An act made ready, the kind of object its entry names, and what the entry says."""

    ready: Callable[[Any], Callable[[], Any]]
    on: str
    says: dict[str, Any]


ACTS: dict[str, Act] = {
    "enterprises.code.set": Act(coding, "enterprises.enterprise", {"before": None, "after": CODE}),
    "enterprises.enterprise.added": Act(
        adding, "enterprises.enterprise", {"name": "戊己轴承", "uscc": CODE, "unlike": []}
    ),
    "enterprises.enterprise.merged": Act(
        merging, "enterprises.merge", {"kept": "甲乙集团", "gone": "甲乙"}
    ),
    "enterprises.merge.undone": Act(
        undoing, "enterprises.merge", {"kept": "甲乙集团", "gone": "甲乙"}
    ),
    "enterprises.name.split": Act(
        splitting,
        "enterprises.enterprise",
        {"name": "丙丁轴承", "from": "丙丁轴承股份有限公司"},
    ),
    "enterprises.register.projected": Act(projecting, "", {"added": 1, "removed": 0, "founded": 1}),
    "enterprises.suggestion.decided": Act(
        deciding,
        "enterprises.suggestion",
        {"one": "甲乙集团", "other": "甲乙", "verdict": "different"},
    ),
    "enterprises.suggestion.reopened": Act(
        different,
        "enterprises.suggestion",
        {"one": "甲乙集团", "other": "甲乙", "before": "different"},
    ),
}


def rows() -> dict[str, list[Any]]:
    """Return every row of the context."""
    models = apps.get_app_config("enterprises").get_models()
    return {one.__name__: list(one._default_manager.order_by("pk").values()) for one in models}


@pytest.mark.parametrize("event", ACTS)
def test_an_act_on_an_enterprise_leaves_who_did_what_to_which(event: str, cast: Any) -> None:
    """SEC-20, SEC-21."""
    act = ACTS[event]
    do = act.ready(cast.editor)
    before = Entry.objects.latest("pk").pk if Entry.objects.exists() else 0

    do()

    entry = Entry.objects.get(pk__gt=before, action=event)
    assert (entry.actor, entry.result, entry.object_type) == ("wang", "ok", act.on)
    assert bool(entry.object_id) == bool(act.on)
    assert entry.data.items() >= act.says.items()


@pytest.mark.parametrize("event", ACTS)
def test_without_its_entry_there_is_no_act_on_an_enterprise(
    event: str, cast: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SEC-25."""
    do = ACTS[event].ready(cast.editor)
    before = rows()

    def full(*_given: object, **_named: object) -> None:
        raise OperationalError("database or disk is full")

    monkeypatch.setattr(Entry, "save", full)
    monkeypatch.setattr(Entry.objects, "bulk_create", full)

    with pytest.raises(OperationalError):
        do()

    assert rows() == before
