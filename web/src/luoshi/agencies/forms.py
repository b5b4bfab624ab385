"""Shape of what people enter about agencies."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from luoshi.agencies.actions.changing import CLOSED, Ending
from luoshi.agencies.models import Agency, Succession
from luoshi.agencies.queries import meant


class AliasForm(forms.Form):
    """A name of an agency with the days between which it was right."""

    name = forms.CharField(label=_("名称"), max_length=200, help_text=_("与文件中的印法一致。"))
    valid_from = forms.DateField(
        label=_("启用日期"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("这个名称从哪一天起使用；不清楚可不填。"),
    )
    valid_to = forms.DateField(
        label=_("停用日期"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("从这一天起不再使用；仍在使用则不填。"),
    )
    source = forms.CharField(
        label=_("依据"), max_length=300, help_text=_("文件名称和文号，或见于何处。")
    )
    checked = forms.BooleanField(label=_("已与依据核对"), required=False)


class DayForm(forms.Form):
    """A day that is not what its day of the week makes it."""

    on = forms.DateField(label=_("日期"), widget=forms.DateInput(attrs={"type": "date"}))
    working = forms.TypedChoiceField(
        label=_("安排"),
        choices=[("0", _("放假")), ("1", _("上班"))],
        coerce=lambda raw: raw == "1",
    )
    name = forms.CharField(label=_("名称"), max_length=40, help_text=_("如：国庆节、国庆节调休。"))


class AgencyField(forms.CharField):
    """One agency, by its code or by a name that stands for it alone."""

    def clean(self, value: Any) -> Agency | None:
        """Return the agency meant."""
        words = super().clean(value)
        found = meant(words) if words else None
        if words and found is None:
            message = gettext("“%(words)s”不是唯一的单位，请填代码。") % {"words": words}
            raise forms.ValidationError(message)
        return found


class AgenciesField(forms.CharField):
    """Agencies, by codes or names with a list sign between them."""

    def clean(self, value: Any) -> list[Agency]:
        """Return the agencies meant, in the order given."""
        words = super().clean(value)
        one = AgencyField()
        parts = words.replace("，", "、").replace(",", "、").split("、")
        return [found for part in parts if part.strip() and (found := one.clean(part))]


class NewAgencyForm(forms.Form):
    """A body to be made."""

    code = forms.RegexField(
        r"^[0-9A-Za-z-]+$",
        label=_("代码"),
        max_length=20,
        help_text=_("行政区划代码；部门在其后加短横线和简码，如 410100-gxj。"),
    )
    name = forms.CharField(label=_("全称"), max_length=200)
    short_name = forms.CharField(label=_("简称"), max_length=80, required=False)
    level = forms.ChoiceField(label=_("层级"), choices=Agency.Level.choices)
    valid_from = forms.DateField(
        label=_("启用日期"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    source = forms.CharField(label=_("依据"), max_length=300)


class MoveForm(forms.Form):
    """Where a body is to stand."""

    above = AgencyField(label=_("新的上级单位"), help_text=_("填代码或名称。"))


class RenameForm(forms.Form):
    """A new name from a day on."""

    name = forms.CharField(label=_("新的全称"), max_length=200)
    short_name = forms.CharField(label=_("新的简称"), max_length=80, required=False)
    on = forms.DateField(label=_("更名日期"), widget=forms.DateInput(attrs={"type": "date"}))
    source = forms.CharField(label=_("依据"), max_length=300)


class EndingForm(forms.Form):
    """How a body ends or divides."""

    kind = forms.ChoiceField(
        label=_("方式"), choices=[*Succession.Kind.choices, (CLOSED, _("撤销，无承接单位"))]
    )
    heirs = AgenciesField(
        label=_("承接单位"),
        required=False,
        max_length=500,
        help_text=_("代码或名称，多个用顿号分隔；未了事项移交第一个。"),
    )
    stays = forms.BooleanField(label=_("原单位保留（仅分设）"), required=False)
    on = forms.DateField(label=_("日期"), widget=forms.DateInput(attrs={"type": "date"}))
    source = forms.CharField(label=_("依据"), max_length=300)

    @property
    def ending(self) -> Ending:
        """Return the ending that was entered."""
        given = dict(self.cleaned_data)
        given["stays"] = given["stays"] and given["kind"] == Succession.Kind.SPLIT
        return Ending(**given)
