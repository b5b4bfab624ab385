"""Alerts at the end of the year: raised by the rules that are there, some taken note of."""

from __future__ import annotations

from typing import Final

from luoshi.accounts.api import Post
from luoshi.config.demo.people import Staff
from luoshi.monitoring.actions.alerting import acknowledge, raise_alerts
from luoshi.monitoring.models import Alert

_WORDS: Final = (
    "已约谈责任单位负责同志，要求下月赶上序时进度。",
    "已派人到现场督导，问题清单已反馈。",
    "已督促补报，今后按时报送。",
)


def raise_and_note(staff: Staff) -> None:
    """Raise what is to be raised; the first agencies concerned say what they do about it."""
    raise_alerts()
    standing = Alert.objects.filter(ended_at=None).select_related("agency").order_by("pk")
    for words, alert in zip(_WORDS, standing[: len(_WORDS)], strict=False):
        by = staff.of(alert.agency, Post.Kind.EDITOR)
        acknowledge(alert_id=alert.pk, words=words, by=by)
