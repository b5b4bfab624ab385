"""What a person says about a printed unit, or about the meaning of an indicator."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from luoshi.agencies.api import Agency, resolve
from luoshi.kernel import clock
from luoshi.ledger.models import Dimension, Indicator, Option, Responsibility
from luoshi.ledger.queries import day_of


class MembersForm(forms.Form):
    """Which agencies a group means: the candidates of its words, ticked by a person."""

    members = forms.MultipleChoiceField(
        label=_("成员单位"),
        widget=forms.CheckboxSelectMultiple(attrs={"class": "members"}),
        error_messages={"required": _("请至少勾选一个成员单位。")},
    )

    def __init__(self, *arguments: Any, row: Responsibility, **named: Any) -> None:
        """Offer the candidates; those confirmed are ticked, and all of them where 各 says so."""
        super().__init__(*arguments, **named)
        found = resolve(row.printed, on=day_of(row.item.plan))
        candidates = found.candidates
        confirmed = [str(member.agency_id) for member in row.members.all()]
        if found.every and not confirmed:
            confirmed = [str(agency.pk) for agency in candidates]
        field = self.fields["members"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(str(agency.pk), agency.name) for agency in candidates]
        field.initial = confirmed

    @property
    def chosen(self) -> list[int]:
        """Return the keys of the ticked agencies."""
        return [int(key) for key in self.cleaned_data["members"]]


class NameForm(forms.Form):
    """Which agency a printed name means."""

    agency = forms.ModelChoiceField(
        label=_("对应单位"), queryset=Agency.objects.none(), empty_label=_("请选择")
    )

    def __init__(self, *arguments: Any, row: Responsibility, **named: Any) -> None:
        """Offer every agency of the tree, in its order."""
        super().__init__(*arguments, **named)
        assert row.pk
        field = self.fields["agency"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Agency.objects.order_by("path")

    @property
    def chosen(self) -> int:
        """Return the key of the chosen agency."""
        key: int = self.cleaned_data["agency"].pk
        return key


class MethodForm(forms.Form):
    """How an indicator is reported and adds up, and the state in which the person saw it."""

    unit = forms.CharField(label=_("计量单位"), max_length=30, required=False)
    entered = forms.ChoiceField(label=_("填报口径"), choices=Indicator.Entered.choices)
    over_time = forms.ChoiceField(label=_("跨期汇总"), choices=Indicator.Adding.choices)
    over_places = forms.ChoiceField(label=_("跨地汇总"), choices=Indicator.Adding.choices)
    better = forms.ChoiceField(label=_("方向"), choices=Indicator.Better.choices)
    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    @staticmethod
    def of(indicator: Indicator) -> dict[str, Any]:
        """Return what stands there now."""
        return {key: getattr(indicator, key) for key in MethodForm.base_fields}

    def read(self) -> tuple[int, dict[str, str]]:
        """Return the revision seen, and the method."""
        method = dict(self.cleaned_data)
        revision: int = method.pop("revision")
        return revision, method


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class DimensionForm(forms.Form):
    """One more way in which an indicator's figures are broken down."""

    name = forms.CharField(
        label=_("分组名称"), max_length=20, help_text=_("按什么分，如车型、所有制、规模。")
    )
    total = forms.ChoiceField(
        label=_("总数"), choices=Dimension.Total.choices, initial=Dimension.Total.HARD
    )


class TotalForm(forms.Form):
    """How the total goes together with the parts, and the state in which the person saw it."""

    total = forms.ChoiceField(label=_("总数"), choices=Dimension.Total.choices)
    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    @staticmethod
    def of(dimension: Dimension) -> dict[str, Any]:
        """Return what stands there now."""
        return {"total": dimension.total, "revision": dimension.revision}


class OptionForm(forms.Form):
    """One more part of a breakdown."""

    name = forms.CharField(label=_("分项名称"), max_length=60)
    since = forms.DateField(
        label=_("启用日期"), widget=_day(), help_text=_("此日及以后结束的报送期填报这一分项。")
    )
    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    @staticmethod
    def of(dimension: Dimension) -> dict[str, Any]:
        """Return what is offered."""
        first = clock.today().replace(day=1)
        return {"since": first, "revision": dimension.revision}


