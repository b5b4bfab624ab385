"""What people do to bodies: make, move, rename, and let one go on in others.

Nothing is deleted: a body that ends is retired by date, its figures stay where they were, and a
succession says where it goes on. What higher contexts keep open at it goes over to its first heir
in the same transaction: they fill `agencies.closing` (what hangs on it) and
`agencies.handing_over` (give it to the heir).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Final

from django.db import transaction
from django.utils.translation import gettext as _

from luoshi.agencies.actions.names import DatesReversed
from luoshi.agencies.models import Agency, Alias, Succession
from luoshi.agencies.queries import STEP, hanging_on, living_below
from luoshi.kernel import access, clock, slots
from luoshi.kernel.models import Entry
from luoshi.kernel.refusals import Conflict, Refusal
from luoshi.kernel.trail import record

#: Ends with no successor; the other ways are those of `Succession`.
CLOSED: Final = "closed"
_LONGEST_NOTE: Final = 300


class CodeTaken(Refusal):
    """Another agency has this code."""

    code: ClassVar[str] = "agencies.code_taken"


class WrongPlace(Refusal):
    """An agency cannot stand below itself, or below one that has ended."""

    code: ClassVar[str] = "agencies.wrong_place"


class AlreadyClosed(Conflict):
    """The agency has ended already."""

    code: ClassVar[str] = "agencies.already_closed"


class StillAnswers(Refusal):
    """Something is open at the agency and nobody takes it over."""

    code: ClassVar[str] = "agencies.still_answers"


class WrongHeir(Refusal):
    """The bodies named cannot go on from this one."""

    code: ClassVar[str] = "agencies.wrong_heir"


class NoRename(Conflict):
    """There is no renaming of today to undo."""

    code: ClassVar[str] = "agencies.no_rename"


@dataclass(frozen=True, slots=True)
class Ending:
    """How a body ends or divides: the way, the day, the paper, and in whom it goes on."""

    kind: str
    on: date
    source: str
    heirs: Sequence[Agency] = ()
    stays: bool = False


def _locked(agency_id: int) -> Agency:
    """Return an agency, with the tree kept from other writers until the act is done."""
    list(Agency.objects.select_for_update().filter(depth=1))
    found: Agency = Agency.objects.select_for_update().get(pk=agency_id)
    return found


@transaction.atomic
def add_agency(*, by: Any, above: Agency, code: str, **fields: Any) -> Agency:
    """Make an agency below another: `name`, `short_name`, `level`, `valid_from`, `source`, `note`.

    Raises:
        CodeTaken: the code is another's.
        WrongPlace: the body above has ended.

    """
    access.require(by, "agency_edit")
    above = _locked(above.pk)
    _stands(above)
    if Agency.objects.filter(code=code).exists():
        message = _("代码“%(code)s”已有单位使用。") % {"code": code}
        raise CodeTaken(message, next_step=_("请核对代码，或直接修改该单位。"))
    made: Agency = Agency.objects.add_child(above, create_kwargs={"code": code, **fields})
    data = {"code": code, "name": made.name, "above": above.code}
    record("agencies.agency.added", by=by.get_username(), on=made, data=data)
    return made


def _stands(above: Agency) -> None:
    """Refuse to put something below a body that has ended."""
    if above.valid_to is not None:
        message = _("上级“%(above)s”已停用。") % {"above": above}
        raise WrongPlace(message, next_step=_("请选择仍在使用的上级单位。"))


@transaction.atomic
def move_agency(agency_id: int, *, by: Any, above: Agency) -> bool:
    """Put an agency, with all below it, below another; return whether it stood elsewhere.

    Raises:
        WrongPlace: the other is the agency itself, below it, or has ended.

    """
    access.require(by, "agency_edit")
    agency = _locked(agency_id)
    above = Agency.objects.get(pk=above.pk)
    _stands(above)
    if above.path.startswith(agency.path) or agency.depth == 1:
        message = _("“%(agency)s”不能移到“%(above)s”之下。") % {"agency": agency, "above": above}
        raise WrongPlace(message, next_step=_("请选择它自身和下属以外的上级单位。"))
    before = Agency.objects.get(path=agency.path[:-STEP])
    if before.pk == above.pk:
        return False
    Agency.objects.move(agency, above, "sorted-child")
    data = {"code": agency.code, "before": before.code, "after": above.code}
    record("agencies.agency.moved", by=by.get_username(), on=agency, data=data)
    return True


@transaction.atomic
def rename_agency(
    agency_id: int, *, by: Any, name: str, short_name: str, on: date, source: str
) -> bool:
    """Give an agency a new name from a day on; the old ones stay known. Return whether it is new.

    Raises:
        AlreadyClosed: it has ended.

    """
    access.require(by, "agency_edit")
    agency = _locked(agency_id)
    _not_ended(agency)
    before = {"name": agency.name, "short_name": agency.short_name}
    after = {"name": name, "short_name": short_name}
    if before == after:
        return False
    aliases = []
    for old in {agency.name, agency.short_name} - {"", name, short_name}:
        alias, made = Alias.objects.get_or_create(
            agency=agency, name=old, defaults={"valid_to": on, "source": source}
        )
        if made:
            aliases.append(alias.pk)
    agency.name, agency.short_name = name, short_name
    agency.save(update_fields=["name", "short_name"])
    data = {"before": before, "after": after, "on": on.isoformat(), "aliases": aliases}
    record(
        "agencies.agency.renamed", by=by.get_username(), on=agency, data={**data, "source": source}
    )
    return True


def renamed_today(agency: Agency) -> Entry | None:
    """Return today's last renaming of an agency, while its name is still the one it gave."""
    entry = Entry.objects.filter(
        action="agencies.agency.renamed", object_id=str(agency.pk), object_type="agencies.agency"
    ).first()
    fresh = entry is not None and entry.at >= clock.day_start()
    return entry if fresh and entry and entry.data["after"]["name"] == agency.name else None


