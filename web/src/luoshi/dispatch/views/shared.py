"""What the pages of handing down share: tabs, finding within the scope, reading posted ids."""

from __future__ import annotations

import uuid
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from luoshi.accounts.api import May, Person, Scope
from luoshi.dispatch import queries
from luoshi.dispatch.actions.access import login_at
from luoshi.dispatch.models import Assignment
from luoshi.kernel.http import Request

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def tabs(here: str, scope: Scope) -> dict[str, Any]:
    """Return the tabs; 我的任务 is for those with a post below the top or anything in hand."""
    named = [
        ("plans", _("计划下达")),
        ("mine", _("我的任务")),
        ("assignments", _("全部任务")),
        ("changes", _("调整申请")),
        ("conferences", _("联席会议")),
    ]
    if May.RECEIVE in scope.may:
        named.insert(3, ("returned", _("退回待处理")))
    shown = [
        {"url": reverse(f"dispatch:{name}"), "label": label, "here": name == here, "count": None}
        for name, label in named
    ]
    return {"tabs": shown, "here": here}


def person(request: Request) -> Person:
    """Return who asks; strangers are sent to log in before any view."""
    assert isinstance(request.user, Person)
    return request.user


def found(scope: Scope, assignment_id: int) -> Assignment:
    """Return an assignment that the person may see, or 404."""
    rows: QuerySet[Assignment] = queries.for_list(queries.assignments(scope))
    return get_object_or_404(rows, pk=assignment_id)


def own(request: Request, scope: Scope, assignment_id: int) -> Assignment:
    """Return an assignment of an agency for which the person may act, or refuse.

    Raises:
        NotPermitted: the person sees it and holds no post there.

    """
    row = found(scope, assignment_id)
    login_at(person(request), May.RECEIVE, row.agency_id)
    return row


def holds(scope: Scope, assignment: Assignment) -> bool:
    """Whether the person may act for the agency that holds an assignment."""
    return assignment.agency_id in scope.at(May.RECEIVE)


def gives(scope: Scope, assignment: Assignment) -> bool:
    """Whether the person may act for who handed an assignment down."""
    if assignment.parent is None:
        return May.DISPATCH in scope.may
    return assignment.parent.agency_id in scope.at(May.RECEIVE)


def whole(text: str) -> int:
    """Return a whole number of a form; what is none is zero, which names nothing."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0  # noqa: PLR2004 - fits every database


def click(request: Request) -> uuid.UUID:
    """Return the key that the page made for this click; one that brought none is a new one."""
    try:
        return uuid.UUID(request.POST.get("act", ""))
    except ValueError:
        return uuid.uuid4()
