"""What a derived indicator follows from: terms with a factor, dated, in versions.

Every change is a new version with its reason, made to the one that the person saw, and asks the
slot `ledger.terms_changed` in the same transaction: totals from its day on are derived anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar

from django.db import transaction
from django.utils.translation import gettext as _

from luoshi.accounts.api import ANYONE, May, require
from luoshi.kernel import clock, slots
from luoshi.kernel.figures import plain
from luoshi.kernel.refusals import Conflict, Refusal
from luoshi.kernel.trail import record
from luoshi.ledger import rules
from luoshi.ledger.models import DerivedTerm, Indicator


class TermWrong(Refusal):
    """A term that cannot be: no factor above nought, no reason, a circle, a term twice."""

    code: ClassVar[str] = "ledger.term_wrong"


class TermStale(Conflict):
    """Somebody else wrote the term since it was seen, or what is undone counts no more."""

    code: ClassVar[str] = "ledger.term_stale"


@dataclass(frozen=True, slots=True)
class TermSaid:
    """What is said of a term from a day on; without a factor it counts no more."""

    factor: Decimal | None
    since: date
    reason: str
    paper: str


@transaction.atomic
def add_term(*, indicator_id: int, source_id: int, said: TermSaid, by: ANYONE) -> DerivedTerm:
    """Let an indicator follow from one more source; the same again changes nothing.

    Raises:
        TermWrong: it follows from the source already, or from itself in the end.

    """
    last = _last(indicator_id, source_id, by)
    if last and _same(last, said):
        return last
    if last and last.factor is not None:
        raise TermWrong(
            _("“%(source)s”已经是折算项。") % {"source": last.source.name},
            next_step=_("请在这一项上改系数。"),
        )
    return _said(indicator_id, source_id, last, said, by)


@transaction.atomic
def change_term(*, term_id: int, said: TermSaid, by: ANYONE) -> DerivedTerm:
    """Change a factor from a day on, or let the term end; the same again changes nothing.

    Periods that ended before keep the factor that counted then.

    Raises:
        TermStale: the term has a later version than the one the person saw.
        TermWrong: no factor above nought, or no reason.

    """
    seen = DerivedTerm.objects.get(pk=term_id)
    last = _last(seen.indicator_id, seen.source_id, by)
    assert last is not None
    if _same(last, said):
        return last
    if last.number != seen.number:
        raise TermStale(
            _("“%(source)s”的系数刚被他人修改。") % {"source": last.source.name},
            next_step=_("请刷新后核对再保存。"),
        )
    return _said(seen.indicator_id, seen.source_id, last, said, by)


@transaction.atomic
def undo_term(*, term_id: int, reason: str, by: ANYONE) -> DerivedTerm:
    """Take a version back: from its day on counts again what counted before it was said.

    Raises:
        TermStale: a later version of the same day counts instead.
        TermWrong: no reason is given, or it was so since ever.

    """
    undone = DerivedTerm.objects.get(pk=term_id)
    last = _last(undone.indicator_id, undone.source_id, by)
    assert last is not None
    since = undone.since
    if since is None:
        raise TermWrong(_("一直以来的系数不能撤销，请改系数或停用。"))
    versions = DerivedTerm.objects.filter(indicator=undone.indicator_id, source=undone.source_id)
    if rules.in_force(versions, since) != [undone]:
        raise TermStale(_("这一版已不再起作用，无须撤销。"))
    before = rules.in_force(versions.exclude(pk=undone.pk), since)
    said = TermSaid(before[0].factor if before else None, since, reason, undone.paper)
    return _said(undone.indicator_id, undone.source_id, last, said, by, undone=undone.number)


def _last(indicator_id: int, source_id: int, by: ANYONE) -> DerivedTerm | None:
    """Return the last word on a term; nobody else says anything of the two meanwhile."""
    require(by, May.INDICATOR_EDIT)
    both = Indicator.objects.select_for_update().filter(pk__in=(indicator_id, source_id))
    list(both.order_by("pk"))
    said = DerivedTerm.objects.select_related("source").order_by("number")
    return said.filter(indicator=indicator_id, source=source_id).last()


def _same(last: DerivedTerm, said: TermSaid) -> bool:
    return (last.factor, last.since, last.reason, last.paper) == (
        said.factor,
        said.since,
        said.reason.strip(),
        said.paper.strip(),
    )


def _said(
    indicator_id: int,
    source_id: int,
    last: DerivedTerm | None,
    said: TermSaid,
    by: ANYONE,
    *,
    undone: int | None = None,
) -> DerivedTerm:
    """Write one more version of a term."""
    if said.factor is not None and said.factor <= 0:
        raise TermWrong(_("折算系数须大于零。"), next_step=_("不再折算的，请停用这一项。"))
    if not said.reason.strip() or not said.paper.strip():
        raise TermWrong(_("没有写明理由和批准文件。"), next_step=_("请写明原因、文件名称和文号。"))
    indicator = Indicator.objects.get(pk=indicator_id)
    source = last.source if last else Indicator.objects.get(pk=source_id)
    before = rules.in_force(
        DerivedTerm.objects.filter(indicator=indicator, source=source), said.since
    )
    made = DerivedTerm.objects.create(
        indicator=indicator,
        source=source,
        number=last.number + 1 if last else 1,
        factor=said.factor,
        since=said.since,
        reason=said.reason.strip(),
        paper=said.paper.strip(),
        made_at=clock.now(),
        made_by=by.get_username(),
    )
    if said.factor is not None:
        _guard_circle(made)
    data = {
        "source": source.name,
        "before": _text(before[0].factor if before else None),
        "after": _text(made.factor),
        "since": said.since.isoformat(),
        "paper": made.paper,
        "reason": made.reason,
    }
    if undone is not None:
        data["undone"] = str(undone)
    action = "ledger.term.set" if undone is None else "ledger.term.undone"
    record(action, by=by.get_username(), on=indicator, data=data)
    slots.call("ledger.terms_changed", term=made, by=by.get_username())
    return made


def _text(factor: Decimal | None) -> str:
    return "" if factor is None else plain(factor)


def _guard_circle(made: DerivedTerm) -> None:
    """Pass when the indicator does not follow from itself on any day from the version's own on."""
    assert made.since is not None
    versions = list(DerivedTerm.objects.all())
    days = {one.since for one in versions if one.since and one.since > made.since} | {made.since}
    for day in sorted(days):
        known = [one for one in rules.in_force(versions, day) if one.factor is not None]
        reached, asked = set(), {made.source_id}
        while asked:
            reached |= asked
            asked = {one.source_id for one in known if one.indicator_id in asked} - reached
        if made.indicator_id in reached:
            raise TermWrong(
                _("“%(source)s”本身由这个指标折算得出，不能再折算回来。")
                % {"source": made.source.name}
            )
