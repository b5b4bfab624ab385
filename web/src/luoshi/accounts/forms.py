"""Shape of input about people."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from luoshi.accounts.models import Policy, Post
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


class PersonForm(forms.Form):
    """A new person, who may do nothing until a post is granted (SEC-17)."""

    login = forms.CharField(
        label=_("登录名"),
        max_length=150,
        help_text=_("不区分大小写和全角半角，一人一号。"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    name = forms.CharField(label=_("姓名"), max_length=80)


class TokenForm(forms.Form):
    """What a token is for, and how long it counts."""

    name = forms.CharField(
        label=_("用途"),
        max_length=80,
        help_text=_("写明哪个程序使用，如“统计直报接口”。"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    days = forms.TypedChoiceField(
        label=_("有效期"),
        coerce=int,
        choices=((30, _("30 天")), (90, _("90 天")), (365, _("365 天"))),
    )


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class DelegationForm(forms.Form):
    """Which of one's posts a colleague sees to, from day to day, and why."""

    since = forms.DateField(label=_("起"), widget=_day())
    until = forms.DateField(label=_("止"), widget=_day())
    reason = forms.CharField(label=_("事由"), max_length=200)

    def __init__(self, *given: Any, posts: Iterable[Post], people: Any, **named: Any) -> None:
        """Offer the person's own posts and colleagues."""
        super().__init__(*given, **named)
        self.fields["posts"] = forms.MultipleChoiceField(
            label=_("岗位"),
            choices=[(post.pk, f"{post.agency} {post.get_kind_display()}") for post in posts],
            widget=forms.CheckboxSelectMultiple,
        )
        self.fields["to"] = forms.ModelChoiceField(
            label=_("受托人"),
            queryset=people,
            empty_label=_("请选择"),
            help_text=_("同一单位有业务岗位的同事。"),
        )
        self.order_fields(("posts", "to", "since", "until", "reason"))


class CodeForm(forms.Form):
    """A code that the device shows now, or one of the recovery codes."""

    code = forms.CharField(
        label=_("动态码"),
        max_length=20,
        help_text=_("手机验证器上的 6 位数字；手机不在身边时填一个恢复码。"),
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "text", "autofocus": True}
        ),
    )


class AgainForm(LoginForm):
    """Proving on the same page who one is: the password, and the code where there is a device."""

    code = forms.CharField(
        label=_("动态码"),
        max_length=20,
        required=False,
        help_text=_("已设两步验证的须填。"),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code"}),
    )

    def __init__(self, *given: Any, **named: Any) -> None:
        """Let the login name stand; it is the page's."""
        super().__init__(*given, **named)
        self.fields["login"].widget.attrs = {"autocomplete": "username", "readonly": True}


class PolicyForm(forms.ModelForm):  # type: ignore[type-arg] # Django needs a patch for it
    """The log-in policy."""

    class Meta:
        model = Policy
        fields = (
            "idle_minutes",
            "administrator_idle_minutes",
            "lasting_hours",
            "delegation_days",
            "factor",
            "reason",
        )
        labels: ClassVar[dict[str, Any]] = {
            "idle_minutes": _("无操作退出（分钟）"),
            "administrator_idle_minutes": _("管理员无操作退出（分钟）"),
            "lasting_hours": _("登录最长（小时）"),
            "delegation_days": _("委托最长（天）"),
            "factor": _("两步验证"),
            "reason": _("理由"),
        }

    def __init__(self, *given: Any, **named: Any) -> None:
        """Offer no way to let the administrators go without (SEC-09)."""
        super().__init__(*given, **named)
        self.fields["factor"] = forms.ChoiceField(
            label=_("两步验证"), choices=Policy.Factor.choices[1:]
        )

    def clean(self) -> dict[str, Any]:
        """Keep the administrators' time within everybody's."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if values.get("administrator_idle_minutes", 0) > values.get("idle_minutes", 0):
            self.add_error("administrator_idle_minutes", _("不能长于其他人的时间。"))
        return values
