"""What people type when they hand down, return, split, and ask for a change."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from luoshi.agencies.api import Agency, Resolver
from luoshi.dispatch import rules
from luoshi.dispatch.actions import Asked, Given, Written
from luoshi.dispatch.models import ChangeRequest


def _day(label: Any, *, required: bool = True, **named: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, widget=widget, **named)


class SendForm(forms.Form):
    """The note and the date that go with handing down a plan."""

    sign_by = _day(_("签收期限"), required=False, help_text=_("各单位须在此日期前签收。"))
    note = forms.CharField(
        label=_("下达说明"), max_length=2000, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


class ReasonForm(forms.Form):
    """Why something is returned or taken back."""

    reason = forms.CharField(
        label=_("理由"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class ContactForm(forms.Form):
    """Who is in charge; the office phone only."""

    leader = forms.CharField(label=_("责任领导"), max_length=80, required=False)
    contact = forms.CharField(label=_("责任人"), max_length=80, required=False)
    phone = forms.CharField(label=_("办公电话"), max_length=40, required=False)


class MilestoneForm(forms.Form):
    """A step on the way."""

    title = forms.CharField(label=_("节点"), max_length=200)
    due_on = _day(_("计划完成"))


class FinishForm(forms.Form):
    """That a step was done, and what shows it."""

    done_on = _day(_("完成日期"))
    evidence = forms.CharField(label=_("完成依据"), max_length=1000)


class AgencyForm(forms.Form):
    """To which agency."""

    agency = forms.ModelChoiceField(
        label=_("承担单位"), queryset=Agency.objects.none(), empty_label=_("请选择")
    )

    def __init__(self, *arguments: Any, agencies: Any, **named: Any) -> None:
        """Offer the agencies that may be chosen."""
        super().__init__(*arguments, **named)
        field = self.fields["agency"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = agencies


class AssignForm(AgencyForm):
    """To which agency, and in which role."""

    role = forms.ChoiceField(
        label=_("责任"), choices=(("lead", _("牵头")), ("participant", _("参加")))
    )


class ChangeForm(forms.Form):
    """What is to change, to what, why, and which paper allows it."""

    field = forms.ChoiceField(label=_("调整内容"))
    new = forms.CharField(
        label=_("新值"),
        max_length=60,
        help_text=_("数量可带单位，如 0.25万辆；时限写作 2016-11-30。"),
    )
    reason = forms.CharField(
        label=_("理由"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
    paper = forms.CharField(
        label=_("批准文件"), max_length=300, help_text=_("文件名称和文号，如“郑政〔2016〕12号”。")
    )
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, posted: QueryDict | None, *, values: dict[str, str], version: int) -> None:
        """Offer what can be changed, each with the value that stands now."""
        super().__init__(posted, initial={"version": version})
        labels = dict(ChangeRequest.Field.choices)
        field = self.fields["field"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            (key, _now("%(what)s（现为%(value)s）") % {"what": labels[key], "value": value or "—"})
            for key, value in values.items()
        ]
        self._values = values

    def read(self) -> Asked:
        """Return what is asked."""
        words = self.cleaned_data
        return Asked(
            words["field"], self._values[words["field"]], words["new"], words["version"],
            words["reason"], words["paper"],
        )  # fmt: skip


class DecisionForm(forms.Form):
    """What is said of a request."""

    note = forms.CharField(
        label=_("审批意见"), max_length=500, required=False,
        widget=forms.Textarea(attrs={"rows": 3}), help_text=_("不同意时须写明理由。"),
    )  # fmt: skip


class MeetingForm(forms.Form):
    """What is written of a joint meeting."""

    held_on = _day(_("时间"))
    place = forms.CharField(label=_("地点"), max_length=200, required=False)
    chair = forms.CharField(label=_("主持人"), max_length=80, required=False)
    minutes = forms.CharField(
        label=_("会议情况"), max_length=20000, required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
    )  # fmt: skip

    def read(self) -> Written:
        """Return what was written."""
        return Written(**self.cleaned_data)


class TopicForm(forms.Form):
    """A point of the agenda."""

    item_number = forms.IntegerField(label=_("台账序号"), min_value=1, required=False)
    text = forms.CharField(label=_("议题"), max_length=300, required=False)


class ResolutionForm(forms.Form):
    """What was resolved, who leads and takes part, until when."""

    title = forms.CharField(
        label=_("议定事项"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )
    leads = forms.CharField(
        label=_("牵头单位"), max_length=500, help_text=_("写单位名称，多个用顿号隔开。")
    )
    joined = forms.CharField(label=_("参加单位"), max_length=500, required=False)
    due_on = _day(_("完成时限"), required=False)

    def clean_leads(self) -> list[int]:
        """Return the agencies named."""
        return self._agencies("leads")

    def clean_joined(self) -> list[int]:
        """Return the agencies named."""
        return self._agencies("joined")

    def _agencies(self, field: str) -> list[int]:
        resolver = Resolver()
        names = [name.strip() for name in re.split("[、，,；;]", self.cleaned_data[field])]
        found, unknown = [], []
        for name in filter(None, names):
            agency = resolver.resolve(name).agency
            if agency is None:
                unknown.append(name)
            else:
                found.append(agency.pk)
        if unknown:
            raise forms.ValidationError(
                _now("没有对应到单位：%(names)s") % {"names": "、".join(unknown)}
            )
        return found


@dataclass(slots=True)
class SplitRow:
    """A receiver in the form: what was typed, and what is wrong with it."""

    agency: Agency
    text: str = ""
    due: str = ""
    ticked: bool = False
    error: str = ""


class SplitForm:
    """The table in which a whole is split: one row a receiver, and a field to paste into."""

    def __init__(self, agencies: Iterable[Agency], unit: str, posted: QueryDict | None) -> None:
        """Read what was posted; nothing otherwise."""
        self.unit = unit
        self.rows = {agency.pk: SplitRow(agency) for agency in agencies}
        self.excess_reason = posted.get("excess_reason", "") if posted else ""
        self.pasted = posted.get("pasted", "") if posted else ""
        self.errors: list[str] = []
        if posted:
            for key, row in self.rows.items():
                row.text = posted.get(f"part-{key}", "").strip()
                row.due = posted.get(f"due-{key}", "").strip()
                row.ticked = posted.get(f"give-{key}", "") == "1"

    def fill(self) -> None:
        """Put the pasted lines into the rows; what finds no row is an error."""
        resolver = Resolver()
        for line in rules.pasted(self.pasted, self.unit):
            found = resolver.resolve(line.name).agency
            row = self.rows.get(found.pk) if found else None
            where = _now("第%(n)s行“%(name)s”") % {"n": line.line, "name": line.name}
            if row is None:
                self.errors.append(_now("%(where)s：不在可以下达的单位之列") % {"where": where})
            elif line.part is None:
                self.errors.append(f"{where}：{line.error}")
            elif row.text:
                self.errors.append(_now("%(where)s：重复") % {"where": where})
            else:
                row.text = _said(line.part, self.unit)
                row.ticked = True

    def given(self) -> list[Given]:
        """Return what the rows say; rows that cannot be read keep their error."""
        found = []
        for key, row in self.rows.items():
            if not (row.text or row.ticked):
                continue
            part = rules.part_of(row.text, self.unit) if row.text else rules.Part()
            due = _date(row.due)
            if isinstance(part, str):
                row.error = part
            elif due is None and row.due:
                row.error = _now("“%(text)s”不是日期") % {"text": row.due}
            else:
                found.append(Given(key, part, due))
        self.errors += [
            f"{row.agency.name}：{row.error}" for row in self.rows.values() if row.error
        ]
        return found


def _said(part: rules.Part, unit: str) -> str:
    if part.share_pct is not None:
        return f"{part.share_pct.normalize():f}%"
    assert part.amount is not None
    return f"{part.amount:f}{part.unit if part.unit != unit else ''}"


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
