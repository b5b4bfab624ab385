"""How a target is expected to accrue, beside how it does: the small chart of its curve."""

from __future__ import annotations

from django.utils.translation import gettext as _

from luoshi.kernel.charts import Chart, Line
from luoshi.kernel.periods import MONTHS
from luoshi.monitoring.models import Curve
from luoshi.monitoring.queries.curves import Paced
from luoshi.monitoring.wording import one


def chart(paced: Paced, curve: Curve | None) -> Chart:
    """Return the shares expected and reached by month."""
    kind = Curve.Kind(curve.kind) if curve else Curve.Kind.EVEN
    labels = [_("%(month)s月") % {"month": month} for month in range(1, MONTHS + 1)]
    words = {"year": paced.year, "kind": kind.label}
    return Chart(
        key="curve",
        title=_("%(year)s年序时进度：%(kind)s") % words,
        kind="lines",
        unit="%",
        source=_("各单位报送、逐级核报的数据"),
        heads=(_("月份"), _("序时要求（占目标%）"), _("实际（占目标%）")),
        rows=[
            (label, one(wanted), one(reached))
            for label, wanted, reached in zip(labels, paced.expected, paced.reached, strict=True)
        ],
        labels=labels,
        lines=[
            Line(_("实际"), list(paced.reached)),
            Line(_("序时要求"), list(paced.expected), "dash"),
        ],
        as_of=curve.made_at if curve else None,
    )
