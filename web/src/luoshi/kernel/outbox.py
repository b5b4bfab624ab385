"""Notices: written in the transaction of the act, seen in the system, sent out by a job (REL-22).

`notify(key="dispatch.signed:7", to=["wang", 12], title="…", url="/…")` reaches the person wang and
whoever holds a post at agency 12. The key makes it once, whoever calls and however often. What
goes out by mail, text message or robot waits in the outbox until the job has sent it; what cannot
go out says why and stays in the system.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, ClassVar, Final

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from luoshi.kernel import access, channels, clock, slots
from luoshi.kernel.models import Delivery, Notice, Reach
from luoshi.kernel.refusals import Conflict
from luoshi.kernel.trail import record

#: Whoever took a delivery and did not come back by then has crashed.
LEASE: Final = timedelta(minutes=5)
MOST_TRIES: Final = 6
_WAIT: Final = timedelta(minutes=1)
_TOGETHER: Final = 500
_State = Delivery.State


class NotFailed(Conflict):
    """Only what failed is sent again by hand."""

    code: ClassVar[str] = "kernel.delivery_not_failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """Something to be told, once for each key and person.

    `to` holds login names and ids of agencies; at an agency those are told who hold a post there
    that allows `may`. `url` is an address of this house. Without `channels` it goes out by every
    channel that the house has; with some, by those alone, and in the system always.
    """

    key: str
    to: Sequence[str | int]
    title: str
    text: str = ""
    url: str = ""
    kind: str = ""
    may: str = ""
    channels: frozenset[str] | None = None

    def goes_by(self, channel: str) -> bool:
        """Whether the message may leave the house by a channel."""
        return self.channels is None or channel in self.channels


def notify(  # noqa: PLR0913 - a row of a table
    *,
    key: str,
    to: Iterable[str | int],
    title: str,
    text: str = "",
    url: str = "",
    kind: str = "",
    may: str = "",
) -> list[Notice]:
    """Tell people one thing; return what is new. The arguments are those of a `Message`."""
    one = Message(key=key, to=list(to), title=title, text=text, url=url, kind=kind, may=may)
    return notify_all([one])


@transaction.atomic
def notify_all(messages: Iterable[Message]) -> list[Notice]:
    """Tell people many things, each once; return what is new. The statements do not grow."""
    everything, now = list(messages), clock.now()
    new: list[Notice] = []
    for at in range(0, len(everything), _TOGETHER):
        new += _notify(everything[at : at + _TOGETHER], now)
    return new


def _notify(messages: Sequence[Message], now: datetime) -> list[Notice]:
    keys = [one.key for one in messages]
    told = Notice.objects.filter(key__in=keys).values_list("key", "login", "agency")
    known = {(key, login or agency) for key, login, agency in told}
    holders = _holders(messages)
    made = [
        Notice(
            key=one.key,
            login=login,
            agency=agency,
            kind=one.kind,
            title=" ".join(one.title.split())[:200],
            text=one.text,
            url=one.url if one.url.startswith("/") and not one.url.startswith("//") else "",
            created_at=now,
        )
        for one in messages
        for login, agency in _addressees(one.to, holders.get(one.may, {}))
        if (one.key, login or agency) not in known
    ]
    Notice.objects.bulk_create(made, ignore_conflicts=True)
    rows = Notice.objects.filter(key__in=keys, created_at=now, deliveries=None)
    new = list(rows.order_by("pk"))
    _prepare(new, {one.key: one for one in messages}, now)
    return new


@dataclass(frozen=True, slots=True)
class Addressee:
    """Whom a message is for, by login or, where nobody holds a post there, by agency.

    `channels` are those beside the system itself, each with the state in which a delivery would
    begin; `told` says that the person has the message already.
    """

    login: str
    agency: str
    told: bool
    channels: tuple[tuple[str, str], ...]

    @property
    def reached(self) -> bool:
        """Whether the message reaches somebody, in the system at least."""
        return bool(self.login)


def foreseen(messages: Sequence[Message]) -> dict[str, list[Addressee]]:
    """Return by key whom messages would reach, by which channel; nobody is told yet.

    The statements do not grow with the messages.
    """
    told = Notice.objects.filter(key__in=[one.key for one in messages])
    known = {(key, to) for key, *both in told.values_list("key", "login", "agency") for to in both}
    holders = _holders(messages)
    pairs = {one.key: _addressees(one.to, holders.get(one.may, {})) for one in messages}
    logins = {login for found in pairs.values() for login, _agency in found}
    reaches, present = _reaches(logins), channels.configured()
    said = {one.key: one for one in messages}
    return {
        key: [
            Addressee(
                login,
                agency,
                (key, login or agency) in known,
                tuple(
                    (channel, state.value)
                    for channel in ("mail", "sms")
                    if said[key].goes_by(channel)
                    and (state := _state_of(login, channel, reaches, present))
                    != _State.UNCONFIGURED
                ),
            )
            for login, agency in found
        ]
        for key, found in pairs.items()
    }


def _reaches(logins: Iterable[str]) -> dict[tuple[str, str], Reach]:
    rows = Reach.objects.filter(login__in=list(logins))
    return {(one.login, one.channel): one for one in rows}


def _holders(messages: Iterable[Message]) -> dict[str, dict[int, list[str]]]:
    """Return who is to be told at the agencies named, by what their posts allow."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for one in messages:
        wanted[one.may].update(to for to in one.to if isinstance(to, int))
    found: dict[str, dict[int, list[str]]] = {}
    for may, agencies in wanted.items():
        answers = slots.call("kernel.people_at", sorted(agencies), may) if agencies else []
        found[may] = {agency: logins for one in answers for agency, logins in one.items()}
    return found


