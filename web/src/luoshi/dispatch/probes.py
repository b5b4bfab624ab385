"""What 配置体检 looks at in what was handed down: holders, sums, dates (row 43)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from luoshi.accounts.api import May
from luoshi.dispatch.models import Assignment, Dispatch, Milestone
from luoshi.dispatch.queries.held import OPEN, due_of, splits_of
from luoshi.kernel import checkup, clock
from luoshi.kernel.checkup import Found, Grade
from luoshi.kernel.figures import plain
from luoshi.ledger.api import Item, Responsibility

_ACTS: Final = frozenset({May.DISPATCH})
_LOOK: Final = checkup.Group(gettext_lazy("下达和分解"), _ACTS)


def _open() -> QuerySet[Assignment]:
    """Return what is in somebody's hands, of items on the ledger."""
    rows = Assignment.objects.filter(OPEN, item__state=Item.State.LIVE)
    return rows.select_related("item", "agency").order_by("agency__path", "item_id", "pk")


def _told(one: Assignment, words: str = "") -> Found:
    said = f"{one.agency}：{one.item.title}{words}"
    return Found(str(one.pk), said, reverse("dispatch:assignment", args=[one.pk]))


@_LOOK.probe(
    "DI01",
    Grade.ERROR,
    title=gettext_lazy("停用单位仍有在手任务"),
    meaning=gettext_lazy("单位已停用，任务还在其名下，无人报送。"),
    remedy=gettext_lazy("请改派给承接单位，或按撤并办理移交。"),
)
def held_by_ended() -> Iterator[Found]:
    """Yield what is in the hands of bodies that have ended."""
    for one in _open().filter(agency__valid_to__lte=clock.today()):
        yield _told(one)


@_LOOK.probe(
    "DI02",
    Grade.DOUBT,
    title=gettext_lazy("已审事项无人承办"),
    meaning=gettext_lazy("计划已下达，事项已审，但没有任何单位承办。"),
    remedy=gettext_lazy("请在事项页面下达，或再次下达计划。"),
)
def held_by_nobody() -> Iterator[Found]:
    """Yield reviewed items that nobody holds, of current plans that were handed down."""
    sent = Dispatch.objects.filter(plan=OuterRef("plan"))
    held = Assignment.objects.filter(OPEN, item=OuterRef("pk"))
    rows = Item.objects.filter(
        Exists(sent), ~Exists(held), state=Item.State.LIVE, plan__version__current=True
    )
    for one in rows.order_by("plan_id", "number"):
        yield Found(str(one.pk), one.title, reverse("ledger:item", args=[one.pk]))


@_LOOK.probe(
    "DI03",
    Grade.DOUBT,
    title=gettext_lazy("在办事项没有牵头单位"),
    meaning=gettext_lazy("事项只有参加单位承办，没有单位牵头，数据无人负责。"),
    remedy=gettext_lazy("请在事项页面指定牵头单位并下达。"),
)
def led_by_nobody() -> Iterator[Found]:
    """Yield items that some hold as participants, and nobody as their lead."""
    held = Assignment.objects.filter(OPEN, item=OuterRef("pk"))
    leads = held.filter(role=Responsibility.Role.LEAD)
    rows = Item.objects.filter(Exists(held), ~Exists(leads), state=Item.State.LIVE)
    for one in rows.order_by("plan_id", "number"):
        yield Found(str(one.pk), one.title, reverse("ledger:item", args=[one.pk]))


@_LOOK.probe(
    "DI04",
    Grade.ERROR,
    title=gettext_lazy("分解数合计超过上级数"),
    meaning=gettext_lazy("各承办单位分解数之和超过上级任务数，也没有写明理由。"),
    remedy=gettext_lazy("请申请调整分解数，或补充超额分解说明。"),
)
def split_beyond() -> Iterator[Found]:
    """Yield what was split into more than there is, where nobody said why."""
    parts = Assignment.objects.filter(OPEN, parent=OuterRef("pk"))
    up = ("item__target", "item__commitment", "parent__item__target", "parent__item__commitment")
    rows = _open().filter(Exists(parts), ~Exists(parts.exclude(excess_reason="")))
    # A share is of what the one above holds: as far up as the tree of agencies goes.
    chain = ("parent__parent__parent", "parent__parent__item__target", *up)
    for one, split in splits_of(list(rows.select_related("agency", *chain))):
        if split.excess is not None:
            words = {"excess": plain(split.excess), "unit": split.unit}
            yield _told(one, _("，多分 %(excess)s%(unit)s") % words)


@_LOOK.probe(
    "DI05",
    Grade.DOUBT,
    title=gettext_lazy("节点晚于完成时限"),
    meaning=gettext_lazy("节点计划完成日期在任务时限之后，按节点推进必然逾期。"),
    remedy=gettext_lazy("请重设节点，或申请调整时限。"),
)
def steps_too_late() -> Iterator[Found]:
    """Yield milestones that are planned for after the deadline of what they lead to."""
    rows = Milestone.objects.filter(
        done_on=None, assignment__in=_open().order_by().values("pk")
    ).select_related("assignment__agency", "assignment__item__target")
    for one in rows.order_by("assignment__agency__path", "pk"):
        due = due_of(one.assignment)
        if due is not None and one.due_on > due:
            words = {"step": one.title, "on": one.due_on, "due": due}
            said = _("，节点“%(step)s”%(on)s，晚于时限 %(due)s") % words
            yield replace(_told(one.assignment, said), thing=str(one.pk))


@_LOOK.probe(
    "DI06",
    Grade.DOUBT,
    title=gettext_lazy("分解时限晚于事项时限"),
    meaning=gettext_lazy("交给下级的时限晚于事项本身的时限。"),
    remedy=gettext_lazy("请申请调整分解时限。"),
)
def parts_too_late() -> Iterator[Found]:
    """Yield what was handed on with a later deadline than the item itself has."""
    rows = _open().annotate(deadline=Coalesce("item__amended_due_on", "item__due_on"))
    for one in rows.filter(due_on__gt=F("deadline")):
        words = {"on": one.due_on, "due": one.item.deadline}
        yield _told(one, _("，分解时限 %(on)s 晚于事项时限 %(due)s") % words)


@_LOOK.probe(
    "DI07",
    Grade.HINT,
    title=gettext_lazy("牵头任务没有责任人"),
    meaning=gettext_lazy("牵头单位已签收，没有填写责任领导或责任人，催办无处可找。"),
    remedy=gettext_lazy("请提醒该单位填写责任领导和责任人。"),
)
def nobody_in_charge() -> Iterator[Found]:
    """Yield what was signed for by a lead that named nobody in charge."""
    rows = _open().filter(signed_at__isnull=False, role=Responsibility.Role.LEAD)
    for one in rows.filter(Q(leader="") | Q(contact="")):
        yield _told(one)


def register() -> None:
    """Let 配置体检 look at what was handed down."""
    _LOOK.register()
