"""An indicator's terms as a sheet: out with row keys, back with what a row changes (USE-03)."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from luoshi.accounts.api import ANYONE, May, require
from luoshi.kernel import sheets
from luoshi.kernel.trail import record
from luoshi.ledger.actions.terms import TermSaid, add_term, change_term
from luoshi.ledger.models import DerivedTerm, Indicator


@dataclass(frozen=True, slots=True)
class Change:
    """A row that adds a term, or changes the one whose last version is `before`."""

    number: int
    source: Indicator
    said: TermSaid
    before: DerivedTerm | None


def fields() -> list[sheets.Field]:
    """Return the columns."""
    return [
        sheets.Field("source", _("来源指标"), required=True, longest=200, width=36),
        sheets.Field("factor", _("折算系数"), kind="number", required=True, width=12),
        sheets.Field("since", _("起用日期"), kind="date", required=True, width=14),
        sheets.Field("reason", _("理由"), longest=300, width=30, note=_("新增或改动的行须写明。")),
        sheets.Field(
            "paper",
            _("批准文件"),
            longest=200,
            width=30,
            note=_("新增或改动的行须写明文件和文号。"),
        ),
    ]


def write(indicator: Indicator) -> io.BytesIO:
    """Write the last word on each term of an indicator that has not ended."""
    notes = [_("只导入新增或改动的行，没有列出的折算项不变；有一处错误则全部不导入。")]
    lines = (
        (
            f"{indicator.pk}:{one.source_id}:{one.number}",
            {"source": one.source.name, "factor": one.factor, "since": one.since},
        )
        for one in _standing(indicator).values()
    )
    return sheets.template(_("折算系数"), fields(), lines, notes=notes, above=[indicator.name])


def _standing(indicator: Indicator) -> dict[int, DerivedTerm]:
    """Return the last word on each term that has not ended, by its source."""
    said = indicator.terms.select_related("source").order_by("source__name", "number")
    last = {one.source_id: one for one in said}
    return {source: one for source, one in last.items() if one.factor is not None}


def read(indicator: Indicator, content: bytes) -> tuple[sheets.Sheet, list[Change]]:
    """Read a sheet that comes back and say what it would change; nothing where it has faults.

    A term changed since the sheet went out is a fault, unless it says what the row says already.

    Raises:
        SheetUnreadable: it is no sheet, or has no head of this kind.

    """
    sheet = sheets.read(content, fields())
    known = _standing(indicator)
    named = {str(one["source"] or "").strip() for one in sheet.rows}
    sources = {one.name: one for one in Indicator.objects.filter(name__in=named)}
    seen: set[int] = set()
    found = []
    for one in sheet.rows:
        source = sources.get(str(one["source"] or "").strip())
        if source is None or source.pk == indicator.pk:
            if one["source"]:
                sheet.fault(one, "source", _("没有这个指标，或就是本指标。"))
            continue
        if source.pk in seen:
            sheet.fault(one, "source", _("这个指标上面已经有了，请只留一行。"))
            continue
        seen.add(source.pk)
        change = _change(sheet, one, source, known.get(source.pk), indicator)
        if change is not None:
            found.append(change)
    return sheet, ([] if sheet.faults else found)


def _change(
    sheet: sheets.Sheet,
    one: sheets.Row,
    source: Indicator,
    last: DerivedTerm | None,
    indicator: Indicator,
) -> Change | None:
    """Return what a row changes; nothing where it is as it was, or cannot be read."""
    factor, since = one["factor"], one["since"]
    if not isinstance(factor, Decimal) or not isinstance(since, date):
        return None
    if last is not None and (last.factor, last.since) == (factor, since):
        return None
    if one.key and (last is None or one.key != f"{indicator.pk}:{source.pk}:{last.number}"):
        sheet.fault(one, "source", _("表格下载后这一项已有改动，或不是本指标的表格，请重新下载。"))
    if factor <= 0:
        sheet.fault(one, "factor", _("折算系数须大于零。"))
    said = TermSaid(factor, since, *(str(one[key] or "").strip() for key in ("reason", "paper")))
    for key in ("reason", "paper"):
        if not getattr(said, key):
            sheet.fault(one, key, _("新增或改动的行须写明。"))
    return Change(one.number, source, said, last)


@transaction.atomic
def take_terms(*, indicator_id: int, name: str, content: bytes, by: ANYONE) -> int:
    """Take a sheet of terms, all or none; return how many changed, nought the second time.

    Raises:
        SheetFaulty: something is wrong with a cell; nothing was taken.
        TermWrong: a term would lead back to the indicator.

    """
    require(by, May.INDICATOR_EDIT)
    indicator = Indicator.objects.select_for_update().get(pk=indicator_id)
    sheet, found = read(indicator, content)
    sheet.require_faultless()
    for one in found:
        if one.before is None:
            add_term(indicator_id=indicator_id, source_id=one.source.pk, said=one.said, by=by)
        else:
            change_term(term_id=one.before.pk, said=one.said, by=by)
    if found:
        data = {"name": name, "terms": len(found)}
        record("ledger.terms.imported", by=by.get_username(), on=indicator, data=data)
    return len(found)
