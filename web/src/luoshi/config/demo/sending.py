"""A month of reports in bulk: the same rows that one report after the other would leave.

Versions go in waves, the first of everybody, then those that replace them; what a version says and
its digest come from the same rules as a typed one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from django.db.models import OuterRef, Subquery

from luoshi.agencies.api import Agency
from luoshi.config.demo.asking import Memory
from luoshi.config.demo.finishing import cite, prove
from luoshi.config.demo.parts import with_parts
from luoshi.config.demo.saying import Asked, said
from luoshi.config.demo.world import World
from luoshi.reporting.models import (
    Acceptance,
    Duty,
    Figure,
    Finding,
    Line,
    Progress,
    ProjectProgress,
    Stage,
    Step,
    Submission,
)
from luoshi.reporting.queries.projects import owners_named
from luoshi.reporting.rules.chain import State, Taken, state
from luoshi.reporting.rules.checks import Found
from luoshi.reporting.rules.content import Content, Header, Spoken, digest

_SPACE = UUID("7f0cf2b4-53a0-4b54-9a7e-2f9a6f0d2016")
_BATCH = 2000
_DAY = timedelta(days=1)
_WHY = "数值与上月相差过大，请核实计量单位后重报。"
_LATEST_MONTH = 12

Lines = Sequence[Asked]


@dataclass(slots=True)
class Version:
    """One version that a respondent sends, and what becomes of it."""

    duty: Duty
    number: int
    content: Content
    at: datetime
    stage: Stage = Stage.FINAL
    steps: list[tuple[str, Agency, str, datetime, str]] = field(default_factory=list)
    accepted: list[tuple[Agency, datetime]] = field(default_factory=list)
    row: Submission | None = None
    findings: dict[Found, str] = field(default_factory=dict)
    proofs: list[int] = field(default_factory=list)

    @property
    def by(self) -> str:
        """Return who sent it."""
        return self.steps[0][2]

    def stands(self, chain: Sequence[Agency]) -> State:
        """Return how the version stands after its steps."""
        steps = [Taken(act, agency.pk) for act, agency, *_rest in self.steps]
        return state(steps, [agency.pk for agency in chain])


@dataclass(frozen=True, slots=True)
class Respondent:
    """Who sends, who is above, and who acts there."""

    key: str
    login: str
    name: str
    phone: str
    chain: Sequence[Agency]
    reviewers: Sequence[str]


def versions_of(
    world: World, duty: Duty, month: int, who: Respondent, lines: Lines
) -> list[Version]:
    """Return what becomes of a duty: nothing, one version, a returned one, a corrected one."""
    kind, days = world.punctuality(who.key, month)
    if kind == "missing" or not lines:
        return []
    hours = world.draw("hour", who.key, month).uniform(4, 14)
    at = max(duty.cycle.opened_at, duty.due_at + days * _DAY - timedelta(hours=hours))
    found: list[Version] = []
    if world.is_returned(who.key, month):
        wrong = Version(duty, 1, said(world, who.key, lines, month, mistaken=True), at)
        _submitted(wrong, who)
        back = at + 2 * _DAY
        wrong.steps.append((Step.Act.RETURNED, who.chain[0], who.reviewers[0], back, _WHY))
        found.append(wrong)
        if month == _LATEST_MONTH and world.draw("unmended", who.key).random() < 0.3:  # noqa: PLR2004 - some are still at it
            return found
        at = back + _DAY
    good = Version(duty, len(found) + 1, said(world, who.key, lines, month), at)
    _submitted(good, who)
    _accepted(world, good, who, month)
    found.append(good)
    if len(good.accepted) == len(who.chain) and world.is_corrected(who.key, month):
        found.append(_correction(good, who, lines))
    return found


def _submitted(version: Version, who: Respondent) -> None:
    version.steps.append((Step.Act.SUBMITTED, version.duty.agency, who.login, version.at, ""))


def _accepted(world: World, version: Version, who: Respondent, month: int) -> None:
    """Let every level accept in turn; of the last month some wait on every level."""
    at = version.at
    for place, (agency, login) in enumerate(zip(who.chain, who.reviewers, strict=True)):
        waits = world.draw("waits", who.key, place).random() < 0.15  # noqa: PLR2004 - one in seven
        if month == _LATEST_MONTH and waits:
            return
        at += _DAY
        version.steps.append((Step.Act.ACCEPTED, agency, login, at, ""))
        version.accepted.append((agency, at))


def _correction(good: Version, who: Respondent, lines: Lines) -> Version:
    """Correct the first figure by two in a hundred, three weeks later; its parts follow."""
    figures = good.content.figures
    if figures and figures[0].value is not None:
        first = replace(figures[0], value=figures[0].value * 98 / 100)
        figures = with_parts((first, *figures[1:]), lines)
    mended = Version(
        good.duty, good.number + 1, replace(good.content, figures=figures),
        good.at + 21 * _DAY, Stage.REVISED,
    )  # fmt: skip
    _submitted(mended, who)
    for place, (agency, login) in enumerate(zip(who.chain, who.reviewers, strict=True)):
        at = mended.at + (place + 1) * _DAY
        mended.steps.append((Step.Act.ACCEPTED, agency, login, at, ""))
        mended.accepted.append((agency, at))
    return mended


@dataclass(slots=True)
class Writer:
    """Writes versions with everything that hangs on them."""

    world: World
    memory: Memory
    lines: dict[int, Line]

    def write(self, found: Iterable[tuple[Respondent, list[Version]]]) -> int:
        """Write the waves; return how many versions."""
        everything = list(found)
        last: dict[int, Version] = {}
        number = 0
        for wave in range(max((len(each) for _who, each in everything), default=0)):
            rows = [(who, each[wave]) for who, each in everything if len(each) > wave]
            self._wave(rows, last)
            number += len(rows)
        self._stand(everything, last)
        return number

    def _wave(self, rows: Sequence[tuple[Respondent, Version]], last: dict[int, Version]) -> None:
        prove(version for _who, version in rows)
        for who, version in rows:
            before = last.get(version.duty.pk)
            header = Header(who.phone, "", "")
            version.findings = self.memory.questions(version.duty, version.content, self.lines)
            answers = {(one.code, one.line_id): why for one, why in version.findings.items()}
            spoken = Spoken(version.content, version.stage, header, answers)
            version.row = Submission(
                duty=version.duty, number=version.number, digest=digest(spoken),
                client_key=uuid5(_SPACE, f"{self.world.seed}/{version.duty.pk}/{version.number}"),
                stage=version.stage, replaces=before.row if before else None, at=version.at,
                late=version.at > version.duty.due_at, by=who.login, by_name=who.name,
                phone=who.phone, source="demo",
            )  # fmt: skip
        made = Submission.objects.bulk_create(
            [version.row for _who, version in rows if version.row is not None], batch_size=_BATCH
        )
        assert len(made) == len(rows)
        for _who, version in rows:
            last[version.duty.pk] = version
        sent = [version for _who, version in rows]
        cite(sent)
        self._details(sent)

    def _details(self, versions: Sequence[Version]) -> None:
        series = {pk: line.series_id for pk, line in self.lines.items() if line.series_id}
        items = {pk: line.item_id for pk, line in self.lines.items() if line.item_id}
        figures = (
            Figure(
                submission=version.row, line_id=each.line_id,
                series_id=series[each.line_id],
                value=each.value, base=each.base,
            )
            for version in versions
            for each in version.content.figures
        )  # fmt: skip
        Figure.objects.bulk_create(figures, batch_size=_BATCH)
        progress = (
            Progress(
                submission=version.row, cycle_id=version.duty.cycle_id,
                line_id=each.line_id, item_id=items[each.line_id],
                done=each.done, problems=each.problems, next_steps=each.next_steps,
                finished_on=each.finished_on or None,
            )
            for version in versions
            for each in version.content.progress
        )  # fmt: skip
        Progress.objects.bulk_create(progress, batch_size=_BATCH)
        self._projects(versions, items)
        findings = (
            Finding(
                submission=version.row, line_id=one.line_id, rule_id=one.rule_id, code=one.code,
                severity=one.severity, words=one.words, explanation=why,
            )
            for version in versions
            for one, why in version.findings.items()
        )  # fmt: skip
        Finding.objects.bulk_create(findings, batch_size=_BATCH)
        steps = (
            Step(submission=version.row, act=act, agency=agency, by=login, at=at, note=note)
            for version in versions
            for act, agency, login, at, note in version.steps
        )
        Step.objects.bulk_create(steps, batch_size=_BATCH)

    def _projects(self, versions: Sequence[Version], items: dict[int, int]) -> None:
        said = [(version, each) for version in versions for each in version.content.projects]
        owners = owners_named(each.owner for _version, each in said)
        ProjectProgress.objects.bulk_create(
            (
                ProjectProgress(
                    submission=version.row, item_id=items[each.line_id],
                    owner_agency=owners.get(each.owner), **asdict(each),
                )
                for version, each in said
            ),
            batch_size=_BATCH,
        )  # fmt: skip

    def _stand(
        self, everything: Sequence[tuple[Respondent, list[Version]]], last: dict[int, Version]
    ) -> None:
        """Point every duty at its last version, and every agency at the one it stands by."""
        for version in last.values():
            self.memory.remember(version.duty, version.content)
        latest = Submission.objects.filter(duty=OuterRef("pk")).order_by("-number")
        duties = Duty.objects.filter(pk__in=list(last))
        duties.update(
            current=Subquery(latest.values("pk")[:1]),
            first_at=Subquery(latest.order_by("number").values("at")[:1]),
            standing=Duty.Standing.SUBMITTED,
        )
        stood: dict[tuple[str, int], list[int]] = defaultdict(list)
        for who, versions in everything:
            if versions:
                now = versions[-1].stands(who.chain)
                stood[now.kind, now.at].append(versions[-1].duty.pk)
        for (kind, got), keys in stood.items():
            Duty.objects.filter(pk__in=keys).update(standing=kind, got=got)
        standing = {
            (version.duty.pk, agency.pk): (version, at)
            for _who, versions in everything
            for version in versions
            for agency, at in version.accepted
        }
        Acceptance.objects.bulk_create(
            (
                Acceptance(duty_id=duty, agency_id=agency, submission=version.row, at=at)
                for (duty, agency), (version, at) in standing.items()
            ),
            batch_size=_BATCH,
        )
