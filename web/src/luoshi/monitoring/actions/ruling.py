"""Writing how lights are judged: a new version each time, from a day on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from luoshi.accounts.api import May, Person, require
from luoshi.kernel import clock, jobs
from luoshi.kernel.trail import record
from luoshi.monitoring.models import LightRule
from luoshi.monitoring.refusals import BadRule
from luoshi.monitoring.rules import lights as rules
from luoshi.plans.api import Plan
from luoshi.reporting.api import Base

OPEN: str = "monitoring.light_open"


def judge_anew(*, base: Base, by: str) -> None:
    """Judge the open periods once last year's base changed: fills `reporting.base_changed`."""
    jobs.enqueue(OPEN, key=f"{OPEN}:base:{base.pk}:{base.version}", asked_by=by)


@transaction.atomic
def set_rule(
    *, preset: str, thresholds: Mapping[str, object], since: date, by: Person, plan_id: int | None
) -> LightRule:
    """Let a rule hold from a day on, for all plans or for one; the same again changes nothing.

    Frozen months keep their colours; open ones are judged again behind the page.

    Raises:
        BadRule: an unknown preset, or a threshold out of its bounds.

    """
    require(by, May.RULE_EDIT)
    try:
        kept = rules.checked(preset, thresholds)
    except rules.BadSetting as wrong:
        raise BadRule(
            _("亮灯规则的“%(key)s”不合要求。") % {"key": wrong.key},
            next_step=_("请按提示的范围填写，黄灯线须宽于红灯线。"),
        ) from wrong
    plan = Plan.objects.get(pk=plan_id) if plan_id else None
    rows = LightRule.objects.select_for_update().filter(plan=plan)
    last = rows.order_by("-version").first()
    if last and (last.preset, last.thresholds, last.since) == (preset, kept, since):
        return last
    highest = LightRule.objects.filter(plan=plan).aggregate(last=Max("version"))["last"] or 0
    made: LightRule = LightRule.objects.create(
        plan=plan,
        version=highest + 1,
        preset=preset,
        thresholds=kept,
        since=since,
        made_at=clock.now(),
        made_by=by.login,
    )
    data = {"preset": preset, "thresholds": kept, "since": str(since), "plan": plan_id}
    record("monitoring.rule.set", by=by.login, on=made, data=data)
    jobs.enqueue(OPEN, key=f"{OPEN}:rule:{made.pk}", asked_by=by.login)
    return made
