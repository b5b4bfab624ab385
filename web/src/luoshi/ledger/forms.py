"""What a person says about a printed unit."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from luoshi.agencies.api import Agency, resolve
from luoshi.ledger.models import Responsibility
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
