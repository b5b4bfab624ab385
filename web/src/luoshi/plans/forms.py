"""Forms: the fields of a fact as people type them, an upload, a reason."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from luoshi.plans.models import Type
from luoshi.plans.rules.fields import FieldError, as_typed, clean
from luoshi.plans.rules.kinds import FIELDS, Field


def _widget(field: Field) -> forms.Field:
    common: dict[str, Any] = {"label": _(field.label), "required": False}
    if field.hint:
        common["help_text"] = _(field.hint)
    if field.kind == "flag":
        return forms.BooleanField(**common)
    if field.kind == "choice":
        blank = [] if field.required else [("", "—")]
        return forms.ChoiceField(
            choices=[*blank, *((key, _(label)) for key, label in field.choices)], **common
        )
    if field.kind in {"list", "capacities", "headings"}:
        area = forms.Textarea(attrs={"rows": 3, "spellcheck": "false"})
        return forms.CharField(widget=area, strip=False, **common)
    numeric = {"inputmode": "decimal"} if field.kind in {"number", "integer", "year"} else {}
    entry = forms.TextInput(attrs={"autocomplete": "off", **numeric})
    return forms.CharField(widget=entry, strip=False, **common)


#: Kinds that need little room: two of them stand side by side.
_SHORT = frozenset({"choice", "number", "integer", "year", "flag"})


class FactForm(forms.Form):
    """The fields of one kind of fact; what is wrong is said by the same rule as everywhere."""

    def __init__(self, kind: str, *arguments: Any, fields: Any = None, **named: Any) -> None:
        """Build the fields of the kind; `fields` are the guide's, shown as people type them."""
        if fields is not None:
            named["initial"] = as_typed(kind, fields)
        super().__init__(*arguments, **named)
        self.kind = kind
        for field in FIELDS[kind]:
            self.fields[field.name] = _widget(field)
            self.fields[field.name].widget.short = field.kind in _SHORT or field.name == "unit"
            if field.required:
                self.fields[field.name].widget.attrs["aria-required"] = "true"

    @property
    def typed(self) -> dict[str, Any]:
        """Return what was typed, by the guide's names."""
        return {name: self.data.get(self.add_prefix(name)) for name in self.fields}

    def clean(self) -> dict[str, Any]:
        """Ask the rule of the fields, and put its sentences at their fields."""
        try:
            return clean(self.kind, self.typed)
        except FieldError as error:
            for name, sentence in error.errors.items():
                self.add_error(name, sentence.partition("：")[2] or sentence)
            return {}


class UploadForm(forms.Form):
    """One file."""

    file = forms.FileField(
        label=_("计划文件"),
        help_text=_(".docx、.doc、.pdf、.xlsx、.ofd不超过20 MB；.html、.md、.txt不超过5 MB。"),
        widget=forms.FileInput(
            attrs={"accept": ".docx,.doc,.wps,.rtf,.pdf,.xlsx,.ofd,.html,.htm,.md,.txt"}
        ),
        allow_empty_file=True,
    )


class ConfirmForm(forms.Form):
    """What to call the document, and whether it is a new version of one that is there."""

    title = forms.CharField(label=_("文件标题"), max_length=300)
    carry = forms.BooleanField(
        label=_("沿用原版本的审定：原文和要素都没有变的事实不必重审"), required=False
    )
    separate = forms.BooleanField(label=_("作为另一份文件导入，不作为新版本"), required=False)


class AddForm(forms.Form):
    """Where a fact is added and what kind it is."""

    type = forms.ChoiceField(label=_("类型"), choices=Type.choices)
    start = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    end = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
