"""The second factor: set up, shown, replaced, taken off (SEC-09)."""

from __future__ import annotations

import secrets
import time
from typing import Final

from django.db import transaction
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from luoshi.accounts.actions.passwords import digest_of
from luoshi.accounts.actions.refusals import CertificateTaken, WrongCode, not_oneself
from luoshi.accounts.models import Certificate, Person, RecoveryCode, Session
from luoshi.accounts.permissions import May
from luoshi.accounts.queries import Actor, login_of
from luoshi.kernel import clock
from luoshi.kernel.trail import record

CODES: Final = 10
#: Letters and digits that nobody confuses on paper.
_LETTERS: Final = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
_LENGTH: Final = 12


@transaction.atomic
def set_up_factor(*, person: Person, key: str, code: str) -> list[str]:
    """Take a device on after it has shown a code of the key; return fresh recovery codes.

    The person's sessions end (SEC-11); the one at hand begins anew.

    Raises:
        WrongCode: the device shows something else, so its clock or the key is not right.

    """
    totp = TOTP(bytes.fromhex(key))
    totp.time = time.time()
    if not (code.isascii() and code.isdigit() and totp.verify(int(code), tolerance=1)):
        raise WrongCode("动态码不正确。", next_step="请核对密钥和手机时间，再输入当前的动态码。")
    TOTPDevice.objects.filter(user=person).delete()
    TOTPDevice.objects.create(
        user=person, name=person.login, key=key, confirmed=True, last_t=totp.t()
    )
    Session.objects.filter(person=person).delete()
    record("accounts.factor.set", by=person.login, on=person)
    return _fresh_codes(person)


@transaction.atomic
def renew_codes(*, person: Person) -> list[str]:
    """Return fresh recovery codes; the earlier ones stop working."""
    return _fresh_codes(person)


def _fresh_codes(person: Person) -> list[str]:
    RecoveryCode.objects.filter(person=person).delete()
    codes = ["".join(secrets.choice(_LETTERS) for _ in range(_LENGTH)) for _ in range(CODES)]
    RecoveryCode.objects.bulk_create(
        RecoveryCode(person=person, digest=_digest(person, code)) for code in codes
    )
    record("accounts.codes.issued", by=person.login, on=person, data={"count": CODES})
    return codes


def _digest(person: Person, code: str) -> str:
    return digest_of(f"{person.pk}:{code}")


def check_factor(*, person: Person, code: str) -> str:
    """Return what was shown, `totp` or `recovery`, or nothing; a code counts once.

    A failed attempt must stay on record, so it is committed and told by the answer, not refused.
    """
    typed = "".join(code.split()).upper().replace("-", "")
    with transaction.atomic():
        device = TOTPDevice.objects.select_for_update().filter(user=person, confirmed=True).first()
        if device is not None and device.verify_token(typed):
            record("accounts.factor.shown", by=person.login, on=person)
            return "totp"
        unused = RecoveryCode.objects.filter(
            person=person, digest=_digest(person, typed), used_at=None
        )
        if typed and unused.update(used_at=clock.now()):
            record("accounts.code.used", by=person.login, on=person)
            return "recovery"
        record("accounts.factor.failed", by=person.login, on=person, result="failed")
        return ""


@transaction.atomic
def take_off_factor(*, person: Person, by: Actor) -> None:
    """Take a lost device off; the person sets up another at the next log-in, sessions end."""
    login_by = login_of(by, May.POST_GRANT)
    not_oneself(person.login, login_by)
    TOTPDevice.objects.filter(user=person).delete()
    RecoveryCode.objects.filter(person=person).delete()
    Session.objects.filter(person=person).delete()
    record("accounts.factor.removed", by=login_by, on=person)


@transaction.atomic
def bind_certificate(*, person: Person, named: str, by: Actor) -> None:
    """Bind the certificate that the proxy names so to a person; nothing takes it off.

    The person's sessions end (SEC-11).

    Raises:
        CertificateTaken: it is another person's.

    """
    login_by = login_of(by, May.POST_GRANT)
    not_oneself(person.login, login_by)
    named = "".join(named.split())
    digest = digest_of(named)
    if Certificate.objects.filter(digest=digest).exclude(person=person).exists():
        raise CertificateTaken("这张证书已绑定其他账号。", next_step="请核对证书指纹。")
    Certificate.objects.filter(person=person).delete()
    if named:
        fields = {"digest": digest, "bound_at": clock.now(), "bound_by": login_by}
        Certificate.objects.create(person=person, **fields)
    Session.objects.filter(person=person).delete()
    done = "accounts.certificate.bound" if named else "accounts.certificate.removed"
    record(done, by=login_by, on=person)


def check_certificate(*, person: Person, named: str) -> bool:
    """Whether the certificate that the proxy names is the person's own; recorded either way."""
    if not named:
        return False
    owner = Certificate.objects.filter(digest=digest_of("".join(named.split()))).first()
    if owner is None:
        return False
    own = owner.person_id == person.pk
    with transaction.atomic():
        if own:
            record("accounts.certificate.shown", by=person.login, on=person)
        else:
            record("accounts.certificate.failed", by=person.login, on=person, result="failed")
    return own
