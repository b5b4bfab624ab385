"""Last year's bases: entered, corrected as new versions, adjusted to compare (GOV-15)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import ClassVar, Final

from django.db import transaction
from django.utils.translation import gettext as _

from luoshi.accounts.api import May, Person, require
from luoshi.kernel import clock, slots
from luoshi.kernel.periods import Period
from luoshi.kernel.refusals import Conflict, Refusal
from luoshi.kernel.trail import record
from luoshi.reporting import basesheet
from luoshi.reporting.models import Base, BaseVersion, Duty, Line
from luoshi.reporting.queries.bases import bases_seen
from luoshi.reporting.queries.filling import duty_seen, lines_of
from luoshi.reporting.refusals import NotFound
from luoshi.reporting.rules.content import text_of

_FINE: Final = Decimal("0.000001")
_SAID: Final = ("origin", "published", "factor", "adjusted", "note", "source")


class BaseWrong(Refusal):
    """A base without its source or reason, or a factor that nobody explains."""

    code: ClassVar[str] = "reporting.base_wrong"


class BaseStale(Conflict):
    """Somebody else wrote the base since it was seen."""

    code: ClassVar[str] = "reporting.base_stale"


@dataclass(frozen=True, slots=True)
class BaseSaid:
    """What is said of last year's value; `version` is the one the person saw, nought for none."""

    published: Decimal
    source: str
    reason: str
    version: int = 0
    origin: str = Base.Origin.ENTERED
    factor: Decimal | None = None
    note: str = ""

    @property
    def adjusted(self) -> Decimal | None:
        """Return the value on the comparable basis."""
        if self.factor is None:
            return None
        return (self.published * self.factor).quantize(_FINE, ROUND_HALF_UP)


@transaction.atomic
def set_base(*, duty_id: int, line_id: int, said: BaseSaid, by: Person) -> Base:
    """Say what a line's value was in the same period of last year; the same again changes nothing.

    What was said before stays as a version. Open months are judged anew behind the page.

    Raises:
        NotPermitted: the person does not keep bases.
        NotFound: no such report in the person's scope, or it does not ask for the line's figure.
        BaseWrong: no source, no reason, or a factor without a note.
        BaseStale: another version stands than the one the person saw.

    """
    require(by, May.CYCLE_MANAGE)
    duty = duty_seen(duty_id, by, lock=True)
    line = lines_of(duty).filter(pk=line_id, series__isnull=False).first()
    if line is None:
        raise NotFound
    _guard(said)
    return _set(duty, line, said, by)


@transaction.atomic
def take_bases(*, duty_id: int, name: str, content: bytes, by: Person) -> int:
    """Take the bases of a sheet, all or none; return how many changed, nought the second time.

    Raises:
        SheetFaulty: a cell cannot be read, or lacks its source or reason; nothing was taken.
        BaseStale: a base changed since the sheet went out.

    """
    require(by, May.CYCLE_MANAGE)
    duty = duty_seen(duty_id, by, lock=True)
    rows = bases_seen(duty)
    sheet = basesheet.read(duty, rows, content)
    sheet.require_faultless()
    changed = 0
    for change in basesheet.changes(rows, sheet):
        _set(duty, change.row.line, BaseSaid(**change.said), by)
        changed += 1
    if changed:
        data = {"name": name, "cells": changed}
        record("reporting.bases.imported", by=by.login, on=duty, data=data)
    return changed


def _guard(said: BaseSaid) -> None:
    if not said.source.strip() or not said.reason.strip():
        raise BaseWrong(
            _("补录上年基数须写明依据和理由。"), next_step=_("请写明文件名称、文号或年鉴页码。")
        )
    if said.factor is not None and (said.factor <= 0 or not said.note.strip()):
        raise BaseWrong(
            _("可比口径系数须大于零，并说明调整了什么。"), next_step=_("如“剔除转出企业3户”。")
        )


def _set(duty: Duty, line: Line, said: BaseSaid, by: Person) -> Base:
    period = Period.parse(duty.cycle.period_code).last_year()
    key = {
        "series": line.series,
        "agency": duty.agency,
        "enterprise": duty.enterprise,
        "period_code": period.code,
    }
    # The duty is locked: nobody else writes this respondent's bases of the period meanwhile.
    row = Base.objects.filter(**key).first()
    words = {
        "origin": said.origin,
        "published": said.published,
        "factor": said.factor,
        "adjusted": said.adjusted,
        "note": said.note.strip(),
        "source": said.source.strip(),
    }
    if row is not None and all(getattr(row, name) == value for name, value in words.items()):
        return row
    if (row.version if row else 0) != said.version:
        raise BaseStale(
            _("“%(line)s”的上年基数刚被他人修改。") % {"line": line.title},
            next_step=_("请刷新后核对再保存。"),
        )
    before = text_of(row.published) if row else ""
    if row is None:
        row = Base(**key, start=period.start, end=period.end, version=0)
    elif not row.versions.exists():
        _keep(row, reason=_("建档时已有"), by="")
    for name, value in words.items():
        setattr(row, name, value)
    row.version += 1
    row.save()
    kept = _keep(row, reason=said.reason.strip(), by=by.login)
    data = {
        "agency": str(duty.enterprise or duty.agency),
        "line": line.title,
        "period": period.code,
        "before": before,
        "after": text_of(row.published),
        "factor": text_of(row.factor),
        "source": row.source,
        "reason": kept.reason,
    }
    record("reporting.base.set", by=by.login, on=row, data=data)
    slots.call("reporting.base_changed", base=row, by=by.login)
    return row


def _keep(row: Base, *, reason: str, by: str) -> BaseVersion:
    """Keep what is said of a base as a version."""
    return BaseVersion.objects.create(
        base=row,
        number=row.version,
        reason=reason,
        at=clock.now(),
        by=by,
        **{name: getattr(row, name) for name in _SAID},
    )
