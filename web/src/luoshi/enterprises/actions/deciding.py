"""What people decide about enterprises; every decision can be undone and is in the trail."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from stdnum.cn import uscc
from stdnum.exceptions import ValidationError

from luoshi.accounts.api import May, require
from luoshi.enterprises.models import Enterprise, Merge, Name, Suggestion
from luoshi.kernel import clock
from luoshi.kernel.refusals import Conflict, Refusal
from luoshi.kernel.trail import record


class CodeWrong(Refusal):
    """A social credit code whose check digit is wrong (GOV-18)."""

    code: ClassVar[str] = "enterprises.code_wrong"


class CodeTaken(Refusal):
    """Another enterprise has the code."""

    code: ClassVar[str] = "enterprises.code_taken"


class NotOpen(Conflict):
    """Somebody has decided already."""

    code: ClassVar[str] = "enterprises.not_open"


class LastName(Refusal):
    """The only name of an enterprise cannot be taken from it."""

    code: ClassVar[str] = "enterprises.last_name"


@transaction.atomic
def decide(suggestion_id: int, *, same: bool, by: Any) -> Suggestion:
    """Say whether two enterprises are one; if so, the later is taken into the earlier.

    Raises:
        NotOpen: it was decided meanwhile.

    """
    require(by, May.ENTERPRISE_EDIT)
    suggestion = (
        Suggestion.objects.select_for_update(of=("self",))
        .prefetch_related("one", "other")
        .get(pk=suggestion_id)
    )
    if suggestion.state != Suggestion.State.OPEN:
        raise NotOpen(_("这一条已有人确认。"), next_step=_("请刷新后查看。"))
    login = by.get_username()
    suggestion.state = Suggestion.State.SAME if same else Suggestion.State.DIFFERENT
    suggestion.decided_by, suggestion.decided_at = login, clock.now()
    suggestion.save()
    if same:
        _merge(kept=suggestion.one, gone=suggestion.other, login=login)
    verdict = "same" if same else "different"
    data = {"one": suggestion.one.name, "other": suggestion.other.name, "verdict": verdict}
    record("enterprises.suggestion.decided", by=login, on=suggestion, data=data)
    return suggestion


@transaction.atomic
def reopen(suggestion_id: int, *, by: Any) -> Suggestion:
    """Take back that two enterprises are different, so that they wait for a word again.

    Raises:
        NotOpen: it does not say so any more.

    """
    require(by, May.ENTERPRISE_EDIT)
    suggestion = (
        Suggestion.objects.select_for_update(of=("self",))
        .prefetch_related("one", "other")
        .get(pk=suggestion_id)
    )
    if suggestion.state != Suggestion.State.DIFFERENT:
        raise NotOpen(_("这一条的确认已变化。"), next_step=_("请刷新后查看。"))
    suggestion.state, suggestion.decided_by = Suggestion.State.OPEN, ""
    suggestion.decided_at = None
    suggestion.save()
    data = {"one": suggestion.one.name, "other": suggestion.other.name, "before": "different"}
    record("enterprises.suggestion.reopened", by=by.get_username(), on=suggestion, data=data)
    return suggestion


def _merge(*, kept: Enterprise, gone: Enterprise, login: str) -> None:
    """Move names and code of `gone` to `kept`; other open suggestions about it wait no more."""
    if kept.merged_into_id or gone.merged_into_id:
        raise NotOpen(_("其中一家已归并到别的企业。"), next_step=_("请刷新后查看。"))
    if kept.uscc and gone.uscc and kept.uscc != gone.uscc:
        raise CodeTaken(_("两家的统一社会信用代码不同，不是同一家。"), next_step=_("请核对代码。"))
    names = list(gone.names.values_list("pk", flat=True))
    merge = Merge.objects.create(
        kept=kept, gone=gone, names=names, uscc=gone.uscc or "", by=login, at=clock.now()
    )
    code = gone.uscc
    gone.uscc, gone.merged_into = None, kept
    gone.save()
    if code and not kept.uscc:
        kept.uscc = code
        kept.save()
    Name.objects.filter(pk__in=names).update(enterprise=kept)
    data = {"kept": kept.name, "gone": gone.name, "names": names}
    record("enterprises.enterprise.merged", by=login, on=merge, data=data)


@transaction.atomic
def undo_merge(merge_id: int, *, by: Any) -> Merge:
    """Take an enterprise out again, with the names and the code it came with.

    Raises:
        NotOpen: it was undone meanwhile.

    """
    require(by, May.ENTERPRISE_EDIT)
    merge = (
        Merge.objects.select_for_update(of=("self",))
        .prefetch_related("kept", "gone")
        .get(pk=merge_id)
    )
    if merge.undone_at is not None:
        raise NotOpen(_("这次归并已撤销。"), next_step=_("请刷新后查看。"))
    login = by.get_username()
    merge.undone_by, merge.undone_at = login, clock.now()
    merge.save()
    if merge.uscc and merge.kept.uscc == merge.uscc:
        Enterprise.objects.filter(pk=merge.kept_id).update(uscc=None)
    Enterprise.objects.filter(pk=merge.gone_id).update(merged_into=None, uscc=merge.uscc or None)
    Name.objects.filter(pk__in=merge.names).update(enterprise=merge.gone)
    pair = Q(one=merge.kept, other=merge.gone) | Q(one=merge.gone, other=merge.kept)
    Suggestion.objects.filter(pair).update(
        state=Suggestion.State.OPEN, decided_by="", decided_at=None
    )
    data = {"kept": merge.kept.name, "gone": merge.gone.name}
    record("enterprises.merge.undone", by=login, on=merge, data=data)
    return merge


@transaction.atomic
def split_name(name_id: int, *, by: Any) -> Enterprise:
    """Give a name that was taken in by rule an enterprise of its own; taking it back is a merge.

    Raises:
        LastName: the enterprise has no other name.

    """
    require(by, May.ENTERPRISE_EDIT)
    name = (
        Name.objects.select_for_update(of=("self",)).prefetch_related("enterprise").get(pk=name_id)
    )
    old = name.enterprise
    rest = old.names.exclude(pk=name.pk).order_by("pk").first()
    if rest is None:
        raise LastName(
            _("这是该企业唯一的名称，不能分出。"), next_step=_("如名称有误，请修改原文事实。")
        )
    if old.name == name.text:
        old.name = rest.text
        old.save()
    own = Enterprise.objects.create(name=name.text)
    name.enterprise, name.how = own, Name.How.PERSON
    name.save()
    one, other = sorted((old, own), key=lambda row: row.pk)
    suggestion = Suggestion.objects.create(
        one=one,
        other=other,
        why="由人工分出",
        state=Suggestion.State.DIFFERENT,
        decided_by=by.get_username(),
        decided_at=clock.now(),
    )
    data = {"name": name.text, "from": old.name, "suggestion": suggestion.pk}
    record("enterprises.name.split", by=by.get_username(), on=own, data=data)
    return own


def free_code(code: str, *, besides: int | None = None) -> str:
    """Return a social credit code as it is kept; blank for none.

    Raises:
        CodeWrong: the check digit says so.
        CodeTaken: an enterprise other than `besides` has it.

    """
    compact = uscc.compact(code).upper() if code.strip() else ""
    if not compact:
        return ""
    try:
        uscc.validate(compact)
    except ValidationError as wrong:
        raise CodeWrong(
            _("统一社会信用代码有误（校验位不符）。"), next_step=_("请核对 18 位代码。")
        ) from wrong
    others = Enterprise.objects.filter(uscc=compact)
    other = others.exclude(pk=besides).first() if besides else others.first()
    if other is not None:
        message = _("“%(name)s”已用此代码。") % {"name": other.name}
        raise CodeTaken(message, next_step=_("如是同一家企业，请先归并。"))
    return compact


@transaction.atomic
def set_code(enterprise_id: int, *, code: str, by: Any) -> Enterprise:
    """Enter, correct or (with a blank) remove an enterprise's social credit code.

    Raises:
        CodeWrong: the check digit says so.
        CodeTaken: another enterprise has it.

    """
    require(by, May.ENTERPRISE_EDIT)
    compact = free_code(code, besides=enterprise_id)
    enterprise = Enterprise.objects.select_for_update().get(pk=enterprise_id)
    data = {"before": enterprise.uscc, "after": compact or None}
    enterprise.uscc = compact or None
    enterprise.save()
    record("enterprises.code.set", by=by.get_username(), on=enterprise, data=data)
    return enterprise
