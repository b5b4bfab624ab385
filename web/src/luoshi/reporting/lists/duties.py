"""What is due from whom: a person's own reports, everybody's, and those to be accepted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from luoshi.accounts.api import May, Scope
from luoshi.agencies.api import Agency
from luoshi.kernel import clock
from luoshi.kernel.http import Request
from luoshi.kernel.periods import Period
from luoshi.kernel.tables import Bulk, Column, Filter, Mark, Table
from luoshi.reporting.models import Cycle, Form
from luoshi.reporting.queries import rounds
from luoshi.reporting.rules.windows import ENTERPRISE
from luoshi.reporting.wording import Stands

_TONES = {
    Stands.AWAITED: "plain",
    Stands.OVERDUE: "wrong",
    Stands.SUBMITTED: "doubt",
    Stands.RETURNED: "wrong",
    Stands.WITHDRAWN: "plain",
    Stands.ACCEPTED: "done",
    Stands.EXCUSED: "plain",
}
_CAME = (Stands.SUBMITTED, Stands.ACCEPTED)
OPEN = "open"
LATE = "late"
#: Every period: the list by itself shows the newest.
EVERY = "all"
STATES: Sequence[tuple[str, Any]] = (
    (OPEN, _("待填报")),
    *Stands.choices,
    ("missing", _("未报合计")),
    ("received", _("已收到")),
    ("intime", _("按时")),
    (LATE, _("逾期报送")),
    ("back", _("退回或撤回")),
)


def in_state(rows: QuerySet[Any], values: list[str]) -> QuerySet[Any]:
    """Return the duties in any of the chosen states; the same words as the counts use."""
    late = Q(first_at__gte=F("due_at"))
    conditions = {
        OPEN: Q(stands__in=(Stands.AWAITED, Stands.OVERDUE, Stands.WITHDRAWN)),
        "missing": Q(stands__in=(Stands.AWAITED, Stands.OVERDUE)),
        "received": Q(first_at__isnull=False),
        "intime": Q(first_at__lt=F("due_at")),
        LATE: late,
        "back": Q(stands__in=(Stands.RETURNED, Stands.WITHDRAWN)),
    }
    wanted = Q(pk__in=())
    for value in values:
        wanted |= conditions.get(value, Q(stands=value))
    return rows.filter(wanted)


def _in_level(rows: QuerySet[Any], values: list[str]) -> QuerySet[Any]:
    if values[0] == ENTERPRISE:
        return rows.filter(enterprise__isnull=False)
    return rows.filter(enterprise=None, agency__level=values[0])


def _in_place(rows: QuerySet[Any], values: list[str]) -> QuerySet[Any]:
    path = Agency.objects.filter(pk=values[0]).values_list("path", flat=True).first()
    return rows.filter(agency__path__startswith=path) if path else rows.none()


def _places(table: Any) -> Sequence[tuple[str, str]]:
    """Return the agencies at the top and right below it: cities, departments."""
    rows = Agency.objects.filter(table.scope.within("path"), depth__lte=2).order_by("path")
    return [(str(pk), name) for pk, name in rows.values_list("pk", "name")]


def _rounds(table: Any) -> Sequence[tuple[str, str]]:
    held = table.rows_there.order_by().filter(cycle=OuterRef("pk"))
    rows = Cycle.objects.filter(Exists(held)).values_list("pk", "period_code", "form__title")
    return [(str(pk), f"{Period.parse(code).label} {title}") for pk, code, title in rows]


def _in_period(rows: QuerySet[Any], values: list[str]) -> QuerySet[Any]:
    return rows if values[0] == EVERY else rows.filter(cycle__period_code=values[0])


def _periods(table: Any) -> Sequence[tuple[str, Any]]:
    """Return the periods that were opened, the newest first."""
    codes = table.periods
    return [(EVERY, _("全部期别")), *((code, Period.parse(code).label) for code in codes)]


def _forms(table: Any) -> Sequence[tuple[str, str]]:
    held = table.rows_there.order_by().filter(cycle__form=OuterRef("pk"))
    rows = Form.objects.filter(Exists(held)).order_by("title")
    return [(str(pk), title) for pk, title in rows.values_list("pk", "title")]


def _levels(_table: Any) -> Sequence[tuple[str, Any]]:
    return [*Agency.Level.choices, (ENTERPRISE, _("企业"))]


def mark(row: Any) -> Mark:
    """Return how a duty stands, in one word with its colour and shape."""
    stands = Stands(row.stands)
    return Mark(_TONES[stands], stands.label)


def late_days(row: Any) -> int | None:
    """Return by how many days a report came late, or is late now; nothing when in time."""
    if row.stands == Stands.EXCUSED:
        return None
    came = row.first_at or clock.now()
    if came < row.due_at:
        return None
    return max(1, (timezone.localdate(came) - timezone.localdate(row.due_at)).days)


def fill_url(row: Any) -> str:
    """Return the address of a report's form."""
    return reverse("reporting:fill", args=[row.pk])


