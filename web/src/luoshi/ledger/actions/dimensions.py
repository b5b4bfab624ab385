"""How the figures of an indicator are broken down: dimensions and their dated options (row 12).

Every change is made to the dimension as the person saw it (`revision`) and asks the slot
`ledger.breakdown_changed` in the same transaction: forms bring their lines up to it.
"""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from luoshi.accounts.api import ANYONE, May, require
from luoshi.kernel import clock, slots
from luoshi.kernel.refusals import Refusal
from luoshi.kernel.trail import record
from luoshi.ledger.actions.indicators import ADDING_UP, DefinedMeanwhile
from luoshi.ledger.models import Dimension, FormerName, Indicator, Option


class BreakdownWrong(Refusal):
    """A breakdown that cannot be: a name taken, a day in the wrong order, nothing to add up."""

    code = "ledger.breakdown_wrong"


@transaction.atomic
def add_dimension(*, indicator_id: int, name: str, total: str, by: ANYONE) -> Dimension:
    """Break an indicator's figures down in one more way; it has no options yet.

    Raises:
        BreakdownWrong: it has one of that name, its parts do not add up, or its total already
            follows from another breakdown.

    """
    require(by, May.INDICATOR_EDIT)
    row = Indicator.objects.select_for_update().get(pk=indicator_id)
    name = _named(name)
    if row.over_places not in ADDING_UP:
        raise BreakdownWrong(
            _("“%(name)s”跨地不累加，分项之和不等于总数，不能设分组。") % {"name": row.name},
            next_step=_("请先核对报送与汇总办法。"),
        )
    if row.dimensions.filter(name=name).exists():
        raise BreakdownWrong(_("“%(name)s”这个分组已经有了。") % {"name": name})
    _guard_total(row.pk, total)
    last = row.dimensions.aggregate(last=Max("number"))["last"] or 0
    made = Dimension.objects.create(indicator=row, number=last + 1, name=name, total=total)
    data = {"name": row.name, "dimension": name, "total": made.get_total_display()}
    record("ledger.dimension.added", by=by.get_username(), on=row, data=data)
    return made


@transaction.atomic
def set_total(*, dimension_id: int, revision: int, total: str, by: ANYONE) -> Dimension:
    """Say how the total of a report goes together with the parts of a breakdown.

    Raises:
        DefinedMeanwhile: the dimension is no longer at the `revision` that the person saw.
        BreakdownWrong: the total already follows from another breakdown.

    """
    row = _locked(dimension_id, revision, by)
    before = row.get_total_display()
    if row.total == total:
        return row
    _guard_total(row.indicator_id, total)
    row.total = total
    _write(row, "total")
    data = {"dimension": row.name, "before": before, "after": row.get_total_display()}
    record("ledger.dimension.totalled", by=by.get_username(), on=_of(row), data=data)
    return row


@transaction.atomic
def add_option(*, dimension_id: int, revision: int, name: str, since: date, by: ANYONE) -> Option:
    """Add a part to a breakdown, asked for in periods from a day on.

    Raises:
        DefinedMeanwhile: the dimension is no longer at the `revision` that the person saw.
        BreakdownWrong: a part has or had this name.

    """
    row = _locked(dimension_id, revision, by)
    name = _named(name)
    _guard_name(row, name)
    last = row.options.aggregate(last=Max("number"))["last"] or 0
    made = Option.objects.create(dimension=row, number=last + 1, name=name, since=since)
    _write(row)
    data = {"dimension": row.name, "option": name, "since": since.isoformat()}
    record("ledger.option.added", by=by.get_username(), on=_of(row), data=data)
    slots.call("ledger.breakdown_changed", indicator_id=row.indicator_id)
    return made


