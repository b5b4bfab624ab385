"""What a person types about a project, about having seen it, or about how lights are judged."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, ClassVar, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from luoshi.agencies.api import Agency
from luoshi.kernel import channels
from luoshi.kernel.models import Delivery
from luoshi.monitoring.actions.projects import Said
from luoshi.monitoring.models import AlertRule, Curve, LightRule, ProjectReport
from luoshi.monitoring.rules.lights import SETTINGS, Preset
from luoshi.plans.api import Plan

_WIDE: dict[str, Any] = {"max_digits": 14, "decimal_places": 4, "min_value": 0}

#: The five published rules, in words.
PRESETS: Final = (
    (Preset.YINCHUAN.value, _("银川：落后序时10个百分点亮黄灯，30个百分点亮红灯")),
    (Preset.SANYA.value, _("三亚：落后即亮黄灯，少完成一半以上亮红灯")),
    (Preset.WUHAN.value, _("武汉：不到序时的80%亮黄灯，不到60%亮红灯")),
    (Preset.TIANJIN.value, _("天津：增速低于计划亮黄灯，低于平均亮红灯")),
    (Preset.SUQIAN.value, _("宿迁：临近到期亮蓝灯，落后亮黄灯，逾期亮红灯")),
)


class ProjectForm(forms.Form):
    """How a project stands in a period."""

    based_on = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    stage = forms.ChoiceField(label=_("阶段"), choices=ProjectReport.Stage.choices)
    planned_yi = forms.DecimalField(label=_("年度计划投资（亿元）"), required=False, **_WIDE)
    period_yi = forms.DecimalField(
        label=_("本期完成投资（亿元）"),
        required=False,
        help_text=_("只填本期，累计由系统相加。"),
        **_WIDE,
    )
    investment_yi = forms.DecimalField(label=_("计划总投资（亿元）"), required=False, **_WIDE)
    total_yi = forms.DecimalField(label=_("自开工累计完成投资（亿元）"), required=False, **_WIDE)
    expected_on = forms.DateField(
        label=_("预计竣工日期"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    leader = forms.CharField(label=_("包联领导"), required=False, max_length=80)
    blocker = forms.ChoiceField(label=_("困难"), choices=ProjectReport.Blocker.choices)
    blocker_text = forms.CharField(label=_("困难情况"), required=False, max_length=500)
    blocker_owner = forms.ModelChoiceField(
        label=_("由哪个单位解决"),
        required=False,
        queryset=Agency.objects.none(),
        empty_label=_("请选择"),
    )
    note = forms.CharField(
        label=_("形象进度"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *arguments: Any, **named: Any) -> None:
        """Offer the agencies that can clear a blocker, in the order of the tree."""
        super().__init__(*arguments, **named)
        field = self.fields["blocker_owner"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Agency.objects.filter(depth__lte=3).order_by("path")

    @staticmethod
    def of(last: ProjectReport | None, this_period: bool) -> dict[str, Any]:  # noqa: FBT001 - a fact
        """Return what is known already: nothing is asked again, but the period's own figure."""
        if last is None:
            return {"based_on": 0}
        kept = (
            "stage", "investment_yi", "planned_yi", "expected_on", "leader",
            "blocker", "blocker_text", "blocker_owner", "help",
        )  # fmt: skip
        found = {name: getattr(last, name) for name in kept}
        if this_period:
            found |= {name: getattr(last, name) for name in ("period_yi", "total_yi", "note")}
        return found | {"based_on": last.number if this_period else 0}

    def said(self) -> Said:
        """Return what was typed."""
        data = self.cleaned_data
        owner = data["blocker_owner"]
        blocked = data["blocker"] != ProjectReport.Blocker.NONE
        return Said(
            stage=data["stage"],
            planned_yi=data["planned_yi"],
            period_yi=data["period_yi"],
            leader=data["leader"],
            blocker=data["blocker"],
            blocker_text=data["blocker_text"] if blocked else "",
            blocker_owner=owner.pk if owner and blocked else None,
            note=data["note"],
            investment_yi=data["investment_yi"],
            total_yi=data["total_yi"],
            expected_on=data["expected_on"],
            help=data["help"] if blocked else "",
        )


class CheckForm(forms.Form):
    """What somebody saw who went to look."""

    right = forms.TypedChoiceField(
        label=_("核实结果"),
        choices=(("1", _("属实")), ("0", _("不符"))),
        coerce=lambda raw: raw == "1",
    )
    note = forms.CharField(label=_("核实情况"), max_length=500)