def review_url(row: Any) -> str:
    """Return where a report is looked at: the version sent, or the form."""
    return reverse("reporting:review", args=[row.current_id]) if row.current_id else fill_url(row)


def respondent(row: Any) -> str:
    """Return who reports."""
    return str(row.enterprise) if row.enterprise_id else row.agency.name


FORM = Column("form", _("报表"), "words", width=24, sort="cycle__form__title",
              value=lambda row: row.cycle.form.title)  # fmt: skip
PERIOD = Column("period", _("期别"), width=8, sort="cycle__end",
                value=lambda row: Period.parse(row.cycle.period_code).label)  # fmt: skip
WHO = Column("who", _("填报单位"), frozen=True, width=16, value=respondent,
             sort=("agency__path", "enterprise__name"), url=review_url)  # fmt: skip
WHERE = Column("where", _("所在单位"), width=12, sort="agency__path",
               value=lambda row: row.agency.name, shown=False)  # fmt: skip
DUE = Column("due", _("截止时间"), "date", width=12, sort="due_at", value=lambda row: row.due_at)
CAME = Column("came", _("报送时间"), "date", width=12, sort="first_at",
              value=lambda row: row.first_at)  # fmt: skip
LATE_DAYS = Column("late", _("逾期天数"), "number", width=5, value=late_days)
STATE = Column("state", _("状态"), "badge", width=5, value=mark, sort="stands")
NUMBER = Column("number", _("版次"), "number", width=3, sort="current__number",
                value=lambda row: row.current.number if row.current else None)  # fmt: skip
BY = Column("by", _("填表人"), width=5, sort="current__by_name",
            value=lambda row: row.current.by_name if row.current else "")  # fmt: skip
PHONE = Column("phone", _("联系电话"), width=8, shown=False,
               value=lambda row: row.current.phone if row.current else "")  # fmt: skip
Q_FILTER = Filter(
    "q",
    _("单位或企业"),
    "text",
    fields=("agency__name", "agency__short_name", "enterprise__name"),
)
STATE_FILTER = Filter("state", _("状态"), apply=in_state, choices=lambda _table: STATES)
ROUND = Filter("cycle", _("报送期"), fields=("cycle_id",), choices=_rounds)
PERIOD_FILTER = Filter("period", _("期别"), apply=_in_period, choices=_periods)


