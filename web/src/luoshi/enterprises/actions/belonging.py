"""Where a firm's figures count, from when to when it is above the scale, who reports for it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, ClassVar

from django.db import transaction
from django.utils.translation import gettext as _

from luoshi.accounts.api import May, Person, require
from luoshi.enterprises.models import Enterprise, Representative
from luoshi.kernel import clock
from luoshi.kernel.refusals import Refusal
from luoshi.kernel.trail import record


class ScaleWrong(Refusal):
    """The dates between which a firm is above the scale are not in order (GOV-17)."""

    code: ClassVar[str] = "enterprises.scale_wrong"


class NoSuchPerson(Refusal):
    """Nobody has the account that is to report for a firm."""

    code: ClassVar[str] = "enterprises.no_such_person"


@dataclass(frozen=True, slots=True)
class Belonging:
    """What a firm's figures count under."""

    agency_id: int | None = None
    industry: str = ""
    chain: str = ""
    scale_from: date | None = None
    scale_to: date | None = None


def in_order(enters: date | None, leaves: date | None) -> bool:
    """Whether a firm leaves the scale after it entered, if it leaves."""
    return leaves is None or (enters is not None and leaves > enters)


@transaction.atomic
def set_belonging(*, enterprise_id: int, said: Belonging, by: Any) -> Enterprise:
    """Say where a firm's figures count, and for which months it is above the scale (GOV-17).

    What was reported stays where it was: only rounds opened later ask by the new dates.

    Raises:
        ScaleWrong: it leaves before it enters, or leaves without having entered.

    """
    require(by, May.ENTERPRISE_EDIT)
    firm = Enterprise.objects.select_for_update(of=("self",)).get(pk=enterprise_id)
    if not in_order(said.scale_from, said.scale_to):
        raise ScaleWrong(_("退出规上的日期须晚于纳入的日期。"), next_step=_("请核对两个日期。"))
    before = Belonging(firm.agency_id, firm.industry, firm.chain, firm.scale_from, firm.scale_to)
    if before == said:
        return firm
    for field, value in asdict(said).items():
        setattr(firm, field, value)
    firm.save()
    data = {"before": _told(before), "after": _told(said)}
    record("enterprises.enterprise.placed", by=by.get_username(), on=firm, data=data)
    return firm


def _told(said: Belonging) -> dict[str, Any]:
    """Return a belonging as the trail keeps it."""
    return {
        field: value.isoformat() if isinstance(value, date) else value
        for field, value in asdict(said).items()
    }


@transaction.atomic
def set_representative(*, enterprise_id: int, login: str, by: Any) -> Representative | None:
    """Say who reports for a firm from today; a blank login ends it. The same again is harmless.

    Raises:
        NoSuchPerson: nobody has this account.

    """
    require(by, May.ENTERPRISE_EDIT)
    firm = Enterprise.objects.select_for_update(of=("self",)).get(pk=enterprise_id)
    person = Person.objects.filter(login=login, is_active=True).first() if login else None
    if login and person is None:
        raise NoSuchPerson(_("没有这个账号，或已停用。"), next_step=_("请先由系统管理员建立账号。"))
    open_ = firm.representatives.filter(until=None)
    same = open_.filter(person=person).first() if person else None
    ended = open_.exclude(pk=same.pk) if same else open_
    gone = list(ended.values_list("person__login", flat=True))
    ended.update(until=clock.today())
    if person is not None and same is None:
        same = Representative.objects.create(enterprise=firm, person=person, since=clock.today())
        gone = gone or [""]
    if gone:
        data = {"before": [one for one in gone if one], "after": login}
        record("enterprises.representative.named", by=by.get_username(), on=firm, data=data)
    return same
