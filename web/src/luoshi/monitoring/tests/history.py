"""A reporting history played directly on the tables: for tests of what follows from it.

It writes what the reporting context writes (versions, steps, who stands by what) and calls the
slot as that context does, so that a long history costs milliseconds.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Coalesce

from luoshi.agencies.api import Agency
from luoshi.enterprises.api import Enterprise
from luoshi.kernel import slots
from luoshi.kernel.periods import Period
from luoshi.ledger.api import Indicator, Option
from luoshi.reporting.api import Taken, stands_by
from luoshi.reporting.models import (
    Acceptance,
    Cycle,
    Duty,
    Figure,
    Form,
    Line,
    Series,
    Stage,
    Step,
    Submission,
)

START = datetime(2016, 7, 1, tzinfo=UTC)
Cell = Decimal | tuple[Decimal, Decimal] | None


@dataclass
class History:
    """A form with its lines, its cycles, and what was done with them."""

    form: Form
    lines: list[Line]
    moment: datetime = START
    duties: list[Duty] = field(default_factory=list)

    @classmethod
    def of(
        cls,
        indicators: Sequence[Indicator],
        *,
        said_by: str = Series.Said.AGENCY,
        options: Sequence[Option] = (),
    ) -> History:
        """Lay a form with a line for each indicator, then for each part of the first one.

        The form before is out of use.
        """
        Form.objects.filter(plan=None, said_by=said_by).update(retired_at=START)
        form = Form.objects.create(
            title="月报", table_number=uuid.uuid4().hex[:30], said_by=said_by, made_at=START
        )
        history = cls(form, [])
        for at, indicator in enumerate(indicators):
            series, _made = Series.objects.get_or_create(
                indicator=indicator,
                breakdown="",
                said_by=said_by,
                option=None,
                defaults={"unit": indicator.unit},
            )
            history.lines.append(
                Line.objects.create(
                    form=form, code=f"L{at}", position=at, kind="figure", title="", series=series
                )
            )
        for at, option in enumerate(options, start=len(indicators)):
            whole = history.lines[0]
            series = Series.objects.create(
                indicator=indicators[0], said_by=said_by, option=option, unit=indicators[0].unit
            )
            history.lines.append(
                Line.objects.create(
                    form=form, code=f"L{at}", position=at, kind="figure", title="", series=series,
                    part_of=whole,
                )
            )  # fmt: skip
        return history

    def cycle(self, period: Period) -> Cycle:
        """Open a cycle, or return it."""
        row, _made = Cycle.objects.get_or_create(
            form=self.form,
            period_code=period.code,
            defaults={"start": period.start, "end": period.end, "opened_at": START},
        )
        return row

    def duty(self, agency: Agency, period: Period, enterprise: Enterprise | None = None) -> Duty:
        """Make a report due."""
        row, made = Duty.objects.get_or_create(
            cycle=self.cycle(period),
            agency=agency,
            enterprise=enterprise,
            defaults={"due_at": START},
        )
        if made:
            self.duties.append(row)
        return row

    def submit(self, duty: Duty, cells: Mapping[int, Cell], stage: str = Stage.FINAL) -> Submission:
        """Say something: cells by the number of the line."""
        last = duty.submissions.order_by("-number").first()
        made = Submission.objects.create(
            duty=duty,
            number=last.number + 1 if last else 1,
            replaces=last,
            client_key=uuid.uuid4(),
            digest="",
            stage=stage,
            at=self._tick(),
            by="填报人",
        )
        Figure.objects.bulk_create(
            Figure(submission=made, line=self.lines[at], series=self.lines[at].series, **_said(one))
            for at, one in cells.items()
        )
        Duty.objects.filter(pk=duty.pk).update(
            current=made,
            first_at=Coalesce("first_at", Value(made.at)),
            standing=Duty.Standing.SUBMITTED,
        )
        self._step(made, Step.Act.SUBMITTED, duty.agency)
        return made

    @transaction.atomic
    def accept(self, submission: Submission, agency: Agency) -> None:
        """Let an agency stand by a version."""
        duty = submission.duty
        row = Acceptance.objects.filter(duty=duty, agency=agency).first()
        before = row.submission if row else None
        Acceptance.objects.update_or_create(
            duty=duty, agency=agency, defaults={"submission": submission, "at": self._tick()}
        )
        self._step(submission, Step.Act.ACCEPTED, agency)
        slots.call("reporting.accepted", agency=agency, duty=duty, before=before, after=submission)

    @transaction.atomic
    def take_back(self, submission: Submission, agency: Agency) -> None:
        """Let an agency take back that it stood by a version: it stands by the one before again."""
        duty = submission.duty
        row = Acceptance.objects.get(duty=duty, agency=agency, submission=submission)
        self._step(submission, Step.Act.UNLOCKED, agency)
        versions: dict[int, list[Taken]] = defaultdict(list)
        for step in Step.objects.filter(submission__duty=duty).select_related("submission"):
            versions[step.submission.number].append(Taken(step.act, step.agency_id))
        number = stands_by(versions).get(agency.pk)
        after = None if number is None else duty.submissions.get(number=number)
        if after is None:
            row.delete()
        else:
            row.submission = after
            row.save()
        slots.call("reporting.accepted", agency=agency, duty=duty, before=submission, after=after)

    def _step(self, submission: Submission, act: str, agency: Agency) -> None:
        Step.objects.create(
            submission=submission, act=act, agency=agency, by="审核人", at=self._tick(), note="—"
        )

    def _tick(self) -> datetime:
        self.moment += timedelta(minutes=1)
        return self.moment


def _said(cell: Cell) -> dict[str, Decimal]:
    if cell is None:
        return {}
    if isinstance(cell, tuple):
        return {"numerator": cell[0], "denominator": cell[1]}
    return {"value": cell}


def chain(duty: Duty) -> list[Agency]:
    """Return the agencies that accept a duty, nearest first."""
    above = list(Agency.objects.get_ancestors(duty.agency))[::-1]
    return [duty.agency, *above] if duty.enterprise_id else above
