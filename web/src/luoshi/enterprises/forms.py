"""Shape of what people enter about enterprises."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from luoshi.enterprises.actions import Belonging
from luoshi.enterprises.queries import places_to_belong


class CodeForm(forms.Form):
    """A social credit code; blank takes it away."""

    code = forms.CharField(
        label=_("统一社会信用代码"),
        max_length=40,
        required=False,
        help_text=_("18 位；留空则清除。系统核对校验位。"),
    )


class AddForm(forms.Form):
    """A firm to be put on the register; `sure` only when others are alike."""

    name = forms.CharField(label=_("企业名称"), max_length=200, help_text=_("按营业执照填写全称。"))
    code = forms.CharField(
        label=_("统一社会信用代码"),
        max_length=40,
        required=False,
        help_text=_("18 位，系统核对校验位；暂无可留空，以后补填。"),
    )
    sure = forms.BooleanField(
        label=_("已核对，不是上列企业，仍要登记"), required=False, widget=forms.HiddenInput
    )


def _day(label: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=False, widget=widget)


class BelongingForm(forms.Form):
    """Where a firm's figures count, its dates above the scale, who reports for it."""

    agency = forms.ModelChoiceField(
        label=_("所在县（市、区）或园区"),
        required=False,
        queryset=places_to_belong(),
        help_text=_("企业报送的数据先由它核报，再计入市、省。"),
    )
    industry = forms.CharField(label=_("行业"), max_length=80, required=False)
    chain = forms.CharField(label=_("产业链"), max_length=80, required=False)
    scale_from = _day(_("纳入规上"))
    scale_to = _day(_("退出规上"))
    login = forms.CharField(
        label=_("填报人账号"),
        max_length=150,
        required=False,
        help_text=_("须持有企业填报岗位；留空则无人填报。"),
    )

    def said(self) -> Belonging:
        """Return what was entered."""
        said = self.cleaned_data
        return Belonging(
            said["agency"].pk if said["agency"] else None,
            said["industry"],
            said["chain"],
            said["scale_from"],
            said["scale_to"],
        )
