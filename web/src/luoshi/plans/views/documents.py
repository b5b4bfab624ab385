"""Documents: the list of plans, a document with its versions, and taking a file in."""

from __future__ import annotations

import uuid
from pathlib import PurePath

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from luoshi.accounts.api import May, require
from luoshi.kernel import clock
from luoshi.kernel.http import Request
from luoshi.kernel.refusals import Refusal
from luoshi.plans.actions.files import stored_path
from luoshi.plans.actions.importing import (
    confirm_upload,
    preview_of,
)
from luoshi.plans.actions.putting_off import (
    Waiting,
    give_up,
    read_once_more,
    take_upload,
    waiting,
)
from luoshi.plans.actions.refusals import TooLarge
from luoshi.plans.actions.rereading import reread
from luoshi.plans.forms import ConfirmForm, UploadForm
from luoshi.plans.models import Type, Version
from luoshi.plans.queries import (
    document_to_show,
    names_of,
    plans_of,
    rereading_to_show,
    rereadings_of,
    same_title,
    version_of_hash,
    version_with_text,
    versions_of,
    versions_to_compare,
)
from luoshi.plans.rules.comparing import Line, compared
from luoshi.plans.rules.reading import ReadPlan, akoma_ntoso, reader_version
from luoshi.plans.rules.words import line, unwrapped
from luoshi.plans.views.answers import last_act, person, wants_json
from luoshi.plans.views.second import panel_of
from luoshi.plans.views.tables import Plans, PlansInReview


@require_GET
def home(request: Request) -> HttpResponseBase:
    """List the plans of every document with how far their review is."""
    scope = require(request.user, May.PLAN_READ)
    table = PlansInReview if May.PROPOSAL_READ in scope.may else Plans
    return table(request, scope).response(
        "plans/plans.html",
        {
            "may_import": May.PLAN_IMPORT in scope.may,
            "proposals": May.PROPOSAL_READ in scope.may,
        },
    )


@require_GET
def document(request: Request, document_id: int) -> HttpResponse:
    """Show a document: its plans, its versions, what re-readings found."""
    scope = require(request.user, May.PLAN_READ)
    found = document_to_show(document_id)
    if found is None:
        raise Http404
    versions = list(versions_of(found))
    names = names_of([version.uploaded_by for version in versions])
    for version in versions:
        version.uploaded_by = names.get(version.uploaded_by, version.uploaded_by)
    plans = list(plans_of(document_id))
    context = {
        "document": found,
        "versions": versions,
        "plans": plans,
        "second": panel_of(versions[0], plans, scope),
        "proposed": sum(vars(plan)["proposed"] for plan in plans),
        "total": sum(vars(plan)["total"] for plan in plans),
        "decided": sum(vars(plan)["decided"] for plan in plans),
        "undo": last_act(request),
        "rereadings": list(rereadings_of(found)),
        "newer": versions[0].reader_version != reader_version(),
        "proposals": May.PROPOSAL_READ in scope.may,
        "may_import": May.PLAN_IMPORT in scope.may,
        "may_review": May.PLAN_REVIEW in scope.may,
    }
    return render(request, "plans/document.html", context)


@require_GET
def file(request: Request, version_id: int) -> HttpResponse:
    """Give back the file as it came, as an attachment (SEC-33)."""
    require(request.user, May.PLAN_READ)
    version = version_with_text(version_id)
    if version is None or not stored_path(version.stored_name).is_file():
        raise Http404
    data = stored_path(version.stored_name).read_bytes()
    return _download(data, version.filename, "application/octet-stream")


@require_GET
def marked_up(request: Request, version_id: int) -> HttpResponse:
    """Give the text of a version with what the reader proposes, as XML of Akoma Ntoso."""
    require(request.user, May.PROPOSAL_READ)
    version = version_with_text(version_id)
    if version is None:
        raise Http404
    name = f"{PurePath(version.filename).stem}.xml"
    return _download(akoma_ntoso(version.text, version.pieces), name, "application/akn+xml")


def _download(data: bytes, filename: str, kind: str) -> HttpResponse:
    response = HttpResponse(data, content_type=kind)
    response.headers["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=filename
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


@require_GET
def compare(request: Request, document_id: int) -> HttpResponse:
    """Hold two versions of a document side by side, paragraph by paragraph."""
    require(request.user, May.PLAN_READ)
    found = document_to_show(document_id)
    numbers = [request.GET.get(name, "") for name in ("old", "new")]
    if found is None or not all(each.isascii() and each.isdigit() for each in numbers):
        raise Http404
    old, new = (int(each[:9]) for each in numbers)
    versions = versions_to_compare(document_id, (old, new))
    if old not in versions or new not in versions:
        raise Http404
    differences = compared(versions[old].text, versions[new].text)
    context = {
        "document": found,
        "old": versions[old],
        "new": versions[new],
        "differences": [
            (each, _place(versions[old], each.old), _place(versions[new], each.new))
            for each in differences
        ],
        "changes": sum(1 for each in differences if each.kind != "same"),
    }
    return render(request, "plans/compare.html", context)


def _place(version: Version, line: Line | None) -> str:
    """Return the address of a paragraph in the reading page of its plan."""
    if line is None:
        return ""
    for plan in version.plans.all():
        if plan.start <= line.start < plan.end:
            return f"{reverse('plans:read', args=[plan.pk])}#o={line.start}"
    return ""


@require_http_methods(["GET", "POST"])
def upload(request: Request) -> HttpResponse:
    """Offer a file; what cannot be read is refused on this page with what to do."""
    require(request.user, May.PLAN_IMPORT)
    if request.method == "GET":
        return render(request, "plans/upload.html", {"form": UploadForm()})
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, "plans/upload.html", {"form": form}, status=422)
    offered = form.cleaned_data["file"]
    try:
        TooLarge.check(offered.size, offered.name)
        kept = take_upload(data=offered.read(), filename=offered.name, by=person(request))
    except Refusal as refusal:
        form.add_error("file", str(refusal))
        return render(request, "plans/upload.html", {"form": form}, status=refusal.status)
    page = "plans:preview" if kept.text else "plans:reading"
    if wants_json(request):
        return JsonResponse({"url": reverse(page, args=[kept.pk])})
    return redirect(page, kept.pk)