class RenameForm(forms.Form):
    """What a part is called from now on, and why."""

    name = forms.CharField(label=_("分项名称"), max_length=60)
    reason = forms.CharField(label=_("理由"), max_length=300)
    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    @staticmethod
    def of(option: Option) -> dict[str, Any]:
        """Return what stands there now."""
        return {"name": option.name, "revision": option.dimension.revision}


class RetireForm(forms.Form):
    """Until when a part is asked for, and why no longer."""

    until = forms.DateField(
        label=_("停用日期"), widget=_day(), help_text=_("此日以后开始的报送期不再填报这一分项。")
    )
    reason = forms.CharField(label=_("理由"), max_length=300)
    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    @staticmethod
    def of(option: Option) -> dict[str, Any]:
        """Return what is offered."""
        return {"until": clock.today(), "revision": option.dimension.revision}


class EndTermForm(forms.Form):
    """From when a term counts no more, and why."""

    since = forms.DateField(
        label=_("停用日期"), widget=_day(), help_text=_("此日及以后结束的报送期不再折算这一项。")
    )
    reason = forms.CharField(label=_("理由"), max_length=300)
    paper = forms.CharField(label=_("批准文件"), max_length=200, help_text=_("文件名称和文号。"))


class TermForm(EndTermForm):
    """A factor from a day on."""

    factor = forms.DecimalField(
        label=_("折算系数"), max_digits=12, decimal_places=6, min_value=Decimal("0.000001"),
        help_text=_("来源指标的数值乘以此数计入。"),
    )  # fmt: skip
    since = forms.DateField(
        label=_("起用日期"), widget=_day(),
        help_text=_("此日及以后结束的报送期用这个系数，以前的仍用当时的系数。"),
    )  # fmt: skip
    field_order = ("source", "factor")

    @staticmethod
    def from_today() -> dict[str, Any]:
        """Return what is offered."""
        return {"since": clock.today().replace(day=1)}


class NewTermForm(TermForm):
    """One more source of a derived indicator, with its factor."""

    source = forms.ModelChoiceField(
        label=_("来源指标"), queryset=Indicator.objects.none(), empty_label=_("请选择")
    )

    def __init__(self, *arguments: Any, sources: QuerySet[Indicator], **named: Any) -> None:
        """Offer the indicators that the person sees."""
        super().__init__(*arguments, **named)
        field = self.fields["source"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = sources


class UndoTermForm(forms.Form):
    """Why a version is taken back."""

    reason = forms.CharField(label=_("理由"), max_length=300)


class DefinitionForm(forms.Form):
    """What an indicator means, and the state in which the person saw it."""

    definition = forms.CharField(
        label=_("定义"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("指标反映什么，包括什么、不包括什么。"),
    )  # fmt: skip
    formula = forms.CharField(
        label=_("计算方法"), max_length=2000, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    source = forms.CharField(
        label=_("数据来源"), max_length=300, required=False,
        help_text=_("由哪个单位、哪张报表提供；定义引自文件的，写明文件名称和文号。"),
    )  # fmt: skip
    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    @staticmethod
    def of(indicator: Indicator) -> dict[str, Any]:
        """Return what stands there now."""
        return {key: getattr(indicator, key) for key in DefinitionForm.base_fields}

    def read(self) -> tuple[int, dict[str, str]]:
        """Return the revision seen, and the words."""
        words = dict(self.cleaned_data)
        revision: int = words.pop("revision")
        return revision, words


class NewIndicatorForm(DefinitionForm):
    """An indicator that no plan states."""

    name = forms.CharField(
        label=_("指标"), max_length=200,
        help_text=_("计划没有写到的指标，如折算指标；以后的计划写到同名指标时即为这一个。"),
    )  # fmt: skip
    unit = forms.CharField(label=_("计量单位"), max_length=30, required=False)
    revision = None  # type: ignore[assignment]  # there is none to have seen
    field_order = ("name", "unit")

    def said(self) -> tuple[str, dict[str, str]]:
        """Return the name, and the words."""
        words = dict(self.cleaned_data)
        return words.pop("name"), words
