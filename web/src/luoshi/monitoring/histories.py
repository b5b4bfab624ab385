"""What was said of a project, and who went to look, told from the trail (row 88)."""

from __future__ import annotations

from typing import Final

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from luoshi.accounts.api import May, Scope, require, scope_of
from luoshi.kernel import history
from luoshi.kernel.history import Belonging, Told
from luoshi.kernel.http import Request
from luoshi.monitoring.models import ProjectCheck, ProjectReport
from luoshi.monitoring.queries.projects import visible
from luoshi.monitoring.switch import frame_in
from luoshi.reporting.api import Submission

WORDS: Final = {
    "monitoring.project.reported": _("填报项目阶段、投资和困难"),
    "monitoring.project.checked": _("现场核实项目进展"),
    "monitoring:stage": _("阶段"),
    "monitoring:investment_yi": _("计划总投资"),
    "monitoring:planned_yi": _("年度计划投资"),
    "monitoring:period_yi": _("本期完成投资"),
    "monitoring:total_yi": _("自开工累计完成投资"),
    "monitoring:expected_on": _("预计竣工日期"),
    "monitoring:leader": _("包联领导"),
    "monitoring:blocker": _("困难类别"),
    "monitoring:blocker_text": _("困难情况"),
    "monitoring:blocker_owner": _("由哪个单位解决"),
    "monitoring:help": _("需协调事项"),
    "monitoring:note": _("形象进度"),
}


def _belonging(scope: Scope, item: int) -> Belonging:
    """Return what was said of a project in a person's scope: versions of forms, direct reports."""
    reports = ProjectReport.objects.filter(scope.within("agency__path"), item=item)
    sent = Submission.objects.filter(scope.within("duty__agency__path"), projects__item=item)
    return {
        "monitoring.projectreport": reports,
        "monitoring.projectcheck": ProjectCheck.objects.filter(report__in=reports),
        "reporting.submission": sent,
    }


def _project(request: Request, key: int) -> Told:
    """Return a project, by its item, to whoever sees its page."""
    scope = require(request.user, May.MONITOR_READ)
    found = visible(scope, key, frame_in(request, scope))
    if found is None:
        raise Http404
    url = reverse("monitoring:project", args=[key])
    return Told(found.title, url, _belonging(scope, key))


def _of_item(request: Request, key: int) -> Belonging:
    """Return what was said of an item that is a project."""
    scope = scope_of(request.user)
    return _belonging(scope, key) if May.MONITOR_READ in scope.may else {}


def register() -> None:
    """Give projects their history pages, and items what was said of them as projects."""
    history.words(WORDS)
    history.told("monitoring.project", _project)
    history.follow("ledger.item", _of_item)