@transaction.atomic
def rename_option(*, option_id: int, revision: int, name: str, reason: str, by: ANYONE) -> Option:
    """Call a part something else from today on; what was reported of it stays with it.

    Raises:
        DefinedMeanwhile: the dimension is no longer at the `revision` that the person saw.
        BreakdownWrong: another part has or had this name, or no reason is given.

    """
    found = Option.objects.get(pk=option_id)
    row = _locked(found.dimension_id, revision, by)
    name, before = _named(name), found.name
    reason = _reason(reason)
    if name == before:
        return found
    _guard_name(row, name, but=found)
    yesterday = clock.today() - timedelta(days=1)
    FormerName.objects.create(option=found, name=before, until=yesterday, reason=reason)
    found.name = name
    found.save(update_fields=["name"])
    _write(row)
    data = {"dimension": row.name, "before": before, "after": name, "reason": reason}
    record("ledger.option.renamed", by=by.get_username(), on=_of(row), data=data)
    slots.call("ledger.breakdown_changed", indicator_id=row.indicator_id)
    return found


@transaction.atomic
def retire_option(*, option_id: int, revision: int, until: date, reason: str, by: ANYONE) -> Option:
    """Ask for a part no longer in periods after a day; what was reported stays.

    Raises:
        DefinedMeanwhile: the dimension is no longer at the `revision` that the person saw.
        BreakdownWrong: it is retired already, or on a day before it began; or no reason is given.

    """
    found = Option.objects.get(pk=option_id)
    row = _locked(found.dimension_id, revision, by)
    reason = _reason(reason)
    if found.until is not None:
        raise BreakdownWrong(_("“%(name)s”已经停用。") % {"name": found.name})
    if until < found.since:
        raise BreakdownWrong(
            _("“%(name)s”自%(since)s起启用，停用日期不能更早。")
            % {"name": found.name, "since": found.since}
        )
    found.until = until
    found.save(update_fields=["until"])
    _write(row)
    data = {"dimension": row.name, "option": found.name, "until": until.isoformat()}
    record(
        "ledger.option.retired", by=by.get_username(), on=_of(row), data=data | {"reason": reason}
    )
    slots.call("ledger.breakdown_changed", indicator_id=row.indicator_id)
    return found


def _locked(dimension_id: int, revision: int, by: ANYONE) -> Dimension:
    """Return a dimension as the person saw it, locked."""
    require(by, May.INDICATOR_EDIT)
    row = Dimension.objects.select_for_update().get(pk=dimension_id)
    if row.revision != revision:
        raise DefinedMeanwhile(
            _("“%(name)s”这个分组刚被他人修改。") % {"name": row.name},
            next_step=_("请刷新后核对再保存。"),
        )
    return row


def _write(row: Dimension, *fields: str) -> None:
    row.revision += 1
    row.save(update_fields=[*fields, "revision"])


def _of(row: Dimension) -> Indicator:
    """Return the indicator, on whose history page its breakdowns stand."""
    return row.indicator


def _named(name: str) -> str:
    name = name.strip()
    if not name:
        raise BreakdownWrong(_("没有写名称。"))
    return name


def _reason(reason: str) -> str:
    reason = reason.strip()
    if not reason:
        raise BreakdownWrong(_("没有写明理由。"), next_step=_("请写明依据的文件或原因。"))
    return reason


def _guard_name(row: Dimension, name: str, but: Option | None = None) -> None:
    """Pass when no other part has or had a name: old tables would be read wrongly."""
    others = row.options.exclude(pk=but.pk) if but else row.options.all()
    had = FormerName.objects.filter(option__in=others, name=name)
    if others.filter(name=name).exists() or had.exists():
        raise BreakdownWrong(
            _("“%(name)s”已有或曾有别的分项用这个名称。") % {"name": name},
            next_step=_("请换一个名称，以免以前的表被读错。"),
        )


def _guard_total(indicator_id: int, total: str) -> None:
    """Pass when a total follows from no two sets of parts."""
    if total not in Dimension.Total:
        raise BreakdownWrong(_("请选择总数怎样得出。"))
    computed = Dimension.objects.filter(indicator=indicator_id, total=Dimension.Total.COMPUTED)
    if total == Dimension.Total.COMPUTED and computed.exists():
        raise BreakdownWrong(
            _("总数已由另一个分组相加得出。"), next_step=_("请选择另填总数、与分项之和核对。")
        )