@require_http_methods(["GET", "POST"])
def preview(request: Request, upload_id: uuid.UUID) -> HttpResponse:
    """Show what was read before anything is stored; confirming imports it."""
    require(request.user, May.PLAN_IMPORT)
    form = ConfirmForm(request.POST or None)
    if form.is_valid():
        return _confirm(request, upload_id, form)
    if waiting(upload_id=upload_id, by=person(request)) is not None:
        return redirect("plans:reading", upload_id)
    kept, reading = preview_of(upload_id=upload_id, by=person(request))
    form.initial.update(title=reading.title, carry=True)
    known = version_of_hash(kept.sha256)
    context = {
        "upload": kept,
        "reading": reading,
        "plans": [_previewed(plan) for plan in reading.plans],
        "totals": [
            (kind.label, sum(plan.counts.get(kind, 0) for plan in reading.plans)) for kind in Type
        ],
        "facts": sum(len(plan.facts) for plan in reading.plans),
        "doubts": [doubt for plan in reading.plans for doubt in plan.doubts],
        "known": known,
        "same": None if known else same_title(reading.title),
        "form": form,
    }
    status = 422 if form.errors else 200
    return render(request, "plans/preview.html", context, status=status)


@require_GET
def reading(request: Request, upload_id: uuid.UUID) -> HttpResponse:
    """Show how far the reading of a long file is; what is read goes on to its preview."""
    require(request.user, May.PLAN_IMPORT)
    found = waiting(upload_id=upload_id, by=person(request))
    if wants_json(request):
        state, words = (found.state, _waited(found)) if found else ("read", "")
        return JsonResponse({"state": state, "words": words})
    if found is None:
        return redirect("plans:preview", upload_id)
    return render(request, "plans/reading.html", {"waiting": found, "words": _waited(found)})


def _waited(found: Waiting) -> str:
    """Return how long a reading has taken so far, in words."""
    minutes = int((clock.now() - found.since).total_seconds() // 60)
    return ngettext("已用 %(n)s 分钟", "已用 %(n)s 分钟", minutes) % {"n": minutes}


@require_POST
def once_more(request: Request, upload_id: uuid.UUID) -> HttpResponse:
    """Read a long file once more after it could not be read."""
    read_once_more(upload_id=upload_id, by=person(request))
    return redirect("plans:reading", upload_id)


@require_POST
def cancel(request: Request, upload_id: uuid.UUID) -> HttpResponse:
    """Give up a file that was offered."""
    give_up(upload_id=upload_id, by=person(request))
    messages.success(request, _("已取消，文件已清除。"))
    return redirect("plans:upload")


def _previewed(plan: ReadPlan) -> dict[str, object]:
    some = [fact for fact in plan.facts if fact.type in {"figure", "commitment", "assignment"}]
    return {
        "title": plan.title,
        "year": plan.year,
        "issuer": plan.issuer,
        "counts": [plan.counts.get(kind, 0) for kind in Type],
        "facts": len(plan.facts),
        "doubts": len(plan.doubts),
        "some": [(unwrapped(fact.quote), line(fact.type, fact.fields, _)) for fact in some[:5]],
    }


def _confirm(request: Request, upload_id: uuid.UUID, form: ConfirmForm) -> HttpResponse:
    outcome = confirm_upload(
        upload_id=upload_id,
        by=person(request),
        title=form.cleaned_data["title"],
        new_document=form.cleaned_data["separate"],
        carry=form.cleaned_data["carry"],
    )
    title = outcome.document.title
    if outcome.created:
        messages.success(request, _("《%(title)s》已导入，可以开始审定。") % {"title": title})
    else:
        messages.info(request, _("《%(title)s》已在库中，没有重复导入。") % {"title": title})
    return redirect("plans:document", outcome.document.pk)


@require_POST
def read_again(request: Request, version_id: int) -> HttpResponse:
    """Read a version again with the present reader; decisions stay."""
    done = reread(version_id=version_id, by=person(request))
    messages.success(request, _("重读完成，已有审定全部保留。"))
    return redirect("plans:rereading", done.pk)


@require_GET
def rereading(request: Request, rereading_id: int) -> HttpResponse:
    """Show what a re-reading found new, gone or changed."""
    require(request.user, May.PROPOSAL_READ)
    found = rereading_to_show(rereading_id)
    if found is None:
        raise Http404
    kinds = dict(Type.choices)
    changes = [
        {
            **change,
            "word": kinds[change["type"]],
            "quote": unwrapped(change["quote"]),
            "url": reverse("plans:fact", args=[change["fact"]]),
            "before": line(change["type"], change["before"], _) if change["before"] else "",
            "after": line(change["type"], change["after"], _) if change["after"] else "",
        }
        for change in found.changes
    ]
    names = names_of([found.by])
    context = {
        "rereading": found,
        "by": names.get(found.by, found.by),
        "groups": [
            (label, [change for change in changes if change["change"] == key])
            for key, label in (
                ("new", _("新识出")),
                ("changed", _("有变化")),
                ("gone", _("未再识出")),
            )
        ],
    }
    return render(request, "plans/rereading.html", context)