@transaction.atomic
def undo_rename(agency_id: int, *, by: Any) -> None:
    """Take back a renaming of today.

    Raises:
        NoRename: there was none, or the name is another again.

    """
    access.require(by, "agency_edit")
    agency = _locked(agency_id)
    entry = renamed_today(agency)
    if entry is None:
        message = _("“%(agency)s”今天没有更名，或已恢复。") % {"agency": agency}
        raise NoRename(message, next_step=_("需要改回时，请再办一次更名。"))
    agency.name = entry.data["before"]["name"]
    agency.short_name = entry.data["before"]["short_name"]
    agency.save(update_fields=["name", "short_name"])
    Alias.objects.filter(agency=agency, pk__in=entry.data["aliases"]).delete()
    data = {"before": entry.data["after"], "after": entry.data["before"]}
    record("agencies.rename.undone", by=by.get_username(), on=agency, data=data)


def _not_ended(agency: Agency) -> None:
    if agency.valid_to is not None:
        day = agency.valid_to.isoformat()
        message = _("“%(agency)s”已于 %(day)s 停用。") % {"agency": agency, "day": day}
        raise AlreadyClosed(message, next_step=_("请刷新页面查看最新情况。"))


@transaction.atomic
def restructure(agency_id: int, *, by: Any, ending: Ending) -> dict[str, int]:
    """Merge, split or close an agency on a day; return what went over to the first heir.

    Raises:
        AlreadyClosed: it has ended.
        DatesReversed: the day lies before its first.
        WrongHeir: a heir is missing, has ended, or is the agency itself.
        StillAnswers: bodies stand below it, or something is open and there is no heir.

    """
    access.require(by, "agency_edit")
    agency = _locked(agency_id)
    _not_ended(agency)
    _judge(agency, ending)
    handed: dict[str, int] = {}
    if not ending.stays:
        if ending.heirs:
            heir = ending.heirs[0]
            for part in slots.call(
                "agencies.handing_over", old=agency, new=heir, on=ending.on, by=by
            ):
                handed |= part
        agency.valid_to = ending.on
        if ending.kind == CLOSED:
            agency.note = f"{agency.note} {ending.source}".strip()[:_LONGEST_NOTE]
        agency.save(update_fields=["valid_to", "note"])
    for heir in ending.heirs:
        Succession.objects.get_or_create(
            old=agency,
            new=heir,
            defaults={"on": ending.on, "kind": ending.kind, "source": ending.source},
        )
    data = {
        "code": agency.code,
        "kind": ending.kind,
        "on": ending.on.isoformat(),
        "source": ending.source,
        "heirs": [heir.code for heir in ending.heirs],
        "stays": ending.stays,
        "handed": handed,
    }
    record("agencies.agency.restructured", by=by.get_username(), on=agency, data=data)
    return handed


def _judge(agency: Agency, ending: Ending) -> None:
    """Refuse an ending that cannot be."""
    if agency.valid_from and ending.on <= agency.valid_from:
        message = _("日期不晚于“%(agency)s”的启用日期。") % {"agency": agency}
        raise DatesReversed(message, next_step=_("请核对日期后重新填写。"))
    if agency.depth == 1:
        message = _("“%(agency)s”是最上级单位，不能撤并。") % {"agency": agency}
        raise WrongHeir(message, next_step=_("请选择下级单位。"))
    if (ending.kind == CLOSED) == bool(ending.heirs):
        message = _("撤销不填承接单位，其他方式须填承接单位。")
        raise WrongHeir(message, next_step=_("承接单位尚未建立的，请先新增。"))
    for heir in ending.heirs:
        if heir.pk == agency.pk or not heir.stands_on(ending.on):
            message = _("“%(heir)s”不能作承接单位。") % {"heir": heir}
            raise WrongHeir(message, next_step=_("请选择当日仍在使用的其他单位。"))
    below = 0 if ending.stays else living_below(agency).count()
    if below:
        message = _("“%(agency)s”还有 %(n)s 个下属单位。") % {"agency": agency, "n": below}
        raise StillAnswers(message, next_step=_("请先移动或调整下属单位。"))
    open_things = [one for one in hanging_on(agency) if one.count and one.goes_over]
    if not ending.heirs and open_things:
        named = "、".join(f"{one.label} {one.count}" for one in open_things)
        message = _("“%(agency)s”还有未了事项：%(named)s。") % {"agency": agency, "named": named}
        raise StillAnswers(message, next_step=_("请指定承接单位，或先办结。"))