class RuleForm(forms.Form):
    """How lights are to be judged; only the thresholds of the chosen preset count."""

    preset = forms.ChoiceField(label=_("规则"), choices=PRESETS, widget=forms.RadioSelect)
    yellow = forms.DecimalField(
        label=_("黄灯线"), required=False, help_text=_("银川：落后百分点；武汉：占序时的百分比")
    )
    red = forms.DecimalField(
        label=_("红灯线"),
        required=False,
        help_text=_("银川：落后百分点；三亚：少完成的百分比；武汉：占序时的百分比"),
    )
    soon = forms.IntegerField(
        label=_("临近到期天数"), required=False, help_text=_("宿迁：到期前多少天亮蓝灯")
    )
    late_red = forms.IntegerField(
        label=_("节点逾期多少天亮红灯"), required=False, help_text=_("用于没有数据的事项")
    )
    hedge_yellow = forms.BooleanField(label=_("“力争”的目标最多亮黄灯"), required=False)
    plan = forms.ModelChoiceField(
        label=_("适用计划"), required=False, queryset=Plan.objects.none(), empty_label=_("全部计划")
    )
    since = forms.DateField(
        label=_("自何日起"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *arguments: Any, **named: Any) -> None:
        """Offer the plans in force."""
        super().__init__(*arguments, **named)
        field = self.fields["plan"]
        assert isinstance(field, forms.ModelChoiceField)
        plans = Plan.objects.filter(version__current=True).defer("outline")
        field.queryset = plans.order_by("version_id", "ordinal")

    @staticmethod
    def of(rule: LightRule | None, since: date) -> dict[str, Any]:
        """Return the rule in force as a form shows it."""
        kept = dict(rule.thresholds) if rule else {}
        kept["hedge_yellow"] = kept.get("hedge_yellow", "1") == "1"
        preset = rule.preset if rule else Preset.YINCHUAN.value
        return {**kept, "preset": preset, "since": since, "plan": rule.plan_id if rule else None}

    @property
    def thresholds(self) -> dict[str, object]:
        """Return what was typed of the chosen preset's thresholds."""
        data = self.cleaned_data
        wanted = {*SETTINGS[Preset(data["preset"])], "late_red"}
        kept: dict[str, object] = {
            name: data[name] for name in sorted(wanted) if data[name] is not None
        }
        return kept | {"hedge_yellow": int(data["hedge_yellow"])}


class CurveForm(forms.Form):
    """How a target is expected to accrue: evenly, as last year, or by twelve running shares."""

    kind = forms.ChoiceField(label=_("序时进度"), choices=Curve.Kind.choices)
    shares = forms.CharField(
        label=_("各月累计占比（%）"), required=False, max_length=300,
        help_text=_("月度计划填写：1月至12月累计占全年的百分比，用空格或逗号隔开，可从表格粘贴。"),
    )  # fmt: skip
    reason = forms.CharField(label=_("理由"), max_length=300)
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    @staticmethod
    def of(curve: Curve | None) -> dict[str, Any]:
        """Return what counts now."""
        if curve is None:
            return {"kind": Curve.Kind.EVEN, "version": 0}
        shares = (f"{(Decimal(share) * 100).normalize():f}" for share in curve.shares)
        return {"kind": curve.kind, "shares": " ".join(shares), "version": curve.version}

    def clean_shares(self) -> list[Decimal]:
        """Return the shares as numbers; a plan by months needs them."""
        if self.cleaned_data.get("kind") != Curve.Kind.PLAN:
            return []
        words = re.split(r"[\s,，、;；%％]+", str(self.cleaned_data["shares"]).strip())
        try:
            return [Decimal(word) for word in words if word]
        except InvalidOperation as wrong:
            raise forms.ValidationError(_("各月累计占比须是数字。")) from wrong

    def said(self) -> dict[str, Any]:
        """Return what was typed."""
        data = dict(self.cleaned_data)
        typed = data.pop("shares")
        return {**data, "typed": typed}


class AlertRuleForm(forms.ModelForm):  # type: ignore[type-arg]  # the stubs alone know a parameter
    """When somebody is to be told of what, and who."""

    class Meta:
        model = AlertRule
        fields = (
            "name", "kind", "limit", "low", "high", "plan", "agency", "indicator", "whom", "own",
            "up", "quiet_days", "mail", "sms", "robot", "on",
        )  # fmt: skip
        labels: ClassVar[dict[str, Any]] = {
            "name": _("名称"), "kind": _("情形"), "limit": _("界限"), "low": _("下限"),
            "high": _("上限"), "plan": _("计划"), "agency": _("单位及其下级"),
            "indicator": _("指标"), "whom": _("通知岗位"), "own": _("通知本单位"),
            "up": _("通知上级层数"), "quiet_days": _("再次提醒间隔（天）"),
            "mail": _("同时发邮件"), "sms": _("同时发短信"), "robot": _("同时发工作群"),
            "on": _("启用"),
        }  # fmt: skip
        help_texts: ClassVar[dict[str, Any]] = {
            "limit": _("达标可能填百分数，逾期填天数，连续说明填期数；红灯不填。"),
            "low": _("只用于指标值超出范围。"),
            "quiet_days": _("没有人确认时，隔多少天再提醒一次；填 0 不再提醒。"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Ask only of the ways out that the house has; what was chosen of others stays."""
        super().__init__(*args, **kwargs)
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ChoiceField)
        kind.choices = [("", _("请选择")), *AlertRule.Kind.choices]
        for name in ("plan", "agency", "indicator"):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.empty_label = _("全部")
        for channel in Delivery.Channel.values:
            if channel not in channels.configured():
                del self.fields[channel]

    def clean(self) -> dict[str, Any]:
        """Ask for what the kind needs, and for no bounds the wrong way round."""
        data: dict[str, Any] = super().clean() or {}
        kind, limit = data.get("kind"), data.get("limit")
        if kind in {"chance", "overdue", "soft"} and (limit is None or limit < 0):
            self.add_error("limit", _("请填写界限。"))
        if kind == "range" and not data.get("indicator"):
            self.add_error("indicator", _("请选择指标。"))
        low, high = data.get("low"), data.get("high")
        if kind == "range" and low is None and high is None:
            self.add_error("low", _("请填写下限或上限。"))
        if low is not None and high is not None and low > high:
            self.add_error("high", _("上限不能小于下限。"))
        if not data.get("own") and not data.get("up"):
            self.add_error("up", _("请至少通知一级单位。"))
        return data
