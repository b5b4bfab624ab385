"""Opening by the clock: the rounds that have come due.

Harmless when done twice: the database knows one round of a form and period (REL-22).
"""

from __future__ import annotations

from typing import Final

from django.utils import timezone
from django.utils.translation import ngettext

from luoshi.kernel import clock
from luoshi.reporting.actions.cycles import make_duties, open_cycle
from luoshi.reporting.models import Cycle, Form
from luoshi.reporting.rules.windows import asked_at

_CLOCK: Final = "system"


def open_due() -> str:
    """Open the round of every form whose period is over; bring the duties of open ones up.

    A form is asked for no period after its 有效期至: a year's plan ends with its year.
    """
    opened = 0
    for form in Form.objects.filter(retired_at=None).order_by("pk"):
        period = asked_at(form.frequency, form.january, clock.today())
        made = timezone.localdate(form.made_at)
        over = form.valid_to is not None and period.end > form.valid_to
        if over or period.end < made or form.cycles.filter(period_code=period.code).exists():
            continue
        open_cycle(form_id=form.pk, period=period, by=_CLOCK)
        opened += 1
    for pk in Cycle.objects.filter(closed_at=None).values_list("pk", flat=True):
        make_duties(cycle_id=pk)
    return ngettext("开放 %(n)s 期", "开放 %(n)s 期", opened) % {"n": opened}
