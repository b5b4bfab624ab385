"""Forms of reporting: what goes with a report when it is sent."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from luoshi.kernel.periods import Period
from luoshi.plans.api import Plan
from luoshi.reporting.actions.bases import BaseSaid
from luoshi.reporting.models import Base, Form, Rule, Stage, Submission
from luoshi.reporting.queries.bases import BaseRow
from luoshi.reporting.queries.reminding import MOST_WORDS
from luoshi.reporting.rules.comparing import Operator
from luoshi.reporting.rules.content import Header
from luoshi.reporting.wording import level_word


class SendForm(forms.Form):
    """The foot of a form, and the key by which sending twice is harmless (REL-02)."""

    responsible = forms.CharField(label=_("单位负责人"), max_length=80, required=False)
    phone = forms.CharField(label=_("联系电话"), max_length=40, required=False)
    note = forms.CharField(
        label=_("说明"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
    client_key = forms.UUIDField(widget=forms.HiddenInput)
    based_on = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    stage = forms.ChoiceField(required=False, choices=Stage.choices, widget=forms.HiddenInput)

    @classmethod
    def of(cls, last: Submission | None, *, based_on: int) -> dict[str, Any]:
        """Return what a fresh form shows: who signed last time, and a new key."""
        known = {"responsible": last.responsible, "phone": last.phone} if last else {}
        return {**known, "client_key": uuid.uuid4(), "based_on": based_on}

    def header(self) -> Header:
        """Return what goes with the report."""
        said = self.cleaned_data
        return Header(said["phone"], said["responsible"], said["note"])


class BaseForm(forms.Form):
    """Last year's value of a figure, on whose word, and why it is entered or corrected (GOV-15)."""

    published = forms.DecimalField(label=_("上年公布数"), max_digits=20, decimal_places=6)
    origin = forms.ChoiceField(label=_("来源"), choices=Base.Origin.choices)
    source = forms.CharField(
        label=_("依据"), max_length=300, help_text=_("文件名称、文号或年鉴页码。")
    )
    factor = forms.DecimalField(
        label=_("可比口径系数"), max_digits=12, decimal_places=6, required=False,
        help_text=_("公布数乘以系数即可比口径数；口径没有变化的不填。"),
    )  # fmt: skip
    note = forms.CharField(label=_("调整说明"), max_length=300, required=False)
    reason = forms.CharField(label=_("理由"), max_length=300)
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    @staticmethod
    def of(row: BaseRow) -> dict[str, Any]:
        """Return what is known."""
        kept = row.kept
        if kept is None:
            return {"published": row.published, "version": 0}
        known = ("published", "origin", "source", "factor", "note", "version")
        return {name: getattr(kept, name) for name in known}

    def said(self) -> BaseSaid:
        """Return what was typed."""
        return BaseSaid(**self.cleaned_data)


class MakeForm(forms.Form):
    """Which plan a form is made from, and how often it is asked for."""

    plan = forms.ModelChoiceField(
        queryset=Plan.objects.order_by("title"),
        label=_("行动计划"),
        required=False,
        empty_label=_("（不属某一计划：规上工业企业月报）"),
    )
    frequency = forms.ChoiceField(label=_("频率"), choices=Form.Frequency.choices)
    january = forms.ChoiceField(
        label=_("1月"), choices=Form.January.choices, initial=Form.January.JOINT
    )
    flash = forms.BooleanField(label=_("先报快报，再报正式数"), required=False)


class OpenForm(forms.Form):
    """Which period to open; last days by level where they differ from the usual ones."""

    period = forms.ChoiceField()

    def __init__(self, *given: Any, periods: Sequence[Period], days: Mapping[str, date]) -> None:
        """Offer the periods, and a day for each level."""
        super().__init__(*given)
        choices = [(one.code, one.label) for one in periods]
        self.fields["period"] = forms.ChoiceField(
            choices=choices, initial=choices[0][0], widget=forms.HiddenInput
        )
        self.levels = list(days)
        for level, day in days.items():
            self.fields[level] = forms.DateField(
                label=level_word(level),
                initial=day,
                widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            )

    def due(self) -> dict[str, date]:
        """Return the last day of each level."""
        return {level: self.cleaned_data[level] for level in self.levels}


class LeaveForm(forms.Form):
    """Until when somebody may send; without a day the report is not asked for."""

    until = forms.DateField(
        label=_("延至（当日24时）"),
        required=False,
        help_text=_("不填日期即为本期免报。"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    reason = forms.CharField(label=_("理由"), max_length=300)


class RuleForm(forms.Form):
    """A check rule as typed; `seen` is the revision it started from, nought for a new one."""

    left = forms.CharField(label=_("左式"), max_length=300)
    operator = forms.ChoiceField(
        label=_("关系"), choices=[(one.value, one.value) for one in Operator]
    )
    right = forms.CharField(label=_("右式"), max_length=300)
    severity = forms.ChoiceField(
        label=_("性质"),
        choices=Rule.Severity.choices,
        help_text=_("强制性不符不能报出；核实性不符须写说明。"),
    )
    missing_left = forms.ChoiceField(label=_("左式缺项"), choices=Rule.Missing.choices)
    missing_right = forms.ChoiceField(label=_("右式缺项"), choices=Rule.Missing.choices)
    words = forms.CharField(
        label=_("提示"), max_length=300, help_text=_("不符合时填报人看到的话，写明怎么核对。")
    )
    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput, initial=0)

    @staticmethod
    def of(rule: Rule) -> dict[str, Any]:
        """Return a rule as a form shows it."""
        names = ("left", "operator", "right", "severity", "missing_left", "missing_right", "words")
        return {**{name: getattr(rule, name) for name in names}, "seen": rule.revision}


class ReasonForm(forms.Form):
    """Why something is taken out of force."""

    reason = forms.CharField(label=_("理由"), max_length=300)


class NoteForm(forms.Form):
    """Why a report goes back."""

    note = forms.CharField(
        label=_("意见"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )


class RemindForm(forms.Form):
    """The sentence that a person adds to a reminder."""

    words = forms.CharField(
        label=_("附加说明"),
        required=False,
        max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("附在每条通知后面，可不写。"),
    )
