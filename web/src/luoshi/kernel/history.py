"""变更记录: who did what to one thing, told from the trail (row 88).

A context registers its things once: `told("ledger.item", find)`, where `find(request, key)` lets in
whoever sees the thing and returns its `Told`, or raises what the thing's own page raises. Higher
contexts add what belongs to a lower one's thing with `follow`; `words` says what events and their
fields (`reporting:value`) are called. The page asks as often whatever happened to the thing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from django.db.models import CharField, Q, QuerySet
from django.db.models.functions import Cast
from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from luoshi.kernel import slots
from luoshi.kernel.http import Request
from luoshi.kernel.models import Entry
from luoshi.kernel.names import Signature, called

PAGE: Final = 20
_LONGEST: Final = 200
_MOST_CELLS: Final = 30
Label = str | Promise
Belonging = dict[str, QuerySet[Any]]


@dataclass(frozen=True, slots=True)
class Told:
    """A thing with a history: its name, its page, the rows whose entries belong to it.

    `belonging` are querysets by model label (`dispatch.milestone`), already in the person's scope;
    `acts` are the beginnings of the events to be told, blank for all.
    """

    title: str
    url: str
    belonging: Belonging = field(default_factory=dict)
    acts: tuple[str, ...] = ("",)


Find = Callable[[Request, int], Told]
Follow = Callable[[Request, int], Belonging]
_finds: dict[str, Find] = {}
_follows: dict[str, list[Follow]] = {}
_words: dict[str, Label] = {}

#: What of an entry's data is told, and how it is called. What is not listed stays in the trail.
_LABELS: Final[dict[str, Label]] = {
    "paper": gettext_lazy("批准文件"),
    "source": gettext_lazy("依据"),
    "evidence": gettext_lazy("依据"),
    "reason": gettext_lazy("理由"),
    "note": gettext_lazy("意见"),
    "title": gettext_lazy("名称"),
    "name": gettext_lazy("名称"),
    "agency": gettext_lazy("单位"),
    "members": gettext_lazy("单位"),
    "printed": gettext_lazy("原文"),
    "period": gettext_lazy("期别"),
    "number": gettext_lazy("版次"),
    "on": gettext_lazy("日期"),
    "due_on": gettext_lazy("时限"),
    "done_on": gettext_lazy("完成日期"),
    "due": gettext_lazy("截止时间"),
    "file": gettext_lazy("文件"),
}
#: The two sides of a change, as events name them.
_SIDES: Final = (("old", "new"), ("before", "after"), ("from", "to"), ("from", "until"))
#: Personal data that the trail keeps and a history does not tell.
_PRIVATE: Final = frozenset({"phone"})


@dataclass(frozen=True, slots=True)
class Change:
    """One value: what it is called, what it was, what it is; only `after` where nothing was."""

    label: str
    before: str
    after: str
    changed: bool = True


@dataclass(frozen=True, slots=True)
class Act:
    """One act as the page tells it."""

    at: datetime
    who: str
    unit: str
    words: str
    changes: list[Change]


def told(thing: str, find: Find) -> None:
    """Give things of a model label a history page."""
    _finds[thing] = find


def follow(thing: str, belonging: Follow) -> None:
    """Add what of a higher context belongs to a thing of a lower one."""
    found = _follows.setdefault(thing, [])
    if belonging not in found:
        found.append(belonging)


def words(events: Mapping[str, Label]) -> None:
    """Say what events are called."""
    _words.update(events)


def known_words() -> Mapping[str, Label]:
    """Return what every event that can be told is called."""
    return _words


def event_words() -> dict[str, str]:
    """Return what every event is called, those of the list of events first (SEC-21)."""
    found: dict[str, str] = {code: str(label) for code, label in _words.items()}
    for listed in slots.call("kernel.event_words"):
        found.update(listed)
    return found


def history(request: Request, thing: str, key: int, start: int) -> tuple[Told, list[Act], bool]:
    """Return a thing, its acts from the newest, `start` of them left out, and whether more follow.

    Raises:
        Http404: no such things have a history.

    """
    if thing not in _finds:
        raise Http404
    found = _finds[thing](request, key)
    condition = Q(object_type=thing, object_id=str(key))
    parts = [found.belonging, *(one(request, key) for one in _follows.get(thing, ()))]
    for belonging in parts:
        for label, rows in belonging.items():
            keys = rows.order_by().annotate(key_=Cast("pk", CharField())).values("key_")
            condition |= Q(object_type=label, object_id__in=keys)
    acts = Q()
    for beginning in found.acts:
        acts |= Q(action__startswith=beginning)
    known = Entry.objects.filter(condition, acts, action__in=_words, result=Entry.Result.OK)
    entries = list(known.order_by("-pk")[start : start + PAGE + 1])
    who = called(map(_signature, entries[:PAGE]))
    rows_ = [
        Act(
            one.at,
            who[_signature(one)],
            one.actor_unit,
            str(_words[one.action]),
            list(changes(one.action.split(".")[0], one.data)),
        )
        for one in entries[:PAGE]
    ]
    return found, rows_, len(entries) > PAGE


def _signature(entry: Entry) -> Signature:
    """Return who did it, and on whose behalf."""
    return entry.actor, str(entry.data.get("on_behalf", ""))


def changes(context: str, data: Mapping[str, Any]) -> Iterator[Change]:
    """Yield what an entry says of values: old and new, then what else is to be told."""
    for old, new in _SIDES:
        if new in data:
            yield from _sides(context, data.get(old), data.get(new))
    for name, pair in dict(data.get("fields") or {}).items():
        if isinstance(pair, list) and len(pair) == len(("old", "new")):
            yield Change(_label(context, name), _said(pair[0]), _said(pair[1]))
    cells = data.get("cells")
    if isinstance(cells, list):
        for cell in cells[:_MOST_CELLS]:
            code, column, before, after = cell
            yield Change(f"{code} {_label(context, str(column))}", _said(before), _said(after))
        if len(cells) > _MOST_CELLS:
            yield Change(_("其余单元格"), "", str(len(cells) - _MOST_CELLS), changed=False)
    for name, label in _LABELS.items():
        keyed = name == "agency" and isinstance(data.get(name), int)
        if data.get(name) not in (None, "", [], {}) and not keyed:
            yield Change(str(label), "", _said(data[name]), changed=False)


def _sides(context: str, before: Any, after: Any) -> Iterator[Change]:
    """Yield the values of two sides that differ; sides may be maps of fields."""
    if isinstance(before, dict) or isinstance(after, dict):
        one, other = dict(before or {}), dict(after or {})
        for name in dict.fromkeys([*one, *other]):
            if one.get(name) != other.get(name) and name not in _PRIVATE:
                yield Change(_label(context, name), _said(one.get(name)), _said(other.get(name)))
    elif before != after:
        yield Change("", _said(before), _said(after))


def _label(context: str, name: str) -> str:
    """Return what a field is called in a context: `reporting:value`, or the same everywhere."""
    return str(_words.get(f"{context}:{name}") or _LABELS.get(name, name))


def _said(value: Any) -> str:
    """Return a value in words; a missing one is blank."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, list | tuple):
        return "、".join(_said(one) for one in value)[:_LONGEST]
    if isinstance(value, dict):
        return "；".join(f"{key} {_said(one)}" for key, one in value.items())[:_LONGEST]
    return str(value)[:_LONGEST]
