"""What programs send and are answered."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from decimal import Decimal

from ninja import Field, Schema

from luoshi.kernel.programs import LARGEST, Said


class CycleOut(Schema):
    """A reporting round, with what of it the person may see."""

    id: int = Field(description="报送期编号")
    form_id: int = Field(description="报表编号")
    form: str = Field(description="报表")
    period: str = Field(description="报送期代码")
    opened_at: datetime = Field(description="开放时间")
    closed_at: datetime | None = Field(description="关闭时间；未关闭的为空")
    due: int = Field(description="应报份数")
    missing: int = Field(description="未报份数")
    back: int = Field(description="退回或撤回份数")
    waiting: int = Field(description="待核报份数")
    accepted: int = Field(description="已核报份数")


class Cycles(Schema):
    """A page of rounds."""

    count: int = Field(description="共多少行")
    items: list[CycleOut] = Field(description="本页各行")


class DutyOut(Schema):
    """A report that is due."""

    id: int
    form: str
    table_number: str
    period: str
    agency: str
    enterprise: str | None
    due_at: datetime
    stands: str
    number: int
    submission_id: int | None


class Duties(Schema):
    """A page of reports that are due."""

    count: int
    items: list[DutyOut]


class LineOut(Schema):
    """A line that the respondent fills, with what the standing version says in it."""

    id: int
    code: str
    kind: str
    title: str
    unit: str
    required: bool
    project: bool
    part_of: int | None = Field(description="分项所属总数行的编号；不是分项的为空")
    computed: bool | None = Field(description="总数是否由分项相加得出，不直接填")
    cells: dict[str, str]


class DutyLines(Schema):
    """A report with its lines."""

    duty: DutyOut
    lines: list[LineOut]


class FigureIn(Said):
    """A figure; a blank one says why it is blank."""

    line_id: int
    value: Decimal | None = Field(None, max_digits=20, decimal_places=6)
    numerator: Decimal | None = Field(None, max_digits=20, decimal_places=6)
    denominator: Decimal | None = Field(None, max_digits=20, decimal_places=6)
    base: Decimal | None = Field(None, max_digits=20, decimal_places=6)
    blank_reason: str = Field("", max_length=200)
    explanation: str = Field("", max_length=2000)


class ProgressIn(Said):
    """The progress of an item in words."""

    line_id: int
    done: str = Field("", max_length=4000)
    problems: str = Field("", max_length=4000)
    next_steps: str = Field("", max_length=4000)
    finished_on: date | None = None


class ProjectIn(Said):
    """How a project stands; money in 亿元, `owner` is the agency that must clear the blocker."""

    line_id: int
    stage: str = Field("", max_length=10)
    investment_yi: Decimal | None = Field(None, max_digits=20, decimal_places=6)
    planned_yi: Decimal | None = Field(None, max_digits=20, decimal_places=6)
    period_yi: Decimal | None = Field(None, max_digits=20, decimal_places=6)
    total_yi: Decimal | None = Field(None, max_digits=20, decimal_places=6)
    expected_on: date | None = None
    leader: str = Field("", max_length=80)
    blocker: str = Field("", max_length=10)
    help: str = Field("", max_length=500)
    owner: str = Field("", max_length=100)


class Explanation(Said):
    """Why something a check found is right."""

    code: str
    line_id: int | None = None
    text: str


class SubmissionIn(Said):
    """A whole report; `based_on` is the number of the version it replaces, 0 for the first."""

    client_key: uuid.UUID
    based_on: int = Field(ge=0)
    phone: str = Field("", max_length=40)
    responsible: str = Field("", max_length=80)
    note: str = Field("", max_length=2000)
    figures: list[FigureIn] = Field(default_factory=list)
    progress: list[ProgressIn] = Field(default_factory=list)
    projects: list[ProjectIn] = Field(default_factory=list)
    explanations: list[Explanation] = Field(default_factory=list)


class ReceiptOut(Schema):
    """What the server has."""

    submission_id: int
    number: int
    at: datetime
    digest: str
    late: bool


class StateOut(Schema):
    """Where a version stands on its way up."""

    kind: str
    accepted_levels: int
    waiting_for: int | None
    final: bool


class DecisionIn(Said):
    """For which agency a report is accepted or returned, and what is said of it."""

    agency_id: int = Field(ge=1, le=LARGEST)
    note: str = Field("", max_length=1000)


class ReturnIn(DecisionIn):
    """For which agency a report is returned, and why; the reason is not blank."""

    note: str = Field(max_length=1000, pattern=r"\S")
