"""Telling an agency of what turned red, once, in the transaction that judged it (row 47)."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from luoshi.accounts.api import May
from luoshi.agencies.api import Agency
from luoshi.kernel.outbox import notify
from luoshi.kernel.periods import Period
from luoshi.monitoring.models import Light

_SHOWN = 10


def tell_red(
    agency: Agency, period: Period, lights: Sequence[Light], before: Mapping[int, str]
) -> None:
    """Tell whoever reads an agency's lights which of them have just turned red."""
    red = [
        light
        for light in lights
        if light.colour == Light.Colour.RED and before.get(light.item_id) != Light.Colour.RED
    ]
    if not red:
        return
    keys = ",".join(str(light.item_id) for light in sorted(red, key=lambda one: one.item_id))
    digest = hashlib.sha256(keys.encode()).hexdigest()[:16]
    titles = [light.item.title for light in red[:_SHOWN]]
    query = f"agency={agency.pk}&period={period.code}&colour=red"
    notify(
        key=f"monitoring.red:{agency.pk}:{period.code}:{digest}",
        to=[agency.pk],
        may=May.MONITOR_READ,
        kind="monitoring.red",
        title=_("%(period)s新增红灯%(number)s项") % {"period": period.label, "number": len(red)},
        text="\n".join(titles),
        url=f"{reverse('monitoring:items')}?{query}",
    )
