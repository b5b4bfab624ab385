"""Pages on which the breakdowns of an indicator are kept: list, add, rename, retire (row 12)."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from luoshi.accounts.api import May, require, typed
from luoshi.kernel.http import Request
from luoshi.ledger import queries
from luoshi.ledger.actions import (
    add_dimension,
    add_option,
    rename_option,
    retire_option,
    set_total,
)
from luoshi.ledger.forms import DimensionForm, OptionForm, RenameForm, RetireForm, TotalForm
from luoshi.ledger.models import Dimension, Indicator, Option
from luoshi.ledger.views.changing import Change, kept

_typed = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def breakdown(request: Request, indicator_id: int) -> HttpResponse:
    """Show how the figures of an indicator are broken down."""
    scope = require(request.user, May.LEDGER_READ)
    found = get_object_or_404(queries.indicators(scope), pk=indicator_id)
    context = {
        "indicator": found,
        "dimensions": queries.dimensions(found),
        "may_edit": May.INDICATOR_EDIT in scope.may,
    }
    return render(request, "ledger/breakdown.html", context)


@_typed
def add(request: Request, indicator_id: int) -> HttpResponse:
    """Break an indicator down in one more way."""
    scope = require(request.user, May.INDICATOR_EDIT)
    found = get_object_or_404(queries.indicators(scope), pk=indicator_id)
    words = _change(found, _("增设分组"), _("已增设分组，请接着增设分项。"))
    said = typed(request, "ledger.dimension")
    form = said.close(DimensionForm(said.data))
    return kept(request, form, words, add_dimension, indicator_id=found.pk)


@_typed
def total(request: Request, dimension_id: int) -> HttpResponse:
    """Say how the total goes together with the parts."""
    found = _dimension(request, dimension_id)
    title = _("“%(name)s”的总数怎样得出") % {"name": found}
    said = typed(request, "ledger.total")
    form = said.close(TotalForm(said.data, initial=TotalForm.of(found)))
    words = _change(found.indicator, title, _("已保存。"))
    return kept(request, form, words, set_total, dimension_id=found.pk)


@_typed
def add_part(request: Request, dimension_id: int) -> HttpResponse:
    """Add a part to a breakdown."""
    found = _dimension(request, dimension_id)
    title = _("在“%(name)s”中增设分项") % {"name": found}
    said = typed(request, "ledger.part")
    form = said.close(OptionForm(said.data, initial=OptionForm.of(found)))
    words = _change(found.indicator, title, _("已增设分项，报表中已加上相应的行。"))
    return kept(request, form, words, add_option, dimension_id=found.pk)


@_typed
def rename(request: Request, option_id: int) -> HttpResponse:
    """Call a part something else."""
    found = _option(request, option_id)
    title = _("“%(name)s”更名") % {"name": found}
    said = typed(request, "ledger.part_name")
    form = said.close(RenameForm(said.data, initial=RenameForm.of(found)))
    words = _change(found.dimension.indicator, title, _("已更名，以前报送的数据仍归在这一分项。"))
    return kept(request, form, words, rename_option, option_id=found.pk)


@_typed
def retire(request: Request, option_id: int) -> HttpResponse:
    """Ask for a part no longer."""
    found = _option(request, option_id)
    title = _("停用“%(name)s”") % {"name": found}
    said = typed(request, "ledger.part_end")
    form = said.close(RetireForm(said.data, initial=RetireForm.of(found)))
    words = _change(found.dimension.indicator, title, _("已停用，以前报送的数据保留。"))
    return kept(request, form, words, retire_option, option_id=found.pk)


def _change(indicator: Indicator, title: str, done: str) -> Change:
    return Change(indicator, title, done, "ledger:breakdown", _("分组"))


def _dimension(request: Request, dimension_id: int) -> Dimension:
    require(request.user, May.INDICATOR_EDIT)
    return get_object_or_404(Dimension.objects.select_related("indicator"), pk=dimension_id)


def _option(request: Request, option_id: int) -> Option:
    require(request.user, May.INDICATOR_EDIT)
    return get_object_or_404(Option.objects.select_related("dimension__indicator"), pk=option_id)
