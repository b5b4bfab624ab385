"""Shape of what people enter about agencies."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


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