def _addressees(to: Iterable[str | int], holders: Mapping[int, list[str]]) -> list[tuple[str, str]]:
    """Return (login, agency) of everybody to be told, each person once."""
    people: dict[str, str] = {one: "" for one in to if isinstance(one, str)}
    empty: list[tuple[str, str]] = []
    for agency in to:
        if isinstance(agency, str):
            continue
        logins = holders.get(agency, [])
        for login in logins:
            people.setdefault(login, str(agency))
        if not logins:
            empty.append(("", str(agency)))
    return [*people.items(), *empty]


def _prepare(notices: list[Notice], messages: Mapping[str, Message], now: datetime) -> None:
    """Put what is to go out into the outbox; a group's robot says each thing once."""
    present = channels.configured()
    reaches = _reaches({one.login for one in notices})
    rows = []
    said: set[str] = set()
    for notice in notices:
        message = messages[notice.key]
        for channel in filter(message.goes_by, ("mail", "sms")):
            state = _state_of(notice.login, channel, reaches, present)
            if channel == "mail" or state == _State.WAITING:
                rows.append(Delivery(notice=notice, channel=channel, state=state, due_at=now))
        if "robot" in present and message.goes_by("robot") and notice.key not in said:
            rows.append(Delivery(notice=notice, channel="robot", state=_State.WAITING, due_at=now))
        said.add(notice.key)
    Delivery.objects.bulk_create(rows, ignore_conflicts=True)


def _state_of(
    login: str,
    channel: str,
    reaches: Mapping[tuple[str, str], Reach],
    present: frozenset[str],
) -> Delivery.State:
    """Return how a notice begins on a personal channel."""
    reach = reaches.get((login, channel))
    if not login:
        return _State.NOBODY
    if channel not in present:
        return _State.UNCONFIGURED
    if reach is None or not reach.address:
        return _State.NO_ADDRESS
    return _State.WAITING if reach.wanted else _State.UNWANTED


def is_waiting() -> bool:
    """Whether anything is to be sent now."""
    return Delivery.objects.filter(state=_State.WAITING, due_at__lte=clock.now()).exists()


