"""The second factor as its holder sees it: the device, its key, the codes that stand in."""

from __future__ import annotations

import base64
from urllib.parse import quote, urlencode

import segno
from django_otp.plugins.otp_totp.models import TOTPDevice

from luoshi.accounts.models import Certificate, Person, RecoveryCode

ISSUER = "落实"


def device_of(person: Person) -> TOTPDevice | None:
    """Return the person's device, which shows the codes."""
    device: TOTPDevice | None = TOTPDevice.objects.filter(user=person, confirmed=True).first()
    return device


def certificate_of(person: Person) -> Certificate | None:
    """Return the certificate that is bound to a person."""
    found: Certificate | None = Certificate.objects.filter(person=person).first()
    return found


def codes_left(person: Person) -> int:
    """Return how many recovery codes were not used yet."""
    return RecoveryCode.objects.filter(person=person, used_at=None).count()


def key_as_text(key: str) -> str:
    """Return a key as a person types it into a device: base32 in groups of four."""
    text = base64.b32encode(bytes.fromhex(key)).decode()
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))


def picture_of(key: str, login: str) -> str:
    """Return the key as a picture for a device's camera: a data address that needs no network."""
    secret = base64.b32encode(bytes.fromhex(key)).decode()
    words = urlencode({"secret": secret, "issuer": ISSUER, "digits": 6, "period": 30})
    address = f"otpauth://totp/{quote(ISSUER)}:{quote(login)}?{words}"
    return segno.make(address, error="m").svg_data_uri(scale=4, border=4, light="#fff")
