"""Asking the second reader about a text, and taking back what it proposed.

The asking is a row and a job (`proposing`): a model of the office takes a minute a page.
"""

from __future__ import annotations

from django.db import transaction

from luoshi.accounts.api import Actor, May, login_of
from luoshi.kernel import clock, jobs
from luoshi.kernel.trail import record
from luoshi.plans.actions.proposing import ended, service_of_the_house
from luoshi.plans.actions.refusals import NotPossible
from luoshi.plans.models import Fact, SecondReading, Version
from luoshi.plans.queries.second import JOB, key_of, last_asked

LOST = "上次补读中途停止，没有做完。"


@transaction.atomic
def ask_second_reader(*, version_id: int, by: Actor) -> SecondReading:
    """Ask for proposals about a current text; while it is asked, a second click finds the first.

    Raises:
        NotPossible: no service is set up, or the text is not the current one.

    """
    login = login_of(by, May.PLAN_IMPORT)
    service = service_of_the_house()
    version = _current(version_id)
    before = last_asked(version_id)
    if before is not None and before.under_way:
        return before.reading
    if before is not None and before.state == "lost":
        ended(before.reading, SecondReading.State.FAILED, LOST)
    now = clock.now()
    reading: SecondReading = SecondReading.objects.create(
        version=version, model=service.model[:200], by=login, asked_at=now, told_at=now
    )
    data = {"reading": reading.pk, "model": reading.model}
    record("plans.second.asked", by=login, on=version, data=data)
    jobs.enqueue(JOB, key=key_of(reading), asked_by=login, reading=reading.pk)
    return reading


@transaction.atomic
def withdraw_proposals(*, version_id: int, by: Actor) -> int:
    """Take back every proposal about a text that nobody has decided; return how many.

    Asking again brings them back.

    Raises:
        NotPossible: the text is not the current one.

    """
    login = login_of(by, May.PLAN_IMPORT)
    version = _current(version_id)
    # By the facts' own columns: only these are read anew where somebody decides one meanwhile.
    plans = list(version.plans.values_list("pk", flat=True))
    waiting = Fact.objects.filter(plan__in=plans, state=Fact.State.PROPOSED)
    count = waiting.update(state=Fact.State.WITHDRAWN)
    if count:
        record("plans.second.withdrawn", by=login, on=version, data={"facts": count})
    return count


def _current(version_id: int) -> Version:
    """Return a current text, locked: no asking, reading again or new version comes between."""
    rows = Version.objects.select_for_update(of=("self",)).defer("text", "pieces")
    version = rows.filter(pk=version_id).first()
    if version is None:
        raise NotPossible("没有这份文本。", next_step="请刷新页面后再试。")
    if not version.current:
        raise NotPossible("该文件已有新版本，旧版本不再补读。", next_step="请到新版本中办理。")
    return version
