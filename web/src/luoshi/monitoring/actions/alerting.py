"""Alerts: raised by rules that people write, told once, taken note of, ended (row 47)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from luoshi.accounts.api import May, Person, require
from luoshi.agencies.api import Agency
from luoshi.kernel import clock
from luoshi.kernel.outbox import Message, notify_all
from luoshi.kernel.trail import record
from luoshi.monitoring.models import Alert, AlertRule
from luoshi.monitoring.queries import alerts as queries
from luoshi.monitoring.queries.alerts import Raised
from luoshi.monitoring.refusals import AlertOver, AlertRuleStale, NotYourAlert, NoWords

SYSTEM: Final = "系统"
_STEP: Final[int] = Agency.steplen
_LONGEST_VALUE: Final = 60
_LONGEST_WORDS: Final = 300


def raise_alerts() -> str:
    """Raise, remind of and end alerts by every rule that is on; the daily job."""
    raised = ended = 0
    for rule in AlertRule.objects.filter(on=True).select_related("agency").order_by("pk"):
        new, gone = _evaluate(rule)
        raised, ended = raised + new, ended + gone
    return _("新增 %(raised)s 条，解除 %(ended)s 条") % {"raised": raised, "ended": ended}


@transaction.atomic
def _evaluate(rule: AlertRule) -> tuple[int, int]:
    """Bring a rule's alerts up to what it finds; return how many began and how many ended."""
    # Two runs of one rule wait for each other, so that nobody is reminded twice.
    AlertRule.objects.select_for_update(of=("self",)).get(pk=rule.pk)
    now, found = clock.now(), queries.raised(rule)
    known = list(rule.alerts.filter(ended_at=None))
    things = {one.thing for one in found}
    again = [one for one in known if one.thing in things and _is_due(rule, one, now)]
    Alert.objects.filter(pk__in=[one.pk for one in again]).update(told_at=now)
    return _bring(rule, found, known, again)


def raise_red(things: Sequence[tuple[int, int]]) -> None:
    """Raise and end what rules of red lights say of (item, agency), in the caller's transaction.

    The rules stay unlocked: acceptances of a whole province do not wait for one another, and what
    two of them raise at once is kept once by its constraint. The morning's job does the reminding.
    """
    rules = AlertRule.objects.filter(on=True, kind=AlertRule.Kind.RED).select_related("agency")
    named = [queries.thing_of(*one) for one in things]
    for rule in rules.order_by("pk"):
        known = list(rule.alerts.filter(ended_at=None, thing__in=named))
        _bring(rule, queries.red_of(rule, things), known)


def _bring(
    rule: AlertRule, found: Sequence[Raised], known: Sequence[Alert], again: Sequence[Alert] = ()
) -> tuple[int, int]:
    """Begin what is found and not known, end what is known and not found, tell of the new."""
    now, standing = clock.now(), {one.thing for one in known}
    made = [_alert(rule, one, now) for one in found if one.thing not in standing]
    new: list[Alert] = []
    if made:
        Alert.objects.bulk_create(made, batch_size=500, ignore_conflicts=True)
        new = list(rule.alerts.filter(ended_at=None, since=now).order_by("pk"))
    gone = [one.pk for one in known if one.thing not in {each.thing for each in found}]
    if gone:
        Alert.objects.filter(pk__in=gone).update(ended_at=now)
    _tell(rule, [*new, *again], now)
    if new or gone:
        data = {"rule": rule.name, "raised": len(new), "ended": len(gone)}
        record("monitoring.alerts.raised", by=SYSTEM, on=rule, data=data)
    return len(new), len(gone)


def _alert(rule: AlertRule, one: Raised, now: datetime) -> Alert:
    return Alert(
        rule=rule,
        agency_id=one.agency,
        thing=one.thing,
        words=one.words[:_LONGEST_WORDS],
        url=one.url,
        value=one.value[:_LONGEST_VALUE],
        limit=one.limit[:_LONGEST_VALUE],
        since=now,
        told_at=now,
    )


def _is_due(rule: AlertRule, alert: Alert, now: datetime) -> bool:
    """Whether what still stands is told again: nobody took note, and the quiet time is over."""
    quiet = timedelta(days=rule.quiet_days)
    return bool(quiet) and alert.acknowledged_at is None and alert.told_at + quiet <= now


