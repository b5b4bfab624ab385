"""What the trail says of every act on a plan, and that there is no act without it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.apps import apps
from django.db import OperationalError

from luoshi.kernel.models import Entry
from luoshi.plans.actions import bulk, doubts, rereading, review, undoing
from luoshi.plans.actions.importing import import_document, offer_upload
from luoshi.plans.actions.refusals import StorageFull
from luoshi.plans.models import Doubt, Fact, Upload
from luoshi.plans.queries import Selection
from luoshi.plans.tests.factories import PLAN, a_fact, imported

pytestmark = pytest.mark.django_db
ORG = {"name_text": "省财政厅", "category": "government"}
NEWER = {"fields": ORG, "evidence": []}


@dataclass
class Ground:
    """What the acts are done to."""

    fact: Fact
    other: Fact
    done: Fact
    reread: Fact
    open: Doubt
    settled: Doubt


@pytest.fixture
def ground(cast: Any) -> Ground:
    imported()
    fact, other, done, reread = a_fact(), a_fact(), a_fact(), a_fact()
    for one in (done, reread):
        review.accept(fact_id=one.pk, revision=0, by=cast.editor)
        one.refresh_from_db()
    Fact.objects.filter(pk=reread.pk).update(proposed=NEWER)
    more: dict[str, Any] = {"code": "LS999", "severity": "note", "message": "疑", "related": []}
    first, second = (
        fact.plan.doubts.create(start=fact.start, end=fact.end, key=key, **more) for key in "ab"
    )
    doubts.settle_doubt(doubt_id=second.pk, revision=0, note="已核", by=cast.editor)
    second.refresh_from_db()
    return Ground(fact, other, done, reread, first, second)


@dataclass(frozen=True)
class Act:
    """An act, the object its entry names, and what the entry says of before and after."""

    do: Callable[[Ground, Any], Any]
    on: Callable[[Ground], Any]
    says: Callable[[Ground], dict[str, Any]]


def at(fact: Fact) -> dict[str, Any]:
    return {"fact_id": fact.pk, "revision": fact.revision}


ACTS: dict[str, Act] = {
    "plans.fact.accepted": Act(
        lambda on, by: review.accept(**at(on.fact), by=by), lambda on: on.fact, lambda _: {}
    ),
    "plans.fact.corrected": Act(
        lambda on, by: review.correct(**at(on.fact), fields=ORG, by=by),
        lambda on: on.fact,
        lambda on: {"before": on.fact.fields, "after": ORG},
    ),
    "plans.fact.rejected": Act(
        lambda on, by: review.reject(**at(on.fact), reason="不是单位", by=by),
        lambda on: on.fact,
        lambda _: {"reason": "不是单位"},
    ),
    "plans.fact.merged": Act(
        lambda on, by: review.merge(
            revisions={on.fact.pk: 0, on.other.pk: 0}, into=on.fact.pk, fields=ORG, by=by
        ),
        lambda on: on.fact.plan,
        lambda on: {"into": on.fact.pk, "after": ORG, "facts": [on.fact.pk, on.other.pk]},
    ),
    "plans.fact.split": Act(
        lambda on, by: review.split(**at(on.fact), parts=[ORG, ORG], by=by),
        lambda on: on.fact.plan,
        lambda _: {"parts": [ORG, ORG]},
    ),
    "plans.fact.added": Act(
        lambda on, by: review.add(
            plan_id=on.fact.plan_id,
            type="organisation",
            place=(on.fact.start, on.fact.end),
            fields=ORG,
            by=by,
        ),
        lambda _: Fact.objects.latest("pk"),
        lambda on: {"place": [on.fact.start, on.fact.end], "after": ORG},
    ),
    "plans.fact.undone": Act(
        lambda on, by: undoing.undo(**at(on.done), by=by),
        lambda on: on.done,
        lambda on: {"undoes": str(on.done.decisions.earliest("pk").act)},
    ),
    "plans.facts.accepted": Act(
        lambda on, by: bulk.accept_all(selection=Selection(plan_id=on.fact.plan_id), by=by),
        lambda on: on.fact.plan,
        lambda _: {"left": 0},
    ),
    "plans.facts.rejected": Act(
        lambda on, by: bulk.reject_these(
            ids=[on.fact.pk, on.other.pk, on.done.pk], reason="重复", by=by
        ),
        lambda on: on.fact.plan,
        lambda on: {"reason": "重复", "left": 1, "facts": [on.fact.pk, on.other.pk]},
    ),
    "plans.reading.adopted": Act(
        lambda on, by: review.adopt(**at(on.reread), take=True, by=by),
        lambda on: on.reread,
        lambda _: {"proposed": NEWER},
    ),
    "plans.reading.dismissed": Act(
        lambda on, by: review.adopt(**at(on.reread), take=False, by=by),
        lambda on: on.reread,
        lambda _: {"proposed": NEWER},
    ),
    "plans.document.reread": Act(
        lambda on, by: rereading.reread(version_id=on.fact.plan.version_id, by=by),
        lambda on: on.fact.plan.version,
        lambda _: {},
    ),
    "plans.doubt.settled": Act(
        lambda on, by: doubts.settle_doubt(doubt_id=on.open.pk, revision=0, note="无误", by=by),
        lambda on: on.open,
        lambda _: {"code": "LS999", "before": "", "after": "无误"},
    ),
    "plans.doubt.reopened": Act(
        lambda on, by: doubts.reopen_doubt(doubt_id=on.settled.pk, revision=1, by=by),
        lambda on: on.settled,
        lambda _: {"code": "LS999", "before": "已核", "after": ""},
    ),
}


def rows() -> dict[str, list[Any]]:
    """Return every row of the context."""
    models = apps.get_app_config("plans").get_models()
    return {one.__name__: list(one._default_manager.order_by("pk").values()) for one in models}


def full(*_given: object, **_named: object) -> None:
    raise OperationalError("database or disk is full")


@pytest.mark.parametrize("event", ACTS)
def test_an_act_on_a_plan_leaves_who_did_what_to_which(
    event: str, ground: Ground, cast: Any
) -> None:
    """SEC-20, SEC-21."""
    act = ACTS[event]
    before = Entry.objects.latest("pk").pk

    act.do(ground, cast.editor)

    entry = Entry.objects.get(pk__gt=before)
    on = act.on(ground)
    assert (entry.action, entry.actor, entry.result) == (event, "wang", "ok")
    assert entry.object_type == (on._meta.label_lower if on else "")
    assert entry.object_id == (str(on.pk) if on else "")
    assert entry.data.items() >= act.says(ground).items()


@pytest.mark.parametrize("event", ACTS)
def test_without_its_entry_there_is_no_act_on_a_plan(
    event: str, ground: Ground, cast: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SEC-25."""
    before = rows()
    monkeypatch.setattr(Entry, "save", full)
    monkeypatch.setattr(Entry.objects, "bulk_create", full)

    with pytest.raises(OperationalError):
        ACTS[event].do(ground, cast.editor)

    assert rows() == before


def test_an_import_and_an_offered_file_leave_their_hash(cast: Any) -> None:
    """SEC-20, SEC-21."""
    upload, reading = offer_upload(data=PLAN.encode(), filename="一.txt", by=cast.editor)
    version = import_document(PLAN.encode(), "一.txt", by=cast.editor).version

    offered = Entry.objects.get(action="plans.upload.offered")
    taken = Entry.objects.get(action="plans.document.imported")
    assert (offered.actor, offered.object_id) == ("wang", str(upload.pk))
    assert (taken.actor, taken.object_id) == ("wang", str(version.pk))
    assert offered.data["sha256"] == taken.data["sha256"] == reading.sha256


def test_without_its_entry_no_file_is_kept_or_imported(
    cast: Any, files: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SEC-25."""
    monkeypatch.setattr(Entry, "save", full)
    monkeypatch.setattr(Entry.objects, "bulk_create", full)

    with pytest.raises(StorageFull):
        offer_upload(data=PLAN.encode(), filename="一.txt", by=cast.editor)
    with pytest.raises(StorageFull):
        import_document(PLAN.encode(), "一.txt", by=cast.editor)

    assert not Upload.objects.exists()
    assert not any(rows().values())
    assert not [path for path in files.rglob("*") if path.is_file()]
