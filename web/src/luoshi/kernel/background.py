"""What the system administrator sees of work behind the page: runs and the schedule."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe
from django_tasks_db.models import DBTaskResult

from luoshi.kernel import access, clock, jobs, schedule
from luoshi.kernel.http import Request
from luoshi.kernel.models import JobRun, KeptSheet, Tick
from luoshi.kernel.sheets.keeping import KEPT_FOR
from luoshi.kernel.tables import Bulk, Column, Filter, Mark, Table
from luoshi.kernel.todo import Todo

MANAGE: Final = "job_manage"
#: How long a run that was done stays on the page.
KEPT: Final = timedelta(days=30)
_TONES: Final = {"done": "done", "failed": "wrong", "retrying": "doubt"}


def may_manage(person: Any) -> bool:
    """Whether the person keeps the work behind the page going."""
    return MANAGE in access.scope_of(person).may


def tabs(here: str) -> list[dict[str, Any]]:
    """Return the pages of the work behind the page."""
    pages = (
        ("jobs", _("运行记录")),
        ("schedule", _("定时任务")),
        ("outbox", _("发件箱")),
    )
    return [
        {"url": reverse(f"kernel:{name}"), "label": label, "here": name == here}
        for name, label in pages
    ]


def _state(run: JobRun) -> Mark:
    return Mark(_TONES.get(run.state, ""), run.get_state_display())


def _last_line(run: JobRun) -> str:
    """Return what the run did, or the last line of what went wrong."""
    return run.error.strip().rpartition("\n")[2] if run.error else run.result


class Runs(Table):
    """Runs of jobs, the newest first."""

    key = "kernel.jobs"
    title = gettext_lazy("后台任务")
    order = ("-asked_at",)
    bulk = (Bulk(gettext_lazy("重试"), "kernel:jobs_retry", MANAGE),)
    nothing = (gettext_lazy("还没有后台任务"), gettext_lazy("定时任务到点后会列在这里。"))
    columns = (
        Column(
            "name",
            gettext_lazy("任务"),
            frozen=True,
            sort="name",
            width=16,
            value=lambda run: jobs.label_of(run.name),
        ),
        Column("state", gettext_lazy("状态"), "badge", sort="state", value=_state),
        Column("asked_at", gettext_lazy("发起时间"), "date", sort="asked_at"),
        Column("started_at", gettext_lazy("开始时间"), "date", sort="started_at"),
        Column("ended_at", gettext_lazy("结束时间"), "date", sort="ended_at"),
        Column("tries", gettext_lazy("次数"), "number", sort="tries", width=5),
        Column("told", gettext_lazy("结果或错误"), value=_last_line, width=44),
        Column("asked_by", gettext_lazy("发起人"), sort="asked_by"),
        Column("key", gettext_lazy("标识"), shown=False, width=32),
        Column("error", gettext_lazy("完整错误"), shown=False, width=44),
    )
    filters = (
        Filter(
            "state",
            gettext_lazy("状态"),
            "many",
            fields=("state",),
            choices=lambda _table: JobRun.State.choices,
        ),
        Filter("q", gettext_lazy("标识或错误"), "text", fields=("key", "error", "result")),
    )

    def queryset(self) -> QuerySet[JobRun]:
        """Return every run."""
        return JobRun.objects.all()


@dataclass(frozen=True, slots=True)
class Line:
    """A job of the schedule with its last run and its next."""

    label: str
    when: str
    last: JobRun | None
    next: datetime

    @property
    def mark(self) -> Mark | None:
        """Return the state of the last run."""
        return _state(self.last) if self.last else None


def lines(now: datetime) -> list[Line]:
    """Return the schedule, each job with the newest of its runs; one statement for them all."""
    plan = schedule.planned()
    newest = JobRun.objects.filter(name__in=[one.name for one in plan]).order_by("name", "pk")
    last = {run.name: run for run in newest.defer("error", "arguments")}
    return [
        Line(str(one.label), str(one.when), last.get(one.name), one.when.next(now)) for one in plan
    ]


@require_safe
def runs(request: Request) -> HttpResponseBase:
    """Show the runs of jobs."""
    table = Runs(request, access.require(request.user, MANAGE))
    return table.response("kernel/jobs.html", {"tabs": tabs("jobs")})


@require_safe
def plan(request: Request) -> HttpResponse:
    """Show what is done when, and whether anybody plans it."""
    access.require(request.user, MANAGE)
    now = clock.now()
    context = {
        "tabs": tabs("schedule"),
        "lines": lines(now),
        "beat": Tick.objects.filter(pk=1).first(),
        "silent": schedule.is_silent(now),
    }
    return render(request, "kernel/schedule.html", context)


@require_POST
def retry(request: Request) -> HttpResponse:
    """Start the ticked runs again."""
    scope = access.require(request.user, MANAGE)
    count = 0
    for run in Runs.picked(request, scope).filter(state=JobRun.State.FAILED):
        jobs.retry(run.pk, by=request.user)
        count += 1
    words = ngettext("已重新开始 %(n)s 项。", "已重新开始 %(n)s 项。", count)
    messages.success(request, words % {"n": count})
    return redirect("kernel:jobs")


def todos(person: Any) -> list[Todo]:
    """Return what waits for whoever keeps the work behind the page going."""
    if not may_manage(person):
        return []
    failed = jobs.failing()
    url = reverse("kernel:jobs") + "?state=failed"
    return [Todo(_("后台任务失败"), _("查看"), url, count=failed)] if failed else []


def clean() -> str:
    """Forget what nobody asks for any more: the daily job."""
    before = clock.now() - KEPT
    gone = jobs.forget(before)
    gone += DBTaskResult.objects.finished().filter(finished_at__lt=before).delete()[0]
    gone += KeptSheet.objects.filter(created_at__lt=clock.now() - KEPT_FOR).delete()[0]
    return ngettext("清理 %(n)s 条", "清理 %(n)s 条", gone) % {"n": gone}
