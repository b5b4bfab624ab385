"""A firm put on the register by hand: after the code's check digit and a look for like names."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from luoshi.accounts.api import May, require
from luoshi.enterprises.actions.deciding import free_code
from luoshi.enterprises.models import Enterprise, Name, Suggestion
from luoshi.enterprises.queries import Alike
from luoshi.enterprises.rules import printed
from luoshi.kernel import clock
from luoshi.kernel.refusals import Refusal
from luoshi.kernel.trail import record


class NameTaken(Refusal):
    """A firm of this very name is on the register."""

    code: ClassVar[str] = "enterprises.name_taken"


class MayBeKnown(Refusal):
    """Firms of a like name are on the register, and nobody has said that this is another."""

    code: ClassVar[str] = "enterprises.may_be_known"
    alike: tuple[Enterprise, ...] = ()


@transaction.atomic
def add_enterprise(
    *, name: str, by: Any, code: str = "", sure: bool = False, known: Alike | None = None
) -> Enterprise:
    """Put a firm on the register; `sure` says that it is none of those with a like name.

    That it is another is kept beside each of them, and can be taken back there. `known` is the
    register as read for a whole sheet.

    Raises:
        CodeWrong, CodeTaken: of the social credit code.
        MayBeKnown: firms of a like name are there, and `sure` was not said.
        NameTaken: a firm has this very name.

    """
    require(by, May.ENTERPRISE_EDIT)
    text = printed(name)
    if not text:
        raise NameTaken(_("企业名称不能为空。"), next_step=_("请填写全称。"))
    compact = free_code(code)
    there = Name.objects.filter(text=text).select_related("enterprise").first()
    if there is not None:
        raise _taken(there)
    alike = (known or Alike()).to(text)
    if alike and not sure:
        names = "、".join(one.name for one in alike)
        refusal = MayBeKnown(
            _("名录中有名称相近的企业：%(names)s。") % {"names": names},
            next_step=_("请先核对；确属另一家的，确认后再登记。"),
        )
        refusal.alike = tuple(alike)
        raise refusal
    login = by.get_username()
    try:
        with transaction.atomic():
            made = Enterprise.objects.create(name=text, uscc=compact or None, added_by=login)
            Name.objects.create(enterprise=made, text=text, how=Name.How.ADDED)
    except IntegrityError as raced:
        raise NameTaken(
            _("刚刚有人登记了同名或同代码的企业。"), next_step=_("请刷新名录后核对。")
        ) from raced
    Suggestion.objects.bulk_create(
        Suggestion(
            one=other,
            other=made,
            why=f"人工登记时确认：“{other.name}”与“{made.name}”"[:200],
            state=Suggestion.State.DIFFERENT,
            decided_by=login,
            decided_at=clock.now(),
        )
        for other in alike
    )
    data = {"name": text, "uscc": compact or None, "unlike": [one.name for one in alike]}
    record("enterprises.enterprise.added", by=login, on=made, data=data)
    return made


def _taken(name: Name) -> NameTaken:
    """Return the refusal of a name that a firm has."""
    words = _("“%(text)s”已在名录中（%(firm)s）。") % {"text": name.text, "firm": name.enterprise}
    return NameTaken(words, next_step=_("请打开该企业修改，不必另行登记。"))