def deliver() -> str:
    """Send what waits: the job. Another worker meanwhile takes other deliveries."""
    sent = 0
    while (one := _claimed(clock.now())) is not None:
        sent += _sent(one)
    return ngettext("发送 %(n)s 条", "发送 %(n)s 条", sent) % {"n": sent}


@transaction.atomic
def _claimed(now: datetime) -> Delivery | None:
    """Take one delivery; until its lease is over nobody else does."""
    waiting = Delivery.objects.filter(state=_State.WAITING, due_at__lte=now)
    one = (
        waiting.select_for_update(skip_locked=True, of=("self",))
        .prefetch_related("notice")
        .order_by("due_at", "pk")
        .first()
    )
    if one is not None:
        one.tries, one.due_at = one.tries + 1, now + LEASE
        one.save(update_fields=["tries", "due_at"])
    return one


def _sent(one: Delivery) -> bool:
    """Send a delivery and write down what became of it."""
    notice = one.notice
    address = Reach.objects.filter(login=notice.login, channel=one.channel).first()
    link = f"{settings.SITE}{notice.url}" if notice.url else ""
    message = channels.Message(
        notice.key,
        address.address if address else "",
        notice.title,
        "\n\n".join(part for part in (notice.text, link) if part),
    )
    try:
        channels.send(one.channel, message)
    except (OSError, ValueError) as failure:
        given_up = one.tries >= MOST_TRIES
        one.state = _State.FAILED if given_up else _State.WAITING
        one.due_at = clock.now() + _WAIT * 2**one.tries
        one.error = f"{type(failure).__name__}: {failure}"[:300]
    else:
        one.state, one.sent_at, one.error = _State.SENT, clock.now(), ""
    one.save(update_fields=["state", "due_at", "sent_at", "error"])
    return one.state == _State.SENT


@transaction.atomic
def resend(delivery_id: int, *, by: Any) -> None:
    """Send again what failed.

    Raises:
        NotFailed: it did not fail, or somebody sent it again already.

    """
    access.require(by, "job_manage")
    one = Delivery.objects.select_for_update().get(pk=delivery_id)
    if one.state != _State.FAILED:
        raise NotFailed(_("这条消息不在发送失败状态。"), next_step=_("请刷新后查看最新状态。"))
    one.state, one.tries, one.due_at = _State.WAITING, 0, clock.now()
    one.save(update_fields=["state", "tries", "due_at"])
    record("kernel.delivery.resent", by=by.get_username(), on=one, data={"channel": one.channel})


def unread(login: str) -> int:
    """Return how many notices a person has not read."""
    return Notice.objects.filter(login=login, read_at=None).count()


def read(notice_id: int, *, login: str) -> Notice:
    """Mark a person's notice as read and return it; it stays read from the first time.

    Raises:
        Notice.DoesNotExist: the person has none such.

    """
    found = Notice.objects.get(pk=notice_id, login=login)
    Notice.objects.filter(pk=found.pk, read_at=None).update(read_at=clock.now())
    return found


def read_all(*, login: str) -> int:
    """Mark all notices of a person as read; return how many were not."""
    return Notice.objects.filter(login=login, read_at=None).update(read_at=clock.now())


@transaction.atomic
def set_reach(*, login: str, channel: str, address: str, wanted: bool) -> None:
    """Keep how a person wants to be reached; the address itself stays out of the trail."""
    Reach.objects.update_or_create(
        login=login, channel=channel, defaults={"address": address, "wanted": wanted}
    )
    record("kernel.reach.changed", by=login, data={"channel": channel, "wanted": wanted})


@transaction.atomic
def enter_reaches(rows: Iterable[tuple[str, str, str]], *, by: str) -> None:
    """Enter first addresses as (login, channel, address); what somebody has entered stays.

    The addresses themselves stay out of the trail.
    """
    made = [Reach(login=login, channel=channel, address=to) for login, channel, to in rows]
    if made:
        Reach.objects.bulk_create(made, ignore_conflicts=True)
        record("kernel.reach.changed", by=by, data={"entered": len(made)})
