"""What is only kept in the trail: coming, going, and being refused."""

from __future__ import annotations

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from luoshi.accounts.models import Person, Post, fold_login
from luoshi.accounts.standing import held
from luoshi.kernel import clock
from luoshi.kernel.chain import Break
from luoshi.kernel.outbox import notify
from luoshi.kernel.trail import record


@transaction.atomic
def record_login(*, person: Person) -> None:
    """Keep a successful log-in in the trail."""
    record("accounts.login.succeeded", by=person.login, on=person)


@transaction.atomic
def record_failed_login(*, login: str, locked: bool) -> None:
    """Keep a failed log-in in the trail, and whether the account is locked now."""
    action = "accounts.login.locked" if locked else "accounts.login.failed"
    record(action, by=fold_login(login)[:150], result="failed")


@transaction.atomic
def record_logout(*, person: Person) -> None:
    """Keep a log-out in the trail."""
    record("accounts.logout.done", by=person.login, on=person)


@transaction.atomic
def record_denial(*, by: str, path: str, method: str | None) -> None:
    """Keep in the trail that somebody was refused something."""
    record("accounts.access.denied", by=by, data={"path": path, "method": method}, result="denied")


@transaction.atomic
def record_ignored(*, by: str, path: str, fields: list[str]) -> None:
    """Keep in the trail that fields were posted which the form does not have (SEC-15)."""
    named = [field[:80] for field in fields[:20]]
    record("accounts.fields.ignored", by=by, data={"path": path, "fields": named}, result="denied")


@transaction.atomic
def record_confirmation(*, person: Person) -> None:
    """Keep in the trail that a person proved once more who it is."""
    record("accounts.person.confirmed", by=person.login, on=person)


@transaction.atomic
def record_expiry(*, person: Person) -> None:
    """Keep in the trail that a log-in ended because nobody did anything."""
    record("accounts.session.expired", by=person.login, on=person)


@transaction.atomic
def tell_of_broken_trail(broken: Break) -> None:
    """Tell the audit administrators that the trail is not what was sealed; once for each break."""
    posts = Post.objects.filter(held(clock.today()), kind=Post.Kind.AUDIT, person__is_active=True)
    notify(
        key=f"accounts.trail.broken:{broken.thing}:{broken.key}",
        to=list(dict.fromkeys(posts.order_by("pk").values_list("person__login", flat=True))),
        kind=_("审计"),
        title=_("留痕核验不一致"),
        text=str(broken),
        url=reverse("accounts:chain"),
    )
