"""The dictionary: who states an indicator follows from the facts; what it means, people say."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from luoshi.accounts.api import ANYONE, May, require
from luoshi.kernel.refusals import Conflict
from luoshi.kernel.trail import record
from luoshi.ledger.models import Indicator, IndicatorUse
from luoshi.plans.api import Fact, effective_fields, is_live

_LONGEST_NAME = 200
_LONGEST_UNIT = 30
_WRITTEN = ("definition", "formula", "source")


class DefinedMeanwhile(Conflict):
    """Somebody else wrote the definition since it was read."""

    code = "ledger.defined_meanwhile"


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
