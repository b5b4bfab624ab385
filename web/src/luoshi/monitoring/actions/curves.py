"""Drawing how a target is expected to accrue through its year: a new version each time (GOV-06)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from luoshi.accounts.api import May, Person, require
from luoshi.agencies.api import Agency
from luoshi.kernel import clock, jobs
from luoshi.kernel.trail import record
from luoshi.ledger.api import Item
from luoshi.monitoring.actions.ruling import OPEN
from luoshi.monitoring.models import Curve
from luoshi.monitoring.queries.curves import curve_of, last_profile
from luoshi.monitoring.refusals import BadCurve, CurveChangedMeanwhile
from luoshi.monitoring.rules import pace
from luoshi.reporting.api import is_measured


@transaction.atomic
def draw_curve(
    *, item_id: int, version: int, kind: str, typed: Sequence[Decimal], reason: str, by: Person
) -> Curve:
    """Let a target be held against a curve from now on; the same again changes nothing.

    `typed` are twelve running shares in per cent, for a plan by months. Frozen months keep their
    colours; open ones are judged again behind the page.

    Raises:
        NotPermitted: the person does not edit how lights are judged.
        BadCurve: no such curve can be drawn for it, or no reason is given.
        CurveChangedMeanwhile: another version stands than the one the person saw.

    """
    require(by, May.RULE_EDIT)
    item = Item.objects.select_for_update().get(pk=item_id)
    if not is_measured(item):
        raise BadCurve(_("没有数据目标的事项，不设序时进度。"))
    if not reason.strip():
        raise BadCurve(_("没有写明理由。"), next_step=_("请写明依据的文件或原因。"))
    shares = _shares(item, kind, typed)
    last = curve_of(item)
    if last is not None and (last.kind, last.shares) == (kind, shares):
        return last
    if (last.version if last else 0) != version:
        raise CurveChangedMeanwhile(
            _("这个目标的序时进度刚被他人修改。"), next_step=_("请刷新后核对再保存。")
        )
    made = Curve.objects.create(
        item=item,
        kind=kind,
        shares=shares,
        version=version + 1,
        reason=reason.strip(),
        made_at=clock.now(),
        made_by=by.login,
    )
    data = {"item": item.title, "kind": kind, "shares": shares, "version": made.version}
    record("monitoring.curve.drawn", by=by.login, on=made, data={**data, "reason": made.reason})
    jobs.enqueue(OPEN, key=f"{OPEN}:curve:{made.pk}", asked_by=by.login)
    return made


def _shares(item: Item, kind: str, typed: Sequence[Decimal]) -> list[str]:
    """Return the shares of a curve as they are kept."""
    found: Sequence[Decimal] | None = ()
    if kind == Curve.Kind.PROFILE:
        top = Agency.objects.filter(depth=1).order_by("path").first()
        found = last_profile(item, top) if top is not None else None
    elif kind == Curve.Kind.PLAN:
        try:
            found = pace.running_of(typed)
        except ValueError as wrong:
            raise BadCurve(_("各月累计占比须为12个数，逐月不减，12月为100。")) from wrong
    elif kind != Curve.Kind.EVEN:
        raise BadCurve(_("请选择一种序时进度。"))
    if found is None:
        raise BadCurve(
            _("上年各月数据不全，画不出上年进度。"),
            next_step=_("请先补齐上年数据，或改填月度计划。"),
        )
    return [f"{share:f}" for share in found]
