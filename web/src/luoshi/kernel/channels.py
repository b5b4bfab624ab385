"""Channels out of the house: mail, text message, the robot of a working group (DingTalk, WeCom).

Every message carries its key, by which a receiver knows one that comes a second time: a crash
between sending and writing it down sends again.
"""

from __future__ import annotations

import hashlib
import json
import urllib.request
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.translation import gettext as _

_PATIENCE: Final = 10


@dataclass(frozen=True, slots=True)
class Message:
    """What is sent: to whom, what, and the key that makes it known again."""

    key: str
    address: str
    title: str
    text: str

    @property
    def digest(self) -> str:
        """Return the key as a header may carry it."""
        return hashlib.sha256(f"{self.key}\n{self.address}".encode()).hexdigest()[:32]


def configured() -> frozenset[str]:
    """Return the channels that this installation has."""
    present = {
        "mail": settings.MAIL_FROM,
        "sms": settings.SMS_URL,
        "robot": settings.ROBOT_URL,
    }
    return frozenset(name for name, setting in present.items() if setting)


def send(channel: str, message: Message) -> None:
    """Send a message.

    Raises:
        OSError: it could not be handed over; smtplib's and urllib's errors are of this kind.
        ValueError: the other side refused it, or the setting is no web address.

    """
    {"mail": _mail, "sms": _text_message, "robot": _robot}[channel](message)


def _mail(message: Message) -> None:
    headers = {"Message-ID": f"<{message.digest}@luoshi>", "X-Luoshi-Key": message.digest}
    EmailMessage(
        f"【{_('落实')}】{message.title}",
        message.text,
        settings.MAIL_FROM,
        [message.address],
        headers=headers,
    ).send()


def _text_message(message: Message) -> None:
    words = {"phone": message.address, "text": message.title, "key": message.digest}
    url = settings.SMS_URL
    for name, value in words.items():
        url = url.replace(f"{{{name}}}", quote(value, safe=""))
    _post(url, words, message.digest)


def _robot(message: Message) -> None:
    content = f"{message.title}\n{message.text}".strip()
    said = {"msgtype": "text", "text": {"content": content}}
    answer = _post(settings.ROBOT_URL, said, message.digest)
    # Both robots answer 200 and say in the body what they think of it.
    if answer.get("errcode", 0) != 0:
        raise ValueError(answer.get("errmsg", answer))


def _post(url: str, said: dict[str, Any], key: str) -> dict[str, Any]:
    """Post JSON and return the answer's object."""
    if urlsplit(url).scheme not in {"http", "https"}:
        msg = f"the address of a channel must begin with http or https, got {url[:20]!r}"
        raise ValueError(msg)
    headers = {"Content-Type": "application/json", "Idempotency-Key": key}
    request = urllib.request.Request(url, json.dumps(said).encode(), headers)  # noqa: S310 - looked at above
    with urllib.request.urlopen(request, timeout=_PATIENCE) as answer:  # noqa: S310 - as above
        body = answer.read(64_000)
    try:
        found = json.loads(body)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
