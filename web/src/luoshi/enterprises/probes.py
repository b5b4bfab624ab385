"""What 配置体检 looks at on the register: where firms belong, who reports for them (row 43)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from luoshi.accounts.api import May
from luoshi.enterprises.models import Enterprise, Representative
from luoshi.kernel import checkup, clock
from luoshi.kernel.checkup import Found, Grade

_ACTS: Final = frozenset({May.ENTERPRISE_EDIT})
_LOOK: Final = checkup.Group(gettext_lazy("企业"), _ACTS)


def _above_scale() -> QuerySet[Enterprise]:
    """Return the firms that are above the scale today."""
    today = clock.today()
    dated = Q(scale_to=None) | Q(scale_to__gt=today)
    rows = Enterprise.objects.filter(dated, scale_from__lte=today, merged_into=None)
    return rows.order_by("name", "pk")


@_LOOK.probe(
    "EN01",
    Grade.ERROR,
    title=gettext_lazy("企业归属已停用单位"),
    meaning=gettext_lazy("企业所在单位已停用，企业数据无处核报和汇总。"),
    remedy=gettext_lazy("请将企业归属改到承接单位。"),
)
def at_ended() -> Iterator[Found]:
    """Yield firms that belong to a body that has ended."""
    rows = Enterprise.objects.filter(merged_into=None, agency__valid_to__lte=clock.today())
    for one in rows.select_related("agency").order_by("name", "pk"):
        words = {"firm": one.name, "agency": one.agency}
        yield Found(str(one.pk), _("%(firm)s，所在%(agency)s已停用") % words, one.url)


@_LOOK.probe(
    "EN02",
    Grade.DOUBT,
    title=gettext_lazy("规上企业没有归属"),
    meaning=gettext_lazy("企业已纳入规上，没有所在县（市、区）或园区，不会收到报表。"),
    remedy=gettext_lazy("请登记企业归属。"),
)
def without_place() -> Iterator[Found]:
    """Yield firms above the scale that belong nowhere."""
    for one in _above_scale().filter(agency=None):
        yield Found(str(one.pk), one.name, one.url)


@_LOOK.probe(
    "EN03",
    Grade.DOUBT,
    title=gettext_lazy("规上企业没有联系人"),
    meaning=gettext_lazy("企业已纳入规上，没有可登录的企业联系人，报表无人填报。"),
    remedy=gettext_lazy("请登记企业联系人并启用其账号。"),
)
def without_people() -> Iterator[Found]:
    """Yield firms above the scale for which nobody reports."""
    people = Representative.objects.filter(
        enterprise=OuterRef("pk"), until=None, person__is_active=True
    )
    for one in _above_scale().filter(~Exists(people)):
        yield Found(str(one.pk), one.name, one.url)


def register() -> None:
    """Let 配置体检 look at the register."""
    _LOOK.register()
