"""What people are called where an act is told: 张三, or 张三（代李四） who stood in for another."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from luoshi.kernel import slots
from luoshi.kernel.models import Entry

#: Who did something, and on whose behalf; both by login, the second mostly nobody.
Signature = tuple[str, str]


def called(signatures: Iterable[Signature]) -> dict[Signature, str]:
    """Return what to write for who did something; a login that nobody knows stays as it is.

    One statement however many, none for nobody.
    """
    wanted = set(signatures)
    names: dict[str, str] = {}
    for found in slots.call("kernel.names_of", {login for pair in wanted for login in pair}):
        names.update(found)
    return {pair: _signed(*(names.get(login, login) for login in pair)) for pair in wanted}


def _signed(who: str, principal: str) -> str:
    return (
        _("%(who)s（代%(principal)s）") % {"who": who, "principal": principal} if principal else who
    )


def principals(label: str, key: int) -> dict[str, str]:
    """Return on whose behalf things were done with a row, login by event; one statement."""
    entries = Entry.objects.filter(object_type=label, object_id=str(key), data__has_key="on_behalf")
    return dict(entries.order_by("pk").values_list("action", "data__on_behalf"))
