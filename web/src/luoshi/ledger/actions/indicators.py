"""The dictionary: who states an indicator follows from the facts; what it means, people say."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from luoshi.accounts.api import ANYONE, May, require
from luoshi.kernel.refusals import Conflict, Refusal
from luoshi.kernel.trail import record
from luoshi.ledger.models import Indicator, IndicatorUse
from luoshi.plans.api import Fact, effective_fields, is_live

_LONGEST_NAME = 200
_LONGEST_UNIT = 30
_WRITTEN = ("definition", "formula", "source")
_MEASURED = ("unit", "over_time", "over_places", "entered", "better")
#: Where the parts of a breakdown come to the total.
ADDING_UP = frozenset({Indicator.Adding.SUM, Indicator.Adding.RATIO})
#: What may no longer change once a figure was reported: the figures there would mean another.
_FROZEN = frozenset({"unit", "over_time", "over_places", "entered"})


class DefinedMeanwhile(Conflict):
    """Somebody else wrote the definition since it was read."""

    code = "ledger.defined_meanwhile"


class IndicatorThere(Conflict):
    """The dictionary has an indicator of this name."""

    code = "ledger.indicator_there"


class MethodFrozen(Conflict):
    """How an indicator adds up does not change after its first reported figure."""

    code = "ledger.method_frozen"


class MethodWrong(Refusal):
    """A way of adding up that makes no sense."""

    code = "ledger.method_wrong"


def write_uses(facts: Sequence[Fact]) -> None:
    """Bring the places that state an indicator up to date for the figures among `facts`.

    A name seen for the first time enters the dictionary; running it again changes nothing.
    """
    figures = [fact for fact in facts if fact.type == "figure"]
    stated = {}
    for fact in figures:
        fields = effective_fields(fact)
        name = (fields.get("indicator_text") or "").strip()[:_LONGEST_NAME]
        if name and is_live(fact):
            stated[fact.pk] = (name, fields.get("kind") or "", fields.get("unit") or "")
    gone = [fact.pk for fact in figures if fact.pk not in stated]
    IndicatorUse.objects.filter(fact__in=gone).delete()
    names = {name for name, _kind, _unit in stated.values()}
    Indicator.objects.bulk_create(
        [Indicator(name=name) for name in sorted(names)], ignore_conflicts=True
    )
    known = {row.name: row for row in Indicator.objects.filter(name__in=names)}
    IndicatorUse.objects.bulk_create(
        [
            IndicatorUse(fact_id=pk, indicator=known[name], kind=kind, unit=unit[:_LONGEST_UNIT])
            for pk, (name, kind, unit) in stated.items()
        ],
        update_conflicts=True,
        unique_fields=["fact"],
        update_fields=["indicator", "kind", "unit"],
    )


@transaction.atomic
def add_indicator(*, name: str, words: dict[str, str], by: ANYONE) -> Indicator:
    """Enter an indicator that no plan states: a converted one, or one whose method had to change.

    `words` are its unit, definition, formula and source. A plan that states the name later states
    this very indicator.

    Raises:
        IndicatorThere: the dictionary has one of this name.

    """
    require(by, May.INDICATOR_EDIT)
    asked = {key: words[key].strip() for key in ("unit", *_WRITTEN)}
    row, made = Indicator.objects.get_or_create(
        name=name.strip(), defaults={**asked, "revision": 1}
    )
    if not made:
        raise IndicatorThere(
            _("“%(name)s”已在指标口径中。") % {"name": row.name},
            next_step=_("请打开该指标修改，或换一个名称。"),
        )
    data = {"name": row.name, **asked}
    record("ledger.indicator.added", by=by.get_username(), on=row, data=data)
    return row


@transaction.atomic
def define_indicator(
    *, indicator_id: int, revision: int, words: dict[str, str], by: ANYONE
) -> Indicator:
    """Write what an indicator means: its definition, formula and source.

    Raises:
        DefinedMeanwhile: it is no longer at the `revision` that the person saw.

    """
    require(by, May.INDICATOR_EDIT)
    row = Indicator.objects.select_for_update().get(pk=indicator_id)
    if row.revision != revision:
        raise DefinedMeanwhile(
            _("“%(name)s”的口径刚被他人修改。") % {"name": row.name},
            next_step=_("请对照现行口径核对后再保存。"),
        )
    before = {key: getattr(row, key) for key in _WRITTEN}
    after = {key: words[key].strip() for key in _WRITTEN}
    if before == after:
        return row
    for key, value in after.items():
        setattr(row, key, value)
    row.revision += 1
    row.save(update_fields=[*_WRITTEN, "revision"])
    record(
        "ledger.indicator.defined",
        by=by.get_username(),
        on=row,
        data={"name": row.name, "before": before, "after": after},
    )
    return row


@transaction.atomic
def measure_indicator(
    *, indicator_id: int, revision: int, method: dict[str, str], by: ANYONE
) -> Indicator:
    """Say in what unit an indicator is reported, and how it adds up over time and places (row 16).

    Raises:
        DefinedMeanwhile: it is no longer at the `revision` that the person saw.
        MethodFrozen: figures were reported by the method that would change.
        MethodWrong: a ratio on one axis only, or the last value over places.

    """
    require(by, May.INDICATOR_EDIT)
    row = Indicator.objects.select_for_update().get(pk=indicator_id)
    if row.revision != revision:
        raise DefinedMeanwhile(
            _("“%(name)s”的口径刚被他人修改。") % {"name": row.name},
            next_step=_("请对照现行口径核对后再保存。"),
        )
    before = {key: getattr(row, key) for key in _MEASURED}
    after = {key: method[key].strip() for key in _MEASURED}
    changed = {key for key in _MEASURED if before[key] != after[key]}
    if not changed:
        return row
    if row.frozen_at is not None and changed & _FROZEN:
        raise MethodFrozen(
            _("“%(name)s”已有报送数据，计量单位和汇总办法不能再改。") % {"name": row.name},
            next_step=_("如确需改变口径，请另立指标。"),
        )
    _guard_method(after)
    if after["over_places"] not in ADDING_UP and row.dimensions.exists():
        raise MethodWrong(
            _("“%(name)s”设有分组，分项之和须等于总数。") % {"name": row.name},
            next_step=_("跨地汇总请选择累加或按分子、分母重算。"),
        )
    for key, value in after.items():
        setattr(row, key, value)
    row.revision += 1
    row.save(update_fields=[*_MEASURED, "revision"])
    data = {"name": row.name, "before": before, "after": after}
    record("ledger.indicator.measured", by=by.get_username(), on=row, data=data)
    return row


def _guard_method(method: dict[str, str]) -> None:
    """Pass when the ways of adding up over time and over places go together."""
    adding = Indicator.Adding
    ratios = [method[key] == adding.RATIO for key in ("over_time", "over_places")]
    if any(ratios) and not all(ratios):
        raise MethodWrong(
            _("按分子、分母重算的指标，跨期、跨地都须如此。"), next_step=_("请一并选择。")
        )
    if method["over_places"] == adding.LATEST:
        raise MethodWrong(_("跨地汇总没有“期末数”。"), next_step=_("请选择累加、平均或不汇总。"))


def freeze_indicators(ids: Collection[int], *, at: datetime) -> None:
    """Freeze how indicators add up: in the transaction that takes in their first figure."""
    Indicator.objects.filter(pk__in=ids, frozen_at=None).update(frozen_at=at)