class DutyRows(Table):
    """Everything that is due, as far as the person may see it."""

    key: ClassVar[str] = "reporting.duties"
    title: ClassVar[Any] = _("报送情况")
    columns: ClassVar[Any] = (
        WHO, STATE, FORM, PERIOD, DUE, CAME, LATE_DAYS, NUMBER, BY, PHONE, WHERE,
    )  # fmt: skip
    filters: ClassVar[Any] = (
        Q_FILTER,
        PERIOD_FILTER,
        ROUND,
        STATE_FILTER,
        Filter("level", _("层级"), apply=_in_level, choices=_levels),
        Filter("place", _("地区部门"), apply=_in_place, choices=_places),
    )
    order: ClassVar[tuple[str, ...]] = ("-period", "who")
    bulk: ClassVar[Any] = (
        Bulk(_("催报未报的"), "reporting:ticked_remind", May.CYCLE_MANAGE),
        Bulk(_("延期或免报"), "reporting:ticked_leave", May.CYCLE_MANAGE),
    )
    export_act: ClassVar[str] = May.LEDGER_EXPORT
    nothing: ClassVar[Any] = (_("还没有应报的报表"), _("开放报送期后，各单位应报的报表列在这里。"))

    def __init__(self, request: Request, scope: Scope, **given: Any) -> None:
        """Show the newest period where `newest` is given and neither period nor round is asked."""
        asked = given.pop("asked", request.GET)
        if given.pop("newest", False) and self.periods and not {"period", "cycle"} & set(asked):
            asked = asked.copy()
            asked["period"] = self.periods[0]
        super().__init__(request, scope, asked=asked, **given)

    @cached_property
    def periods(self) -> list[str]:
        """Return the codes of the periods that were opened, the newest first."""
        return rounds.periods()

    @cached_property
    def there(self) -> int:
        """Return how many rows the chosen period has: without filters the list shows one too."""
        period = self.state.filters.get("period")
        if not period:
            return super().there
        alone = len(self.state.filters) == 1
        return self.matching if alone else _in_period(self.rows_there, period).count()

    def queryset(self) -> QuerySet[Any]:
        """Return the duties, with what a row shows fetched."""
        return rounds.duties(self.request.user)


class MineRows(DutyRows):
    """What the person reports: for the own agencies, or for the firm."""

    key: ClassVar[str] = "reporting.mine"
    title: ClassVar[Any] = _("我的报送")
    columns: ClassVar[Any] = (
        Column("form", _("报表"), "words", frozen=True, width=24, sort="cycle__form__title",
               value=lambda row: row.cycle.form.title, url=fill_url),
        PERIOD, STATE, DUE, LATE_DAYS, CAME, NUMBER,
        Column("who", _("填报单位"), width=12, sort="agency__path", value=respondent),
        BY,
    )  # fmt: skip
    filters: ClassVar[Any] = (STATE_FILTER, Filter("form", _("报表"), fields=("cycle__form_id",),
                              choices=_forms))  # fmt: skip
    order: ClassVar[tuple[str, ...]] = ("-period", "form")
    bulk: ClassVar[Any] = ()
    nothing: ClassVar[Any] = (
        _("现在没有需要填报的报表"),
        _("省里开放报送期后，本单位应报的报表列在这里，点报表名称即可填报。"),
    )

    def queryset(self) -> QuerySet[Any]:
        """Return the person's own duties."""
        return rounds.mine(self.request.user)


class QueueRows(DutyRows):
    """What waits for the person's acceptance."""

    key: ClassVar[str] = "reporting.queue"
    title: ClassVar[Any] = _("待核报")
    columns: ClassVar[Any] = (
        WHO, FORM, PERIOD, CAME, LATE_DAYS,
        Column("flags", _("随报说明"), "number", width=5, value=lambda row: row.flags or None,
               sort="flags"),
        NUMBER, BY, PHONE, DUE, WHERE,
    )  # fmt: skip
    filters: ClassVar[Any] = (Q_FILTER, ROUND)
    order: ClassVar[tuple[str, ...]] = ("came",)
    bulk: ClassVar[Any] = (Bulk(_("核报通过"), "reporting:ticked_accept", May.REPORT_ACCEPT),)
    nothing: ClassVar[Any] = (
        _("没有待核报的报表"),
        _("下级报送后，等待本单位核报的报表列在这里。"),
    )

    def queryset(self) -> QuerySet[Any]:
        """Return the duties that wait, with how many findings were explained."""
        return rounds.with_flags(rounds.queue(self.request.user))
