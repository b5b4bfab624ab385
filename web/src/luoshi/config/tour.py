"""The tour of a simulated year: one account for each post, to be entered with one click.

Only a trial on this machine has it, and only when all its data is simulated; anywhere else the
address does not exist. No account of the simulated year has a password.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from luoshi.accounts.actions import record_login
from luoshi.accounts.logins import begin
from luoshi.accounts.models import Post
from luoshi.agencies.api import Agency
from luoshi.dispatch.api import Assignment
from luoshi.kernel.simulation import simulated
from luoshi.ledger.api import Responsibility

_KIND = Post.Kind
_LEVEL = Agency.Level
#: A visitor has no second factor to show; the session says so instead of asking for one.
_FACTOR: Final = "tour"
#: What each post does in the year, in the order in which a visitor goes through the house.
STOPS: Final[tuple[tuple[str, str, str | Promise], ...]] = (
    (_LEVEL.PROVINCE, _KIND.EDITOR, _("审定计划、下达任务、开报送期、看全省亮灯")),
    (_LEVEL.PROVINCE, _KIND.REVIEWER, _("核报各市和省直部门的报送，审批调整申请")),
    (_LEVEL.PROVINCE, _KIND.VIEWER, _("领导查看：全省进度、预测、排名")),
    (_LEVEL.DEPARTMENT, _KIND.EDITOR, _("省直部门签收任务、分解指标、报送进展")),
    (_LEVEL.DEPARTMENT, _KIND.REVIEWER, _("省直部门审核")),
    (_LEVEL.CITY, _KIND.EDITOR, _("市级签收、向县（市、区）分解、填报本级")),
    (_LEVEL.CITY, _KIND.REVIEWER, _("市级核报县（市、区）报送，退回或通过")),
    (_LEVEL.CITY, _KIND.VIEWER, _("市领导查看本市进度")),
    (_LEVEL.COUNTY, _KIND.EDITOR, _("县级填报：录入、粘贴、导入表格、报送")),
    (_LEVEL.COUNTY, _KIND.REVIEWER, _("县级核报企业直报")),
    (_LEVEL.COUNTY, _KIND.ENTERPRISE, _("规上企业填报本企业月报")),
    (_LEVEL.PROVINCE, _KIND.SYSTEM, _("系统管理员：账号、后台任务")),
    (_LEVEL.PROVINCE, _KIND.SECURITY, _("安全管理员：授予岗位、口令和会话规定")),
    (_LEVEL.PROVINCE, _KIND.AUDIT, _("审计管理员：查阅留痕")),
)


@dataclass(frozen=True, slots=True)
class Stop:
    """A post, somebody who holds it, and what there is to see."""

    post: Post
    told: str | Promise


def stops() -> list[Stop]:
    """Return one holder for each kind of post and level."""
    found = []
    for level, kind, told in STOPS:
        posts = Post.objects.filter(agency__level=level, kind=kind, until=None)
        if level == _LEVEL.DEPARTMENT:
            posts = posts.filter(agency=_busiest())
        post = posts.select_related("person", "agency").order_by("agency__path", "pk").first()
        if post is not None:
            found.append(Stop(post, told))
    return found


def _busiest() -> int | None:
    """Return the department that leads most: there is more to see there than at the first one."""
    led = Assignment.objects.filter(
        agency__level=_LEVEL.DEPARTMENT, role=Responsibility.Role.LEAD
    ).values_list("agency")
    return (
        led.annotate(n=Count("pk"))
        .order_by("-n", "agency")
        .values_list("agency", flat=True)
        .first()
    )


def _only_where_it_exists() -> None:
    if not (settings.LOCAL and simulated()):
        raise Http404


@login_not_required
@require_safe
def tour(request: HttpRequest) -> HttpResponse:
    """Show one account for each post."""
    _only_where_it_exists()
    return render(request, "config/tour.html", {"stops": stops()})


@login_not_required
@require_POST
def enter(request: HttpRequest, post_id: int) -> HttpResponse:
    """Come in as one of them."""
    _only_where_it_exists()
    post = get_object_or_404(Post, pk=post_id, pk__in=[stop.post.pk for stop in stops()])
    logout(request)
    begin(request, post.person, factor=_FACTOR)
    record_login(person=post.person)
    return redirect(settings.LOGIN_REDIRECT_URL)
