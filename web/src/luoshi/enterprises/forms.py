"""Shape of what people enter about enterprises."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class CodeForm(forms.Form):
    """A social credit code; blank takes it away."""

    code = forms.CharField(
        label=_("统一社会信用代码"),
        max_length=40,
        required=False,
        help_text=_("18 位；留空则清除。系统核对校验位。"),
    )
