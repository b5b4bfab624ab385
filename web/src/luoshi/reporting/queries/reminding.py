"""What a reminder would say, to whom and by which channel, before anybody is told (USE-21)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from luoshi.accounts.api import May, names_of
from luoshi.kernel import clock
from luoshi.kernel.models import Delivery
from luoshi.kernel.outbox import Addressee, Message, foreseen
from luoshi.kernel.periods import Period
from luoshi.reporting.models import Duty

#: The sentence that a person may add.
MOST_WORDS: Final = 200


@dataclass(frozen=True, slots=True)
class Letter:
    """One message to one agency or firm: about which reports, what it says, whom it reaches.

    Whoever is told once is left in peace for the day, whatever else is due there.
    """

    duties: tuple[Duty, ...]
    message: Message
    people: tuple[tuple[str, Addressee], ...]

    @property
    def respondent(self) -> str:
        """Return whose reports it is about."""
        first = self.duties[0]
        return str(first.enterprise or first.agency.name)

    @property
    def told(self) -> bool:
        """Whether it was said today already."""
        reached = [one for _name, one in self.people if one.reached]
        return bool(reached) and all(one.told for one in reached)

    @property
    def fresh(self) -> list[tuple[str, Addressee]]:
        """Return who would be told now."""
        return [(name, one) for name, one in self.people if one.reached and not one.told]

    @property
    def reached(self) -> str:
        """Return in words who is told, and by which channels: 金科员（站内、邮件）."""
        return "、".join(_reach_words(name, one) for name, one in self.fresh)

    @property
    def unreached(self) -> str:
        """Return in words who is not reached, or only in the system, and why."""
        if not any(one.reached for _name, one in self.people):
            return _("没有人员可以通知")
        states = dict(Delivery.State.choices)
        found = [
            f"{name}：{Delivery.Channel(channel).label}{states[state]}"
            for name, one in self.fresh
            for channel, state in one.channels
            if state != Delivery.State.WAITING and channel == Delivery.Channel.MAIL
        ]
        return "；".join(found)


def _reach_words(name: str, one: Addressee) -> str:
    out = [
        str(Delivery.Channel(channel).label)
        for channel, state in one.channels
        if state == Delivery.State.WAITING
    ]
    return _("%(name)s（%(channels)s）") % {"name": name, "channels": "、".join([_("站内"), *out])}


def letters(duties: Iterable[Duty], words: str = "") -> list[Letter]:
    """Return the messages about duties, one for each agency or firm, in the order of the duties.

    The statements do not grow with the duties: their enterprises' representatives are fetched.
    """
    groups: dict[tuple[int, int | None], list[Duty]] = {}
    for duty in duties:
        groups.setdefault((duty.agency_id, duty.enterprise_id), []).append(duty)
    messages = [_message(group, words.strip()[:MOST_WORDS]) for group in groups.values()]
    found = foreseen(messages)
    names = names_of(sorted({one.login for each in found.values() for one in each if one.login}))
    return [
        Letter(
            tuple(group),
            message,
            tuple((names.get(one.login, one.login), one) for one in found[message.key]),
        )
        for group, message in zip(groups.values(), messages, strict=True)
    ]


def _message(duties: list[Duty], words: str) -> Message:
    first = duties[0]
    said = [_said(duty) for duty in duties]
    if len(duties) == 1:
        title = _("请报送%(form)s（%(period)s）") % said[0]
        text = _("截止时间 %(due)s，现在还没有报送。") % said[0]
        url = reverse("reporting:fill", args=[first.pk])
    else:
        title = _("请报送%(n)s份报表") % {"n": len(duties)}
        rows = [_("%(form)s（%(period)s），截止时间 %(due)s") % one for one in said]
        text, url = "\n".join([_("现在还没有报送："), *rows]), reverse("reporting:mine")
    whose = f"firm-{first.enterprise_id}" if first.enterprise_id else f"{first.agency_id}"
    return Message(
        key=f"reporting.due:{whose}:{clock.today()}",
        to=_addressees(first),
        title=title,
        text="\n".join(filter(None, (text, words))),
        url=url,
        kind="reporting",
        may=May.REPORT_FILL,
    )


def _said(duty: Duty) -> dict[str, str]:
    due = timezone.localtime(duty.due_at)
    period = Period.parse(duty.cycle.period_code).label
    return {"form": duty.cycle.form.title, "period": period, "due": f"{due:%Y-%m-%d %H:%M}"}


def _addressees(duty: Duty) -> list[str | int]:
    """Return whom to tell: those who report for the firm, or the agency's own."""
    if duty.enterprise is None:
        return [duty.agency_id]
    today = clock.today()
    people = duty.enterprise.representatives.all()
    return [one.person.login for one in people if one.until is None or one.until >= today]
