"""The trail and the log of reads as lists, for the audit administrator."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any, ClassVar, Final

from django.apps import apps
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from luoshi.accounts.permissions import May
from luoshi.kernel import clock, reads
from luoshi.kernel.history import event_words
from luoshi.kernel.models import Entry, Read
from luoshi.kernel.tables import Column, Filter, Mark, Table

RESULTS: Final = {
    Entry.Result.OK: Mark("done", _("成功")),
    Entry.Result.DENIED: Mark("wrong", _("拒绝")),
    Entry.Result.FAILED: Mark("doubt", _("失败")),
}
SPANS: Final = {"1": _("近一天"), "7": _("近七天"), "30": _("近三十天"), "180": _("近半年")}


def _since(entries: QuerySet[Entry], values: list[str]) -> QuerySet[Entry]:
    days = max(int(value) for value in values)
    return entries.filter(at__gte=clock.now() - timedelta(days=days))


def _midnight(raw: str, days: int = 0) -> datetime:
    """Return when a day begins by the office's clock, so many days later."""
    day = parse_date(raw)
    assert day is not None
    return timezone.make_aware(datetime.combine(day + timedelta(days=days), time.min))


def _days() -> tuple[Filter, Filter]:
    """Return the filters for the first and the last day, both counted in."""
    return (
        Filter(
            "since",
            _("起"),
            "day",
            apply=lambda rows, values: rows.filter(at__gte=_midnight(values[0])),
        ),
        Filter(
            "until",
            _("止"),
            "day",
            apply=lambda rows, values: rows.filter(at__lt=_midnight(values[0], 1)),
        ),
    )


def _who(entry: Entry) -> str:
    """Return who acted, and on whose behalf."""
    principal = entry.data.get("on_behalf", "")
    return f"{entry.actor}（代{principal}）" if principal else entry.actor


def _what(entry: Entry) -> str:
    """Return what an act is called; one that nobody named keeps its code."""
    return event_words().get(entry.action, entry.action)


def _thing(entry: Entry) -> str:
    """Return what kind of thing it was; a kind that is no longer there keeps its code."""
    try:
        named = apps.get_model(entry.object_type)._meta.verbose_name
    except (LookupError, ValueError):
        return entry.object_type
    return entry.object_type if get_language() == "en" else str(named)


def _code(entry: Entry) -> str:
    return entry.action


def _by_act(entries: QuerySet[Entry], values: list[str]) -> QuerySet[Entry]:
    """Narrow to the acts whose code or name holds the words."""
    named = [code for code, words in event_words().items() if values[0] in words]
    return entries.filter(Q(action__icontains=values[0]) | Q(action__in=named))


class Trail(Table):
    """Who did what to which thing, when, from where, and with what result."""

    key = "accounts.trail"
    proof_first = True
    title = _("审计")
    order = ("-at",)
    export_act: ClassVar[str] = May.TRAIL_READ
    columns = (
        Column("at", _("时间"), "date", sort="at", frozen=True),
        Column("actor", _("人员"), sort="actor", frozen=True, value=_who),
        Column("actor_unit", _("单位"), sort="actor_unit", width=24),
        Column("action", _("行为"), sort="action", width=16, value=_what),
        Column("code", _("行为代码"), sort="action", width=16, shown=False, value=_code),
        Column("object_type", _("对象类型"), sort="object_type", width=8, value=_thing),
        Column("object_id", _("对象"), width=8),
        Column("result", _("结果"), "badge", value=lambda entry: RESULTS[entry.result]),
        Column("address", _("地址"), width=12),
        Column("data", _("内容"), value=lambda entry: str(entry.data or ""), width=44),
    )
    filters = (
        Filter("person", _("人员"), "text", fields=("actor",)),
        Filter("unit", _("单位"), "text", fields=("actor_unit",)),
        Filter("act", _("行为"), "text", apply=_by_act),
        Filter("object", _("对象"), "text", fields=("object_type", "object_id")),
        Filter(
            "result",
            _("结果"),
            choices=lambda _table: [(str(key), mark.word) for key, mark in RESULTS.items()],
            apply=lambda entries, values: entries.filter(result__in=values),
        ),
        Filter(
            "span",
            _("时间"),
            "choice",
            choices=lambda _table: list(SPANS.items()),
            apply=_since,
        ),
        *_days(),
    )
    nothing = (_("还没有留痕"), "")

    def queryset(self) -> QuerySet[Any]:
        """Return the whole trail: its reader is bound to no agency."""
        return Entry.objects.all()


class Reads(Table):
    """Who opened which sensitive thing, when, from where, by page or by program (row 89)."""

    key = "accounts.reads"
    proof_first = True
    title = _("阅读记录")
    order = ("-at",)
    export_act: ClassVar[str] = May.TRAIL_READ
    columns = (
        Column("at", _("时间"), "date", sort="at", frozen=True),
        Column("reader", _("人员"), sort="reader", frozen=True),
        Column(
            "thing", _("对象类型"), sort="thing", value=lambda row: _called(row.thing), width=12
        ),
        Column("title", _("名称"), width=44),
        Column("key", _("对象"), width=8),
        Column("door", _("途径"), sort="door", value=lambda row: row.get_door_display()),
        Column("address", _("地址"), width=12),
    )
    filters = (
        Filter("person", _("人员"), "text", fields=("reader",)),
        Filter("object", _("名称或对象"), "text", fields=("title", "key")),
        Filter(
            "thing",
            _("对象类型"),
            "many",
            fields=("thing",),
            choices=lambda _table: list(reads.things().items()),
        ),
        Filter("door", _("途径"), fields=("door",), choices=lambda _table: Read.Door.choices),
        *_days(),
    )
    nothing = (_("还没有阅读记录"), _("有人打开账号、企业、报送、佐证材料或搜索后会列在这里。"))

    def queryset(self) -> QuerySet[Any]:
        """Return the whole log: its reader is bound to no agency."""
        return Read.objects.all()


def _called(thing: str) -> str:
    """Return how a kind of thing is called; an old one that is noted no more, by its label."""
    return str(reads.things().get(thing, thing))
