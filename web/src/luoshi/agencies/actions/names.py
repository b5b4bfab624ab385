"""What people do to the names of an agency."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.db import transaction
from django.utils.translation import gettext as _

from luoshi.agencies.models import Agency, Alias
from luoshi.kernel import access
from luoshi.kernel.refusals import Refusal
from luoshi.kernel.trail import record


class AliasTaken(Refusal):
    """The agency already has this name."""

    code: ClassVar[str] = "agencies.alias_taken"


class DatesReversed(Refusal):
    """The last day lies before the first."""

    code: ClassVar[str] = "agencies.dates_reversed"


def in_order(valid_from: date | None, valid_to: date | None) -> None:
    """Refuse dates the wrong way round."""
    if valid_from and valid_to and valid_to <= valid_from:
        raise DatesReversed(_("止日不晚于起日。"), next_step=_("请核对日期后重新填写。"))


@transaction.atomic
def add_alias(agency: Agency, *, by: Any, name: str, **rest: Any) -> Alias:
    """Give an agency a further name, with `valid_from`, `valid_to`, `source` and `checked`.

    Raises:
        AliasTaken: it has that name.
        DatesReversed: the dates are the wrong way round.

    """
    access.require(by, "agency_edit")
    in_order(rest.get("valid_from"), rest.get("valid_to"))
    if Alias.objects.filter(agency=agency, name=name).exists():
        message = _("“%(agency)s”已有“%(name)s”这个名称。") % {"agency": agency, "name": name}
        raise AliasTaken(message, next_step=_("可直接修改原有名称的起止日期。"))
    alias = Alias.objects.create(agency=agency, name=name, **rest)
    data = {"agency": agency.code, "after": _plain(alias)}
    record("agencies.alias.added", by=by.get_username(), on=alias, data=data)
    return alias


@transaction.atomic
def change_alias(alias_id: int, *, by: Any, **changes: Any) -> Alias:
    """Change a name, its dates or its source; both states go into the trail.

    Raises:
        AliasTaken: the agency has the new name already.
        DatesReversed: the dates are the wrong way round.

    """
    access.require(by, "agency_edit")
    alias = Alias.objects.select_for_update().prefetch_related("agency").get(pk=alias_id)
    before = _plain(alias)
    for field, value in changes.items():
        setattr(alias, field, value)
    in_order(alias.valid_from, alias.valid_to)
    others = Alias.objects.filter(agency=alias.agency, name=alias.name).exclude(pk=alias.pk)
    if others.exists():
        message = _("“%(agency)s”已有“%(name)s”这个名称。") % {
            "agency": alias.agency,
            "name": alias.name,
        }
        raise AliasTaken(message, next_step=_("请换一个名称。"))
    alias.save()
    data = {"agency": alias.agency.code, "before": before, "after": _plain(alias)}
    record("agencies.alias.changed", by=by.get_username(), on=alias, data=data)
    return alias


def _plain(alias: Alias) -> dict[str, Any]:
    """Return an alias as the trail keeps it."""
    return {
        "name": alias.name,
        "valid_from": alias.valid_from.isoformat() if alias.valid_from else None,
        "valid_to": alias.valid_to.isoformat() if alias.valid_to else None,
        "source": alias.source,
        "checked": alias.checked,
    }
