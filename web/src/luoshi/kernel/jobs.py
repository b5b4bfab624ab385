"""Jobs: work that is asked for inside an act and done behind the page (REL-22).

A context registers a job by name from `AppConfig.ready()` and asks for it in the transaction of
its act: `jobs.enqueue("reporting.recount", key="…", cycle=7)`. The same key twice is one run. A
run is tried again after a failure, up to the job's cap, and after a crash of its worker; so a job
must be harmless when done twice. What became of each run stands on the page 后台任务.
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from traceback import format_exception
from typing import Any, ClassVar, Final

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django_tasks import task

from luoshi.kernel import access, clock
from luoshi.kernel.models import JobRun
from luoshi.kernel.refusals import Conflict
from luoshi.kernel.trail import record

#: A run that takes longer has lost its worker.
LEASE: Final = timedelta(minutes=30)
_WAIT: Final = timedelta(minutes=1)
_LONGEST_ERROR: Final = 4000
_log: Final = logging.getLogger(__name__)


class NotFailed(Conflict):
    """Only what was given up is started again by hand."""

    code: ClassVar[str] = "kernel.job_not_failed"


@dataclass(frozen=True, slots=True)
class Job:
    """A job by its name; `function` takes the arguments of the run and may say what it did."""

    name: str
    label: str | Promise
    function: Callable[..., str | None]
    most_tries: int


_jobs: dict[str, Job] = {}


def register(
    name: str, label: str | Promise, function: Callable[..., str | None], *, most_tries: int = 4
) -> None:
    """Make a job known under its name; the same name again replaces the first."""
    _jobs[name] = Job(name, label, function, most_tries)


def label_of(name: str) -> str:
    """Return what a job is called; a job that is no more keeps its name."""
    job = _jobs.get(name)
    return str(job.label) if job else name


@transaction.atomic
def enqueue(name: str, *, key: str = "", asked_by: str = "", **arguments: Any) -> JobRun:
    """Ask for a run inside the present transaction; the same key again returns the first run.

    Raises:
        LookupError: no job has this name.

    """
    _function_of(name)
    now = clock.now()
    run, made = JobRun.objects.get_or_create(
        key=key or f"{name}:{uuid.uuid4()}",
        defaults={
            "name": name,
            "arguments": arguments,
            "asked_by": asked_by,
            "asked_at": now,
            "due_at": now,
        },
    )
    if made:
        perform.enqueue(run.pk)
    return run


@task()
def perform(run_id: int) -> None:
    """Do a run, and write down what became of it. The worker calls this."""
    run = _claimed(run_id)
    if run is None:
        return
    job = _jobs.get(run.name)
    try:
        result = _function_of(run.name)(**run.arguments)
    except Exception as failure:  # noqa: BLE001 - whatever it was, it is written down and tried again
        _failed(run, failure, most_tries=job.most_tries if job else 0)
        _log.error("job failed", exc_info=failure, extra={"job": run.name, "try": run.tries})
    else:
        run.state, run.result, run.error = JobRun.State.DONE, (result or "")[:300], ""
        run.ended_at = clock.now()
        run.save(update_fields=["state", "result", "error", "ended_at"])


@transaction.atomic
def forgo(*names: str) -> int:
    """Let the waiting runs of jobs be, because what they are for was done otherwise."""
    waiting = JobRun.objects.filter(name__in=names, state=JobRun.State.WAITING)
    return waiting.update(state=JobRun.State.DONE, ended_at=clock.now())


def _function_of(name: str) -> Callable[..., str | None]:
    """Return what a job does; a name that an older program left behind has nothing."""
    if name not in _jobs:
        msg = f"job {name!r} is not registered: {sorted(_jobs)}"
        raise LookupError(msg)
    return _jobs[name].function


@transaction.atomic
def _claimed(run_id: int) -> JobRun | None:
    """Take a run to be done; nothing when somebody else has it."""
    run = JobRun.objects.select_for_update().filter(pk=run_id).first()
    if run is None or run.state != JobRun.State.WAITING:
        return None
    run.state, run.started_at, run.ended_at = JobRun.State.RUNNING, clock.now(), None
    run.tries += 1
    run.save(update_fields=["state", "started_at", "ended_at", "tries"])
    return run


@transaction.atomic
def _failed(run: JobRun, failure: Exception, *, most_tries: int) -> None:
    """Put a run off to another try, longer each time, or give it up."""
    given_up = run.tries >= most_tries
    run.state = JobRun.State.FAILED if given_up else JobRun.State.RETRYING
    run.ended_at = clock.now()
    run.due_at = run.ended_at + _WAIT * 5 ** (run.tries - 1)
    run.error = "".join(format_exception(failure))[-_LONGEST_ERROR:]
    run.save(update_fields=["state", "ended_at", "due_at", "error"])
    if given_up:
        data = {"job": run.name, "key": run.key, "error": repr(failure)[:300]}
        record("kernel.job.failed", by="system", on=run, data=data, result="failed")


@transaction.atomic
def wake(now: datetime) -> int:
    """Queue again what is due for another try, and what lost its worker; return how many."""
    due = JobRun.objects.filter(state=JobRun.State.RETRYING, due_at__lte=now)
    lost = JobRun.objects.filter(state=JobRun.State.RUNNING, started_at__lt=now - LEASE)
    runs = list((due | lost).select_for_update())
    for run in runs:
        _again(run)
    return len(runs)


def _again(run: JobRun) -> None:
    """Queue a run again."""
    run.state = JobRun.State.WAITING
    run.save(update_fields=["state"])
    perform.enqueue(run.pk)


@transaction.atomic
def retry(run_id: int, *, by: Any) -> None:
    """Start again what was given up, with its tries counted from nought.

    Raises:
        NotFailed: it was not given up, or somebody started it again already.

    """
    access.require(by, "job_manage")
    run = JobRun.objects.select_for_update().get(pk=run_id)
    if run.state != JobRun.State.FAILED:
        raise NotFailed(_("这项任务不在失败状态。"), next_step=_("请刷新后查看最新状态。"))
    run.tries = 0
    run.save(update_fields=["tries"])
    data = {"job": run.name, "key": run.key}
    record("kernel.job.retried", by=by.get_username(), on=run, data=data)
    _again(run)


def failing() -> int:
    """Return how many runs were given up."""
    return JobRun.objects.filter(state=JobRun.State.FAILED).count()


@transaction.atomic
def forget(before: datetime) -> int:
    """Forget the runs that were done before a moment; what failed stays."""
    done = JobRun.objects.filter(state=JobRun.State.DONE, ended_at__lt=before)
    return done.delete()[0]
