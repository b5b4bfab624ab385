"""Pages on which a sheet of people is checked and brought in, and links are handed out."""

from __future__ import annotations

import uuid
from typing import Final

from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luoshi.accounts import actions
from luoshi.accounts.actions.importing import FIELDS, changes_of
from luoshi.accounts.models import Person, Post
from luoshi.accounts.permissions import May
from luoshi.accounts.queries import require, scope_of
from luoshi.accounts.tables import People
from luoshi.kernel import sheets
from luoshi.kernel.http import Request

_PURPOSE: Final = "accounts.people"


def _system(request: Request) -> Person:
    person = request.user
    assert isinstance(person, Person)
    require(person, May.ACCOUNT_MANAGE)
    return person


@require_safe
def template(request: Request) -> FileResponse:
    """Answer with an empty sheet to be filled in."""
    _system(request)
    title = _("人员名单")
    kinds = "、".join(str(label) for _kind, label in Post.Kind.choices)
    notes = (
        _("可填的岗位：%(kinds)s。") % {"kinds": kinds},
        _("导入只建立账号；岗位由安全管理员审批后才有效，审批前不能办理任何事项。"),
    )
    return sheets.answer(sheets.template(title, FIELDS, notes=notes), title)


@require_http_methods(["GET", "HEAD", "POST"])
def bring_in(request: Request) -> HttpResponse:
    """Take a sheet and show what it would do; nothing is done yet."""
    by = _system(request)
    door = sheets.Door(
        template="accounts/import.html", purpose=_PURPOSE, confirm="accounts:import_confirm",
        back=reverse("accounts:people"),
    )  # fmt: skip
    return door.answer(request, lambda content: changes_of(content, by=by), {})


@require_POST
def confirm(request: Request, sheet_id: uuid.UUID) -> HttpResponse:
    """Bring in the sheet that was shown, and show the new accounts' links on this answer only."""
    by = _system(request)
    _name, content = sheets.kept(sheet_id, login=by.login, purpose=_PURPOSE)
    made, asked = actions.import_people(by=by, content=content)
    sheets.drop(sheet_id, login=by.login, purpose=_PURPOSE)
    words = _("已新增 %(added)s 个账号，提出 %(asked)s 项岗位申请。")
    return _links(request, by, made, words % {"added": len(made), "asked": asked})


@require_POST
def links(request: Request) -> HttpResponse:
    """Ask whether the ticked people without a password get links; or issue and show them once."""
    by = _system(request)
    picked = People.picked(request, scope_of(by))
    people = list(picked.filter(is_active=True, password_set_at=None))
    if request.POST.get("sure") != "1":
        return render(request, "accounts/links_ask.html", {"people": people})
    return _links(request, by, people, "")


def _links(request: Request, by: Person, people: list[Person], done: str) -> HttpResponse:
    """Issue links and show them, to be printed and cut; they are kept nowhere."""
    secrets = actions.issue_links(people=people, by=by) if people else {}
    rows = [
        (one, request.build_absolute_uri(reverse("accounts:follow_link", args=[secrets[one.pk]])))
        for one in people
    ]
    context = {"rows": rows, "hours": actions.LINK_HOURS, "done": done}
    return render(request, "accounts/links.html", context)
