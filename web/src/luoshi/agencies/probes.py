"""What 配置体检 looks at in the tree: names, ends, heirs, the calendar (row 43)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from luoshi.agencies.models import Agency, Succession
from luoshi.agencies.queries import STEP, unknown_years
from luoshi.kernel import checkup, clock
from luoshi.kernel.checkup import Found, Grade

#: Who mends the tree: `accounts.May.AGENCY_EDIT`, a context above.
_ACTS: Final = frozenset({"agency_edit"})
_LOOK: Final = checkup.Group(gettext_lazy("单位和日历"), _ACTS)


@_LOOK.probe(
    "AG01",
    Grade.ERROR,
    title=gettext_lazy("同级单位重名"),
    meaning=gettext_lazy("同一上级下有两个在用单位名称相同，导入和下达时无法分辨。"),
    remedy=gettext_lazy("请更名或停用其中一个。"),
)
def same_names() -> Iterator[Found]:
    """Yield bodies that stand today beside another of the same name under the same one."""
    today = clock.today()
    standing = Q(valid_from=None) | Q(valid_from__lte=today)
    rows = Agency.objects.filter(standing, Q(valid_to=None) | Q(valid_to__gt=today))
    beside: dict[tuple[str, str], list[Agency]] = defaultdict(list)
    for one in rows.order_by("path").only("path", "name", "code"):
        beside[one.path[:-STEP], one.name].append(one)
    for together in beside.values():
        for one in together[1:]:
            words = {"name": one.name, "codes": f"{together[0].code}、{one.code}"}
            told = _("%(name)s（代码 %(codes)s）") % words
            yield Found(str(one.pk), told, one.url)


@_LOOK.probe(
    "AG02",
    Grade.ERROR,
    title=gettext_lazy("上级已停用的单位"),
    meaning=gettext_lazy("上级单位已停用，下级仍在用，数据无法向上汇总。"),
    remedy=gettext_lazy("请调整上级，或按撤并办理下级。"),
)
def left_below() -> Iterator[Found]:
    """Yield bodies that stand although the one above them has ended."""
    today = clock.today()
    ended = dict(Agency.objects.filter(valid_to__lte=today).values_list("path", "name"))
    rows = Agency.objects.filter(Q(valid_to=None) | Q(valid_to__gt=today), depth__gt=1)
    for one in rows.order_by("path"):
        above = ended.get(one.path[:-STEP])
        if above is not None:
            words = {"name": one.name, "above": above}
            yield Found(str(one.pk), _("%(name)s，上级%(above)s已停用") % words, one.url)


@_LOOK.probe(
    "AG03",
    Grade.DOUBT,
    title=gettext_lazy("承接单位也已停用"),
    meaning=gettext_lazy("停用单位的承接单位后来也停用，没有写明再由谁承接。"),
    remedy=gettext_lazy("请为承接单位补办撤并并指定承接单位。"),
)
def dead_heirs() -> Iterator[Found]:
    """Yield bodies that ended, went on in another, and that one ended without an heir."""
    today = clock.today()
    later = Succession.objects.filter(old=OuterRef("new"))
    rows = Succession.objects.filter(~Exists(later), new__valid_to__lte=today)
    for one in rows.select_related("old", "new").order_by("old__path", "pk"):
        words = {"old": one.old.name, "new": one.new.name}
        told = _("%(old)s的承接单位%(new)s已停用，且没有再承接") % words
        yield Found(str(one.pk), told, one.new.url)


@_LOOK.probe(
    "AG04",
    Grade.HINT,
    title=gettext_lazy("停用单位没有承接单位"),
    meaning=gettext_lazy("单位已停用，没有写明由谁承接，旧文件中的名称找不到现在的单位。"),
    remedy=gettext_lazy("确有承接单位的，请补登记；没有的可不处理。"),
)
def without_heir() -> Iterator[Found]:
    """Yield bodies that ended and of which nobody wrote down in whom they go on."""
    rows = Agency.objects.filter(valid_to__lte=clock.today(), successions=None).order_by("path")
    for one in rows:
        words = {"name": one.name, "day": one.valid_to}
        yield Found(str(one.pk), _("%(name)s，%(day)s停用") % words, one.url)


@_LOOK.probe(
    "AG05",
    Grade.DOUBT,
    title=gettext_lazy("工作日历缺年度"),
    meaning=gettext_lazy("该年度节假日没有录入，截止时间可能落在放假日。"),
    remedy=gettext_lazy("请在工作日历中导入该年度放假安排。"),
)
def no_calendar() -> Iterator[Found]:
    """Yield the years whose holidays nobody entered: deadlines then fall on days off."""
    for year in unknown_years(clock.today()):
        url = f"{reverse('agencies:calendar')}?year={year}"
        yield Found(str(year), _("%(year)s年") % {"year": year}, url)


def register() -> None:
    """Let 配置体检 look at the tree."""
    _LOOK.register()
