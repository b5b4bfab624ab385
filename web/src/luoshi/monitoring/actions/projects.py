"""Reporting how a project stands, and confirming it from outside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from luoshi.accounts.api import May, Person, act_for, close_to, require
from luoshi.agencies.api import Agency
from luoshi.dispatch.api import Assignment
from luoshi.kernel import clock
from luoshi.kernel.evidence import columns
from luoshi.kernel.periods import Period
from luoshi.kernel.trail import record
from luoshi.ledger.api import Item
from luoshi.monitoring.models import CheckFile, ProjectCheck, ProjectReport
from luoshi.monitoring.refusals import (
    NotYourProject,
    OwnReport,
    ProjectIncomplete,
    ProjectReportedMeanwhile,
    ReportedInForm,
)
from luoshi.reporting.api import asked_in_a_form, projects


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of a project in a period; the owner of the blocker is an agency's key."""

    stage: str
    planned_yi: Decimal | None = None
    period_yi: Decimal | None = None
    leader: str = ""
    blocker: str = ProjectReport.Blocker.NONE
    blocker_text: str = ""
    blocker_owner: int | None = None
    note: str = ""
    investment_yi: Decimal | None = None
    total_yi: Decimal | None = None
    expected_on: date | None = None
    help: str = ""


#: A key is kept under the name of its column.
_COLUMNS = {"blocker_owner": "blocker_owner_id"}
#: What the form calls otherwise.
_NAMES = {"done": "note", "problems": "blocker_text", "owner": "blocker_owner"}


@transaction.atomic
def report_project(
    *, item_id: int, period: Period, said: Said, based_on: int, by: Person
) -> ProjectReport:
    """Say how a project stands that no monthly form asks about; elsewhere the form says it.

    `based_on` is the number of the report it corrects, 0 for none.

    Raises:
        ReportedInForm: a form in use asks about the project.
        NotYourProject: no agency at which the person fills in holds the project.
        ProjectReportedMeanwhile: there is a newer report than the one the person saw.
        ProjectIncomplete: the stage asks for more.

    """
    agency = _holder(item_id, by)
    if asked_in_a_form(item_id):
        raise ReportedInForm(
            _("本项目按月在报表中填报，不在这里另报。"),
            next_step=_("请在“报送”中打开本期报表。"),
        )
    act_for(by, May.REPORT_FILL, agency)
    item = Item.objects.select_for_update().get(pk=item_id)
    rows = ProjectReport.objects.filter(item=item, period_code=period.code)
    last = rows.order_by("-number").first()
    if last is not None and _of(last) == said and last.by == by.login:
        return last
    if (last.number if last else 0) != based_on:
        raise ProjectReportedMeanwhile(
            _("本期项目进展已由他人填报。"), next_step=_("请刷新后核对，再行修改。")
        )
    _complete(item, period, said)
    made: ProjectReport = ProjectReport.objects.create(
        item=item,
        agency_id=agency,
        number=based_on + 1,
        period_code=period.code,
        start=period.start,
        end=period.end,
        at=clock.now(),
        by=by.login,
        **{_COLUMNS.get(name, name): value for name, value in asdict(said).items()},
    )
    data = {"period": period.code, "before": _told(last), "after": _told(made)}
    record("monitoring.project.reported", by=by.login, on=made, data=data)
    return made


def _holder(item_id: int, by: Person) -> int:
    """Return the agency of the person's that holds the project, the lead before others."""
    scope = require(by, May.REPORT_FILL)
    held = Assignment.objects.filter(
        item=item_id,
        item__kind=Item.Kind.PROJECT,
        agency__in=scope.at(May.REPORT_FILL),
        returned_at=None,
        withdrawn_at=None,
    )
    found: int | None = held.order_by("role", "pk").values_list("agency", flat=True).first()
    if found is None:
        raise NotYourProject(
            _("该项目没有下达给您所在的单位。"), next_step=_("请由承担单位填报，或联系下达单位。")
        )
    return found


