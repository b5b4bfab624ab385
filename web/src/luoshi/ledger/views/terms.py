"""Pages on which the terms of a derived indicator are kept: list, add, change, end, undo."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from luoshi.accounts.api import May, require, typed
from luoshi.kernel import clock
from luoshi.kernel.figures import plain
from luoshi.kernel.http import Request
from luoshi.ledger import queries, wording
from luoshi.ledger.actions import TermSaid, add_term, change_term, undo_term
from luoshi.ledger.forms import EndTermForm, NewTermForm, TermForm, UndoTermForm
from luoshi.ledger.models import DerivedTerm, Indicator
from luoshi.ledger.views.changing import Change, kept

_typed = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def terms(request: Request, indicator_id: int) -> HttpResponse:
    """Show what an indicator follows from today, what will change, and every version."""
    scope = require(request.user, May.LEDGER_READ)
    found = get_object_or_404(queries.indicators(scope), pk=indicator_id)
    versions = wording.term_versions(queries.terms_of(found), clock.today())
    context = {
        "indicator": found,
        "terms": [one for one in versions if one.counts],
        "versions": versions,
        "may_edit": May.INDICATOR_EDIT in scope.may,
    }
    return render(request, "ledger/terms.html", context)


@_typed
def add(request: Request, indicator_id: int) -> HttpResponse:
    """Let an indicator follow from one more source."""
    scope = require(request.user, May.INDICATOR_EDIT)
    found = get_object_or_404(queries.indicators(scope), pk=indicator_id)
    said = typed(request, "ledger.new_term")
    sources = queries.indicators(scope).exclude(pk=found.pk).order_by("name")
    form = said.close(NewTermForm(said.data, initial=TermForm.from_today(), sources=sources))

    def act(*, source: Indicator, by: Any, **words: Any) -> None:
        add_term(indicator_id=found.pk, source_id=source.pk, said=TermSaid(**words), by=by)

    words = _change(found, _("增设折算项"), _("已增设折算项，有关报送期将重新折算。"))
    return kept(request, form, words, act)


@_typed
def change(request: Request, term_id: int) -> HttpResponse:
    """Change a factor from a day on."""
    found = _term(request, term_id)
    title = _("改“%(name)s”的折算系数") % {"name": found.source.name}
    said = typed(request, "ledger.term")
    form = said.close(TermForm(said.data, initial=TermForm.from_today()))
    done = _("已改折算系数，起用日期以前的报送期仍用原系数，以后的将重新折算。")
    return kept(request, form, _change(found.indicator, title, done, _now(found)), _keep(found))


@_typed
def end(request: Request, term_id: int) -> HttpResponse:
    """Let a term count no more from a day on."""
    found = _term(request, term_id)
    title = _("停用折算项“%(name)s”") % {"name": found.source.name}
    said = typed(request, "ledger.term_end")
    form = said.close(EndTermForm(said.data, initial=TermForm.from_today()))
    done = _("已停用折算项，停用以前的报送期不变，以后的将重新折算。")
    return kept(request, form, _change(found.indicator, title, done, _now(found)), _keep(found))


@_typed
def undo(request: Request, term_id: int) -> HttpResponse:
    """Take a version back."""
    found = _term(request, term_id)
    words = {"name": found.source.name, "number": found.number}
    title = _("撤销“%(name)s”的第%(number)s版系数") % words
    said = typed(request, "ledger.term_undo")
    form = said.close(UndoTermForm(said.data))
    done = _("已撤销，恢复为这一版以前的系数，有关报送期将重新折算。")
    told = _("撤销另记一版，这一版留在历次版本中。")
    changed = _change(found.indicator, title, done, told)
    return kept(request, form, changed, undo_term, term_id=found.pk)


def _term(request: Request, term_id: int) -> DerivedTerm:
    found = queries.term(require(request.user, May.INDICATOR_EDIT), term_id)
    if found is None:
        raise Http404
    return found


def _keep(found: DerivedTerm) -> Any:
    """Return the act that says a version after the one that was seen."""

    def act(*, by: Any, factor: Any = None, **words: Any) -> None:
        change_term(term_id=found.pk, said=TermSaid(factor, **words), by=by)

    return act


def _now(found: DerivedTerm) -> str:
    words = {"factor": plain(found.factor or 0), "since": found.since or ""}
    if found.since is None:
        return _("现行系数 %(factor)s。") % words
    return _("现行系数 %(factor)s，自%(since)s起。") % words


def _change(indicator: Indicator, title: str, done: str, told: str = "") -> Change:
    return Change(indicator, title, done, "ledger:terms", _("折算系数"), told)