def _tell(rule: AlertRule, alerts: Sequence[Alert], now: datetime) -> None:
    """Tell each agency concerned, in one message, of all that a rule has to say to it."""
    if not alerts:
        return
    paths = dict(
        Agency.objects.filter(pk__in={one.agency_id for one in alerts}).values_list("pk", "path")
    )
    told: dict[str, list[Alert]] = {}
    for one in alerts:
        path = paths[one.agency_id]
        above = [path[: -_STEP * up] for up in range(1, rule.up + 1)]
        for to in ([path] if rule.own else []) + [each for each in above if each]:
            told.setdefault(to, []).append(one)
    keys = dict(Agency.objects.filter(path__in=told).values_list("path", "pk"))
    words = {path: "\n".join(_said(one) for one in rows[:10]) for path, rows in told.items()}
    notify_all(
        Message(
            key=f"monitoring.alert:{rule.pk}:{keys[path]}:{now:%Y%m%d%H%M%S%f}",
            to=[keys[path]],
            may=rule.whom,
            kind="monitoring.alert",
            title=_("预警“%(rule)s”%(n)s 项") % {"rule": rule.name, "n": len(rows)},
            text=words[path],
            url=f"{reverse('monitoring:alerts')}?rule={rule.pk}&state=open",
            channels=rule.channels,
        )
        for path, rows in told.items()
    )


def _said(alert: Alert) -> str:
    """Return an alert in a line: what, the value, the limit."""
    numbers = f" {alert.value}（{alert.limit}）" if alert.value else ""
    return f"{alert.words}{numbers}"


@transaction.atomic
def acknowledge(*, alert_id: int, words: str, by: Person) -> Alert:
    """Take note of an alert, with what is done about it; the same person's second time is one.

    Raises:
        Alert.DoesNotExist: there is none in the person's sight.
        NotYourAlert: the person neither reports nor decides.
        NoWords: nothing is said of what is done.
        AlertOver: it ended, or somebody else took note already.

    """
    scope = require(by, May.MONITOR_READ)
    if scope.may.isdisjoint({May.REPORT_FILL, May.REPORT_ACCEPT}):
        raise NotYourAlert(_("查看岗位不能确认预警。"), next_step=_("请由经办或审核岗位确认。"))
    seen = queries.visible(scope).order_by().values("pk")
    alert: Alert = Alert.objects.select_for_update(of=("self",)).get(pk=alert_id, pk__in=seen)
    said = words.strip()[:500]
    if (alert.acknowledged_by, alert.acknowledgement) == (by.login, said) and said:
        return alert
    if alert.ended_at is not None or alert.acknowledged_at is not None:
        raise AlertOver(_("这条预警已解除或已有人确认。"), next_step=_("请刷新后查看。"))
    if not said:
        raise NoWords(_("请写明处理意见。"))
    alert.acknowledged_at, alert.acknowledged_by = clock.now(), by.login
    alert.acknowledgement = said
    alert.save(update_fields=["acknowledged_at", "acknowledged_by", "acknowledgement"])
    data = {"rule": alert.rule_id, "agency": alert.agency_id, "words": said}
    record("monitoring.alert.acknowledged", by=by.login, on=alert, data=data)
    return alert


@transaction.atomic
def set_alert_rule(
    *, fields: Mapping[str, Any], by: Person, rule_id: int | None = None, seen: int = 0
) -> AlertRule:
    """Write a rule, or revise one; what a revised rule raised ends with its next run.

    `seen` is the revision that the person changed.

    Raises:
        AlertRuleStale: somebody else revised it meanwhile.
        AlertRule.DoesNotExist: there is none.

    """
    require(by, May.RULE_EDIT)
    if rule_id is None:
        rule = AlertRule(**fields, made_at=clock.now(), made_by=by.login)
    else:
        rule = AlertRule.objects.select_for_update(of=("self",)).get(pk=rule_id)
        if all(getattr(rule, name) == value for name, value in fields.items()):
            return rule
        if rule.revision != seen:
            raise AlertRuleStale(_("这条预警规则刚刚被他人修改。"), next_step=_("请刷新后再修改。"))
        for name, value in fields.items():
            setattr(rule, name, value)
        rule.revision += 1
    rule.save()
    if not rule.on:
        rule.alerts.filter(ended_at=None).update(ended_at=clock.now())
    data = {name: str(value) for name, value in fields.items()}
    record("monitoring.alert_rule.set", by=by.login, on=rule, data=data)
    return rule
