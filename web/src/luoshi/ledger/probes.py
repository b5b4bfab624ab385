"""What 配置体检 looks at on the ledger: indicators, what they are made of, who leads (row 43)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from luoshi.accounts.api import May
from luoshi.kernel import checkup, clock
from luoshi.kernel.checkup import Found, Grade
from luoshi.ledger import queries
from luoshi.ledger.models import DerivedTerm, Indicator, Item, Responsibility

_INDICATORS: Final = frozenset({May.INDICATOR_EDIT})
_ITEMS: Final = frozenset({May.PLAN_REVIEW, May.DISPATCH})
_OF_INDICATORS: Final = checkup.Group(gettext_lazy("指标口径"), _INDICATORS)
_OF_ITEMS: Final = checkup.Group(gettext_lazy("台账事项"), _ITEMS)


def _page(indicator_id: int) -> str:
    return reverse("ledger:indicator", args=[indicator_id])


def _terms_page(indicator_id: int) -> str:
    return reverse("ledger:terms", args=[indicator_id])


def _terms() -> list[DerivedTerm]:
    """Return the terms that count today, by the name of what they make."""
    return sorted(queries.terms(clock.today()), key=lambda one: (one.indicator.name, one.pk))


@_OF_INDICATORS.probe(
    "IN01",
    Grade.ERROR,
    title=gettext_lazy("比率指标没有分子或分母"),
    meaning=gettext_lazy("比率须按分子、分母重新计算，没有写明就无法汇总。"),
    remedy=gettext_lazy("请在指标口径中写明分子和分母。"),
)
def ratios_without_parts() -> Iterator[Found]:
    """Yield ratios of which nobody wrote down the numerator or the denominator."""
    rows = Indicator.objects.filter(
        Q(numerator_text="") | Q(denominator_text=""), over_time=Indicator.Adding.RATIO
    )
    for one in rows.order_by("name"):
        yield Found(str(one.pk), one.name, _page(one.pk))


@_OF_INDICATORS.probe(
    "IN02",
    Grade.ERROR,
    title=gettext_lazy("折算系数缺失"),
    meaning=gettext_lazy("折算指标的某一项系数为零或负数，折算结果不对。"),
    remedy=gettext_lazy("请在折算系数页改定该项的系数。"),
)
def factors_missing() -> Iterator[Found]:
    """Yield terms of derived indicators whose factor is nought or less."""
    for one in _terms():
        if one.factor is None or one.factor > 0:
            continue
        words = {"indicator": one.indicator.name, "source": one.source.name}
        told = _("%(indicator)s中“%(source)s”没有折算系数") % words
        yield Found(str(one.pk), told, _terms_page(one.indicator_id))


@_OF_INDICATORS.probe(
    "IN03",
    Grade.ERROR,
    title=gettext_lazy("折算指标互相引用"),
    meaning=gettext_lazy("折算指标绕了一圈又引用自己，算不出数。"),
    remedy=gettext_lazy("请在折算系数页停用其中一个折算项。"),
)
def circles() -> Iterator[Found]:
    """Yield derived indicators that are computed, by however many steps, from themselves."""
    sources: dict[int, set[int]] = defaultdict(set)
    names: dict[int, str] = {}
    for one in _terms():
        sources[one.indicator_id].add(one.source_id)
        names[one.indicator_id] = one.indicator.name
    for pk, name in names.items():
        reached, asked = set(), set(sources[pk])
        while asked:
            reached |= asked
            asked = {far for near in asked for far in sources.get(near, ())} - reached
        if pk in reached:
            yield Found(str(pk), name, _terms_page(pk))


@_OF_INDICATORS.probe(
    "IN04",
    Grade.DOUBT,
    title=gettext_lazy("折算项单位不一"),
    meaning=gettext_lazy("折算指标各项来源的计量单位不同，直接相加可能出错。"),
    remedy=gettext_lazy("请统一单位，或把单位换算并入折算系数。"),
)
def units_mixed() -> Iterator[Found]:
    """Yield derived indicators whose sources are counted in different units."""
    units: dict[int, set[str]] = defaultdict(set)
    names: dict[int, str] = {}
    for one in _terms():
        units[one.indicator_id].add(one.source.unit)
        names[one.indicator_id] = one.indicator.name
    for pk, those in units.items():
        if len(those) > 1:
            words = {"name": names[pk], "units": "、".join(sorted(those))}
            yield Found(str(pk), _("%(name)s的折算项单位不一：%(units)s") % words, _terms_page(pk))


@_OF_ITEMS.probe(
    "IT01",
    Grade.ERROR,
    title=gettext_lazy("牵头单位对不上"),
    meaning=gettext_lazy("已审事项写有牵头单位，但系统中找不到对应单位，无法下达。"),
    remedy=gettext_lazy("请在台账的“待对应单位”中指定单位。"),
)
def without_lead() -> Iterator[Found]:
    """Yield reviewed items of current plans that name a lead of which no agency is known."""
    leads = Responsibility.objects.filter(item=OuterRef("pk"), role=Responsibility.Role.LEAD)
    rows = Item.objects.filter(
        Exists(leads), ~Exists(leads.filter(agency__isnull=False)),
        state=Item.State.LIVE, plan__version__current=True,
    )  # fmt: skip
    for one in rows.order_by("plan_id", "number"):
        yield Found(str(one.pk), one.title, reverse("ledger:item", args=[one.pk]))


def register() -> None:
    """Let 配置体检 look at the ledger."""
    _OF_INDICATORS.register()
    _OF_ITEMS.register()