def _of(row: ProjectReport) -> Said:
    """Return what a report said."""
    return Said(
        **{one.name: getattr(row, _COLUMNS.get(one.name, one.name)) for one in fields(Said)}
    )


def _told(row: ProjectReport | None) -> dict[str, str]:
    """Return what a report said as the trail keeps it: words, blanks left out."""
    if row is None:
        return {}
    said = asdict(_of(row)) | {
        "stage": row.get_stage_display(),
        "blocker": row.get_blocker_display(),
        "blocker_owner": row.blocker_owner,
    }
    return {key: str(value) for key, value in said.items() if value not in (None, "")}


def _complete(item: Item, period: Period, said: Said) -> None:
    """Refuse what a stage leaves open, and a step back without a word of why."""
    known = asdict(said)
    named = known | {form: known[own] for form, own in _NAMES.items()}
    open_fields = projects.missing(said.stage, named)
    if open_fields:
        labels = {each.name: each.verbose_name for each in ProjectReport._meta.fields}
        names = "、".join(str(labels[_NAMES.get(name, name)]) for name in open_fields)
        raise ProjectIncomplete(
            _("“%(stage)s”阶段还须填写：%(names)s。")
            % {"stage": ProjectReport.Stage(said.stage).label, "names": names},
            next_step=_("请补充后再提交。"),
        )
    earlier = ProjectReport.objects.filter(item=item, end__lt=period.end).order_by(
        "-end", "-number"
    )
    before = earlier.values_list("stage", flat=True).first()
    if before and projects.goes_back(before, said.stage) and not said.note:
        raise ProjectIncomplete(
            _("项目阶段比上期后退，须写明情况。"), next_step=_("请在“进展”中说明原因。")
        )


@transaction.atomic
def check_project(
    *,
    report_id: int,
    agency_id: int,
    right: bool,
    note: str,
    by: Person,
    files: Sequence[tuple[str, bytes]] = (),
) -> ProjectCheck:
    """Confirm from outside that a project stands as reported, or that it does not.

    `files` are names with their bytes: photographs, records; all are kept, or nothing (row 68).

    Raises:
        FileRefused: a file is none that may prove something.
        NotYourProject: the agency is not above the reporter's, or the person accepts nothing there.
        OwnReport: the person wrote the report.

    """
    scope = require(by, May.REPORT_ACCEPT)
    report = ProjectReport.objects.select_related("agency", "item").get(pk=report_id)
    above = ProjectReport.objects.none()
    if agency_id in scope.at(May.REPORT_ACCEPT):
        above = ProjectReport.objects.filter(
            pk=report_id, agency__path__startswith=_path(agency_id)
        )
    if not above.exists():
        raise NotYourProject(
            _("只有上级单位的审核岗位可以核实。"), next_step=_("请与上级主管单位联系。")
        )
    act_for(by, May.REPORT_ACCEPT, agency_id)
    if report.by in close_to(by.login, timezone.localdate(report.at)):
        raise OwnReport(
            _("本人或互为委托的人填报的项目不能由本人核实。"), next_step=_("请由他人核实。")
        )
    made, fresh = ProjectCheck.objects.get_or_create(
        report=report,
        agency_id=agency_id,
        defaults={"right": right, "note": note, "at": clock.now(), "by": by.login},
    )
    if fresh:
        for name, content in files:
            row = columns(name, content, agency_id=agency_id, by=by.login)
            CheckFile.objects.create(check_of=made, **row)
        data = {"right": right, "note": note, "file": [name for name, _content in files]}
        record("monitoring.project.checked", by=by.login, on=made, data=data)
    return made


def _path(agency_id: int) -> str:
    """Return where an agency stands in the tree."""
    found: str = Agency.objects.values_list("path", flat=True).get(pk=agency_id)
    return found
