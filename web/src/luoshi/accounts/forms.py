"""Shape of input about people."""

from __future__ import annotations

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from luoshi.accounts.models import Post
from luoshi.agencies.api import Agency


class LoginForm(forms.Form):
    """A login name and a password; neither is cut nor stripped of meaning."""

    login = forms.CharField(
        label=_("登录名"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autofocus": True}),
    )
    password = forms.CharField(
        label=_("口令"),
        strip=False,
        max_length=256,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class NewPasswordForm(forms.Form):
    """A new password, typed twice."""

    password = forms.CharField(
        label=_("新口令"),
        strip=False,
        max_length=256,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("再输一遍"),
        strip=False,
        max_length=256,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_again(self) -> str:
        """Refuse a slip of the finger."""
        again: str = self.cleaned_data["again"]
        if again != self.cleaned_data.get("password"):
            raise forms.ValidationError(_("两次输入的口令不一致。"))
        return again


class ChangePasswordForm(NewPasswordForm):
    """The present password, and a new one."""

    present = forms.CharField(
        label=_("原口令"),
        strip=False,
        max_length=256,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    field_order = ("present", "password", "again")


class PostForm(forms.Form):
    """A post at an agency, named as the tree names it or by its code."""

    agency = forms.CharField(
        label=_("单位"),
        max_length=200,
        help_text=_("写单位全称或代码。全省业务写省政府。"),
        widget=forms.TextInput(attrs={"list": "agencies", "autocomplete": "off"}),
    )
    kind = forms.ChoiceField(label=_("岗位"), choices=Post.Kind.choices)

    def clean_agency(self) -> Agency:
        """Find the one agency that is meant."""
        named = self.cleaned_data["agency"].strip()
        found = list(Agency.objects.filter(Q(name=named) | Q(code=named))[:2])
        if len(found) != 1:
            raise forms.ValidationError(_("没有这个单位，或同名的不止一个。请写单位代码。"))
        agency: Agency = found[0]
        return agency


class PersonForm(PostForm):
    """A new person with the first post."""

    login = forms.CharField(
        label=_("登录名"),
        max_length=150,
        help_text=_("不区分大小写和全角半角，一人一号。"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    name = forms.CharField(label=_("姓名"), max_length=80)
    field_order = ("login", "name", "agency", "kind")
