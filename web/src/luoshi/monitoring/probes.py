"""What 配置体检 looks at in how lights are judged (row 43)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from django.db.models import Exists, OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from luoshi.accounts.api import May
from luoshi.dispatch.api import Assignment
from luoshi.kernel import checkup, clock
from luoshi.kernel.checkup import Found, Grade
from luoshi.ledger.api import Item
from luoshi.monitoring.models import Curve, LightRule
from luoshi.monitoring.rules import lights
from luoshi.monitoring.rules.pace import MONTHS
from luoshi.reporting.api import Base, Duty, Line

_ACTS: Final = frozenset({May.RULE_EDIT})
_LOOK: Final = checkup.Group(gettext_lazy("亮灯和序时"), _ACTS)


@_LOOK.probe(
    "LI01",
    Grade.ERROR,
    title=gettext_lazy("亮灯规则失效"),
    meaning=gettext_lazy("规则的办法或阈值不在允许范围内，这些事项无法亮灯。"),
    remedy=gettext_lazy("请重新启用一版亮灯规则。"),
)
def bad_rules() -> Iterator[Found]:
    """Yield light rules whose preset or thresholds the program no longer knows."""
    rows = LightRule.objects.select_related("plan").defer("plan__outline")
    for one in rows.order_by("plan_id", "version"):
        try:
            lights.checked(one.preset, one.thresholds)
        except lights.BadSetting as wrong:
            words = {"plan": one.plan.title if one.plan else _("全部计划"), "n": one.version}
            told = _("%(plan)s第%(n)s版") % words
            yield Found(str(one.pk), f"{told}：{wrong.key}", reverse("monitoring:rules"))


@_LOOK.probe(
    "LI02",
    Grade.ERROR,
    title=gettext_lazy("序时曲线不完整"),
    meaning=gettext_lazy("曲线不是十二个月逐月不减、年底到达百分之百，进度判断不准。"),
    remedy=gettext_lazy("请在该事项的监测页重新制定序时曲线。"),
)
def bad_curves() -> Iterator[Found]:
    """Yield curves that count and are no twelve running shares up to the whole, nor even."""
    rows = Curve.objects.select_related("item").order_by("item_id", "agency_id", "version", "pk")
    for one in {(row.item_id, row.agency_id): row for row in rows}.values():
        shares = [Decimal(str(share)) for share in one.shares]
        whole = len(shares) == MONTHS and shares == sorted(shares) and shares[-1] == 1
        if one.kind != Curve.Kind.EVEN and not whole:
            url = reverse("monitoring:item", args=[one.item_id])
            yield Found(str(one.pk), one.item.title, url)


@_LOOK.probe(
    "LI03",
    Grade.DOUBT,
    title=gettext_lazy("增速目标缺上年同期基数"),
    meaning=gettext_lazy("今年的目标按增速判断，计划和报表都没有上年基数。"),
    remedy=gettext_lazy("请在全年基数页补录上年基数；还没有报表的，在审定计划原文时补录。"),
)
def growth_unjudged() -> Iterator[Found]:
    """Yield targets judged by growth of this year, in hand, of which no base of last year is known.

    The base is the plan's own, or one kept for a series by which the item is reported.
    """
    today = clock.today()
    held = Assignment.objects.filter(item=OuterRef("pk"), returned_at=None, withdrawn_at=None)
    kept = Base.objects.filter(
        series__lines__item=OuterRef("pk"), start__year=today.year - 1, enterprise=None
    )
    rows = Item.objects.filter(
        Exists(held), ~Exists(kept), kind=Item.Kind.TARGET, state=Item.State.LIVE,
        target__year=today.year, target__growth_pct__isnull=False, target__base_value=None,
    )  # fmt: skip
    # Where its base is entered: at the last report of a leader that asks for its figure.
    figures = Line.objects.filter(
        item=OuterRef("pk"), series__isnull=False, part_of=None, retired_at=None
    )
    reports = Duty.objects.filter(
        cycle__form=OuterRef("form"),
        enterprise=None,
        agency__assignments__in=held.filter(parent=None),
    )
    rows = rows.annotate(
        form=Subquery(figures.order_by("form", "pk").values("form")[:1]),
        line=Subquery(figures.order_by("form", "pk").values("pk")[:1]),
    )
    rows = rows.annotate(duty=Subquery(reports.order_by("-cycle__end", "pk").values("pk")[:1]))
    for one in rows.order_by("plan_id", "number"):
        where = [one.duty, one.line]
        url = (
            reverse("reporting:bases_of_year", args=where)
            if all(where)
            else reverse("ledger:item", args=[one.pk])
        )
        yield Found(str(one.pk), one.title, url)


def register() -> None:
    """Let 配置体检 look at how lights are judged."""
    _LOOK.register()
