"""A sheet kept between its preview and its confirmation, for the person who sent it."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import ClassVar, Final

from django.db import transaction
from django.utils.translation import gettext as _

from luoshi.kernel import clock
from luoshi.kernel.models import KeptSheet
from luoshi.kernel.refusals import Refusal

KEPT_FOR: Final = timedelta(hours=24)


class SheetGone(Refusal):
    """The sheet was imported, dropped or kept too long, or it is somebody else's."""

    code: ClassVar[str] = "kernel.sheet_gone"
    status: ClassVar[int] = 409


@transaction.atomic
def keep(*, login: str, purpose: str, name: str, content: bytes) -> uuid.UUID:
    """Keep a sheet for a day and return its key; one person's last sheet of a purpose stays."""
    KeptSheet.objects.filter(created_at__lt=clock.now() - KEPT_FOR).delete()
    KeptSheet.objects.filter(login=login, purpose=purpose).delete()
    made = KeptSheet.objects.create(
        login=login, purpose=purpose, name=name[:200], content=content, created_at=clock.now()
    )
    return made.pk


def kept(key: uuid.UUID, *, login: str, purpose: str) -> tuple[str, bytes]:
    """Return the name and the bytes of a kept sheet.

    Raises:
        SheetGone: it is kept no more, or was never this person's.

    """
    found = KeptSheet.objects.filter(
        pk=key, login=login, purpose=purpose, created_at__gte=clock.now() - KEPT_FOR
    ).first()
    if found is None:
        raise SheetGone(_("这个文件已处理或已过期。"), next_step=_("请重新上传。"))
    return found.name, bytes(found.content)


def drop(key: uuid.UUID, *, login: str, purpose: str) -> None:
    """Forget a sheet that was imported or is not wanted."""
    KeptSheet.objects.filter(pk=key, login=login, purpose=purpose).delete()
