"""One fact: its page, and the acts on it."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from luoshi.accounts.api import May, require
from luoshi.kernel.http import Request
from luoshi.plans.actions import review, undoing
from luoshi.plans.actions.deciding import CLOSED
from luoshi.plans.actions.refusals import BadFields, NotPossible
from luoshi.plans.forms import AddForm, FactForm
from luoshi.plans.models import Fact, Type
from luoshi.plans.queries import (
    effective_fields,
    fact_to_show,
    facts_like,
    history_of,
    link_to,
    names_of,
    plan_to_read,
)
from luoshi.plans.rules.originals import original_place
from luoshi.plans.rules.words import LETTERS, line, shown, unwrapped
from luoshi.plans.views.answers import act, click, done, number, person, wants_json

_PARTS = 2


def _in_context(fact: Fact) -> str:
    """Return the sentence of a fact with its own words marked."""
    sentence, words = unwrapped(fact.sentence), unwrapped(fact.quote)
    before, found, after = sentence.partition(words)
    return format_html("{}<mark>{}</mark>{}", before, found, after) if found else sentence


def _fact(request: Request, fact_id: int, may: May = May.PLAN_READ) -> Fact:
    """Return a fact the person may see and handle, or 404."""
    fact = fact_to_show(fact_id, require(request.user, may))
    if fact is None:
        raise Http404
    return fact


@require_GET
def show(request: Request, fact_id: int) -> HttpResponse:
    """Show a fact with its sentence, fields and every decision; a fragment for the reading page."""
    fact = _fact(request, fact_id)
    scope = require(request.user, May.PLAN_READ)
    decisions = list(history_of(fact))
    newer = fact.newer
    names = names_of(decision.by for decision in decisions)
    history = [
        {
            "verb": decision.get_verb_display(),
            "undone": decision.undoes.get_verb_display() if decision.undoes else "",
            "by": names.get(decision.by, decision.by),
            "at": decision.at,
            "reason": decision.reason,
            "into": decision.into,
            "words": line(fact.type, decision.fields, _) if decision.fields else "",
        }
        for decision in decisions
    ]
    context = {
        "fact": fact,
        "quote": unwrapped(fact.quote),
        "sentence": _in_context(fact),
        "letter": LETTERS[fact.type],
        "rows": shown(fact.type, effective_fields(fact), _),
        "as_read": shown(fact.type, fact.fields, _)
        if fact.decision and fact.decision.fields
        else [],
        "proposed": shown(fact.type, newer["fields"], _) if newer else [],
        "history": history,
        "url": link_to(fact),
        "original": original_place(fact.plan.version.pieces, fact.start, _),
        "may_review": May.PLAN_REVIEW in scope.may and fact.plan.version.current,
        "open": fact.state not in CLOSED,
        "act": uuid.uuid4(),
    }
    page = "plans/_aside.html" if request.htmx else "plans/fact.html"
    return render(request, page, context)


@act
def accept(request: Request, fact_id: int) -> HttpResponse:
    """Accept the fact as read."""
    result = review.accept(
        fact_id=fact_id,
        revision=number(request, "revision"),
        by=person(request),
        act=click(request),
    )
    return done(request, result, _("已采纳 1 条。"))


@act
def reject(request: Request, fact_id: int) -> HttpResponse:
    """Reject the fact, with the reason."""
    result = review.reject(
        fact_id=fact_id,
        revision=number(request, "revision"),
        reason=request.POST.get("reason", ""),
        by=person(request),
        act=click(request),
    )
    return done(request, result, _("已否决 1 条。"))


@act
def undo(request: Request, fact_id: int) -> HttpResponse:
    """Take back the decision in force."""
    result = undoing.undo(
        fact_id=fact_id,
        revision=number(request, "revision"),
        by=person(request),
        act=click(request),
    )
    return done(request, result, _("已撤销。"), undo=False)


@act
def undo_act(request: Request, act_id: uuid.UUID) -> HttpResponse:
    """Take back a whole click."""
    result = undoing.undo_act(undone=act_id, by=person(request), act=click(request))
    left = _("另有 %(n)s 条此后已另行审定，未改动。") % {"n": result.left} if result.left else ""
    message = _("已撤销 %(n)s 条。") % {"n": result.done} + left
    return done(request, result, message, undo=False)


@act
def adopt(request: Request, fact_id: int) -> HttpResponse:
    """Take over, or leave, what a newer reading proposed."""
    take = request.POST.get("take") == "1"
    result = review.adopt(
        fact_id=fact_id, revision=number(request, "revision"), take=take, by=person(request)
    )
    message = _("已采用重读结果。") if take else _("已保留原审定。")
    return done(request, result, message, undo=False)


@require_http_methods(["GET", "POST"])
def correct(request: Request, fact_id: int) -> HttpResponse:
    """Show the fields as a form, and take them corrected."""
    fact = _fact(request, fact_id, May.PLAN_REVIEW)
    if request.method == "GET":
        form = FactForm(fact.type, fields=effective_fields(fact))
        return _form(request, fact, form, {})
    form = FactForm(fact.type, request.POST)
    if not form.is_valid() and not wants_json(request):
        return _form(request, fact, form, {}, status=422)
    return act(_correct)(request, fact_id, form)


def _correct(request: Request, fact_id: int, form: FactForm) -> HttpResponse:
    result = review.correct(
        fact_id=fact_id,
        revision=number(request, "revision"),
        fields=form.typed,
        by=person(request),
        reason=request.POST.get("reason", ""),
        act=click(request),
    )
    return done(request, result, _("已修改 1 条。"))


def _form(
    request: Request, fact: Fact, form: FactForm, more: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    sentence = _in_context(fact)
    context = {"fact": fact, "form": form, "sentence": sentence, "act": uuid.uuid4()}
    page = "plans/_correct.html" if request.htmx else "plans/correct.html"
    revision = request.POST.get("revision", fact.revision)
    return render(request, page, {**context, "revision": revision, **more}, status=status)


@require_http_methods(["GET", "POST"])
def split(request: Request, fact_id: int) -> HttpResponse:
    """Make one fact several; every part begins as the whole."""
    fact = _fact(request, fact_id, May.PLAN_REVIEW)
    asked = (request.POST if request.method == "POST" else request.GET).get("parts", "")
    count = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 3 else _PARTS  # noqa: PLR2004 - two digits
    count = min(max(count, _PARTS), review.MAX_PARTS)
    fields = effective_fields(fact)
    if request.method == "GET":
        parts = [FactForm(fact.type, fields=fields, prefix=f"p{at}") for at in range(count)]
        return _split_page(request, fact, parts)
    parts = [FactForm(fact.type, request.POST, prefix=f"p{at}") for at in range(count)]
    if not all([part.is_valid() for part in parts]):  # noqa: C419 - every form is to say what is wrong
        return _split_page(request, fact, parts, status=422)
    return act(_split)(request, fact_id, parts)


def _split(request: Request, fact_id: int, parts: list[FactForm]) -> HttpResponse:
    result = review.split(
        fact_id=fact_id,
        revision=number(request, "revision"),
        parts=[part.typed for part in parts],
        by=person(request),
        act=click(request),
    )
    return done(request, result, _("已拆分为 %(n)s 条。") % {"n": len(parts)})


def _split_page(
    request: Request, fact: Fact, parts: list[FactForm], *, status: int = 200
) -> HttpResponse:
    more = len(parts) + 1 if len(parts) < review.MAX_PARTS else 0
    sentence = _in_context(fact)
    context = {
        "fact": fact,
        "sentence": sentence,
        "parts": parts,
        "more": more,
        "act": uuid.uuid4(),
    }
    revision = request.POST.get("revision", fact.revision)
    return render(request, "plans/split.html", {**context, "revision": revision}, status=status)


@require_http_methods(["GET", "POST"])
def merge(request: Request, fact_id: int) -> HttpResponse:
    """Make this fact and others of its kind nearby one."""
    fact = _fact(request, fact_id, May.PLAN_REVIEW)
    if request.method == "GET":
        return _merge_page(request, fact, FactForm(fact.type, fields=effective_fields(fact)))
    form = FactForm(fact.type, request.POST)
    if not form.is_valid():
        return _merge_page(request, fact, form, status=422)
    return act(_merge)(request, fact_id, form)


def _merge(request: Request, fact_id: int, form: FactForm) -> HttpResponse:
    revisions = {fact_id: number(request, "revision")}
    for pair in request.POST.getlist("with"):
        key, _sign, revision = pair.partition(":")
        if not (key.isascii() and key.isdigit() and revision.isascii() and revision.isdigit()):
            raise NotPossible("所选事实不存在。", next_step="请刷新页面后再试。")
        revisions[int(key)] = int(revision)
    result = review.merge(
        revisions=revisions, into=fact_id, fields=form.typed, by=person(request), act=click(request)
    )
    return done(request, result, _("已合并 %(n)s 条为 1 条。") % {"n": len(revisions)})


def _merge_page(request: Request, fact: Fact, form: FactForm, *, status: int = 200) -> HttpResponse:
    picked = set(request.POST.getlist("with"))
    others = [
        {
            "fact": other,
            "quote": unwrapped(other.quote),
            "words": line(other.type, effective_fields(other), _),
            "value": f"{other.pk}:{other.revision}",
            "picked": f"{other.pk}:{other.revision}" in picked,
        }
        for other in facts_like(fact)
    ]
    sentence = _in_context(fact)
    context = {
        "fact": fact,
        "sentence": sentence,
        "form": form,
        "others": others,
        "act": uuid.uuid4(),
    }
    revision = request.POST.get("revision", fact.revision)
    return render(request, "plans/merge.html", {**context, "revision": revision}, status=status)


@require_http_methods(["GET", "POST"])
def add(request: Request, plan_id: int) -> HttpResponse:
    """Add a fact at selected words: its kind first, then its fields."""
    require(request.user, May.PLAN_REVIEW)
    asked = request.POST if request.method == "POST" else request.GET
    kind = asked.get("type", "")
    place = AddForm(asked if kind in Type.values else {**asked.dict(), "type": Type.FIGURE})
    plan = plan_to_read(plan_id)
    if plan is None or not place.is_valid():
        raise Http404
    start, end = place.cleaned_data["start"], place.cleaned_data["end"]
    form = FactForm(kind, request.POST if request.method == "POST" else None) if kind else None
    if request.method == "POST" and form is not None and (form.is_valid() or wants_json(request)):
        return act(_add)(request, plan_id, (start, end), form)
    context = {
        "plan": plan,
        "kind": kind,
        "kinds": [(each.value, each.label, LETTERS[each]) for each in Type],
        "start": start,
        "end": end,
        "quote": unwrapped(plan.version.text[start:end]),
        "form": form,
        "act": uuid.uuid4(),
    }
    page = "plans/_add.html" if request.htmx else "plans/add.html"
    return render(request, page, context, status=422 if form is not None and form.errors else 200)


def _add(request: Request, plan_id: int, place: tuple[int, int], form: FactForm) -> HttpResponse:
    if form.errors and form.kind not in Type.values:
        raise BadFields({"type": "类型：请选择"})
    result = review.add(
        plan_id=plan_id,
        type=form.kind,
        place=place,
        fields=form.typed,
        by=person(request),
        act=click(request),
    )
    return done(request, result, _("已补录 1 条。"))
