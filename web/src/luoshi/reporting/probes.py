"""What 配置体检 looks at in forms, their rounds and their rules (row 43)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from luoshi.accounts.api import May, Post
from luoshi.agencies.api import Agency
from luoshi.dispatch.api import Assignment
from luoshi.kernel import checkup, clock
from luoshi.kernel.checkup import Found, Grade
from luoshi.kernel.periods import Period
from luoshi.ledger.api import Indicator, Item, terms
from luoshi.reporting.models import Cycle, Duty, Form, Line, Rule, Stage, Window
from luoshi.reporting.rules.expressions import Misread, parse
from luoshi.reporting.rules.windows import ENTERPRISE

_ACTS: Final = frozenset({May.CYCLE_MANAGE})
_RULES: Final = frozenset({May.RULE_EDIT})
_PEOPLE: Final = frozenset({May.ACCOUNT_MANAGE, May.POST_GRANT})
#: So long after its last deadline a round should be closed.
_OVER: Final = timedelta(days=60)
_OF_FORMS: Final = checkup.Group(gettext_lazy("报表和报送期"), _ACTS)
_OF_RULES: Final = checkup.Group(gettext_lazy("审核公式"), _RULES)
_OF_PEOPLE: Final = checkup.Group(gettext_lazy("账号和岗位"), _PEOPLE)


def _lines() -> QuerySet[Line]:
    """Return the lines that are asked."""
    rows = Line.objects.filter(retired_at=None, form__retired_at=None)
    return rows.select_related("form").order_by("form_id", "position", "pk")


def _line(one: Line) -> Found:
    return Found(str(one.pk), f"{one.form}：{one}", reverse("reporting:form", args=[one.form_id]))


def _round(one: Cycle, words: str = "", key: str = "") -> Found:
    said = f"{one.form}（{Period.parse(one.period_code).label}）{words}"
    return Found(key or str(one.pk), said, reverse("reporting:cycle", args=[one.pk]))


def _rounds() -> QuerySet[Cycle]:
    """Return the rounds that are open."""
    return Cycle.objects.filter(closed_at=None).select_related("form").order_by("end", "pk")


@_OF_PEOPLE.probe(
    "RP10",
    Grade.ERROR,
    title=gettext_lazy("应报单位没有经办人"),
    meaning=gettext_lazy("单位在开放的报送期中有应报，但没有可登录的经办岗位，无人填报。"),
    remedy=gettext_lazy("请为该单位人员开设账号并授予经办岗位。"),
)
def nobody_reports() -> Iterator[Found]:
    """Yield agencies that owe a report in an open round, and where nobody may fill it in."""
    today = clock.today()
    held = Post.objects.filter(
        Q(until=None) | Q(until__gte=today), agency=OuterRef("agency"), since__lte=today,
        kind=Post.Kind.EDITOR, person__is_active=True,
    )  # fmt: skip
    rows = Duty.objects.filter(~Exists(held), cycle__closed_at=None, enterprise=None, excused=False)
    found = rows.order_by("agency__path").values_list("agency", "agency__name").distinct()
    for pk, name in found:
        yield Found(str(pk), name, reverse("accounts:people"))


@_OF_FORMS.probe(
    "RP01",
    Grade.ERROR,
    title=gettext_lazy("停用单位仍在应报名单"),
    meaning=gettext_lazy("单位在期末前已停用，仍被要求报送，会一直显示缺报。"),
    remedy=gettext_lazy("请为该单位办理免报，并向承接单位下达。"),
)
def asked_of_ended() -> Iterator[Found]:
    """Yield what bodies that had ended before the period was over owe in an open round."""
    rows = Duty.objects.filter(
        cycle__closed_at=None, excused=False, current=None, agency__valid_to__lte=F("cycle__end")
    )
    found = rows.select_related("cycle__form", "agency").order_by("cycle_id", "agency__path", "pk")
    for one in found:
        yield _round(one.cycle, f"：{one.agency}", str(one.pk))


@_OF_FORMS.probe(
    "RP02",
    Grade.ERROR,
    title=gettext_lazy("报送期缺少报送窗口"),
    meaning=gettext_lazy("该层级有应报单位，但没有截止时间，新增单位无法生成应报。"),
    remedy=gettext_lazy("请在报表页面再次开放该期，系统会补齐截止时间。"),
)
def without_window() -> Iterator[Found]:
    """Yield the levels that are asked in an open round and have no deadline in it."""
    final = Window.objects.filter(stage=Stage.FINAL, cycle__closed_at=None)
    there = set(final.values_list("cycle_id", "level"))
    rounds = {one.pk: one for one in _rounds()}
    rows = Duty.objects.filter(cycle__closed_at=None, enterprise=None).order_by()
    levels = set(rows.values_list("cycle_id", "agency__level").distinct())
    firms = Duty.objects.filter(cycle__closed_at=None, enterprise__isnull=False).order_by()
    levels |= {(pk, ENTERPRISE) for pk in firms.values_list("cycle_id", flat=True).distinct()}
    for pk, level in sorted(levels - there):
        if pk in rounds:
            yield _round(rounds[pk], f"：{_level(level)}", f"{pk}:{level}")


def _level(level: str) -> str:
    return _("企业") if level == ENTERPRISE else str(Agency.Level(level).label)


@_OF_FORMS.probe(
    "RP03",
    Grade.ERROR,
    title=gettext_lazy("表行对应事项已收回"),
    meaning=gettext_lazy("表行对应的事项已撤销或无人承办，仍在要求填报。"),
    remedy=gettext_lazy("请更新报表，停用该表行。"),
)
def withdrawn_items() -> Iterator[Found]:
    """Yield lines of items that nobody holds any more or that were taken off the ledger."""
    held = Assignment.objects.filter(item=OuterRef("item"), returned_at=None, withdrawn_at=None)
    rows = _lines().filter(item__isnull=False)
    for one in rows.filter(~Exists(held) | Q(item__state=Item.State.WITHDRAWN)):
        yield _line(one)


@_OF_FORMS.probe(
    "RP04",
    Grade.ERROR,
    title=gettext_lazy("表行没有计量单位"),
    meaning=gettext_lazy("数据行和指标口径都没有计量单位，数据无法换算和汇总。"),
    remedy=gettext_lazy("请在指标口径中写明计量单位。"),
)
def without_unit() -> Iterator[Found]:
    """Yield lines of figures whose unit nobody wrote down."""
    rows = _lines().filter(kind=Line.Kind.FIGURE, series__unit="", series__indicator__unit="")
    for one in rows.select_related("series"):
        url = reverse("ledger:measure", args=[one.series.indicator_id]) if one.series else ""
        yield Found(str(one.pk), _line(one).words, url)


@_OF_FORMS.probe(
    "RP05",
    Grade.DOUBT,
    title=gettext_lazy("报表没有表行"),
    meaning=gettext_lazy("报表在用，但没有任何表行，开放后无可填报。"),
    remedy=gettext_lazy("请更新报表，或停用该表。"),
)
def no_lines() -> Iterator[Found]:
    """Yield forms that ask for nothing."""
    lines = Line.objects.filter(form=OuterRef("pk"), retired_at=None)
    for one in Form.objects.filter(~Exists(lines), retired_at=None).order_by("pk"):
        yield Found(str(one.pk), one.title, reverse("reporting:form", args=[one.pk]))


@_OF_FORMS.probe(
    "RP06",
    Grade.ERROR,
    title=gettext_lazy("折算项没有报送来源"),
    meaning=gettext_lazy("折算指标的来源指标不在任何在用报表中，永远没有数据。"),
    remedy=gettext_lazy("请把来源指标纳入报表，或停用该折算项。"),
)
def no_sources() -> Iterator[Found]:
    """Yield terms of derived indicators whose source no form asks for and nothing derives."""
    asked = Line.objects.filter(
        retired_at=None, form__retired_at=None, series__indicator=OuterRef("pk")
    )
    known = terms(clock.today())
    derived = {one.indicator_id for one in known}
    lacking = Indicator.objects.filter(~Exists(asked), feeds__in=known).exclude(pk__in=derived)
    without = set(lacking.values_list("pk", flat=True))
    for one in sorted(known, key=lambda one: (one.indicator.name, one.pk)):
        if one.source_id not in without:
            continue
        words = {"indicator": one.indicator.name, "source": one.source.name}
        told = _("%(indicator)s的折算项“%(source)s”") % words
        yield Found(str(one.pk), told, reverse("ledger:terms", args=[one.indicator_id]))


@_OF_RULES.probe(
    "RU01",
    Grade.ERROR,
    title=gettext_lazy("审核公式引用不存在的表行"),
    meaning=gettext_lazy("公式写的表行代码在报表中没有或已停用，公式不起作用。"),
    remedy=gettext_lazy("请修改公式中的代码，或停用公式。"),
)
def strange_rules() -> Iterator[Found]:
    """Yield rules in force that cannot be read, or that name a line the form does not ask."""
    codes: dict[int, set[str]] = defaultdict(set)
    figures = Line.objects.filter(kind=Line.Kind.FIGURE, retired_at=None)
    for form, code in figures.values_list("form_id", "code"):
        codes[form].add(code)
    rows = Rule.objects.filter(retired_at=None, form__retired_at=None).select_related("form")
    for one in rows.order_by("form_id", "code"):
        wrong = _wrong(one, codes[one.form_id])
        if wrong:
            url = reverse("reporting:rule", args=[one.form_id, one.code])
            yield Found(str(one.pk), f"{one.form}：{one.code} {wrong}", url)


def _wrong(rule: Rule, known: set[str]) -> str:
    """Return what is wrong with a rule; nothing for a good one."""
    try:
        said = {*parse(rule.left).codes(), *(parse(rule.right).codes() if rule.right else ())}
    except Misread:
        return _("读不懂")
    strange = sorted(said - known)
    return _("没有表行 %(codes)s") % {"codes": "、".join(strange)} if strange else ""


@_OF_FORMS.probe(
    "RP08",
    Grade.HINT,
    title=gettext_lazy("报送期久未关闭"),
    meaning=gettext_lazy("最后截止时间已过 60 天仍未关闭，亮灯不会定型。"),
    remedy=gettext_lazy("请核对后关闭该期。"),
)
def left_open() -> Iterator[Found]:
    """Yield rounds that are still open long after their last deadline."""
    rows = _rounds().annotate(last=Max("windows__due_at"))
    for one in rows.filter(last__lt=clock.now() - _OVER):
        yield _round(one)


@_OF_FORMS.probe(
    "RP09",
    Grade.DOUBT,
    title=gettext_lazy("停用报表仍有开放期"),
    meaning=gettext_lazy("报表已停用，报送期还开放，填报单位仍会被催报。"),
    remedy=gettext_lazy("请关闭该期。"),
)
def retired_but_open() -> Iterator[Found]:
    """Yield rounds that are open although their form was retired."""
    for one in _rounds().filter(form__retired_at__isnull=False):
        yield _round(one)


@_OF_FORMS.probe(
    "RP07",
    Grade.DOUBT,
    title=gettext_lazy("同一指标单位不一"),
    meaning=gettext_lazy("在用报表中同一指标印有不同单位，跨表比较容易看错。"),
    remedy=gettext_lazy("请统一指标的计量单位。"),
)
def two_units() -> Iterator[Found]:
    """Yield indicators of which forms that are asked now print different units."""
    lines = Q(series__lines__retired_at=None, series__lines__form__retired_at=None)
    rows = Indicator.objects.filter(lines, series__lines__isnull=False)
    kinds = Count("series__unit", distinct=True)
    for one in rows.annotate(kinds=kinds).filter(kinds__gt=1).order_by("name"):
        yield Found(str(one.pk), one.name, reverse("ledger:indicator", args=[one.pk]))


def register() -> None:
    """Let 配置体检 look at forms, rounds and rules."""
    _OF_FORMS.register()
    _OF_RULES.register()
    _OF_PEOPLE.register()
